// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/stream/streamrequest.h"

#include "core/cesql/parser.h"
#include "core/event/asciitext.h"
#include "core/event/readertext.h"
#include "core/event/unicodetext.h"
#include "core/stream/streamlimits.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <set>
#include <string>
#include <string_view>
#include <utility>

namespace core {

namespace {

constexpr std::uint64_t MaxNumber = std::numeric_limits<std::int64_t>::max();

/// One `name=value` of the query, its escapes undone, and where it stands in the head.
struct Parameter {
    std::string name;
    std::string value;
    ByteRange place;
    std::string_view written; ///< the value, escapes and all; a part of the target
};

std::vector<Parameter> parametersOf(const HttpRequest &request)
{
    std::vector<Parameter> parameters;
    const std::string_view target = request.targetText();
    std::size_t begin = target.find('?');
    const std::size_t end = std::min(target.find('#'), target.size());
    while (begin < end) {
        ++begin;
        const std::size_t next = std::min(target.find('&', begin), end);
        const std::string_view text = target.substr(begin, next - begin);
        if (!text.empty()) {
            const std::size_t equals = std::min(text.find('='), text.size());
            parameters.push_back({percentDecoded(text.substr(0, equals)),
                                  percentDecoded(text.substr(std::min(equals + 1, text.size()))),
                                  {request.target.offset + static_cast<std::uint32_t>(begin),
                                   static_cast<std::uint32_t>(text.size())},
                                  text.substr(std::min(equals + 1, text.size()))});
        }
        begin = next;
    }
    return parameters;
}

Rejection wrongParameter(const Parameter &parameter, std::string title, std::string detail,
                         std::string fix)
{
    return {400,
            "query-parameter",
            std::move(title),
            std::move(detail),
            std::move(fix),
            "Eventscope: reading events over HTTP",
            {Place::Part::RequestLine, textForReader(parameter.name), parameter.place}};
}

/// `written` as a form would have it (application/x-www-form-urlencoded): + is a space, which is %2B.
std::string formDecoded(std::string_view written)
{
    std::string text(written);
    std::replace(text.begin(), text.end(), '+', ' ');
    return percentDecoded(text);
}

/// How many bytes of `written` stand for the first `count` bytes of what it means.
std::size_t writtenLength(std::string_view written, std::size_t count)
{
    std::size_t length = 0;
    for (; count > 0 && length < written.size(); --count)
        length += percentDecoded(written.substr(length, 3)).size() == 1 ? 3U : 1U;
    return std::min(length, written.size());
}

/// `where` is no expression: the place is that of the mistake.
Rejection wrongExpression(const Parameter &where, const std::string &text,
                          const cesql::SyntaxError &why)
{
    const std::size_t offset = std::min<std::size_t>(why.place.offset, text.size());
    const std::size_t begin = writtenLength(where.written, offset);
    const std::size_t end = writtenLength(where.written, offset + why.place.length);
    const auto character =
        1 + std::count_if(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(offset),
                          [](char c) { return !isContinuation(c); });
    Rejection rejection =
        wrongParameter(where, "The parameter where is no CESQL expression",
                       "At character " + std::to_string(character) + " of where: " + why.message(),
                       "Mend the expression there, and percent-encode it in the address: "
                       "where=type%20%3D%20%27com.example%27.");
    rejection.rule = "query-expression";
    rejection.reference = "CloudEvents SQL expression language 1.0, 2";
    const auto value =
        where.place.offset + where.place.length - static_cast<std::uint32_t>(where.written.size());
    rejection.place.bytes = ByteRange{value + static_cast<std::uint32_t>(begin),
                                      static_cast<std::uint32_t>(end - begin)};
    return rejection;
}

/// The first parameter that is given twice, not in `known`, or comes later.
std::optional<Rejection> refuseNames(const std::vector<Parameter> &parameters,
                                     const std::set<std::string> &known)
{
    std::set<std::string> seen;
    for (const Parameter &parameter : parameters) {
        if (!seen.insert(parameter.name).second)
            return wrongParameter(parameter, "A parameter is given twice",
                                  textForReader(parameter.name) + " is given twice.",
                                  "Give it once.");
        if (!known.contains(parameter.name)) {
            std::string names;
            for (const std::string &name : known) {
                if (name != "access_token")
                    names += (names.empty() ? "" : ", ") + name;
            }
            return wrongParameter(parameter, "There is no such parameter",
                                  quotedForReader(parameter.name) +
                                      " is no parameter of this path.",
                                  "The parameters are: " + names + ".");
        }
    }
    return std::nullopt;
}

const Parameter *find(const std::vector<Parameter> &parameters, std::string_view name)
{
    const auto found =
        std::find_if(parameters.begin(), parameters.end(),
                     [name](const Parameter &parameter) { return parameter.name == name; });
    return found == parameters.end() ? nullptr : &*found;
}

std::optional<std::uint64_t> numberOf(std::string_view text)
{
    std::uint64_t number = 0;
    const auto result = std::from_chars(text.data(), text.data() + text.size(), number);
    if (text.empty() || result.ec != std::errc() || result.ptr != text.data() + text.size())
        return std::nullopt;
    return number;
}

tl::expected<std::optional<std::uint64_t>, Rejection>
numberIn(const std::vector<Parameter> &parameters, std::string_view name, std::uint64_t least,
         std::uint64_t most)
{
    const Parameter *parameter = find(parameters, name);
    if (!parameter)
        return std::nullopt;
    const auto number = numberOf(parameter->value);
    if (number && *number >= least && *number <= most)
        return number;
    return tl::unexpected(wrongParameter(
        *parameter, "A parameter is no number that it may be",
        std::string(name) + " is " + quotedForReader(parameter->value) + ".",
        "Give a whole number from " + std::to_string(least) + " to " + std::to_string(most) + "."));
}

/// "10s", "500ms", "1m", or seconds without a unit.
std::optional<std::chrono::milliseconds> durationOf(std::string_view text)
{
    const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
    const auto number = numberOf(text.substr(0, digits));
    const std::string_view unit = text.substr(digits);
    if (!number || *number > 1'000'000'000)
        return std::nullopt;
    const auto count = static_cast<std::int64_t>(*number);
    if (unit == "ms")
        return std::chrono::milliseconds(count);
    if (unit.empty() || unit == "s")
        return std::chrono::seconds(count);
    if (unit == "m")
        return std::chrono::minutes(count);
    return std::nullopt;
}

/// "q=0" among the parameters of an element of Accept: what must not be sent (RFC 9110 12.4.2).
bool hasNoWeight(std::string_view parameters)
{
    while (!parameters.empty()) {
        const std::string_view parameter = takeElement(parameters, ';');
        if (startsWithFolded(parameter, "q="))
            return parameter.find_first_not_of("0.", 2) == std::string_view::npos;
    }
    return false;
}

Rejection wrongLastEventId(const HttpRequest &request, const HttpField &field, const char *title,
                           std::string detail)
{
    return {400,
            "last-event-id",
            title,
            std::move(detail),
            "Send the id of the last event that came, or leave the header out.",
            "HTML Living Standard 9.2.4",
            {Place::Part::Header, std::string(request.text(field.name)), field.line}};
}

tl::expected<std::optional<std::uint64_t>, Rejection>
positionOf(const HttpRequest &request, const std::vector<Parameter> &parameters)
{
    if (const HttpField *again = request.findAgain("last-event-id"))
        return tl::unexpected(wrongLastEventId(request, *again, "Last-Event-ID is there twice",
                                               "Which of the two is meant cannot be told."));
    const HttpField *last = request.find("last-event-id");
    if (!last || last->value.length == 0)
        return numberIn(parameters, "after", 0, MaxNumber);
    const auto number = numberOf(request.text(last->value));
    if (number && *number <= MaxNumber)
        return number;
    return tl::unexpected(wrongLastEventId(request, *last, "Last-Event-ID is no number of an event",
                                           textForReader(request.text(last->line)) +
                                               " was not given by this stream."));
}

tl::expected<std::optional<cesql::Expression>, Rejection>
whereOf(const std::vector<Parameter> &parameters)
{
    const Parameter *where = find(parameters, "where");
    if (!where)
        return std::nullopt;
    const std::string text = formDecoded(where->written);
    auto expression = cesql::parse(text);
    if (!expression)
        return tl::unexpected(wrongExpression(*where, text, expression.error()));
    return std::move(*expression);
}

/// Nothing: the next request of those that follow `query` may be read.
std::optional<Rejection> refuseLength(const std::vector<Parameter> &parameters,
                                      const EventQuery &query, std::size_t lineBytes)
{
    constexpr std::string_view Around = "GET  HTTP/1.1\r\n";
    const std::size_t needed = targetOf(query, MaxNumber).size() + Around.size();
    const Parameter *where = find(parameters, "where");
    if (!where || needed <= lineBytes)
        return std::nullopt;
    const std::size_t encoded = percentEncoded(query.where->text()).size();
    Rejection why = wrongParameter(
        *where, "The parameter where is too long",
        "where takes " + std::to_string(encoded) +
            " bytes, percent-encoded, and the link to what comes next would be longer than the " +
            std::to_string(lineBytes) + " bytes that a request line may have.",
        "Shorten it to " + std::to_string(encoded - std::min(encoded, needed - lineBytes)) +
            " bytes: IN (…) says what a chain of OR says. GET /events?where=… has no links.");
    why.status = 414;
    why.rule = "query-length";
    why.reference = "RFC 9110 15.5.15";
    return why;
}

} // namespace

tl::expected<StreamStart, Rejection> streamStartOf(const HttpRequest &request)
{
    const auto parameters = parametersOf(request);
    if (auto why = refuseNames(parameters, {"after", "where", "access_token"}))
        return tl::unexpected(std::move(*why));
    auto where = whereOf(parameters);
    if (!where)
        return tl::unexpected(std::move(where.error()));
    const auto after = positionOf(request, parameters);
    if (!after)
        return tl::unexpected(after.error());
    return StreamStart{*after, std::move(*where)};
}

tl::expected<EventQuery, Rejection> eventQueryOf(const HttpRequest &request, std::size_t lineBytes)
{
    const auto parameters = parametersOf(request);
    if (auto why = refuseNames(parameters, {"after", "limit", "wait", "where", "access_token"}))
        return tl::unexpected(std::move(*why));
    EventQuery query;
    auto where = whereOf(parameters);
    if (!where)
        return tl::unexpected(std::move(where.error()));
    query.where = std::move(*where);
    const auto after = numberIn(parameters, "after", 0, MaxNumber);
    if (!after)
        return tl::unexpected(after.error());
    query.after = *after;
    if (const Parameter *parameter = find(parameters, "after"))
        query.afterPlace = parameter->place;
    const auto limit = numberIn(parameters, "limit", 1, StreamLimits::MaxEvents);
    if (!limit)
        return tl::unexpected(limit.error());
    query.limit = limit->value_or(StreamLimits::DefaultEvents);
    if (const Parameter *wait = find(parameters, "wait")) {
        const auto duration = durationOf(wait->value);
        if (!duration || *duration > StreamLimits::MaxWait)
            return tl::unexpected(wrongParameter(
                *wait, "A parameter is no time that it may be",
                "wait is " + quotedForReader(wait->value) + ".",
                "Give a time up to " +
                    std::to_string(
                        std::chrono::floor<std::chrono::seconds>(StreamLimits::MaxWait).count()) +
                    "s: 500ms, 10s."));
        query.wait = *duration;
    }
    if (auto why = refuseLength(parameters, query, lineBytes))
        return tl::unexpected(std::move(*why));
    return query;
}

std::string targetOf(const EventQuery &query, std::uint64_t after)
{
    std::string target =
        "/v1/events?after=" + std::to_string(after) + "&limit=" + std::to_string(query.limit);
    if (query.wait.count() > 0)
        target += "&wait=" + std::to_string(query.wait.count()) + "ms";
    if (query.where)
        target += "&where=" + percentEncoded(query.where->text());
    return target;
}

bool acceptsEventStream(const HttpRequest &request)
{
    bool isSaid = false;
    bool takesAny = false;
    bool wantsPage = false;
    for (const HttpField &field : request.fields) {
        if (!equalsFolded(request.text(field.name), "accept"))
            continue;
        std::string_view rest = request.text(field.value);
        while (!rest.empty()) {
            std::string_view element = takeElement(rest, ',');
            if (element.empty())
                continue;
            isSaid = true;
            const std::string_view range = takeElement(element, ';');
            const bool isWanted = !hasNoWeight(element);
            if (equalsFolded(range, "text/event-stream"))
                return isWanted; // it counts more than a range that has it, too
            takesAny |= isWanted && (range == "*/*" || equalsFolded(range, "text/*"));
            // A browser that opens the page would take anything, too, but wants to show it.
            wantsPage |= isWanted && equalsFolded(range, "text/html");
        }
    }
    return !isSaid || (takesAny && !wantsPage);
}

} // namespace core
