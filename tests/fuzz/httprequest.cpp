// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/http/requestparser.h"
#include "tests/fuzz/property.h"

#include <string>

using namespace core;

namespace {

HttpLimits smallLimits()
{
    HttpLimits limits;
    limits.requestLineBytes = 60;
    limits.headBytes = 200;
    limits.headerFields = 5;
    limits.bodyBytes = 40;
    limits.chunkLineBytes = 20;
    return limits;
}

void requireInside(const HttpRequest &request)
{
    const auto inside = [&](ByteRange range) {
        require(std::size_t(range.offset) + range.length <= request.head.size(),
                "what a head says lies in it");
    };
    inside(request.method);
    inside(request.target);
    for (const HttpField &field : request.fields) {
        inside(field.line);
        require(field.name.offset == field.line.offset, "a line begins with its name");
        require(field.value.offset >= field.name.offset + field.name.length &&
                    field.value.offset + field.value.length <=
                        field.line.offset + field.line.length,
                "a value stands in its line, behind the name");
        require(request.text(field.line).find_first_of("\r\n") == std::string_view::npos,
                "a field is one line");
    }
}

/// What becomes of `input` when it comes in pieces of `piece` bytes, as text.
std::string outcome(std::string_view input, std::size_t piece, const HttpLimits &limits)
{
    RequestParser parser(limits);
    HttpRequest request;
    std::string held;
    std::string lines;
    for (std::size_t at = 0; at < input.size(); at += piece) {
        held += input.substr(at, piece);
        while (!held.empty()) {
            const std::size_t used = parser.consume(held, request);
            require(used <= held.size(), "no more is used up than there is");
            held.erase(0, used);
            require(request.body.size() <= limits.bodyBytes, "a body keeps its limit");
            if (parser.state() == RequestParser::State::Failed) {
                const Rejection &why = parser.rejection();
                requireWhole(why, request.head.size(), request.body.size());
                return lines + std::to_string(why.status) + ' ' + why.rule + ' ' + why.place.name;
            }
            if (parser.state() != RequestParser::State::Complete)
                break;
            requireInside(request);
            require(request.head.size() <= limits.headBytes, "a head keeps its limit");
            require(request.fields.size() <= limits.headerFields, "a head keeps its limit");
            lines += request.head + (request.keepAlive ? "keep " : "close ") + request.body + '\n';
            request.clear();
            parser.reset();
        }
    }
    return lines + (parser.state() == RequestParser::State::Body || !held.empty() ? "more" : "");
}

void requireSameHoweverCut(std::string_view input, const HttpLimits &limits)
{
    const std::string whole = outcome(input, input.size(), limits);
    requireSame(whole, outcome(input, 1, limits), "byte by byte gives the same as whole");
    const std::size_t piece = 2 + input.size() % 37;
    requireSame(whole, outcome(input, piece, limits), "piece by piece gives the same as whole");
}

} // namespace

/// Bytes of a connection: the same requests and the same refusals, however they are cut; what a
/// request says of itself lies in it; limits are kept.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *bytes, std::size_t size)
{
    if (size == 0)
        return 0;
    static const HttpLimits usual;
    static const HttpLimits small = smallLimits();
    requireSameHoweverCut(textOf(bytes, size), usual);
    requireSameHoweverCut(textOf(bytes, size), small);
    return 0;
}
