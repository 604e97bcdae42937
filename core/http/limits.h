// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/units.h"

#include <chrono>
#include <cstddef>

namespace core {

/// Everything that a peer could ask too much of, by name. What is at a limit is still accepted. A
/// plain value.
struct HttpLimits {
    /// Open at once. One more takes the place of the one that has kept us waiting the longest for a request; 503 if none
    /// does.
    std::size_t connections = 1024;
    std::size_t requestLineBytes =
        16 * KiB;                     ///< method, target and version with their line end; 414
    std::size_t headBytes = 64 * KiB; ///< request line and header fields with the empty line; 431
    std::size_t headerFields = 256;   ///< 431
    std::size_t bodyBytes = 64 * MiB; ///< after chunked and content coding are undone; 413
    /// Decoded bytes for each byte of a compressed body, once more than 1 MiB is decoded; 413. The best that gzip can do is
    /// 1032.
    std::size_t decodedRatio = 1100;
    std::size_t chunkLineBytes =
        8 * KiB; ///< size and extensions of one chunk, or all trailers; 400
    /// Of all requests that are not answered yet, together; above it bodies wait. At least bodyBytes. Heads are always
    /// read, with up to 4 KiB of what follows.
    std::size_t unfinishedBytes = 256 * MiB;
    std::size_t unsentBytes =
        1 * MiB; ///< answers one peer does not fetch; then it is not read any more
    std::size_t pendingRequests =
        256; ///< unanswered requests of one connection; then it is not read any more
    std::size_t requestsPerTurn = 64; ///< of one connection before the others have their turn

    std::chrono::milliseconds handshakeTime =
        std::chrono::seconds(10); ///< of TLS, from accepting the connection to its end; closed
    std::chrono::milliseconds headTime =
        std::chrono::seconds(10); ///< from the first byte to the end of the head; 408
    std::chrono::milliseconds bodyTime =
        std::chrono::seconds(30); ///< between two pieces of a body; 408
    /// What a body must bring, bytes in a second, over bodyTime while others wait for its memory; 408.
    std::size_t bodyRate = 16 * KiB;
    std::chrono::milliseconds idleTime = std::chrono::seconds(75); ///< between two requests; closed
    std::chrono::milliseconds writeTime =
        std::chrono::seconds(30); ///< without the peer fetching anything; closed
    std::chrono::milliseconds streamWriteTime =
        std::chrono::minutes(5); ///< the same for a connection that was handed over; closed
    std::chrono::milliseconds lingerTime =
        std::chrono::seconds(2); ///< for the peer to end after our last answer; closed
};

} // namespace core
