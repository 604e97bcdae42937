// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/http/answerparser.h"
#include "tests/fuzz/property.h"

#include <string>

using namespace core;

namespace {

std::string outcome(std::string_view input, std::size_t piece)
{
    AnswerParser parser;
    std::string held;
    std::string lines;
    const auto take = [&] {
        const HttpAnswer answer = parser.take();
        lines += std::to_string(answer.status) + (answer.isLast ? " last " : " ") + answer.body;
        lines += '\n';
        return answer.isLast;
    };
    for (std::size_t at = 0; at < input.size(); at += piece) {
        held += input.substr(at, piece);
        while (!held.empty()) {
            const AnswerParser::State state = parser.read(held);
            if (state == AnswerParser::State::Broken)
                return lines + "broken";
            if (state == AnswerParser::State::Incomplete)
                break;
            if (take()) // whatever comes after it is nobody's
                return lines;
        }
    }
    if (!held.empty()) {
        lines += "broken"; // whether that was seen early or at the end
    } else {
        const AnswerParser::State state = parser.end();
        if (state == AnswerParser::State::Done)
            take();
        else if (state == AnswerParser::State::Broken)
            lines += "broken";
    }
    return lines;
}

} // namespace

/// Bytes of a server: the same answers however they are cut.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *bytes, std::size_t size)
{
    if (size == 0)
        return 0;
    const std::string_view input = textOf(bytes, size);
    const std::string whole = outcome(input, input.size());
    requireSame(whole, outcome(input, 1), "byte by byte gives the same as whole");
    requireSame(whole, outcome(input, 2 + size % 37), "piece by piece gives the same as whole");
    return 0;
}
