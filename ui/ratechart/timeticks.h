// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"

#include <QString>

#include <vector>

namespace ui {

struct TimeTick {
    core::WallTime at;
    QString label; ///< "14:31", "14:31:20", "11-23" or "2026-11-23" in local time
    bool operator==(const TimeTick &) const = default;
};

/// Ticks at whole steps of local time between `from` and `to`, at most `most` of them.
std::vector<TimeTick> timeTicks(core::WallTime from, core::WallTime to, int most);

} // namespace ui
