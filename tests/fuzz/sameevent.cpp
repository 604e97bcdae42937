// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/fuzz/sameevent.h"

#include "core/codec/jsonformat.h"
#include "core/codec/jsonscan.h"
#include "core/codec/jsonstring.h"
#include "tests/fuzz/httptext.h"
#include "tests/fuzz/property.h"

#include <vector>

using namespace core;

namespace {

void append(std::string &out, std::string_view name, std::string_view value)
{
    out.append(name).append(": ").append(value).push_back('\n');
}

} // namespace

std::string eventAsText(EventView view, bool typed)
{
    const CloudEvent &event = view.event;
    std::string text;
    append(text, "specversion", specVersionText(event.specVersion));
    append(text, "id", event.id);
    append(text, "source", event.source);
    append(text, "type", event.type);
    if (event.subject)
        append(text, "subject", *event.subject);
    if (event.time)
        append(text, "time", *event.time);
    if (event.dataSchema)
        append(text, "dataschema", *event.dataSchema);
    if (event.dataContentType)
        append(text, "datacontenttype", *event.dataContentType);
    else if (event.dataForm == DataForm::Json && !typed)
        append(text, "datacontenttype", "application/json"); // what JSON implies, binary mode says
    for (const Extension &extension : event.extensions) {
        // In headers a Map becomes many, or its JSON written with other escapes: tst_encoding.
        if (!typed && event.specVersion == SpecVersion::V03 &&
            (extension.value.type() == AttributeType::Map ||
             extension.value.canonical().starts_with('{')))
            continue;
        const auto type = static_cast<int>(extension.value.type());
        append(text, typed ? extension.name + " (" + std::to_string(type) + ")" : extension.name,
               extension.value.canonical());
    }
    const std::string data = dataBytes(event, view.text);
    require(data.size() == dataSize(event, view.text), "the size of the data is that of its bytes");
    if (event.dataForm == DataForm::None || data.empty())
        return text;
    std::string shown = data;
    if (isJson(data)) {
        shown.clear();
        appendJsonOnOneLine(shown, data);
    }
    append(text, "data", shown);
    return text;
}

void requireRoundTrips(EventView view)
{
    std::string line;
    appendJsonEvent(line, view.event, view.text);
    require(line.find('\n') == std::string::npos, "an event is one line of JSON");
    const auto again = decodeJsonEvent(line);
    require(again.has_value(), "what we write as JSON, we read");
    requireSame(eventAsText(view, true), eventAsText({*again, line}, true),
                "JSON out and in gives the same event");
    std::string secondLine;
    appendJsonEvent(secondLine, *again, line);
    requireSame(line, secondLine, "JSON out, in and out gives the same bytes");

    const HttpContent content = encodeBinary(view);
    const MessageText message(content);
    const auto fromHttp = decodeHttp(message.fields(), message.body());
    require(fromHttp.has_value() && fromHttp->events.size() == 1, "what we send, we read");
    requireSame(eventAsText(view, fromHttp->mode == ContentMode::Structured),
                eventAsText({fromHttp->events.front().event, message.body()},
                            fromHttp->mode == ContentMode::Structured),
                "HTTP out and in gives the same event");
}

namespace {

/// One event of a message in `format`, and the text that it lies in.
struct Received {
    CloudEvent event;
    std::string text;
};

Received receivedFrom(const HttpContent &content, std::size_t events)
{
    const MessageText message(content);
    auto decoded = decodeHttp(message.fields(), message.body());
    require(decoded.has_value(), "what we write in a format, we read");
    require(decoded->events.size() == events, "all of it");
    const std::string_view body = decoded->body ? *decoded->body : message.body();
    ReceivedEvent &last = decoded->events.back();
    return {std::move(last.event), std::string(body.substr(last.text.offset, last.text.length))};
}

} // namespace

void requireRoundTripsIn(EventFormat format, EventView view)
{
    const Received once = receivedFrom(encodeStructured(view, format), 1);
    require(once.event.id == view.event.id && once.event.source == view.event.source &&
                once.event.type == view.event.type,
            "a format out and in gives the same event");
    require(dataBytes(once.event, once.text) == dataBytes(view.event, view.text),
            "a format out and in gives the same data");
    const EventView again{once.event, once.text};
    const HttpContent content = encodeStructured(again, format);
    const Received twice = receivedFrom(content, 1);
    requireSame(eventAsText(again, true), eventAsText({twice.event, twice.text}, true),
                "a format out and in gives the same event");
    requireSame(content.body, encodeStructured({twice.event, twice.text}, format).body,
                "a format out, in and out gives the same bytes");
    if (hasBatch(format)) {
        const std::vector<EventView> views{view, again};
        const Received second = receivedFrom(encodeBatch(views, format), views.size());
        requireSame(eventAsText(again, true), eventAsText({second.event, second.text}, true),
                    "a batch out and in gives the same events");
    }
    std::string line;
    appendJsonEvent(line, view.event, view.text);
    require(line.find('\n') == std::string::npos, "an event is one line of JSON");
    require(decodeJsonEvent(line).has_value(), "what we write as JSON, we read");
}
