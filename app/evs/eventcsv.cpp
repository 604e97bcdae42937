// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "app/evs/eventcsv.h"

#include "core/codec/jsonformat.h"
#include "core/codec/jsonstring.h"
#include "core/event/base64.h"
#include "core/event/timestamp.h"
#include "core/event/unicodetext.h"

#include <string_view>

namespace app {

namespace {

constexpr std::string_view RecordEnd = "\r\n";

void appendField(std::string &out, std::string_view text)
{
    if (text.find_first_of(",\"\r\n") == std::string_view::npos) {
        out += text;
        return;
    }
    out += '"';
    for (const char letter : text) {
        if (letter == '"')
            out += '"';
        out += letter;
    }
    out += '"';
}

std::string extensionsObject(const std::vector<core::Extension> &extensions)
{
    if (extensions.empty())
        return {};
    std::string object = "{";
    for (const core::Extension &extension : extensions) {
        if (object.size() > 1)
            object += ',';
        core::appendJsonString(object, extension.name);
        object += ':';
        if (extension.value.type() == core::AttributeType::Map)
            core::appendJsonOnOneLine(object, extension.value.asText());
        else if (extension.value.isText())
            core::appendJsonString(object, extension.value.asText());
        else
            object += extension.value.canonical();
    }
    return object + '}';
}

} // namespace

void appendCsvHead(std::string &out)
{
    out += "sequence,received,specversion,id,source,type,subject,time,datacontenttype,dataschema,"
           "extensions,data,data_base64";
    out += RecordEnd;
}

void appendCsvEvent(std::string &out, const core::StoredEvent &stored)
{
    const core::CloudEvent &event = stored.event;
    const auto add = [&out](std::string_view text) {
        appendField(out, text);
        out += ',';
    };
    add(std::to_string(stored.sequence.value));
    add(core::formatTimestamp(stored.received));
    add(core::specVersionText(event.specVersion));
    add(event.id);
    add(event.source);
    add(event.type);
    add(event.subject.value_or(std::string()));
    add(event.time.value_or(std::string()));
    add(event.dataContentType.value_or(std::string()));
    add(event.dataSchema.value_or(std::string()));
    add(extensionsObject(event.extensions));
    const std::string data = core::dataBytes(event, stored.text);
    const bool isText = !core::utf8Fault(data);
    add(isText ? data : std::string());
    if (!isText)
        core::appendBase64(out, data);
    out += RecordEnd;
}

} // namespace app
