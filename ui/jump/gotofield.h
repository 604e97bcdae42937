// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFrame>

class QLabel;
class QLineEdit;

namespace ui {

class Theme;

/// A small field over the top of the table that takes where to go. Return orders it, Esc and leaving it close it.
class GoToField : public QFrame {
    Q_OBJECT
public:
    /// Keeps its place in `parent` when that is resized. `theme` outlives it.
    GoToField(const Theme &theme, QWidget *parent);

    /// Opens it, with what was typed last selected.
    void open();
    /// Stays open and says why the text leads nowhere.
    void setFault(const QString &sentence);
    QString sentence() const;

signals:
    void chosen(const QString &text);
    /// Esc: the focus belongs to the table again.
    void leaveRequested();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void place();
    void say(const QString &sentence, bool isFault);

    const Theme &m_theme;
    QLineEdit *m_edit;
    QLabel *m_sentence;
};

} // namespace ui
