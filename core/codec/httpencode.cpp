// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/codec/httpencode.h"

#include "core/codec/foldedtext.h"
#include "core/codec/headervalue.h"
#include "core/codec/jsonformat.h"
#include "core/codec/mapheaders.h"

namespace core {

HttpContent encodeBinary(EventView view)
{
    const CloudEvent &event = view.event;
    if (event.dataContentType &&
        startsWithFolded(*event.dataContentType, "application/cloudevents"))
        return encodeStructured(view);
    HttpContent content;
    const auto add = [&](std::string name, std::string_view value) {
        content.fields.emplace_back(std::move(name), encodeHeaderValue(value));
    };
    add("ce-specversion", specVersionText(event.specVersion));
    add("ce-id", event.id);
    add("ce-source", event.source);
    add("ce-type", event.type);
    if (event.subject)
        add("ce-subject", *event.subject);
    if (event.time)
        add("ce-time", *event.time);
    if (event.dataSchema)
        add(event.specVersion == SpecVersion::V10 ? "ce-dataschema" : "ce-schemaurl",
            *event.dataSchema);
    for (const Extension &extension : event.extensions) {
        const std::string name = "ce-" + extension.name;
        if (extension.value.type() != AttributeType::Map) {
            add(name, extension.value.canonical());
        } else if (const auto entries = flattenedMap(extension.value.asText())) {
            for (const auto &[key, value] : *entries)
                add(name + '-' + key, value);
        } else {
            add(name, mapAsString(extension.value.asText()));
        }
    }
    if (event.dataContentType)
        content.fields.emplace_back("Content-Type", *event.dataContentType);
    else if (event.dataForm == DataForm::Json)
        content.fields.emplace_back("Content-Type", "application/json");
    content.body = dataBytes(event, view.text);
    return content;
}

HttpContent encodeStructured(EventView view)
{
    HttpContent content;
    content.fields.emplace_back("Content-Type", "application/cloudevents+json; charset=utf-8");
    appendJsonEvent(content.body, view.event, view.text);
    return content;
}

HttpContent encodeBatch(std::span<const EventView> events)
{
    HttpContent content;
    content.fields.emplace_back("Content-Type",
                                "application/cloudevents-batch+json; charset=utf-8");
    content.body = "[";
    for (const EventView &view : events) {
        if (content.body.size() > 1)
            content.body += ',';
        appendJsonEvent(content.body, view.event, view.text);
    }
    content.body += ']';
    return content;
}

} // namespace core
