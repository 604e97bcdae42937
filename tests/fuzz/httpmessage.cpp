// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/codec/httpmessage.h"
#include "core/http/requestparser.h"
#include "tests/fuzz/httptext.h"
#include "tests/fuzz/property.h"
#include "tests/fuzz/sameevent.h"

using namespace core;

/// A whole HTTP request that should carry events: what is refused is refused whole, what is accepted
/// goes out and comes in again as the same events.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *bytes, std::size_t size)
{
    static const HttpLimits limits;
    RequestParser parser(limits);
    HttpRequest request;
    const std::string_view input = textOf(bytes, size);
    const std::size_t used = parser.consume(input, request);
    if (parser.state() == RequestParser::State::Body) // its length may be wrong: take what is there
        request.body.append(input.substr(used));
    else if (parser.state() != RequestParser::State::Complete)
        return 0;
    const auto decoded = decodeHttp(headerFields(request), request.body);
    if (!decoded) {
        requireWhole(decoded.error(), request.head.size(), request.body.size());
        return 0;
    }
    const std::string_view body = decoded->body ? *decoded->body : request.body;
    for (const ReceivedEvent &each : decoded->events)
        requireRoundTrips({each.event, body.substr(each.text.offset, each.text.length)});
    return 0;
}
