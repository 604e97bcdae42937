// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/jobs/task.h"

#include <functional>
#include <mutex>
#include <stop_token>
#include <thread>

namespace ui {

/// A task on a thread of its own, with an end that is told on the thread this object lives on. Destroying it cancels and waits: what is done looks at control.step() often.
class Job : public Task {
    Q_OBJECT
public:
    /// What the work knows of its job. Its thread only.
    class Control {
    public:
        explicit Control(Job &job)
            : m_job(job)
        {
        }
        /// Notes how far it is. False: end as soon as you can.
        bool step(quint64 done, quint64 total);
        std::stop_token stop() const { return m_job.m_stop.get_token(); }

    private:
        Job &m_job;
    };

    /// What is to be done with the outcome; runs where the Job lives, and not at all if that is gone.
    using End = std::function<void()>;
    using Work = std::function<End(Control &control)>;

    /// Starts at once.
    Job(QString title, Work work, QObject *parent = nullptr);
    ~Job() override;

    Progress progress() const override;
    /// Where the work has a meter of its own instead of step(). Any time, by the owner.
    void setLook(std::function<Progress()> look) { m_look = std::move(look); }
    void cancel() override { m_stop.request_stop(); }
    bool isCancelled() const { return m_stop.stop_requested(); }

    // finished() comes after its End has run.

private:
    std::function<Progress()> m_look;
    std::stop_source m_stop;
    mutable std::mutex m_mutex; ///< guards the progress
    Progress m_progress;
    std::thread m_thread; ///< last: uses all of the above
};

} // namespace ui
