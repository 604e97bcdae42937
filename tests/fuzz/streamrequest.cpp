// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/stream/streamrequest.h"

#include "core/event/base64.h"
#include "core/http/requestparser.h"
#include "core/stream/streamlimits.h"
#include "tests/fuzz/property.h"

#include <limits>
#include <string>

using namespace core;

namespace {

/// One request, if `input` begins with a whole one.
bool readRequest(std::string_view input, HttpRequest &request)
{
    static const HttpLimits limits;
    RequestParser parser(limits);
    while (!input.empty() && parser.state() != RequestParser::State::Complete &&
           parser.state() != RequestParser::State::Failed) {
        const std::size_t used = parser.consume(input, request);
        if (used == 0)
            break;
        input.remove_prefix(used);
    }
    return parser.state() == RequestParser::State::Complete;
}

void requireWholeIn(const Rejection &why, const HttpRequest &request)
{
    requireWhole(why, request.head.size(), request.body.size());
}

/// The link to what comes next asks the same.
void requireLeadsOn(EventQuery query)
{
    query.after = 7;
    HttpRequest request;
    const std::string target = targetOf(query, 7);
    require(readRequest("GET " + target + " HTTP/1.1\r\nHost: h\r\n\r\n", request),
            "a link is no longer than a request may be");
    const auto again = eventQueryOf(request);
    require(again.has_value(), "a link is a query");
    query.afterPlace = again->afterPlace;
    require(*again == query, "a link asks the same");
}

void requireUpgrade(const HttpRequest &request)
{
    const auto upgrade = answerUpgrade(request);
    if (!upgrade)
        return requireWholeIn(upgrade.error(), request);
    const HttpResponse &response = upgrade->response;
    require(response.status == 101 && response.body.empty(), "who agrees switches protocols");
    require(request.methodText() == "GET" && request.version >= 11, "a handshake is a GET of 1.1");
    const auto nonce = decodeBase64(request.value("sec-websocket-key"));
    require(nonce && nonce->size() == 16, "a handshake has a key");
    std::string_view rest = response.fields;
    std::size_t lines = 0;
    while (!rest.empty()) {
        const std::size_t end = rest.find("\r\n");
        require(end != std::string_view::npos && end > 0, "an answer has whole lines");
        require(rest.substr(0, end).find_first_of("\r\n") == std::string_view::npos &&
                    rest.find(": ") < end,
                "a line has a name and a value");
        rest.remove_prefix(end + 2);
        ++lines;
    }
    const std::size_t name = response.fields.find("Sec-WebSocket-Protocol: ");
    require(lines == (name == std::string::npos ? 3U : 4U), "nothing is added to the answer");
    if (name == std::string::npos) {
        require(upgrade->format == EventFormat::Json, "what is not agreed on is JSON");
        return;
    }
    const std::string_view chosen = std::string_view(response.fields).substr(name);
    const std::string_view wanted = upgrade->format == EventFormat::Avro ? "cloudevents.avro\r\n"
                                    : upgrade->format == EventFormat::Protobuf
                                        ? "cloudevents.proto\r\n"
                                        : "cloudevents.json\r\n";
    requireSame("Sec-WebSocket-Protocol: " + std::string(wanted), chosen,
                "the subprotocol is that of the format");
}

} // namespace

/// A request that may ask for a stream: what it wants is within its limits, or the refusal says why not and where; a
/// handshake is answered with what was offered and nothing else.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *bytes, std::size_t size)
{
    HttpRequest request;
    if (!readRequest(textOf(bytes, size), request))
        return 0;
    constexpr std::uint64_t MaxNumber = std::numeric_limits<std::int64_t>::max();
    if (const auto start = streamStartOf(request); !start)
        requireWholeIn(start.error(), request);
    else
        require(start->after.value_or(0) <= MaxNumber, "a position is a number of an event");
    const auto query = eventQueryOf(request);
    if (!query)
        requireWholeIn(query.error(), request);
    else
        require(query->after.value_or(0) <= MaxNumber && query->limit >= 1 &&
                    query->limit <= StreamLimits::MaxEvents && query->wait.count() >= 0 &&
                    query->wait <= StreamLimits::MaxWait,
                "a query keeps its limits");
    if (query)
        requireLeadsOn(*query);
    static_cast<void>(acceptsEventStream(request));
    requireUpgrade(request);
    return 0;
}
