// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/jobs/task.h"

#include <QPointer>
#include <QTimer>
#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;

namespace ui {

class ElidedLabel;
class Theme;

/// How far one job is, with time left and cancel; appears when the job has taken half a second, goes with it.
class JobBar : public QWidget {
    Q_OBJECT
public:
    static constexpr std::chrono::milliseconds Patience{500};

    explicit JobBar(const Theme &theme, QWidget *parent = nullptr);

    /// In place of the one before. Borrowed.
    void setJob(Task *job);
    /// With little room: only percent and cancel.
    void setCompact(bool compact);
    /// What it wants when it is not compact.
    int wholeWidth() const;

signals:
    /// It appeared or went.
    void changed();

private:
    void look();
    void layOut();

    const Theme &m_theme;
    QPointer<Task> m_job;
    ElidedLabel *m_title;
    QProgressBar *m_bar;
    QLabel *m_numbers;
    QPushButton *m_cancel;
    QTimer m_timer;
    bool m_isCompact = false;
};

} // namespace ui
