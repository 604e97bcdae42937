// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/codec/usualmistakes.h"

#include "core/codec/httpbinary.h"
#include "core/codec/jsonformat.h"
#include "core/codec/jsonscan.h"
#include "core/codec/meantattribute.h"
#include "core/codec/rejections.h"
#include "core/event/asciitext.h"
#include "core/event/mediatype.h"

namespace core {

namespace {

constexpr std::string_view EventGridRule = "event-grid-schema";
constexpr std::string_view BothModes = "Send Content-Type: application/cloudevents+json. In binary "
                                       "mode, send the attributes as ce- headers and only the "
                                       "data as body.";

const HeaderField *underscored(std::span<const HeaderField> fields)
{
    const auto field = std::find_if(fields.begin(), fields.end(), [](const HeaderField &each) {
        return startsWithFolded(each.name, "ce_");
    });
    return field == fields.end() ? nullptr : &*field;
}

Rejection underscores(const HeaderField &field)
{
    const std::string name = textForReader(field.name);
    std::string hyphened = foldedText(name);
    std::replace(hyphened.begin(), hyphened.end(), '_', '-');
    return {400,
            "underscore-headers",
            "Attributes sent as ce_ headers",
            "The header " + name +
                " is written with an underscore. In HTTP, attributes are headers that begin with "
                "ce-; ce_ is for Kafka "
                "and the like.",
            "Send " + hyphened + " instead of " + name + ".",
            "CloudEvents HTTP binding 3.1.3",
            {Place::Part::Header, name, field.place}};
}

/// A JSON event or batch whose media type does not say so; `what` is "CloudEvent" or "batch of
/// CloudEvents".
Rejection jsonEventUnderOtherType(const HeaderField *type, std::string_view what,
                                  std::string_view mediaType)
{
    const std::string essence = type == nullptr ? "" : textForReader(mediaTypeEssence(type->value));
    Rejection rejection{
        400,
        "json-not-sent-as-event",
        "JSON event sent as " + essence,
        "The body is a complete " + std::string(what) + " in JSON. The header says " + essence +
            ", so the request was read in binary mode, and it has no ce- headers.",
        "Send Content-Type: " + std::string(mediaType) +
            ". In binary mode, send the attributes as ce- headers and only the data as body.",
        "CloudEvents HTTP binding 3.1 and 3.2",
        {Place::Part::Request, {}, {}}};
    if (type == nullptr) {
        rejection.title = "JSON event sent without Content-Type";
        rejection.detail = "The body is a complete " + std::string(what) +
                           " in JSON. No Content-Type says so, so the request was read in binary "
                           "mode, and it has no "
                           "ce- headers.";
    } else {
        rejection.place = {Place::Part::Header, std::string(type->name), type->place};
    }
    return rejection;
}

/// The body looks like an event in JSON, but is a broken one.
Rejection brokenJsonEvent(const HeaderField *type, const Rejection &broken)
{
    Rejection rejection =
        jsonEventUnderOtherType(type, "CloudEvent", "application/cloudevents+json");
    rejection.detail =
        "The body looks like a CloudEvent in JSON, but nothing says so, and the request has no ce- "
        "headers. Sent as an event it would still be refused: " +
        broken.title + ".";
    return rejection;
}

Rejection eventGridSchema(const JsonMembers &members)
{
    const JsonMembers::Member &member = *members.find("eventType");
    return {
        400,
        std::string(EventGridRule),
        "Event of the Event Grid schema",
        "The object has eventType and eventTime, but no specversion: it is an event in Azure Event "
        "Grid's own schema.",
        "Create the event subscription with --event-delivery-schema cloudeventschemav1_0. With "
        "@azure/eventgrid, publish \"CloudEvent\" instead of \"EventGrid\".",
        "CloudEvents 1.0, Required Attributes",
        members.spot(member, "eventType").place()};
}

} // namespace

Rejection notAnEvent(std::span<const HeaderField> fields, std::string_view body)
{
    if (const HeaderField *field = underscored(fields))
        return underscores(*field);
    const HeaderField *type = contentTypeIn(fields);
    const std::size_t first = body.find_first_not_of(" \t\r\n");
    if (first != std::string_view::npos && body[first] == '{') {
        const auto event = decodeJsonEvent(body);
        if (event)
            return jsonEventUnderOtherType(type, "CloudEvent", "application/cloudevents+json");
        if (event.error().rule == EventGridRule)
            return event.error();
        if (body.find("\"specversion\"") != std::string_view::npos ||
            meantAttribute(event.error().place.name) == "specversion")
            return brokenJsonEvent(type, event.error());
    }
    if (first != std::string_view::npos && body[first] == '[') {
        const auto batch = decodeJsonBatch(body);
        if (!batch && batch.error().rule == EventGridRule)
            return batch.error();
        if (batch && !batch->empty())
            return jsonEventUnderOtherType(type, "batch of CloudEvents",
                                           "application/cloudevents-batch+json");
    }
    Rejection rejection{
        400,
        "not-an-event",
        "Not a CloudEvent",
        "The request has no ce- headers, and no Content-Type that says that its body is an event.",
        std::string(BothModes),
        "CloudEvents HTTP binding 3",
        {Place::Part::Request, {}, {}}};
    if (type != nullptr) {
        rejection.detail = "The request has no ce- headers, and its Content-Type " +
                           quotedForReader(type->value) + " is not that of an event.";
        rejection.place = {Place::Part::Header, std::string(type->name), type->place};
    } else if (body.empty()) {
        rejection.detail = "The request has neither ce- headers nor a body.";
    }
    return rejection;
}

Rejection missingVersion(const JsonMembers &members)
{
    if (members.find("eventType") != nullptr && members.find("eventTime") != nullptr)
        return eventGridSchema(members);
    Rejection rejection{
        400,
        "missing-attribute",
        "specversion is missing",
        "The JSON object has no member specversion, which says that it is a CloudEvent and "
        "of which version.",
        "Add \"specversion\": \"1.0\" beside id, source and type.",
        "CloudEvents 1.0, specversion",
        {Place::Part::Body, "specversion", members.object()}};
    if (members.find("cloudEventsVersion") != nullptr) {
        rejection.detail =
            "This is an event of CloudEvents 0.1; versions 1.0 and 0.3 are understood.";
        return rejection;
    }
    const auto names = members.names();
    const auto meant = std::find_if(names.begin(), names.end(), [](std::string_view each) {
        return meantAttribute(each) == "specversion";
    });
    if (meant != names.end()) {
        const AttributeSpot spot =
            members.spot(static_cast<std::size_t>(std::distance(names.begin(), meant)));
        rejection.detail =
            "The JSON object has a member " + quotedForReader(spot.sent) +
            ", but names of attributes are small letters and digits, and case matters.";
        rejection.fix = "Write \"specversion\" instead of " + quotedForReader(spot.sent) + ".";
        rejection.place = spot.place();
    }
    return rejection;
}

Rejection missingHeaders(std::span<const HeaderField> fields,
                         std::span<const std::string_view> missing)
{
    if (const HeaderField *field = underscored(fields))
        return underscores(*field);
    const std::string name = missing.empty() ? "specversion" : std::string(missing.front());
    std::string there;
    std::string lacking;
    for (const HeaderField &field : fields) {
        if (startsWithFolded(field.name, "ce-"))
            there.append(there.empty() ? "" : ", ").append(foldedText(field.name));
    }
    there = textForReader(there);
    for (const std::string_view each : missing)
        lacking.append(lacking.empty() ? "ce-" : ", ce-").append(each);
    if (lacking.empty())
        lacking = "ce-specversion";
    Rejection rejection{400,
                        "missing-attribute",
                        "ce-" + name + " is missing",
                        "Every event has id, source, specversion and type. This request lacks " +
                            lacking + "; it has " + there + ".",
                        name == "specversion"
                            ? "Send the header ce-specversion: 1.0."
                            : "Send the header ce-" + name + " with a value that is not empty.",
                        "CloudEvents HTTP binding 3.1.3; CloudEvents 1.0, " + name,
                        {Place::Part::Request, "ce-" + name, {}}};
    const bool old = std::any_of(fields.begin(), fields.end(), [](const HeaderField &field) {
        return equalsFolded(field.name, "ce-cloudeventsversion");
    });
    if (name == "specversion" && old)
        rejection.detail =
            "This is an event of CloudEvents 0.1; versions 1.0 and 0.3 are understood.";
    const auto meant =
        std::find_if(fields.begin(), fields.end(), [&name](const HeaderField &field) {
            return startsWithFolded(field.name, "ce-") &&
                   meantAttribute(field.name.substr(3)) == name;
        });
    if (meant != fields.end() && foldedText(meant->name) != "ce-" + name) {
        rejection.fix = "Send ce-" + name + " instead of " + textForReader(meant->name) + ".";
        rejection.place = {Place::Part::Header, textForReader(meant->name), meant->place};
    }
    return rejection;
}

} // namespace core
