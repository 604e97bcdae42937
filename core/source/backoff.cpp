// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/source/backoff.h"

#include <algorithm>

namespace core {

Backoff::Backoff(BackoffPolicy policy, std::uint64_t seed)
    : m_policy(policy)
    , m_base(policy.first)
    , m_random(seed)
{
}

std::chrono::milliseconds Backoff::next()
{
    const auto base = m_base;
    m_base = std::min(m_base * m_policy.factor, m_policy.longest);
    const auto reach = base.count() * m_policy.jitterPercent / 100;
    if (reach <= 0)
        return base;
    // Modulo and not a distribution: those differ between standard libraries.
    const auto moved =
        static_cast<std::int64_t>(m_random() % static_cast<std::uint64_t>(2 * reach + 1));
    return base + std::chrono::milliseconds(moved - reach);
}

void Backoff::connectionLasted(std::chrono::milliseconds duration)
{
    if (duration >= m_policy.goodAfter)
        m_base = m_policy.first;
}

} // namespace core
