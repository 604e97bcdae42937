// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/statusline/statuswords.h"

#include <QStatusBar>

class QAction;

namespace ui {

class Task;
class JobBar;
class Theme;

/// The foot of the window: the ledger and what is shown on the left, switches on the right.
class StatusLine : public QStatusBar {
    Q_OBJECT
public:
    explicit StatusLine(const Theme &theme, QWidget *parent = nullptr);

    void setNumbers(const StatusNumbers &numbers);
    /// A button on the right that is `action`; its words are the action's iconText.
    void addSwitch(QAction *action);
    /// What goes on beside the window; null: nothing. Borrowed.
    void setJob(Task *job);
    /// What is said now, as text.
    QString text() const { return m_words->text(); }

signals:
    void refusedActivated();
    void limitsActivated();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void say();

    const Theme &m_theme;
    WordsLine *m_words;
    JobBar *m_jobBar;
    QWidget *m_switches;
    StatusNumbers m_numbers;
};

} // namespace ui
