// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/frameclock.h"

#include <QCoreApplication>
#include <QEvent>

#include <algorithm>
#include <cmath>
#include <utility>

namespace bench {

namespace {

constexpr double PeriodTime = static_cast<double>(FrameClock::Period.count());
/// Windows are painted in events of low priority: this comes after them.
constexpr int AfterPainting = Qt::LowEventPriority - 1;

} // namespace

std::vector<double> FrameClock::run(std::chrono::milliseconds duration,
                                    std::function<void(int)> act)
{
    m_act = std::move(act);
    m_frames.clear();
    m_due = m_done = 0;
    m_end = static_cast<double>(duration.count());
    m_time.start();
    wait();
    m_loop.exec();
    return std::exchange(m_frames, {});
}

void FrameClock::wait()
{
    const double pause = std::max(0.0, (m_due + 1) * PeriodTime - now());
    QTimer::singleShot(static_cast<int>(std::ceil(pause)), Qt::PreciseTimer, this,
                       &FrameClock::tick);
}

void FrameClock::tick()
{
    while ((m_due + 1) * PeriodTime <= now())
        ++m_due;
    m_act(m_due);
    QCoreApplication::postEvent(this, new QEvent(QEvent::User), AfterPainting);
}

void FrameClock::customEvent(QEvent *)
{
    const double painted = now();
    while (m_done < m_due)
        m_frames.push_back(painted - ++m_done * PeriodTime);
    if (painted < m_end)
        wait();
    else
        m_loop.quit();
}

} // namespace bench
