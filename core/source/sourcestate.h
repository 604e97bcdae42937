// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"

#include <cstdint>
#include <optional>
#include <string>

namespace core {

/// Names a connection within one Monitor.
struct ConnectionId {
    std::uint64_t value = 0;
    auto operator<=>(const ConnectionId &) const = default;
};

/// What the dock Connections shows of one thing that brings events. A plain value.
struct ConnectionState {
    enum class Kind : std::uint8_t { Receiver, WebSocket, Demo };
    enum class Lamp : std::uint8_t { On, Connecting, Waiting, Off };
    ConnectionId id;
    Kind kind = Kind::Receiver;
    Lamp lamp = Lamp::Off;
    std::string name;       ///< address or URL, without credentials
    std::string words;      ///< one sentence: what it does, or why it is away
    std::uint64_t kept = 0; ///< events it brought into the log
    std::uint64_t refused = 0;
    std::uint64_t strangers = 0;   ///< requests without the token: not kept, in no sum
    std::uint64_t tlsFailures = 0; ///< handshakes of a receiver
    std::string tlsFailure;        ///< why the last one failed
    bool asksForToken = false;     ///< a receiver that lets in only who has one
    std::optional<WallTime> awaySince;
    std::optional<WallTime> nextTry;
    bool operator==(const ConnectionState &) const = default;
};

} // namespace core
