// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/source/sourcestate.h"

#include <string>

/// A connection with this number: 1 is the receiver, the others are WebSocket connections.
inline core::ConnectionState connection(std::uint64_t id, std::uint64_t kept = 0)
{
    core::ConnectionState state;
    state.id = core::ConnectionId{id};
    state.kind =
        id == 1 ? core::ConnectionState::Kind::Receiver : core::ConnectionState::Kind::WebSocket;
    state.lamp = core::ConnectionState::Lamp::On;
    state.name = id == 1 ? "http://127.0.0.1:8080" : "wss://example.org/" + std::to_string(id);
    state.words = "Connected.";
    state.kept = kept;
    return state;
}
