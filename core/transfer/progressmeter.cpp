// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/transfer/progressmeter.h"

#include <utility>

namespace core {

using std::chrono::duration_cast;
using std::chrono::milliseconds;

ProgressMeter::ProgressMeter(Clock clock)
    : m_clock(std::move(clock))
    , m_start(m_clock.steady())
    , m_older{m_start, 0}
    , m_newer{m_start, 0}
{
}

void ProgressMeter::begin(std::uint64_t total)
{
    const std::lock_guard lock(m_mutex);
    m_done = 0;
    m_events = 0;
    m_total = total;
    m_start = m_clock.steady();
    m_older = m_newer = {m_start, 0};
}

void ProgressMeter::advance(std::uint64_t done, std::uint64_t events)
{
    const std::lock_guard lock(m_mutex);
    m_done = done;
    m_events = events;
    const SteadyTime now = m_clock.steady();
    if (now - m_newer.time >= Window)
        m_older = std::exchange(m_newer, {now, done});
}

TransferProgress ProgressMeter::progress() const
{
    const std::lock_guard lock(m_mutex);
    const SteadyTime now = m_clock.steady();
    TransferProgress progress{m_done, m_total, m_events, duration_cast<milliseconds>(now - m_start),
                              std::nullopt};
    const auto span = now - m_older.time;
    const std::uint64_t passed = m_done - m_older.done;
    if (m_total >= m_done && m_total > 0 && passed > 0 && span >= Shortest) {
        const double perUnit =
            std::chrono::duration<double, std::milli>(span).count() / static_cast<double>(passed);
        progress.timeLeft = milliseconds(
            static_cast<std::int64_t>(perUnit * static_cast<double>(m_total - m_done)));
    }
    return progress;
}

} // namespace core
