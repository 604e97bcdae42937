// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFrame>

class QLabel;
class QPushButton;

namespace ui {

class ElidedLabel;
class Theme;

/// A lasting state of the program as one sentence above the table, with at most one action; gone
/// when the state is.
class Note : public QFrame {
    Q_OBJECT
public:
    enum class Severity { Info, Warning, Danger };

    explicit Note(const Theme &theme, QWidget *parent = nullptr);

    /// `strong` (may be empty) stands first in semibold; `action` (may be empty) is the word of the
    /// link.
    void say(Severity severity, const QString &strong, const QString &sentence,
             const QString &action = {});
    QString sentence() const;

signals:
    void actionTriggered();

private:
    void refresh();

    const Theme &m_theme;
    Severity m_severity = Severity::Info;
    QLabel *m_icon;
    QLabel *m_strong;
    ElidedLabel *m_sentence;
    QPushButton *m_action;
};

} // namespace ui
