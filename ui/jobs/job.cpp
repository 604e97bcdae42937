// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/jobs/job.h"

#include "core/base/threadpriority.h"

#include <QMetaObject>

#include <utility>

namespace ui {

bool Job::Control::step(quint64 done, quint64 total)
{
    const std::lock_guard lock(m_job.m_mutex);
    m_job.m_progress = {done, total};
    return !m_job.m_stop.stop_requested();
}

Job::Job(QString title, Work work, QObject *parent)
    : Task(std::move(title), parent)
    , m_thread([this, work = std::move(work)] {
        core::goBehindOthers(core::Background::Transfer);
        Control control(*this);
        QMetaObject::invokeMethod(
            this,
            [this, end = work(control)] {
                if (end) {
                    end();
                }
                emit finished();
            },
            Qt::QueuedConnection);
    })
{
}

Job::~Job()
{
    cancel();
    m_thread.join();
}

Job::Progress Job::progress() const
{
    if (m_look) {
        return m_look();
    }
    const std::lock_guard lock(m_mutex);
    return m_progress;
}

} // namespace ui
