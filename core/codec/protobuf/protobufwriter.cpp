// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/codec/protobuf/protobufformat.h"

#include "core/codec/payload.h"
#include "core/event/base64.h"
#include "core/event/timestamp.h"

#include <algorithm>

namespace core {

namespace {

// Numbers of fields in cloudevents.proto.
constexpr std::uint32_t Id = 1;
constexpr std::uint32_t Source = 2;
constexpr std::uint32_t Version = 3;
constexpr std::uint32_t Type = 4;
constexpr std::uint32_t Attributes = 5;
constexpr std::uint32_t BinaryData = 6;
constexpr std::uint32_t TextData = 7;
constexpr std::uint32_t ProtoData = 8;

constexpr std::uint32_t VarintType = 0;
constexpr std::uint32_t BytesType = 2;

void appendVarint(std::string &out, std::uint64_t value)
{
    for (; value >= 0x80U; value >>= 7U)
        out.push_back(static_cast<char>((value & 0x7FU) | 0x80U));
    out.push_back(static_cast<char>(value));
}

void appendNumber(std::string &out, std::uint32_t field, std::int64_t value)
{
    appendVarint(out, field << 3U | VarintType);
    appendVarint(out, static_cast<std::uint64_t>(value));
}

void appendBytes(std::string &out, std::uint32_t field, std::string_view bytes)
{
    appendVarint(out, field << 3U | BytesType);
    appendVarint(out, bytes.size());
    out += bytes;
}

/// A google.protobuf.Timestamp, which has the years 1 to 9999; nothing outside.
std::optional<std::string> instantOf(std::string_view text)
{
    constexpr std::int64_t FirstSecond = -62'135'596'800;
    constexpr std::int64_t LastSecond = 253'402'300'799;
    constexpr std::size_t Digits = 9;
    constexpr std::size_t SecondAt = 17;
    const auto time = parseTimestamp(text);
    if (!time)
        return {};
    const auto second = std::chrono::floor<std::chrono::seconds>(*time);
    const std::int64_t seconds = second.time_since_epoch().count();
    if (seconds < FirstSecond || seconds > LastSecond)
        return {};
    // WallTime ends with the microsecond; the sender may have written more. A leap second is the instant after it.
    std::int64_t nanoseconds = 0;
    if (const std::size_t point = text.find('.');
        point != std::string_view::npos && text.substr(SecondAt, 2) != "60") {
        std::size_t at = point + 1;
        for (std::size_t digit = 0; digit < Digits; ++digit) {
            const bool isThere = at < text.size() && text[at] >= '0' && text[at] <= '9';
            nanoseconds = nanoseconds * 10 + (isThere ? text[at++] - '0' : 0);
        }
    }
    std::string message;
    if (seconds != 0)
        appendNumber(message, 1, seconds);
    if (nanoseconds != 0)
        appendNumber(message, 2, nanoseconds);
    return message;
}

std::string valueOf(const AttributeValue &value)
{
    std::string message;
    switch (value.type()) {
    case AttributeType::Boolean:
        appendNumber(message, 1, value.asBoolean() ? 1 : 0);
        break;
    case AttributeType::Integer:
        appendNumber(message, 2, value.asInteger());
        break;
    case AttributeType::Binary:
        appendBytes(message, 4, decodeBase64(value.asText()).value_or(std::string()));
        break;
    case AttributeType::Uri:
        appendBytes(message, 5, value.asText());
        break;
    case AttributeType::UriReference:
        appendBytes(message, 6, value.asText());
        break;
    case AttributeType::Timestamp:
        if (const auto instant = instantOf(value.asText())) {
            appendBytes(message, 7, *instant);
            break;
        }
        [[fallthrough]];
    case AttributeType::String:
    case AttributeType::Map:
        appendBytes(message, 3, value.asText());
        break;
    }
    return message;
}

void appendAttribute(std::string &out, std::string_view name, const AttributeValue &value)
{
    std::string entry;
    appendBytes(entry, 1, name);
    appendBytes(entry, 2, valueOf(value));
    appendBytes(out, Attributes, entry);
}

} // namespace

void appendProtobufEvent(std::string &out, EventView view)
{
    const CloudEvent &event = view.event;
    const Payload payload = payloadOf(view);
    appendBytes(out, Id, event.id);
    appendBytes(out, Source, event.source);
    appendBytes(out, Version, specVersionText(event.specVersion));
    appendBytes(out, Type, event.type);
    const auto text = [&](std::string_view name, AttributeType type,
                          const std::optional<std::string> &value) {
        if (value)
            appendAttribute(out, name, AttributeValue::text(type, *value));
    };
    text("subject", AttributeType::String, event.subject);
    text("time", AttributeType::Timestamp, event.time);
    if (event.dataContentType)
        text("datacontenttype", AttributeType::String, event.dataContentType);
    else if (payload.kind == Payload::Kind::Json)
        text("datacontenttype", AttributeType::String, "application/json");
    text("dataschema", AttributeType::Uri, event.dataSchema);
    for (const Extension &extension : event.extensions)
        appendAttribute(out, extension.name, extension.value);
    switch (payload.kind) {
    case Payload::Kind::None:
        break;
    case Payload::Kind::Bytes:
        appendBytes(out, BinaryData, payload.bytes);
        break;
    case Payload::Kind::Text:
    case Payload::Kind::Json:
    case Payload::Kind::Xml:
        appendBytes(out, TextData, payload.bytes);
        break;
    case Payload::Kind::Any:
        appendBytes(out, ProtoData, payload.bytes);
        break;
    }
}

void appendToProtobufBatch(std::string &out, std::string_view event)
{
    constexpr std::uint32_t Events = 1;
    appendBytes(out, Events, event);
}

} // namespace core
