// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/units.h"

#include <QString>
#include <QWidget>

class QLabel;
class QPlainTextEdit;

namespace ui {

class Theme;

/// What a person noted about an event, and the place where it is written: Return keeps it, Shift+Return begins a line, Esc
/// leaves it as it was; who goes elsewhere has it kept. Takes no room where nothing is noted. `theme` outlives it.
class NoteStrip : public QWidget {
    Q_OBJECT

public:
    explicit NoteStrip(const Theme &theme, QWidget *parent = nullptr);

    /// Of the event `sequence`. What is being written about the same event stays.
    void setNote(core::EventSequence sequence, const QString &note);
    void edit();
    bool isEditing() const { return m_isEditing; }
    QString text() const;
    /// What it says of keys or of a text that is too long.
    QString sentence() const;

signals:
    /// By a person, and another than before.
    void noteChanged(core::EventSequence sequence, const QString &note);
    /// Return or Esc: the focus belongs elsewhere.
    void leaveRequested();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void finish(bool keeps);
    void limitText();
    void fit();
    void say(const QString &sentence, bool isFault);

    const Theme &m_theme;
    QPlainTextEdit *m_edit;
    QLabel *m_sentence;
    core::EventSequence m_sequence;
    QString m_note;  ///< as it is kept
    QString m_typed; ///< the newest text that was not too long
    bool m_isEditing = false;
};

} // namespace ui
