// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/http/httprequest.h"
#include "core/stream/streamcursor.h"
#include "core/stream/streamrequest.h"
#include "core/stream/websocketframe.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace core {

/// Who sends on a WebSocket of ours: what is kept with each of its events. A plain value.
struct WebSocketOrigin {
    std::uint64_t connection = 0; ///< of the HttpServer
    HttpEnds ends;
    std::string target;                     ///< credentials already replaced
    std::string head;                       ///< of the handshake, likewise
    EventFormat format = EventFormat::Json; ///< what was agreed on in it
};

/// The WebSocket side of a reader.
struct StreamSocket {
    StreamSocket(WebSocketOrigin from, const WebSocketParser &with)
        : origin(std::move(from))
        , parser(with)
    {
    }

    WebSocketOrigin origin;
    WebSocketParser parser;
    bool isPaused = false; ///< not read, because it does not fetch what it is told
};

/// What EventStreams knows of one reader.
struct StreamReader {
    StreamReader(std::uint64_t of, const StreamCursor &at)
        : connection(of)
        , cursor(at)
    {
    }

    const std::uint64_t connection;
    StreamCursor cursor;
    std::string remote;
    SteadyTime written{};  ///< when something was written last
    bool isAsking = false; ///< for a page
    bool isEnding = false;
    bool isSlow = false;   ///< took long to fetch what was written; not told yet
    bool isBehind = false; ///< was told so, and has not caught up
    bool wasQuiet = false; ///< nothing was written since the last look for signs of life
    // Of one that chooses:
    std::optional<cesql::Expression> where;
    std::uint64_t toldPosition = 0;       ///< from which it would go on if it came back now
    SteadyTime told{};                    ///< … since when
    std::unique_ptr<StreamSocket> socket; ///< of a WebSocket
    // Of a query that is not answered:
    bool isQuery = false;
    std::uint64_t request = 0;
    EventQuery query;
    bool waits = false; ///< for the first match
    std::uint64_t firstFound =
        0;             ///< where it chooses: the first event that was looked at; 0: none yet
    int waitTimer = 0; ///< of the EventStreams; 0: it does not wait
};

} // namespace core
