// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/codec/httpencode.h"

#include "core/codec/avro/avroformat.h"
#include "core/codec/headervalue.h"
#include "core/codec/jsonformat.h"
#include "core/codec/mapheaders.h"
#include "core/codec/protobuf/protobufformat.h"
#include "core/codec/xml/xmlformat.h"
#include "core/event/asciitext.h"

namespace core {

namespace {

std::string mediaTypeOf(std::string_view prefix, EventFormat format)
{
    std::string type(prefix);
    type.append("+").append(eventFormatText(format));
    const bool isText = format == EventFormat::Json || format == EventFormat::Xml;
    return isText ? type + "; charset=utf-8" : type;
}

} // namespace

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
    else if (event.dataForm == DataForm::Json || event.dataForm == DataForm::AvroValue)
        content.fields.emplace_back("Content-Type", "application/json");
    else if (event.dataForm == DataForm::ProtobufAny)
        content.fields.emplace_back("Content-Type", "application/protobuf");
    content.body = dataBytes(event, view.text);
    return content;
}

bool canEncode(EventFormat format, SpecVersion version)
{
    switch (format) {
    case EventFormat::None:
        return false;
    case EventFormat::Json:
        return true;
    case EventFormat::Protobuf:
    case EventFormat::Xml:
    case EventFormat::Avro:
        break;
    }
    return version == SpecVersion::V10;
}

bool hasBatch(EventFormat format)
{
    return format != EventFormat::None && format != EventFormat::Avro;
}

std::string encodeEvent(EventView view, EventFormat format)
{
    std::string body;
    switch (format) {
    case EventFormat::None:
    case EventFormat::Json:
        appendJsonEvent(body, view.event, view.text);
        break;
    case EventFormat::Protobuf:
        appendProtobufEvent(body, view);
        break;
    case EventFormat::Xml:
        appendXmlEvent(body, view);
        break;
    case EventFormat::Avro:
        appendAvroEvent(body, view);
        break;
    }
    return body;
}

HttpContent encodeStructured(EventView view, EventFormat format)
{
    HttpContent content;
    std::string body = encodeEvent(view, format);
    content.body = format == EventFormat::Xml ? xmlDocument(body) : std::move(body);
    content.fields.emplace_back("Content-Type", mediaTypeOf("application/cloudevents", format));
    return content;
}

HttpContent encodeBatch(std::span<const EventView> events, EventFormat format)
{
    std::vector<std::string> texts;
    texts.reserve(events.size());
    for (const EventView &view : events)
        texts.push_back(encodeEvent(view, format));
    HttpContent content;
    content.body = joinBatch(format, std::vector<std::string_view>(texts.begin(), texts.end()));
    content.fields.emplace_back("Content-Type",
                                mediaTypeOf("application/cloudevents-batch", format));
    return content;
}

std::string joinBatch(EventFormat format, std::span<const std::string_view> events)
{
    std::string body;
    switch (format) {
    case EventFormat::Protobuf:
        for (const std::string_view event : events)
            appendToProtobufBatch(body, event);
        return body;
    case EventFormat::Xml:
        return xmlBatchDocument(events);
    case EventFormat::None:
    case EventFormat::Json:
    case EventFormat::Avro:
        break;
    }
    for (const std::string_view event : events)
        body.append(body.empty() ? "[" : ",").append(event);
    return body.append(body.empty() ? "[]" : "]");
}

} // namespace core
