// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/text/textquery.h"
#include "ui/textsearch/searchwords.h"

#include <QFrame>

class QLabel;
class QLineEdit;
class QToolButton;

namespace ui {

class Theme;

/// The field of the text search: the text, whether case counts and whether it is a regular expression, how many hits
/// there are and which one is current. Says what a person orders; searches nothing itself.
class TextSearchField : public QFrame {
    Q_OBJECT
public:
    /// Characters; a pattern, not a document.
    static constexpr int MaxLength = 1000;

    /// `theme` outlives it.
    explicit TextSearchField(const Theme &theme, QWidget *parent = nullptr);

    core::TextQuery query() const;
    /// Takes the focus, with the text selected.
    void beginTyping();
    /// What the search has come to. `number`: of the event that is current, 0 if it is no hit.
    void setState(const SearchState &state, quint64 number);
    /// Why the text cannot be searched for; empty: it can.
    void setFault(const QString &sentence);
    const QString &fault() const { return m_fault; }
    /// In a redacted view only what is shown is searched. What stands in it then may be hidden itself, and goes.
    void setRedacted(bool redacted);
    QString countText() const;
    QSize sizeHint() const override;

signals:
    void queryChanged(const core::TextQuery &query);
    /// Return, with Shift backwards.
    void stepRequested(bool forwards);
    /// Only events with this text shall be shown.
    void filterRequested();
    /// Esc: the focus belongs to the table again.
    void leaveRequested();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    QToolButton *makeButton(const char *icon, const QString &help);
    QToolButton *makeSwitch(const QString &word, const QString &help);
    void refresh();
    void setLook(const char *property, const QVariant &value);

    const Theme &m_theme;
    QLineEdit *m_edit;
    QLabel *m_count;
    QToolButton *m_filter;
    QToolButton *m_clear;
    QToolButton *m_case;
    QToolButton *m_expression;
    SearchState m_state;
    quint64 m_number = 0;
    QString m_fault;
    bool m_isRedacted = false;
};

} // namespace ui
