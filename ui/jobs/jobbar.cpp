// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/jobs/jobbar.h"

#include "ui/frame/elidedlabel.h"
#include "ui/jobs/jobwords.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>

namespace ui {

namespace {

constexpr int LookTime = 250; ///< milliseconds; numbers change at 4 Hz
constexpr int TitleWidth = 190;
constexpr int BarWidth = 72;
constexpr int NumbersWidth = 104; ///< fixed, so that nothing beside it moves
constexpr int CompactNumbersWidth = 40;
constexpr int Steps = 1000;

} // namespace

JobBar::JobBar(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_title(new ElidedLabel(this))
    , m_bar(new QProgressBar(this))
    , m_numbers(new QLabel(this))
    , m_cancel(new QPushButton(tr("Cancel"), this))
{
    m_bar->setRange(0, Steps);
    m_bar->setTextVisible(false);
    m_numbers->setTextFormat(Qt::PlainText);
    m_cancel->setObjectName(QStringLiteral("link"));
    m_cancel->setCursor(Qt::PointingHandCursor);
    auto *row = new QHBoxLayout(this);
    for (QWidget *part : {static_cast<QWidget *>(m_title), static_cast<QWidget *>(m_bar),
                          static_cast<QWidget *>(m_numbers), static_cast<QWidget *>(m_cancel)}) {
        row->addWidget(part, 0, Qt::AlignVCenter);
    }
    theme.follow(this, [this, row] {
        row->setContentsMargins(m_theme.px(8), 0, m_theme.px(4), 0);
        row->setSpacing(m_theme.px(7));
        for (QWidget *part : {static_cast<QWidget *>(m_title), static_cast<QWidget *>(m_numbers),
                              static_cast<QWidget *>(m_cancel)}) {
            part->setFont(m_theme.font(Face::Small));
        }
        layOut();
    });
    connect(m_cancel, &QPushButton::clicked, this, [this] {
        if (m_job) {
            m_job->cancel();
            m_cancel->setEnabled(false);
        }
    });
    connect(&m_timer, &QTimer::timeout, this, &JobBar::look);
    hide();
}

void JobBar::setJob(Task *job)
{
    m_job = job;
    hide();
    emit changed();
    if (!job) {
        m_timer.stop();
        return;
    }
    m_title->setText(job->title());
    m_title->setToolTip(job->title());
    m_cancel->setEnabled(true);
    m_cancel->setAccessibleName(tr("Cancel: %1").arg(job->title()));
    m_bar->setAccessibleName(job->title());
    connect(job, &Task::finished, this, [this, job] {
        if (m_job == job) {
            setJob(nullptr);
        }
    });
    m_timer.start(LookTime);
}

void JobBar::look()
{
    if (!m_job) {
        setJob(nullptr);
        return;
    }
    const Task::Progress progress = m_job->progress();
    const QString percent = percentText(progress);
    const QString left = timeLeftText(progress, m_job->elapsed());
    m_numbers->setText(m_isCompact || left.isEmpty() ? percent : percent + u" · " + left);
    m_bar->setRange(0, progress.total == 0 ? 0 : Steps);
    m_bar->setValue(
        progress.total == 0 ? 0 : int(double(progress.done) / double(progress.total) * Steps));
    setToolTip(left.isEmpty() ? m_job->title() : m_job->title() + u' ' + left);
    setAccessibleName(m_job->title() + u' ' + percent);
    if (isHidden() && m_job->elapsed() >= Patience) {
        show();
        emit changed();
    }
}

void JobBar::setCompact(bool compact)
{
    if (compact != m_isCompact) {
        m_isCompact = compact;
        layOut();
    }
}

int JobBar::wholeWidth() const
{
    return m_theme.px(TitleWidth + BarWidth + NumbersWidth + 33) + m_cancel->sizeHint().width();
}

void JobBar::layOut()
{
    m_title->setVisible(!m_isCompact);
    m_bar->setVisible(!m_isCompact);
    m_title->setFixedWidth(m_theme.px(TitleWidth));
    m_bar->setFixedWidth(m_theme.px(BarWidth));
    m_numbers->setFixedWidth(m_theme.px(m_isCompact ? CompactNumbersWidth : NumbersWidth));
}

} // namespace ui
