// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"

#include <optional>

namespace ui {

/// The top of the rate axis: four steps of 1, 2, 2.5 or 5 times a power of ten. Grows at once,
/// shrinks only after the highest value has been below 60 % of it for five seconds, so that the
/// picture stays still.
class AxisScale {
public:
    static constexpr int Steps = 4;
    static constexpr std::chrono::seconds ShrinkAfter{5};
    static constexpr double ShrinkBelow = 0.6;

    /// Events per second; answers the new top.
    double update(double highest, core::SteadyTime now);
    double top() const { return m_top; }
    /// Another range or grouping: fits at once.
    void reset();

    /// The smallest top at or above `highest`; at least 4.
    static double topFor(double highest);

private:
    double m_top = topFor(0);
    bool m_fits = false; ///< update() may shrink at once
    std::optional<core::SteadyTime> m_lowSince;
};

} // namespace ui
