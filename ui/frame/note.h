// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFrame>

class QLabel;
class QPushButton;
class QToolButton;

namespace ui {

class ElidedLabel;
class Theme;

/// A lasting state of the program as one sentence above the table, with at most one action; gone
/// when the state is.
class Note : public QFrame {
    Q_OBJECT
public:
    enum class Severity { Info, Success, Warning, Danger };

    explicit Note(const Theme &theme, QWidget *parent = nullptr);

    /// `strong` (may be empty) stands first in semibold; `action` (may be empty) is the word of the
    /// link.
    void say(Severity severity, const QString &strong, const QString &sentence,
             const QString &action = {});
    /// Whether a person can put it away before its state is gone.
    void setClosable(bool closable);
    QString sentence() const;

signals:
    void actionTriggered();
    void closeRequested();

private:
    void refresh();

    const Theme &m_theme;
    Severity m_severity = Severity::Info;
    QLabel *m_icon;
    QLabel *m_strong;
    ElidedLabel *m_sentence;
    QPushButton *m_action;
    QToolButton *m_close;
};

} // namespace ui
