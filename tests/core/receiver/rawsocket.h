// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/core/receiver/maskedframe.h"
#include "tests/core/receiver/streamdesk.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

inline const std::string Key = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"; // RFC 6455 1.3
inline const std::string Version = "Sec-WebSocket-Version: 13\r\n";
inline const std::string Upgrade = "Upgrade: websocket\r\nConnection: keep-alive, Upgrade\r\n";

/// Frames of a server: what they are and hold.
struct HeardFrame {
    unsigned first = 0;
    std::string payload;
};

/// A WebSocket client that sends exactly what it is told to.
class RawSocket {
public:
    explicit RawSocket(std::uint16_t port, const std::string &target = "/ws",
                       const std::string &fields = {})
        : m_client(port)
    {
        m_client.send(getRequest(target, Upgrade + Version + Key + fields));
        [[maybe_unused]] const bool came =
            QTest::qWaitFor([this] { return headBytes() > 0; }, 10'000);
    }

    RawClient &raw() { return m_client; }
    std::string head() const { return m_client.received().substr(0, headBytes()); }
    void send(unsigned first, std::string_view payload)
    {
        m_client.send(maskedFrame(first, payload));
    }

    std::vector<HeardFrame> frames() const
    {
        std::vector<HeardFrame> found;
        std::string_view rest = std::string_view(m_client.received()).substr(headBytes());
        while (rest.size() >= 2) {
            const auto byte = [&rest](std::size_t at) {
                return at < rest.size() ? static_cast<unsigned char>(rest[at]) : 0U;
            };
            std::size_t length = byte(1);
            std::size_t begin = 2;
            if (length >= 126) {
                const std::size_t bytes = length == 126 ? 2 : 8;
                length = 0;
                for (std::size_t index = 0; index < bytes; ++index)
                    length = length << 8U | byte(begin + index);
                begin += bytes;
            }
            if (rest.size() < begin + length)
                break;
            found.push_back({byte(0), std::string(rest.substr(begin, length))});
            rest.remove_prefix(begin + length);
        }
        return found;
    }
    /// Of the close frame; nothing if none came.
    std::optional<int> closeCode() const
    {
        for (const HeardFrame &frame : frames()) {
            if (frame.first == CloseFrame && frame.payload.size() >= 2)
                return static_cast<unsigned char>(frame.payload[0]) << 8 |
                       static_cast<unsigned char>(frame.payload[1]);
        }
        return std::nullopt;
    }
    std::vector<std::string> texts() const
    {
        std::vector<std::string> found;
        for (const HeardFrame &frame : frames()) {
            if (frame.first == TextFrame)
                found.push_back(frame.payload);
        }
        return found;
    }

private:
    std::size_t headBytes() const
    {
        const std::size_t end = m_client.received().find("\r\n\r\n");
        return end == std::string::npos ? 0 : end + 4;
    }

    RawClient m_client;
};
