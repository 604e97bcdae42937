// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

/// A frame as a client sends it (RFC 6455 5.2), or as it should not: `first` is FIN, reserved bits and opcode.
inline std::string maskedFrame(unsigned first, std::string_view payload, bool isMasked = true)
{
    constexpr std::string_view Mask = "\x37\xfa\x21\x3d";
    const auto push = [](std::string &out, std::uint64_t number, unsigned bytes) {
        while (bytes-- > 0)
            out += static_cast<char>(number >> (8 * bytes));
    };
    std::string frame(1, static_cast<char>(first));
    const unsigned bit = isMasked ? 0x80 : 0;
    if (payload.size() < 126) {
        push(frame, bit | payload.size(), 1);
    } else if (payload.size() < 65536) {
        push(frame, bit | 126U, 1);
        push(frame, payload.size(), 2);
    } else {
        push(frame, bit | 127U, 1);
        push(frame, payload.size(), 8);
    }
    if (!isMasked)
        return frame.append(payload);
    frame += Mask;
    for (std::size_t index = 0; index < payload.size(); ++index)
        frame += static_cast<char>(payload[index] ^ Mask[index % Mask.size()]);
    return frame;
}

constexpr unsigned TextFrame = 0x81;
constexpr unsigned BinaryFrame = 0x82;
constexpr unsigned CloseFrame = 0x88;
constexpr unsigned PingFrame = 0x89;
constexpr unsigned PongFrame = 0x8a;
