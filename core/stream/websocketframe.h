// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/units.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace core {

/// RFC 6455 5.2. Values as they stand in a frame.
enum class FrameOpcode : std::uint8_t {
    Continuation = 0,
    Text = 1,
    Binary = 2,
    Close = 8,
    Ping = 9,
    Pong = 10,
};

/// RFC 6455 7.4.1: those that we say.
enum class CloseCode : std::uint16_t {
    Normal = 1000,
    GoingAway = 1001,
    ProtocolError = 1002,
    UnsupportedData = 1003,
    InvalidPayload = 1007,
    TooBig = 1009,
    ServerError = 1011,
    TryAgainLater = 1013,
};

/// Bytes of a control frame's payload at most (RFC 6455 5.5).
constexpr std::size_t MaxControlBytes = 125;

/// The head of a frame from a server: whole message, not masked. `length` bytes of payload follow.
void appendFrameHead(std::string &out, FrameOpcode opcode, std::size_t length);
void appendFrame(std::string &out, FrameOpcode opcode, std::string_view payload);
/// `reason` is UTF-8; what does not fit into a control frame is left out, whole characters.
void appendCloseFrame(std::string &out, CloseCode code, std::string_view reason);

/// What a client said.
struct WebSocketMessage {
    enum class Kind : std::uint8_t { Text, Binary, Ping, Pong, Close };
    Kind kind = Kind::Text;
    std::string payload;               ///< Text: valid UTF-8. Close: the reason
    std::optional<std::uint16_t> code; ///< of Close, if it gave one
};

/// Why the connection cannot go on.
struct WebSocketFault {
    CloseCode code = CloseCode::ProtocolError;
    const char *rule = ""; ///< "websocket-unmasked"
    std::string detail;    ///< one sentence
    const char *fix = "";
    const char *section = ""; ///< of RFC 6455
};

/// Makes messages of what a client sends after its handshake (RFC 6455 5 and 6, without extensions): joins fragments, undoes
/// masks, keeps limits. Pure: same bytes, same answer, however they are cut. Holds at most one message and one control frame.
class WebSocketParser {
public:
    struct Limits {
        std::size_t frameBytes = 16 * MiB;
        std::size_t messageBytes = 16 * MiB;
    };
    explicit WebSocketParser(Limits limits)
        : m_limits(limits)
    {
    }

    /// Uses up bytes until a message or a fault is there, or all are used; answers how many. After a fault nothing more is
    /// to be given to it.
    std::size_t consume(std::string_view bytes);
    /// What consume() ended with, once.
    std::optional<WebSocketMessage> takeMessage();
    const std::optional<WebSocketFault> &fault() const { return m_fault; }
    /// Of the message that is not whole yet; after a fault what had come of it.
    const std::string &unfinished() const { return m_data; }

private:
    std::size_t takeHead(std::string_view bytes);
    void beginFrame();
    void beginPayload();
    std::size_t takePayload(std::string_view bytes);
    void endFrame();
    void endClose();
    void fail(CloseCode code, const char *rule, std::string detail, const char *fix,
              const char *section);
    bool isControl() const { return static_cast<std::uint8_t>(m_opcode) >= 8; }

    const Limits m_limits;
    std::array<unsigned char, 14> m_head{};
    std::size_t m_headBytes = 0; ///< of it that came
    std::size_t m_headNeeds = 2; ///< as far as is known
    bool m_isInPayload = false;
    FrameOpcode m_opcode = FrameOpcode::Continuation; ///< of the frame at hand
    bool m_isFinal = false;
    std::uint64_t m_length = 0;
    std::uint64_t m_taken = 0;
    std::array<unsigned char, 4> m_mask{};
    std::optional<FrameOpcode> m_message; ///< the message at hand: Text or Binary
    std::string m_data;                   ///< of it
    std::string m_control;                ///< payload of a control frame
    std::optional<WebSocketMessage> m_done;
    std::optional<WebSocketFault> m_fault;
};

} // namespace core
