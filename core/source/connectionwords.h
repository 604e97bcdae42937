// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/event/refusal.h"

#include <QAbstractSocket>
#include <QWebSocketProtocol>

#include <string>
#include <string_view>

namespace core {

// The English sentences of a WebSocket connection: why it is away, and why a frame of it was no
// event. Pure.

/// "connection refused", "host not found", …: Qt's error of a socket that failed.
[[nodiscard]] std::string socketErrorWords(QAbstractSocket::SocketError error,
                                           const std::string &text);
/// Why a connection that was open has ended. `failure` is socketErrorWords() if there was an error.
[[nodiscard]] std::string closeWords(QWebSocketProtocol::CloseCode code, const std::string &reason,
                                     const std::string &failure);
[[nodiscard]] std::string closedByPeerWords();
/// "wss://host/path is away since 14:33:20: connection refused. Next try in 4 s." Local time.
[[nodiscard]] std::string awayWords(const std::string &name, WallTime since,
                                    const std::string &reason,
                                    std::chrono::microseconds untilNextTry);
/// "Connected since 14:33:20.", and how the frames are read where CloudEvents were offered. `subprotocol`: of CloudEvents,
/// as the server chose; empty: it chose none.
[[nodiscard]] std::string connectedWords(WallTime since, bool offeredCloudEvents,
                                         std::string_view subprotocol);

[[nodiscard]] Rejection messageTooLarge(std::size_t limit);

} // namespace core
