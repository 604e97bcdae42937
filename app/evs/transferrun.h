// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/commandline/signalwatch.h"
#include "app/evs/progressline.h"
#include "core/transfer/transferjob.h"

#include <QCoreApplication>
#include <QSocketNotifier>
#include <QTimer>

#include <chrono>
#include <utility>

namespace app {

/// Runs `work` on a thread, shows on a terminal how far it is, and cancels it at the first signal. Main thread; where
/// other threads are made before, SignalWatch::block() comes first.
template<typename Result>
Result runTransfer(typename core::TransferJob<Result>::Work work)
{
    constexpr std::chrono::milliseconds ShowEvery{200};
    SignalWatch watch;
    core::TransferJob<Result> job(std::move(work));
    QSocketNotifier finished(job.finishedDescriptor(), QSocketNotifier::Read);
    QObject::connect(&finished, &QSocketNotifier::activated, &finished, [&finished] {
        finished.setEnabled(false);
        QCoreApplication::quit();
    });
    QObject::connect(&watch, &SignalWatch::asked, &watch, [&job] { job.cancel(); });
    ProgressLine line;
    QTimer timer;
    QObject::connect(&timer, &QTimer::timeout, &timer, [&] { line.show(job.progress()); });
    timer.start(ShowEvery);
    QCoreApplication::exec();
    return job.outcome();
}

} // namespace app
