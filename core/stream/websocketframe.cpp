// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/stream/websocketframe.h"

#include "core/event/unicodetext.h"

#include <algorithm>
#include <utility>

namespace core {

namespace {

constexpr unsigned FinalBit = 0x80;
constexpr unsigned ReservedBits = 0x70;
constexpr unsigned OpcodeBits = 0x0f;
constexpr unsigned MaskBit = 0x80;
constexpr unsigned LengthBits = 0x7f;
constexpr unsigned Length16 = 126;
constexpr unsigned Length64 = 127;
constexpr std::size_t MaskBytes = 4;

void appendBigEndian(std::string &out, std::uint64_t number, unsigned bytes)
{
    while (bytes-- > 0)
        out += static_cast<char>(number >> (8 * bytes));
}

bool isKnown(unsigned opcode)
{
    return opcode <= 2 || (opcode >= 8 && opcode <= 10);
}

/// RFC 6455 7.4: what a peer may say in a close frame.
bool mayBeSaid(unsigned code)
{
    return (code >= 1000 && code <= 1014 && code != 1004 && code != 1005 && code != 1006) ||
           (code >= 3000 && code < 5000);
}

} // namespace

void appendFrameHead(std::string &out, FrameOpcode opcode, std::size_t length)
{
    out += static_cast<char>(FinalBit | static_cast<unsigned>(opcode));
    if (length < Length16) {
        out += static_cast<char>(length);
    } else if (length <= UINT16_MAX) {
        out += static_cast<char>(Length16);
        appendBigEndian(out, length, 2);
    } else {
        out += static_cast<char>(Length64);
        appendBigEndian(out, length, 8);
    }
}

void appendFrame(std::string &out, FrameOpcode opcode, std::string_view payload)
{
    appendFrameHead(out, opcode, payload.size());
    out += payload;
}

void appendCloseFrame(std::string &out, CloseCode code, std::string_view reason)
{
    std::size_t length = std::min(reason.size(), MaxControlBytes - 2);
    if (const auto fault = utf8Fault(reason.substr(0, length)))
        length = fault->at;
    appendFrameHead(out, FrameOpcode::Close, length + 2);
    appendBigEndian(out, static_cast<std::uint16_t>(code), 2);
    out += reason.substr(0, length);
}

std::size_t WebSocketParser::consume(std::string_view bytes)
{
    std::size_t used = 0;
    while (used < bytes.size() && !m_done && !m_fault)
        used += m_isInPayload ? takePayload(bytes.substr(used)) : takeHead(bytes.substr(used));
    return used;
}

std::optional<WebSocketMessage> WebSocketParser::takeMessage()
{
    return std::exchange(m_done, std::nullopt);
}

std::size_t WebSocketParser::takeHead(std::string_view bytes)
{
    const std::size_t count = std::min(bytes.size(), m_headNeeds - m_headBytes);
    for (std::size_t index = 0; index < count; ++index)
        m_head.at(m_headBytes++) = static_cast<unsigned char>(bytes[index]);
    if (m_headBytes < m_headNeeds)
        return count;
    if (m_headBytes == 2)
        beginFrame();
    else
        beginPayload();
    return count;
}

/// Its first two bytes are there.
void WebSocketParser::beginFrame()
{
    const unsigned first = m_head[0];
    const unsigned second = m_head[1];
    const unsigned opcode = first & OpcodeBits;
    const unsigned length = second & LengthBits;
    if (first & ReservedBits)
        return fail(
            CloseCode::ProtocolError, "websocket-reserved-bits",
            "A frame has a reserved bit set, and no extension was agreed on that gives it a "
            "meaning.",
            "Send frames without extensions (no permessage-deflate).", "5.2");
    if (!isKnown(opcode))
        return fail(CloseCode::ProtocolError, "websocket-opcode",
                    "A frame has the reserved opcode " + std::to_string(opcode) + ".",
                    "Send text or binary frames.", "5.2");
    m_opcode = static_cast<FrameOpcode>(opcode);
    m_isFinal = (first & FinalBit) != 0;
    if (!(second & MaskBit))
        return fail(CloseCode::ProtocolError, "websocket-unmasked",
                    "A frame is not masked, as each frame of a client must be.",
                    "Mask each frame that the client sends.", "5.1");
    if (isControl() && (!m_isFinal || length > MaxControlBytes))
        return fail(CloseCode::ProtocolError, "websocket-control-frame",
                    "A close, ping or pong frame is fragmented or has more than 125 bytes.",
                    "Send control frames whole, with at most 125 bytes.", "5.5");
    if (m_opcode == FrameOpcode::Continuation && !m_message)
        return fail(CloseCode::ProtocolError, "websocket-continuation",
                    "A continuation frame came where no message was begun.",
                    "Begin a message with a text or binary frame.", "5.4");
    if (!isControl() && m_opcode != FrameOpcode::Continuation && m_message)
        return fail(CloseCode::ProtocolError, "websocket-continuation",
                    "A message was begun before the one before it had ended.",
                    "End each message with a frame that has the FIN bit before the next.", "5.4");
    m_headNeeds = 2 + (length == Length16 ? 2U : length == Length64 ? 8U : 0U) + MaskBytes;
}

/// The rest of its head is there.
void WebSocketParser::beginPayload()
{
    const unsigned length = m_head[1] & LengthBits;
    m_length = length;
    if (length >= Length16) {
        m_length = 0;
        for (std::size_t index = 2; index < m_headNeeds - MaskBytes; ++index)
            m_length = m_length << 8U | m_head.at(index);
        if (m_length < (length == Length16 ? Length16 : UINT64_C(0x10000)) ||
            m_length > UINT64_MAX / 2)
            return fail(CloseCode::ProtocolError, "websocket-length",
                        "The length of a frame is not written in the shortest form.",
                        "Write lengths below 126 in 7 bits, those below 65536 in 16.", "5.2");
    }
    std::copy_n(m_head.begin() + static_cast<std::ptrdiff_t>(m_headNeeds - MaskBytes), MaskBytes,
                m_mask.begin());
    m_headBytes = 0;
    m_headNeeds = 2;
    m_taken = 0;
    m_isInPayload = true;
    if (!isControl()) {
        if (m_length > m_limits.frameBytes)
            return fail(CloseCode::TooBig, "websocket-frame-too-large",
                        "A frame has " + std::to_string(m_length) + " bytes, above the limit of " +
                            std::to_string(m_limits.frameBytes) + ".",
                        "Send smaller events, or by POST.", "10.4");
        if (m_length > m_limits.messageBytes - m_data.size())
            return fail(CloseCode::TooBig, "websocket-message-too-large",
                        "A message has more bytes than the limit of " +
                            std::to_string(m_limits.messageBytes) + ".",
                        "Send smaller events, or by POST.", "10.4");
        if (m_opcode != FrameOpcode::Continuation)
            m_message = m_opcode;
    }
    if (m_length == 0)
        endFrame();
}

std::size_t WebSocketParser::takePayload(std::string_view bytes)
{
    const auto count =
        static_cast<std::size_t>(std::min<std::uint64_t>(bytes.size(), m_length - m_taken));
    std::string &to = isControl() ? m_control : m_data;
    const std::size_t begin = to.size();
    to += bytes.substr(0, count);
    for (std::size_t index = 0; index < count; ++index)
        to[begin + index] = static_cast<char>(static_cast<unsigned char>(to[begin + index]) ^
                                              m_mask.at((m_taken + index) % MaskBytes));
    m_taken += count;
    if (m_taken == m_length)
        endFrame();
    return count;
}

void WebSocketParser::endFrame()
{
    using Kind = WebSocketMessage::Kind;
    m_isInPayload = false;
    if (isControl()) {
        if (m_opcode == FrameOpcode::Close)
            return endClose();
        m_done = WebSocketMessage{m_opcode == FrameOpcode::Ping ? Kind::Ping : Kind::Pong,
                                  std::exchange(m_control, {}),
                                  {}};
        return;
    }
    if (!m_isFinal)
        return;
    const bool isText = *m_message == FrameOpcode::Text;
    if (isText && utf8Fault(m_data))
        return fail(CloseCode::InvalidPayload, "websocket-not-utf8", "A text message is not UTF-8.",
                    "Encode the JSON of the event as UTF-8.", "8.1");
    m_message.reset();
    m_done = WebSocketMessage{isText ? Kind::Text : Kind::Binary, std::exchange(m_data, {}), {}};
}

void WebSocketParser::endClose()
{
    WebSocketMessage close{WebSocketMessage::Kind::Close, std::exchange(m_control, {}), {}};
    if (!close.payload.empty()) {
        const auto byte = [&close](std::size_t at) {
            return at < close.payload.size() ? static_cast<unsigned char>(close.payload[at]) : 0U;
        };
        const unsigned code = byte(0) << 8U | byte(1);
        if (close.payload.size() < 2 || !mayBeSaid(code))
            return fail(CloseCode::ProtocolError, "websocket-close-code",
                        "A close frame has a code that may not be sent.",
                        "Close with 1000, or with no code.", "7.4");
        close.payload.erase(0, 2);
        if (utf8Fault(close.payload))
            return fail(CloseCode::InvalidPayload, "websocket-not-utf8",
                        "The reason in a close frame is not UTF-8.", "Encode the reason as UTF-8.",
                        "8.1");
        close.code = static_cast<std::uint16_t>(code);
    }
    m_done = std::move(close);
}

void WebSocketParser::fail(CloseCode code, const char *rule, std::string detail, const char *fix,
                           const char *section)
{
    m_fault = {code, rule, std::move(detail), fix, section};
}

} // namespace core
