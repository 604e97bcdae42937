// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/codec/formatrejections.h"

#include "core/codec/jsonformat.h"
#include "core/event/attributename.h"
#include "core/event/canonicalstring.h"

namespace core {

namespace {

BrokenText brokenText(AttributeType type)
{
    constexpr std::string_view TypeSystem = "CloudEvents 1.0, Type System";
    switch (type) {
    case AttributeType::Boolean:
        return {"invalid-boolean", "a CloudEvents Boolean", "true or false", TypeSystem};
    case AttributeType::Integer:
        return {"invalid-integer", "a CloudEvents Integer",
                "42: a whole number from -2147483648 to 2147483647", TypeSystem};
    case AttributeType::Binary:
        return {"invalid-base64", "Base64",
                "SGVsbG8=: the standard alphabet with padding, no line breaks", "RFC 4648 4"};
    case AttributeType::Uri:
        return {"invalid-uri", "an absolute URI", "https://example.com/a", "RFC 3986 4.3"};
    case AttributeType::UriReference:
        return {"invalid-uri-reference", "a URI-reference",
                "https://example.com/a%20b or /checkout, with other characters percent-encoded",
                "RFC 3986 4.1"};
    case AttributeType::Timestamp:
        return {"invalid-timestamp", "an RFC 3339 timestamp",
                "2026-11-23T13:36:40Z or 2026-11-23T14:36:40.981+01:00", "RFC 3339 5.6"};
    case AttributeType::String:
    case AttributeType::Map:
        break;
    }
    return {"invalid-string", "a CloudEvents String",
            "order/88240, in UTF-8, without control characters and noncharacters", TypeSystem};
}

} // namespace

MaybeRejection checkVersion(const FormatNames &format, std::string_view value,
                            const AttributeSpot &spot)
{
    if (value == "1.0")
        return {};
    if (value != "0.3")
        return rejectionForVersion(spot, value);
    const std::string name(format.name);
    return Rejection{
        400,
        "version-without-format",
        spot.shown() + " is \"0.3\", which has no form in " + name,
        "The " + name + " format that is understood here carries events of 1.0.",
        "Send the event as CloudEvents 1.0, or events of 0.3 as JSON or in binary mode.",
        std::string(format.reference),
        spot.place()};
}

Rejection rejectionForNoVersion(const FormatNames &format, std::string_view how, ByteRange event)
{
    return {
        400,
        "missing-attribute",
        "specversion is missing",
        "The event has no specversion, which says that it is a CloudEvent and of which version.",
        "Set " + std::string(how) + " to \"1.0\".",
        std::string(format.reference) + "; CloudEvents 1.0, specversion",
        {Place::Part::Body, "specversion", event}};
}

Rejection rejectionForMissing(const FormatNames &format, std::span<const std::string_view> missing,
                              ByteRange event)
{
    const std::string name(missing.front());
    std::string all;
    for (const std::string_view each : missing)
        all.append(all.empty() ? "" : ", ").append(each);
    return {400,
            "missing-attribute",
            name + " is missing",
            "Every event has id, source, specversion and type. This one lacks: " + all + ".",
            "Set " + name + " to a text that is not empty.",
            std::string(format.reference) + "; CloudEvents 1.0, " + name,
            {Place::Part::Body, name, event}};
}

MaybeRejection rejectionForJsonBody(const FormatNames &format, std::string_view body)
{
    const std::size_t first = body.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos || (body[first] != '{' && body[first] != '['))
        return {};
    const bool isBatch = body[first] == '[';
    const std::string name(format.name);
    return Rejection{400,
                     "json-sent-as-other-format",
                     "JSON sent as " + name,
                     "The body looks like JSON, but the media type says that it is " + name + ".",
                     std::string("Send JSON with Content-Type: application/cloudevents") +
                         (isBatch ? "-batch" : "") + "+json.",
                     std::string(format.reference),
                     {Place::Part::Body, {}, ByteRange{static_cast<std::uint32_t>(first), 1}}};
}

Rejection rejectionForEmptyBody(const FormatNames &format)
{
    const std::string name(format.name);
    return {400,
            "empty-body",
            "The body is empty where " + name + " should be",
            "Content-Type says that the body is a CloudEvent in " + name + ", but there is none.",
            "Send the event as " + name + " in the body, or use binary mode with ce- headers.",
            std::string(format.reference),
            {Place::Part::Body, {}, ByteRange{}}};
}

Rejection rejectionForTooManyAttributes(const FormatNames &format, ByteRange place)
{
    const std::string limit = std::to_string(format.maxAttributes);
    return {413,
            "too-many-attributes",
            "Event with more than " + limit + " attributes",
            "The limit " + std::string(format.limit) + " is " + limit + " attributes of one event.",
            "Put what belongs together into data, where there is no such limit.",
            "CloudEvents 1.0, Extension Context Attributes",
            {Place::Part::Body, {}, place}};
}

Rejection rejectionForTooManyEvents(std::string_view reference, std::size_t batchEvents)
{
    const std::string limit = std::to_string(batchEvents);
    return {413,
            "batch-too-long",
            "Batch with more than " + limit + " events",
            "The limit batchEvents is " + limit + " events in one batch.",
            "Send several smaller batches.",
            std::string(reference),
            {Place::Part::Body, {}, {}}};
}

Rejection rejectionForBatchAsEvent(const FormatNames &format)
{
    return {400,
            "batch-sent-as-event",
            "Batch sent as a single event",
            "The body is a batch in " + std::string(format.name) +
                ", but the media type is that of one event.",
            "Send Content-Type: " + std::string(format.batchMediaType) +
                ", or one event per message.",
            std::string(format.reference),
            {Place::Part::Body, {}, {}}};
}

Rejection rejectionForEventAsBatch(const FormatNames &format)
{
    return {400,
            "event-sent-as-batch",
            "Single event sent as a batch",
            "The body is one event in " + std::string(format.name) +
                ", but the media type is that of a batch.",
            "Send Content-Type: " + std::string(format.mediaType) +
                ", or put the event into a batch.",
            std::string(format.reference),
            {Place::Part::Body, {}, {}}};
}

Rejection rejectionForType(const FormatNames &format, const AttributeSpot &spot,
                           std::string_view is, std::string_view wanted)
{
    const std::string shown = spot.shown();
    return {400,
            "wrong-attribute-type",
            shown + " is " + std::string(is) + ", not " + std::string(wanted),
            "In " + std::string(format.name) + " the value of " + shown +
                " comes with its type, which is that of " + std::string(is) + ".",
            "Write " + shown + " as " + std::string(wanted) + ".",
            std::string(format.reference) + "; CloudEvents 1.0, Type System",
            spot.place()};
}

Rejection rejectionForText(const FormatNames &format, const TextFault &fault, ByteRange data)
{
    return {400,
            "invalid-utf8",
            "Text data is not UTF-8, at byte " + std::to_string(data.offset + fault.at),
            "In " + std::string(format.name) +
                " text is UTF-8; these bytes are another encoding, or were cut.",
            "Encode the text as UTF-8, or send it as bytes.",
            std::string(format.reference),
            {Place::Part::Body, "data", data}};
}

AttributeType attributeTypeOf(CoreAttribute attribute)
{
    switch (attribute) {
    case CoreAttribute::Source:
        return AttributeType::UriReference;
    case CoreAttribute::Time:
        return AttributeType::Timestamp;
    case CoreAttribute::Schema:
        return AttributeType::Uri;
    default:
        return AttributeType::String;
    }
}

std::string_view typeWords(AttributeType type)
{
    switch (type) {
    case AttributeType::Boolean:
        return "a Boolean";
    case AttributeType::Integer:
        return "an Integer";
    case AttributeType::String:
        return "a String";
    case AttributeType::Binary:
        return "a Binary";
    case AttributeType::Uri:
        return "a URI";
    case AttributeType::UriReference:
        return "a URI-reference";
    case AttributeType::Timestamp:
        return "a Timestamp";
    case AttributeType::Map:
        return "a Map";
    }
    return {};
}

MaybeRejection setTyped(EventBuilder &builder, const FormatNames &format, std::string_view name,
                        TypedText &&value, const AttributeSpot &spot)
{
    constexpr SpecVersion Version = SpecVersion::V10;
    if (const auto fault = attributeNameFault(name, Version))
        return rejectionForName(spot, *fault, Version);
    const CoreAttribute attribute = coreAttribute(name, Version);
    if (attribute != CoreAttribute::None) {
        const AttributeType wanted = attributeTypeOf(attribute);
        if (value.type != wanted && value.type != AttributeType::String)
            return rejectionForType(format, spot, typeWords(value.type), typeWords(wanted));
        return builder.setText(attribute, name, std::move(value.canonical), spot);
    }
    if (const auto fault = canonicalFault(value.type, value.canonical))
        return rejectionForText(spot, value.canonical, *fault, brokenText(value.type));
    builder.addExtension(name, *fromCanonical(value.type, value.canonical));
    return {};
}

} // namespace core
