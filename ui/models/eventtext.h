// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/base/units.h"

#include <QString>

#include <string_view>

namespace ui {

/// How numbers, times and names are written on the screen: the only place that knows. Pure; any
/// thread. Units are never translated and stand behind a no-break space.
enum class ClockZone { Local, Utc };

/// `2 481 370`, grouped by no-break spaces (U+00A0, for the mono face).
QString groupedNumber(quint64 number);
/// `#2 481 358`
QString sequenceText(core::EventSequence sequence);
/// `14:36:41.002`, always twelve characters.
QString timeOfDay(core::WallTime time, ClockZone zone);
/// `14:36:41.002 203`: to the microsecond.
QString timeOfDayExact(core::WallTime time, ClockZone zone);
/// `11-23 14:36:41.002`, for captures that span days.
QString dayAndTime(core::WallTime time, ClockZone zone);
/// `2026-11-23T13:36:40.998203Z`, for copying.
QString isoTime(core::WallTime time);
/// Time between two rows: `+0.8 ms` `+12 ms` `+1.24 s` `+3:12` `+1:03:12`, with `−` where the clock
/// went back.
QString deltaText(std::chrono::microseconds delta);
/// `418 B` `1.4 KiB` `38 KiB` `2.1 MiB`
QString byteSize(quint64 bytes);
/// `410/s` `1.7/s` `12 304/s`
QString rateText(double perSecond);
/// UTF-8 of a sender as text of one line: control characters become their pictures (U+2400 …), so
/// that no value can break a row or hide in it.
QString oneLine(std::string_view utf8);

/// A type split for reading: `com.shop.` and `order.created`. The name has at most the last two
/// segments.
struct TypeName {
    QString space; ///< with its dot at the end, or empty
    QString name;
    bool operator==(const TypeName &) const = default;
};
TypeName typeName(const QString &type);

} // namespace ui
