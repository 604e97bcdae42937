// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/ratechart/timeticks.h"

#include <QDateTime>

#include <array>

namespace ui {

namespace {

using std::chrono::seconds;

constexpr std::int64_t Minute = 60;
constexpr std::int64_t Hour = 60 * Minute;
constexpr std::int64_t Day = 24 * Hour;

/// The smallest step with which `span` has at most `most` of them. Seconds.
std::int64_t stepFor(std::int64_t span, int most)
{
    static constexpr std::array<std::int64_t, 22> steps{
        1,          2,           5,           10,          15,       30,       Minute,   2 * Minute,
        5 * Minute, 10 * Minute, 15 * Minute, 30 * Minute, Hour,     2 * Hour, 3 * Hour, 6 * Hour,
        12 * Hour,  Day,         2 * Day,     7 * Day,     14 * Day, 28 * Day};
    for (const std::int64_t step : steps) {
        if (span / step < most) {
            return step;
        }
    }
    return (span / most / Day + 1) * Day;
}

} // namespace

std::vector<TimeTick> timeTicks(core::WallTime from, core::WallTime to, int most)
{
    const std::int64_t first = std::chrono::ceil<seconds>(from).time_since_epoch().count();
    const std::int64_t last = std::chrono::floor<seconds>(to).time_since_epoch().count();
    if (last < first || most < 1) {
        return {};
    }
    const std::int64_t step = stepFor(last - first, most);
    // Whole steps of the clock on the wall: count from local midnight of 1970, not from UTC's.
    const std::int64_t offset = QDateTime::fromSecsSinceEpoch(first).offsetFromUtc();
    std::int64_t at = (first + offset + step - 1) / step * step - offset;
    std::vector<TimeTick> ticks;
    for (; at <= last && ticks.size() < std::size_t(most); at += step) {
        const QString form = last - first >= 365 * Day ? QStringLiteral("yyyy-MM-dd")
                             : step >= Day             ? QStringLiteral("MM-dd")
                             : step >= Minute          ? QStringLiteral("HH:mm")
                                                       : QStringLiteral("HH:mm:ss");
        ticks.push_back(
            {core::WallTime(seconds(at)), QDateTime::fromSecsSinceEpoch(at).toString(form)});
    }
    return ticks;
}

} // namespace ui
