// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <random>

namespace core {

/// How long to wait between tries to reach a peer that is away.
struct BackoffPolicy {
    std::chrono::milliseconds first{1000};
    std::chrono::milliseconds longest{60000};
    int factor = 2;
    /// Each pause is moved by up to this many percent either way, so that many clients do not come
    /// back at once.
    int jitterPercent = 20;
    /// A connection that lasted this long was good: the next pause is the first one again.
    std::chrono::milliseconds goodAfter{10000};
    bool operator==(const BackoffPolicy &) const = default;
};

/// The growing pauses of one connection. The same seed gives the same pauses. A plain value.
class Backoff {
public:
    Backoff(BackoffPolicy policy, std::uint64_t seed);

    /// The pause before the next try; the one after it will be longer, up to the longest.
    std::chrono::milliseconds next();
    /// To be told how long the connection lasted that has just ended.
    void connectionLasted(std::chrono::milliseconds duration);

private:
    BackoffPolicy m_policy;
    std::chrono::milliseconds m_base;
    std::mt19937_64 m_random;
};

} // namespace core
