// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/codec/httpmessage.h"

#include "core/codec/avro/avroformat.h"
#include "core/codec/httpbinary.h"
#include "core/codec/jsonformat.h"
#include "core/codec/protobuf/protobufformat.h"
#include "core/codec/rejections.h"
#include "core/codec/xml/xmlformat.h"
#include "core/event/asciitext.h"
#include "core/event/mediatype.h"

#include <limits>

namespace core {

namespace {

constexpr std::string_view EventPrefix = "application/cloudevents";
constexpr std::string_view BatchPrefix =
    "application/cloudevents-batch"; // shares the shorter one: test it first

Rejection bodyTooLong()
{
    return {413,
            "body-too-large",
            "Body above 4 GiB",
            "Positions in a body have 32 bits.",
            "Send smaller events.",
            "CloudEvents 1.0, Size Limits",
            {Place::Part::Body, {}, {}}};
}

Rejection repeatedContentType(const HeaderField &field)
{
    return {400,
            "repeated-attribute",
            "Content-Type is there twice",
            "Content-Type says how the event is carried. Which of the two is meant cannot be told.",
            "Send the header Content-Type once.",
            "RFC 9110 8.3",
            {Place::Part::Header, std::string(field.name), field.place}};
}

Rejection unknownFormat(const HeaderField &type, std::string_view wanted)
{
    const std::string essence = mediaTypeEssence(type.value);
    const bool named = essence.find('+') != std::string::npos;
    const std::string format =
        textForReader(essence.substr(std::min(essence.find('/') + 1, essence.size())));
    return {415,
            "unknown-format",
            (named ? "Unknown format: " : "Format not named: ") + format,
            named ? "The event is in the format " + quotedForReader(essence) +
                        ", which is not understood here. JSON, Protobuf, XML and Avro are."
                  : "The media type " + quotedForReader(essence) +
                        " says that this is an event, but not in which format.",
            "Send Content-Type: " + std::string(wanted) + ", or use binary mode with ce- headers.",
            "CloudEvents HTTP binding 3; Web Hooks 2.1",
            {Place::Part::Header, std::string(type.name), type.place}};
}

/// The format that a media type names behind its plus sign; None if that is not understood here.
EventFormat formatOf(std::string_view essence, std::string_view prefix)
{
    if (!essence.starts_with(prefix) || !essence.substr(prefix.size()).starts_with('+'))
        return EventFormat::None;
    const std::string_view suffix = essence.substr(prefix.size() + 1);
    for (const EventFormat format :
         {EventFormat::Json, EventFormat::Protobuf, EventFormat::Xml, EventFormat::Avro}) {
        if (eventFormatText(format) == suffix)
            return format;
    }
    return EventFormat::None;
}

/// XML says its encoding itself; a charset that contradicts it would win (RFC 7303 3.2).
std::optional<Rejection> refuseCharset(const HeaderField &type)
{
    const std::string charset = mediaTypeCharset(type.value);
    if (charset.empty() || charset == "utf-8" || charset == "us-ascii")
        return {};
    return Rejection{415,
                     "unsupported-encoding",
                     "XML is not in UTF-8",
                     "Content-Type says that the charset is " + quotedForReader(charset) +
                         ". Positions in events are kept in UTF-8.",
                     "Encode the body as UTF-8.",
                     "RFC 7303 3.2",
                     {Place::Part::Header, std::string(type.name), type.place}};
}

tl::expected<DecodedMessage, Rejection>
batchMessage(EventFormat format, tl::expected<std::vector<ReceivedEvent>, Rejection> events)
{
    if (!events)
        return tl::unexpected(std::move(events.error()));
    return DecodedMessage{ContentMode::Batch, format, std::move(*events), {}};
}

tl::expected<DecodedMessage, Rejection> decodeBatch(const HeaderField &type, std::string_view body,
                                                    const DecodeLimits &limits)
{
    const EventFormat format = formatOf(mediaTypeEssence(type.value), BatchPrefix);
    switch (format) {
    case EventFormat::Json:
        return batchMessage(format, decodeJsonBatch(body, limits));
    case EventFormat::Protobuf:
        return batchMessage(format, decodeProtobufBatch(body, limits));
    case EventFormat::Xml: {
        if (auto rejection = refuseCharset(type))
            return tl::unexpected(std::move(*rejection));
        auto batch = decodeXmlBatch(body, limits);
        if (!batch)
            return tl::unexpected(std::move(batch.error()));
        return DecodedMessage{ContentMode::Batch, format, std::move(batch->events),
                              std::move(batch->text)};
    }
    case EventFormat::None:
    case EventFormat::Avro:
        break;
    }
    Rejection rejection = unknownFormat(type, "application/cloudevents-batch+json");
    if (format == EventFormat::Avro) {
        rejection.title = "Avro has no batch";
        rejection.detail = "The Avro format of CloudEvents defines one event, and no batch.";
        rejection.fix = "Send each event with Content-Type: application/cloudevents+avro, or a "
                        "batch as JSON, Protobuf or XML.";
        rejection.reference = "CloudEvents Avro format 1";
    }
    return tl::unexpected(std::move(rejection));
}

tl::expected<DecodedMessage, Rejection> messageOfOne(ContentMode mode, EventFormat format,
                                                     tl::expected<CloudEvent, Rejection> event,
                                                     std::string_view body)
{
    if (!event)
        return tl::unexpected(std::move(event.error()));
    DecodedMessage message{mode, format, {}, {}};
    message.events.push_back({std::move(*event), {0, static_cast<std::uint32_t>(body.size())}});
    return message;
}

tl::expected<DecodedMessage, Rejection>
decodeStructured(const HeaderField &type, std::string_view body, const DecodeLimits &limits)
{
    const EventFormat format = formatOf(mediaTypeEssence(type.value), EventPrefix);
    if (format == EventFormat::None)
        return tl::unexpected(unknownFormat(type, "application/cloudevents+json"));
    if (format == EventFormat::Xml) {
        if (auto rejection = refuseCharset(type))
            return tl::unexpected(std::move(*rejection));
    }
    return messageOfOne(ContentMode::Structured, format, decodeEvent(format, body, limits), body);
}

} // namespace

tl::expected<CloudEvent, Rejection> decodeEvent(EventFormat format, std::string_view bytes,
                                                const DecodeLimits &limits)
{
    switch (format) {
    case EventFormat::Protobuf:
        return decodeProtobufEvent(bytes);
    case EventFormat::Xml:
        return decodeXmlEvent(bytes, limits);
    case EventFormat::Avro:
        return decodeAvroEvent(bytes, limits);
    case EventFormat::None:
    case EventFormat::Json:
        break;
    }
    return decodeJsonEvent(bytes, limits);
}

tl::expected<DecodedMessage, Rejection>
decodeHttp(std::span<const HeaderField> fields, std::string_view body, const DecodeLimits &limits)
{
    if (body.size() > std::numeric_limits<std::uint32_t>::max())
        return tl::unexpected(bodyTooLong());
    const HeaderField *type = contentTypeIn(fields);
    if (type != nullptr) {
        const auto after = fields.subspan(static_cast<std::size_t>(type - fields.data()) + 1);
        if (const HeaderField *again = contentTypeIn(after))
            return tl::unexpected(repeatedContentType(*again));
        if (startsWithFolded(type->value, BatchPrefix))
            return decodeBatch(*type, body, limits);
        if (startsWithFolded(type->value, EventPrefix))
            return decodeStructured(*type, body, limits);
    }
    return messageOfOne(ContentMode::Binary, EventFormat::None, decodeBinary(fields, body), body);
}

} // namespace core
