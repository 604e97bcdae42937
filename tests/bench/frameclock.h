// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QElapsedTimer>
#include <QEventLoop>
#include <QObject>
#include <QTimer>

#include <chrono>
#include <functional>
#include <vector>

namespace bench {

/// Sixty times a second somebody does something, and a frame lasts from the moment at which that
/// was due until everything that it changed is painted. What holds the GUI thread up is in it, late
/// timers too; frames that were due meanwhile count each for itself.
class FrameClock : public QObject {
public:
    static constexpr std::chrono::milliseconds Period{16};

    /// Runs an event loop for `duration` and calls `act` with the number of the frame; answers the
    /// frames in milliseconds.
    std::vector<double> run(std::chrono::milliseconds duration, std::function<void(int)> act);

protected:
    void customEvent(QEvent *event) override;

private:
    void tick();
    void wait();
    double now() const { return static_cast<double>(m_time.nsecsElapsed()) / 1e6; }

    std::function<void(int)> m_act;
    QElapsedTimer m_time;
    double m_end = 0;
    int m_due = 0;  ///< frames that were due so far
    int m_done = 0; ///< … and are painted
    std::vector<double> m_frames;
    QEventLoop m_loop;
};

} // namespace bench
