// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/codec/jsonformat.h"

#include "core/codec/formatrejections.h"
#include "core/codec/jsonevent.h"

namespace core {

namespace {

JsonMembers &scratchMembers()
{
    thread_local JsonMembers members; // keeps its memory from event to event
    return members;
}

Rejection notAnObject(char first, ByteRange value)
{
    Rejection rejection{400,
                        "not-an-object",
                        "The event is not a JSON object",
                        "An event in JSON is one object, with its attributes as members.",
                        "Send {\"specversion\": \"1.0\", \"id\": …, \"source\": …, \"type\": …}.",
                        "CloudEvents JSON format 3",
                        {Place::Part::Body, {}, value}};
    if (first == '[') {
        rejection.rule = "batch-sent-as-event";
        rejection.title = "Batch sent as a single event";
        rejection.detail = "The body is a JSON array, but the media type is that of one event.";
        rejection.fix =
            "Send Content-Type: application/cloudevents-batch+json, or one object per message.";
        rejection.reference = "CloudEvents JSON format 4";
    }
    return rejection;
}

Rejection notAnArray(char first, ByteRange value)
{
    Rejection rejection{
        400,
        "not-an-array",
        "The batch is not a JSON array",
        "A batch in JSON is one array of events.",
        "Send [{\"specversion\": \"1.0\", …}, …], or one event as application/cloudevents+json.",
        "CloudEvents JSON format 4",
        {Place::Part::Body, {}, value}};
    if (first == '{') {
        rejection.rule = "event-sent-as-batch";
        rejection.title = "Single event sent as a batch";
        rejection.detail = "The body is a JSON object, but the media type is that of a batch.";
        rejection.fix =
            "Send Content-Type: application/cloudevents+json, or put the event into an array.";
    }
    return rejection;
}

Rejection mixedVersions(const JsonMembers &members, std::size_t index)
{
    return {400,
            "mixed-specversions",
            "The batch mixes specversions",
            "Event " + std::to_string(index + 1) +
                " of the batch has another specversion than the first. The whole batch is refused.",
            "Send events of 1.0 and of 0.3 in separate batches.",
            "CloudEvents 1.0, Message",
            {Place::Part::Body, "specversion", members.find("specversion")->value}};
}

Rejection rejectionFor(const JsonScan &scan, std::string_view text)
{
    return rejectionForJson(*scan.fault(), text, scan.maxDepth());
}

/// What is no event may be no JSON either, and then that is the thing to say.
tl::expected<ByteRange, Rejection> wholeValue(JsonScan &scan, std::string_view text)
{
    const auto value = scan.takeValue(0);
    if (!value || !scan.expectEnd())
        return tl::unexpected(rejectionFor(scan, text));
    return *value;
}

tl::expected<ReceivedEvent, Rejection> readBatchEvent(JsonScan &scan, std::string_view text,
                                                      JsonMembers &members, std::size_t index)
{
    if (const char first = scan.peek(); first != '{' && !scan.atEnd()) {
        const auto value = scan.takeValue(1);
        if (!value)
            return tl::unexpected(rejectionFor(scan, text));
        Rejection rejection = notAnObject('\0', *value);
        rejection.title = "The batch holds something that is not an object";
        return tl::unexpected(inBatch(std::move(rejection), index));
    }
    if (!members.read(scan, text, 1))
        return tl::unexpected(rejectionFor(scan, text));
    auto event = eventFromMembers(members, members.object().offset);
    if (!event)
        return tl::unexpected(inBatch(std::move(event.error()), index));
    return ReceivedEvent{std::move(*event), members.object()};
}

} // namespace

tl::expected<CloudEvent, Rejection> decodeJsonEvent(std::string_view text,
                                                    const DecodeLimits &limits)
{
    JsonScan scan(text, limits.depth);
    if (scan.fault())
        return tl::unexpected(rejectionFor(scan, text));
    if (const char first = scan.peek(); first != '{') {
        const auto value = wholeValue(scan, text);
        return tl::unexpected(value ? notAnObject(first, *value) : value.error());
    }
    JsonMembers &members = scratchMembers();
    if (!members.read(scan, text, 0) || !scan.expectEnd())
        return tl::unexpected(rejectionFor(scan, text));
    return eventFromMembers(members, 0);
}

tl::expected<std::vector<ReceivedEvent>, Rejection> decodeJsonBatch(std::string_view text,
                                                                    const DecodeLimits &limits)
{
    JsonScan scan(text, limits.depth);
    if (scan.fault())
        return tl::unexpected(rejectionFor(scan, text));
    if (const char first = scan.peek(); first != '[') {
        const auto value = wholeValue(scan, text);
        return tl::unexpected(value ? notAnArray(first, *value) : value.error());
    }
    scan.skip('[');
    std::vector<ReceivedEvent> events;
    JsonMembers &members = scratchMembers();
    while (scan.peek() != ']' || !events.empty()) {
        if (events.size() == limits.batchEvents)
            return tl::unexpected(
                rejectionForTooManyEvents("CloudEvents JSON format 4", limits.batchEvents));
        auto event = readBatchEvent(scan, text, members, events.size());
        if (!event)
            return tl::unexpected(std::move(event.error()));
        if (!events.empty() && event->event.specVersion != events.front().event.specVersion)
            return tl::unexpected(mixedVersions(members, events.size()));
        events.push_back(std::move(*event));
        if (!scan.skip(','))
            break;
    }
    if (!scan.expect(']') || !scan.expectEnd())
        return tl::unexpected(rejectionFor(scan, text));
    return events;
}

} // namespace core
