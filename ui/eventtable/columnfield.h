// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFrame>

class QLabel;
class QLineEdit;
class QStringListModel;

namespace ui {

class Theme;

/// A small field over the top of the table that takes the name of something: an attribute or JSON pointer that shall become
/// a column, or the name of a set of columns. Completes what is known. Return orders it, Esc and leaving it close it.
class ColumnField : public QFrame {
    Q_OBJECT
public:
    /// What is asked for.
    struct Question {
        QString name;        ///< of the field
        QString placeholder; ///< in the field
        QString hint;        ///< below it
        QStringList known{}; ///< to complete
    };

    /// Keeps its place in `parent` when that is resized. `theme` outlives it.
    ColumnField(const Theme &theme, QWidget *parent);

    void open(const Question &question);
    /// Stays open and says why.
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
    QStringListModel *m_known;
    QString m_hint;
};

} // namespace ui
