// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/codec/httpmessage.h"

#include "core/codec/foldedtext.h"
#include "core/codec/httpbinary.h"
#include "core/codec/jsonformat.h"
#include "core/codec/rejections.h"
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
                        ", which is not understood here. JSON is."
                  : "The media type " + quotedForReader(essence) +
                        " says that this is an event, but not in which format.",
            "Send Content-Type: " + std::string(wanted) + ", or use binary mode with ce- headers.",
            "CloudEvents HTTP binding 3; Web Hooks 2.1",
            {Place::Part::Header, std::string(type.name), type.place}};
}

tl::expected<DecodedMessage, Rejection> decodeBatch(const HeaderField &type, std::string_view body)
{
    constexpr std::string_view Json = "application/cloudevents-batch+json";
    if (mediaTypeEssence(type.value) != Json)
        return tl::unexpected(unknownFormat(type, Json));
    auto events = decodeJsonBatch(body);
    if (!events)
        return tl::unexpected(std::move(events.error()));
    return DecodedMessage{ContentMode::Batch, EventFormat::Json, std::move(*events)};
}

tl::expected<DecodedMessage, Rejection> messageOfOne(ContentMode mode, EventFormat format,
                                                     tl::expected<CloudEvent, Rejection> event,
                                                     std::string_view body)
{
    if (!event)
        return tl::unexpected(std::move(event.error()));
    DecodedMessage message{mode, format, {}};
    message.events.push_back({std::move(*event), {0, static_cast<std::uint32_t>(body.size())}});
    return message;
}

} // namespace

tl::expected<DecodedMessage, Rejection> decodeHttp(std::span<const HeaderField> fields,
                                                   std::string_view body)
{
    if (body.size() > std::numeric_limits<std::uint32_t>::max())
        return tl::unexpected(bodyTooLong());
    const HeaderField *type = contentTypeIn(fields);
    if (type != nullptr) {
        const auto after = fields.subspan(static_cast<std::size_t>(type - fields.data()) + 1);
        if (const HeaderField *again = contentTypeIn(after))
            return tl::unexpected(repeatedContentType(*again));
        if (startsWithFolded(type->value, BatchPrefix))
            return decodeBatch(*type, body);
        if (startsWithFolded(type->value, EventPrefix)) {
            constexpr std::string_view Json = "application/cloudevents+json";
            if (mediaTypeEssence(type->value) != Json)
                return tl::unexpected(unknownFormat(*type, Json));
            return messageOfOne(ContentMode::Structured, EventFormat::Json, decodeJsonEvent(body),
                                body);
        }
    }
    return messageOfOne(ContentMode::Binary, EventFormat::None, decodeBinary(fields, body), body);
}

} // namespace core
