// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/transfer/eventcsv.h"

#include "core/codec/jsonformat.h"
#include "core/codec/jsonstring.h"
#include "core/event/base64.h"
#include "core/event/timestamp.h"
#include "core/event/unicodetext.h"

#include <string_view>

namespace core {

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

std::string extensionsObject(const std::vector<Extension> &extensions)
{
    if (extensions.empty())
        return {};
    std::string object = "{";
    for (const Extension &extension : extensions) {
        if (object.size() > 1)
            object += ',';
        appendJsonString(object, extension.name);
        object += ':';
        if (extension.value.type() == AttributeType::Map)
            appendJsonOnOneLine(object, extension.value.asText());
        else if (extension.value.isText())
            appendJsonString(object, extension.value.asText());
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

void appendCsvEvent(std::string &out, const StoredEvent &stored)
{
    const CloudEvent &event = stored.event;
    const auto add = [&out](std::string_view text) {
        appendField(out, text);
        out += ',';
    };
    add(std::to_string(stored.sequence.value));
    add(formatTimestamp(stored.received));
    add(specVersionText(event.specVersion));
    add(event.id);
    add(event.source);
    add(event.type);
    add(event.subject.value_or(std::string()));
    add(event.time.value_or(std::string()));
    add(event.dataContentType.value_or(std::string()));
    add(event.dataSchema.value_or(std::string()));
    add(extensionsObject(event.extensions));
    const std::string data = dataBytes(event, stored.text);
    const bool isText = !utf8Fault(data);
    add(isText ? data : std::string());
    if (!isText)
        appendBase64(out, data);
    out += RecordEnd;
}

} // namespace core
