// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"

#include <chrono>
#include <cstdint>
#include <mutex>
#include <optional>

namespace core {

/// How far a transfer is. A plain value.
struct TransferProgress {
    std::uint64_t done =
        0; ///< of `total`: numbers of events when exporting and merging, bytes when importing
    std::uint64_t total = 0;  ///< 0: not known (a pipe)
    std::uint64_t events = 0; ///< written, or handed to the log, so far
    std::chrono::milliseconds elapsed{0};
    std::optional<std::chrono::milliseconds> timeLeft; ///< at the speed of the last seconds
    bool operator==(const TransferProgress &) const = default;
};

/// Where a transfer notes how far it is, and anybody looks. All functions may be called from any thread.
class ProgressMeter {
public:
    /// The speed is that of the last one to two windows.
    static constexpr std::chrono::seconds Window{3};
    /// Before that nobody can tell how long it will take.
    static constexpr std::chrono::milliseconds Shortest{250};

    explicit ProgressMeter(Clock clock = {});

    /// Starts the time. `total` 0: not known.
    void begin(std::uint64_t total);
    void advance(std::uint64_t done, std::uint64_t events);
    [[nodiscard]] TransferProgress progress() const;

private:
    struct Mark {
        SteadyTime time;
        std::uint64_t done = 0;
    };

    const Clock m_clock;
    mutable std::mutex m_mutex; ///< guards all below
    std::uint64_t m_done = 0;
    std::uint64_t m_total = 0;
    std::uint64_t m_events = 0;
    SteadyTime m_start;
    Mark m_older; ///< the speed is counted from here
    Mark m_newer; ///< and from here once that is a window old
};

} // namespace core
