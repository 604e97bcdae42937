// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/codec/websocketmessage.h"

#include "core/codec/httpmessage.h"

#include <algorithm>
#include <string>
#include <utility>

namespace core {

namespace {

constexpr std::string_view OneEvent = "Send each event in a message of its own.";

/// A message of the type that does not belong to the subprotocol.
Rejection wrongMessageType(const WebSocketFormat &format)
{
    const std::string subprotocol(format.subprotocol);
    const std::string reference = "CloudEvents WebSockets binding 1.5";
    if (format.isText)
        return {400,
                "websocket-binary",
                "A binary message came where events are text",
                "The subprotocol " + subprotocol + " carries each event as one text message.",
                "Send the JSON of the event in a text message, or agree on another subprotocol.",
                reference,
                {Place::Part::Body, {}, {}}};
    return {400,
            "websocket-text",
            "A text message came where events are binary",
            "The subprotocol " + subprotocol + " carries each event as one binary message.",
            "Send the event in a binary message, or agree on cloudevents.json and send JSON.",
            reference,
            {Place::Part::Body, {}, {}}};
}

void replaceAll(std::string &text, std::string_view from, std::string_view to)
{
    for (std::size_t at = text.find(from); at != std::string::npos;
         at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
}

/// Not where the words repeat what was sent.
bool namesTheBody(const Rejection &why)
{
    constexpr std::array<std::string_view, 8> Rules{
        "byte-order-mark", "json-ends-early", "invalid-json",       "invalid-utf8",
        "avro-ends-early", "avro-container",  "avro-single-object", "invalid-avro"};
    return std::find(Rules.begin(), Rules.end(), why.rule) != Rules.end();
}

/// The words for a request by HTTP become those for a message.
Rejection toldOfMessage(Rejection why, const WebSocketFormat &format)
{
    const std::string name(format.name);
    const std::string subprotocol(format.subprotocol);
    if (why.rule == "empty-body") {
        why.title = "The message is empty where " + name + " should be";
        why.detail = "The subprotocol " + subprotocol + " carries a CloudEvent in " + name +
                     " in each message, but there is none.";
        why.fix = "Send one event as " + name + " in each message.";
    } else if (why.rule == "batch-sent-as-event") {
        why.detail = "The message is a batch in " + name + ", but the subprotocol " + subprotocol +
                     " carries one event in each message.";
        why.fix = OneEvent;
        why.reference = "CloudEvents WebSockets binding 1.5";
    } else if (why.rule == "json-sent-as-other-format") {
        why.detail = "The message looks like JSON, but the subprotocol " + subprotocol +
                     " carries " + name + '.';
        why.fix = "Agree on the subprotocol cloudevents.json to send JSON, in text messages.";
    } else if (why.rule == "version-without-format") {
        why.fix = "Send the event as CloudEvents 1.0, or agree on the subprotocol "
                  "cloudevents.json, which carries events of 0.3 as well.";
    } else if (why.rule == "json-ends-early") {
        why.detail = "The text stops before the value is complete.";
        why.fix = "Send the whole event in one message.";
    } else if (why.rule == "protobuf-ends-early") {
        why.fix = "Send the whole event in one message.";
    } else if (why.title.find(" goes on after ") != std::string::npos &&
               (why.rule == "invalid-json" || why.rule == "invalid-avro")) {
        why.detail = "One message holds one event; something follows it.";
        why.fix = OneEvent;
    }
    if (namesTheBody(why)) {
        for (std::string *text : {&why.title, &why.detail, &why.fix}) {
            replaceAll(*text, "The body", "The message");
            replaceAll(*text, "the body", "the message");
            replaceAll(*text, "whole body", "whole message");
        }
    }
    return why;
}

} // namespace

const WebSocketFormat *webSocketFormat(std::string_view subprotocol)
{
    const auto *const found = std::find_if(
        WebSocketFormats.begin(), WebSocketFormats.end(),
        [subprotocol](const WebSocketFormat &each) { return each.subprotocol == subprotocol; });
    return found == WebSocketFormats.end() ? nullptr : found;
}

const WebSocketFormat &webSocketFormat(EventFormat format)
{
    const auto *const found =
        std::find_if(WebSocketFormats.begin(), WebSocketFormats.end(),
                     [format](const WebSocketFormat &each) { return each.format == format; });
    return found == WebSocketFormats.end() ? WebSocketFormats.front() : *found;
}

tl::expected<CloudEvent, Rejection> decodeWebSocketMessage(const WebSocketFormat &format,
                                                           bool isText, std::string_view bytes,
                                                           const DecodeLimits &limits)
{
    if (isText != format.isText)
        return tl::unexpected(wrongMessageType(format));
    auto event = decodeEvent(format.format, bytes, limits);
    if (!event)
        return tl::unexpected(toldOfMessage(std::move(event.error()), format));
    return event;
}

} // namespace core
