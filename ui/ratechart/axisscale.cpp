// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/ratechart/axisscale.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace ui {

double AxisScale::topFor(double highest)
{
    static constexpr std::array Steps125{1.0, 2.0, 2.5, 5.0, 10.0};
    const double wanted = std::max(highest / Steps, 1.0);
    const double power = std::pow(10.0, std::floor(std::log10(wanted)));
    for (const double step : Steps125) {
        if (step * power >= wanted) {
            return step * power * Steps;
        }
    }
    return 10 * power * Steps;
}

double AxisScale::update(double highest, core::SteadyTime now)
{
    const double fitting = topFor(highest);
    if (fitting >= m_top || !m_fits) {
        m_top = fitting;
        m_fits = true;
        m_lowSince.reset();
    } else if (highest >= ShrinkBelow * m_top) {
        m_lowSince.reset();
    } else if (!m_lowSince) {
        m_lowSince = now;
    } else if (now - *m_lowSince >= ShrinkAfter) {
        m_top = fitting;
        m_lowSince.reset();
    }
    return m_top;
}

void AxisScale::reset()
{
    m_fits = false;
    m_lowSince.reset();
}

} // namespace ui
