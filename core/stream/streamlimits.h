// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/units.h"

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace core {

/// Everything that a reader of the log on the port could ask too much of, by name, and the times of a stream. What is at a
/// limit is still accepted. A plain value.
struct StreamLimits {
    static constexpr std::size_t MostReaders =
        1000;                  ///< what `readers` may be: senders need connections, too
    std::size_t readers = 256; ///< streams and queries at once; one more is answered 503
    /// Written to one reader and not fetched; nothing more is read for it before that has left. The operating system
    /// buffers beside it.
    std::size_t waitingBytes = 256 * KiB;
    std::size_t frameBytes = 16 * MiB;   ///< of a WebSocket frame that comes in; closed with 1009
    std::size_t messageBytes = 16 * MiB; ///< of all frames of a message; 1009

    std::chrono::milliseconds heartbeat =
        std::chrono::seconds(15); ///< between two signs of life on a stream without events
    /// Between two times that a reader that chooses is told how far it is, where nothing passes.
    std::chrono::milliseconds progressTime = std::chrono::seconds(1);
    std::chrono::milliseconds behindTime = std::chrono::seconds(
        2); ///< without fetching while events came; then it is told that it fell behind
    std::chrono::milliseconds retry =
        std::chrono::seconds(2); ///< after which an EventSource comes back

    // Of GET /v1/events:
    static constexpr std::uint64_t DefaultEvents = 100; ///< in one answer
    static constexpr std::uint64_t MaxEvents = 1000;    ///< what `limit` may be; 400
    static constexpr std::chrono::milliseconds MaxWait =
        std::chrono::seconds(60); ///< what `wait` may be; 400
    /// An answer ends with the event before it would have more than this; one event that has more is an answer alone.
    static constexpr std::size_t AnswerBytes = 256 * KiB;

    bool operator==(const StreamLimits &) const = default;
};

} // namespace core
