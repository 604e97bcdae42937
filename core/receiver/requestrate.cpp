// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/receiver/requestrate.h"

#include <algorithm>

namespace core {

namespace {

constexpr std::chrono::minutes Minute{1};

} // namespace

RequestRate::RequestRate(std::optional<std::uint32_t> perMinute)
    : m_interval(perMinute ? SteadyTime::duration(Minute) / *perMinute : SteadyTime::duration(0))
{
}

std::optional<std::chrono::seconds> RequestRate::take(std::string_view remote, SteadyTime now)
{
    if (m_interval.count() == 0)
        return std::nullopt;
    std::string sender(remote.substr(0, remote.rfind(':')));
    if (m_full.size() >= MostSenders && !m_full.contains(sender)) {
        forget(now);
        if (m_full.size() >= MostSenders)
            sender.clear();
    }
    SteadyTime &full = m_full.try_emplace(std::move(sender), now).first->second;
    const SteadyTime next = std::max(full, now) + m_interval;
    const SteadyTime::duration ahead = next - now - Minute;
    if (ahead.count() > 0)
        return std::chrono::ceil<std::chrono::seconds>(ahead);
    full = next;
    return std::nullopt;
}

void RequestRate::forget(SteadyTime now)
{
    std::erase_if(m_full, [now](const auto &sender) { return sender.second <= now; });
}

} // namespace core
