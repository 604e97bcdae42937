// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/statusline/statusline.h"

#include "ui/jobs/jobbar.h"

#include <QAction>
#include <QHBoxLayout>
#include <QToolButton>

namespace ui {

StatusLine::StatusLine(const Theme &theme, QWidget *parent)
    : QStatusBar(parent)
    , m_theme(theme)
    , m_words(new WordsLine(theme, this))
    , m_jobBar(new JobBar(theme, this))
    , m_switches(new QWidget(this))
{
    setSizeGripEnabled(false);
    setAccessibleName(tr("Status"));
    m_words->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    auto *row = new QHBoxLayout(m_switches);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    addWidget(m_words, 1);
    addPermanentWidget(m_jobBar);
    m_jobBar->hide(); // QStatusBar shows what it gets
    addPermanentWidget(m_switches);
    connect(m_jobBar, &JobBar::changed, this, &StatusLine::say);
    connect(m_words, &WordsLine::linkActivated, this, [this](int link) {
        if (link == int(StatusLink::Refused)) {
            emit refusedActivated();
        } else if (link == int(StatusLink::Limits)) {
            emit limitsActivated();
        }
    });
    theme.follow(this, [this] {
        setFixedHeight(m_theme.px(27));
        setContentsMargins(m_theme.px(10), 0, m_theme.px(4), 0);
        say();
    });
}

void StatusLine::setNumbers(const StatusNumbers &numbers)
{
    if (numbers != m_numbers) {
        m_numbers = numbers;
        say();
    }
}

void StatusLine::addSwitch(QAction *action)
{
    auto *button = new QToolButton(m_switches);
    button->setDefaultAction(action);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setAutoRaise(true);
    m_theme.follow(button, [this, button] {
        button->setIconSize({m_theme.px(14), m_theme.px(14)});
        button->setFixedHeight(m_theme.px(23));
    });
    m_switches->layout()->addWidget(button);
}

void StatusLine::resizeEvent(QResizeEvent *event)
{
    QStatusBar::resizeEvent(event);
    say();
}

void StatusLine::setJob(Task *job)
{
    m_jobBar->setJob(job);
}

/// The job takes from what may leave, never from the ledger.
void StatusLine::say()
{
    int room = width() - m_switches->sizeHint().width() - m_theme.px(26);
    if (!m_jobBar->isHidden()) {
        m_words->setWords(statusWords(m_numbers, StatusDetail::LedgerAndShown));
        m_jobBar->setCompact(m_words->sizeHint().width() + m_jobBar->wholeWidth() > room);
        room -= m_jobBar->sizeHint().width();
    }
    for (const StatusDetail detail :
         {StatusDetail::All, StatusDetail::WithoutSize, StatusDetail::LedgerAndShown}) {
        m_words->setWords(statusWords(m_numbers, detail));
        if (m_words->sizeHint().width() <= room) {
            break;
        }
    }
}

} // namespace ui
