// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/stream/websocketframe.h"

#include "core/event/unicodetext.h"
#include "tests/fuzz/property.h"

#include <string>

using namespace core;

namespace {

constexpr WebSocketParser::Limits Small{20, 50};

void requireInside(const WebSocketMessage &message, const WebSocketParser::Limits &limits)
{
    using Kind = WebSocketMessage::Kind;
    const bool isData = message.kind == Kind::Text || message.kind == Kind::Binary;
    require(message.payload.size() <= (isData ? limits.messageBytes : MaxControlBytes),
            "a message keeps its limit");
    require(!(message.kind == Kind::Text || message.kind == Kind::Close) ||
                !utf8Fault(message.payload),
            "what is text is UTF-8");
    require(!message.code || message.kind == Kind::Close, "a code belongs to a close frame");
    require(!message.code || (*message.code >= 1000 && *message.code < 5000),
            "a code is one that may be sent");
}

void requireWhole(const WebSocketFault &fault)
{
    for (const std::string_view text :
         {std::string_view(fault.rule), std::string_view(fault.detail), std::string_view(fault.fix),
          std::string_view(fault.section)})
        require(!text.empty() && text.size() < 300 && !utf8Fault(text), "a fault says everything");
}

/// What becomes of `input` when it comes in pieces of `piece` bytes, as text.
std::string outcome(std::string_view input, std::size_t piece,
                    const WebSocketParser::Limits &limits)
{
    WebSocketParser parser(limits);
    std::string lines;
    for (std::size_t at = 0; at < input.size(); at += piece) {
        std::string_view given = input.substr(at, piece);
        while (!given.empty()) {
            const std::size_t used = parser.consume(given);
            require(used > 0 && used <= given.size(), "some is used up, and no more than there is");
            given.remove_prefix(used);
            require(parser.unfinished().size() <= limits.messageBytes, "a message keeps its limit");
            const auto message = parser.takeMessage();
            if (const auto &fault = parser.fault()) {
                require(!message, "a fault comes alone");
                requireWhole(*fault);
                return lines + "fault " + std::to_string(static_cast<int>(fault->code)) + ' ' +
                       fault->rule + ' ' + fault->detail;
            }
            if (message) {
                requireInside(*message, limits);
                lines += std::to_string(static_cast<int>(message->kind)) + ' ' +
                         (message->code ? std::to_string(*message->code) + ' ' : "") +
                         message->payload + '\n';
            }
        }
    }
    return lines + "unfinished " + parser.unfinished();
}

void requireSameHoweverCut(std::string_view input, const WebSocketParser::Limits &limits)
{
    const std::string whole = outcome(input, input.size(), limits);
    requireSame(whole, outcome(input, 1, limits), "byte by byte gives the same as whole");
    const std::size_t piece = 2 + input.size() % 37;
    requireSame(whole, outcome(input, piece, limits), "piece by piece gives the same as whole");
}

/// `input` as the payload of one text or binary message, masked and in two fragments, as a client may send it.
void requireReadBack(std::string_view input)
{
    constexpr std::string_view Mask("\x37\xfa\x21\x3d", 4);
    const std::size_t cut = input.size() / 2;
    std::string bytes;
    for (const bool isLast : {false, true}) {
        const std::string_view part = isLast ? input.substr(cut) : input.substr(0, cut);
        const std::size_t begin = bytes.size();
        appendFrameHead(bytes, isLast ? FrameOpcode::Continuation : FrameOpcode::Binary,
                        part.size());
        bytes[begin] = static_cast<char>(isLast ? 0x80 : 0x02);
        bytes[begin + 1] = static_cast<char>(static_cast<unsigned char>(bytes[begin + 1]) | 0x80U);
        bytes += Mask;
        for (std::size_t at = 0; at < part.size(); ++at)
            bytes += static_cast<char>(part[at] ^ Mask[at % Mask.size()]);
    }
    WebSocketParser parser({});
    std::string_view rest = bytes;
    while (!rest.empty() && !parser.fault())
        rest.remove_prefix(parser.consume(rest));
    const auto message = parser.takeMessage();
    require(message && message->kind == WebSocketMessage::Kind::Binary && rest.empty(),
            "a message in fragments is one message");
    requireSame(input, message->payload, "what was masked is what was sent");
}

} // namespace

/// Bytes of a client behind its handshake: the same messages and the same faults, however they are cut; limits are kept.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *bytes, std::size_t size)
{
    if (size == 0)
        return 0;
    const std::string_view input = textOf(bytes, size);
    requireSameHoweverCut(input, {});
    requireSameHoweverCut(input, Small);
    requireReadBack(input);
    return 0;
}
