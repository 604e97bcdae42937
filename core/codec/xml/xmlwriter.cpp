// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/codec/xml/xmlformat.h"

#include "core/codec/payload.h"
#include "core/codec/xml/xmlnames.h"
#include "core/codec/xml/xmltext.h"
#include "core/event/base64.h"

namespace core {

namespace {

constexpr std::string_view Declaration = R"(<?xml version="1.0" encoding="UTF-8"?>)";

std::string_view xmlTypeOf(AttributeType type)
{
    switch (type) {
    case AttributeType::Boolean:
        return "ce:boolean";
    case AttributeType::Integer:
        return "ce:integer";
    case AttributeType::Binary:
        return "ce:binary";
    case AttributeType::Uri:
        return "ce:uri";
    case AttributeType::UriReference:
        return "ce:uriRef";
    case AttributeType::Timestamp:
        return "ce:timestamp";
    case AttributeType::String:
    case AttributeType::Map:
        break;
    }
    return "ce:string";
}

void appendElement(std::string &out, std::string_view name, std::string_view value,
                   std::string_view type = {})
{
    out.append("<ce:").append(name);
    if (!type.empty())
        out.append(" xsi:type=\"").append(type).append("\"");
    out += '>';
    appendXmlText(out, value);
    out.append("</ce:").append(name).append(">");
}

void appendOptional(std::string &out, std::string_view name,
                    const std::optional<std::string> &value)
{
    if (value)
        appendElement(out, name, *value);
}

void appendData(std::string &out, const Payload &payload)
{
    switch (payload.kind) {
    case Payload::Kind::None:
        return;
    case Payload::Kind::Xml:
        out.append("<ce:data xsi:type=\"xs:any\">").append(payload.bytes).append("</ce:data>");
        return;
    case Payload::Kind::Text:
    case Payload::Kind::Json:
        if (canBeXml(payload.bytes)) {
            appendElement(out, "data", payload.bytes, "xs:string");
            return;
        }
        break;
    case Payload::Kind::Bytes:
    case Payload::Kind::Any:
        break;
    }
    std::string base64;
    appendBase64(base64, bytesOf(payload));
    appendElement(out, "data", base64, "xs:base64Binary");
}

} // namespace

void appendXmlEvent(std::string &out, EventView view)
{
    const CloudEvent &event = view.event;
    const Payload payload = payloadOf(view);
    out.append("<ce:event xmlns:ce=\"").append(XmlEventSpace);
    out.append("\" xmlns:xsi=\"").append(XmlInstanceSpace);
    out.append("\" xmlns:xs=\"").append(XmlSchemaSpace);
    out.append("\" specversion=\"").append(specVersionText(event.specVersion)).append("\">");
    appendElement(out, "id", event.id);
    appendElement(out, "source", event.source);
    appendElement(out, "type", event.type);
    appendOptional(out, "subject", event.subject);
    appendOptional(out, "time", event.time);
    appendOptional(out, "datacontenttype", event.dataContentType);
    if (!event.dataContentType && payload.kind == Payload::Kind::Json)
        appendElement(out, "datacontenttype", "application/json");
    appendOptional(out, "dataschema", event.dataSchema);
    for (const Extension &extension : event.extensions)
        appendElement(out, extension.name, extension.value.canonical(),
                      xmlTypeOf(extension.value.type()));
    appendData(out, payload);
    out += "</ce:event>";
}

std::string xmlDocument(std::string_view event)
{
    return std::string(Declaration).append(event);
}

std::string xmlBatchDocument(std::span<const std::string_view> events)
{
    // With the prefix of the events nothing has to be declared on them once more when the batch is read.
    std::string_view name = "ce:event";
    if (!events.empty() && events.front().starts_with('<'))
        name = events.front().substr(1, events.front().find_first_of(" \t\r\n/>") - 1);
    const std::size_t colon = name.find(':');
    const bool hasPrefix = colon != std::string_view::npos;
    const std::string prefix(hasPrefix ? name.substr(0, colon) : std::string_view());
    const std::string tag = hasPrefix ? prefix + ":batch" : "batch";
    std::string text(Declaration);
    text.append("<").append(tag).append(hasPrefix ? " xmlns:" + prefix : " xmlns");
    text.append("=\"").append(XmlEventSpace).append("\">");
    for (const std::string_view event : events)
        text += event;
    return text.append("</").append(tag).append(">");
}

} // namespace core
