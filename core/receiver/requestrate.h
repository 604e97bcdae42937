// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace core {

/// How often one sender may ask: so many requests a minute, all at once if it likes, and after that as evenly as they
/// come back. A sender is an address without its port: names are the sender's to choose, so that who is over its rate
/// would only take another. Pure but for what it remembers.
class RequestRate {
public:
    /// Remembered at once. Above it those that are new share one rate: their number is not theirs to choose.
    static constexpr std::size_t MostSenders = 4096;

    static constexpr std::uint32_t MostPerMinute = 100'000;

    /// From 1 to MostPerMinute; nothing: no limit.
    explicit RequestRate(std::optional<std::uint32_t> perMinute);

    /// Counts a request of the sender at `remote` ("127.0.0.1:51824"), or answers how long it must wait, rounded up.
    std::optional<std::chrono::seconds> take(std::string_view remote, SteadyTime now);
    std::size_t remembered() const { return m_full.size(); }

private:
    void forget(SteadyTime now);

    const SteadyTime::duration m_interval; ///< in which one request comes back; 0: no limit
    /// When the sender will have its whole minute again: nobody is remembered longer.
    std::unordered_map<std::string, SteadyTime> m_full;
};

} // namespace core
