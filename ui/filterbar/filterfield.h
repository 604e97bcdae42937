// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/filterbar/utf8places.h"

#include <QPlainTextEdit>

namespace ui {

class FilterHighlighter;
class Theme;

/// A text field of one line with the colours of CESQL; what it means is its owner's business. A QLineEdit cannot colour or
/// underline parts of its text.
class FilterField : public QPlainTextEdit {
    Q_OBJECT
public:
    /// Outlives it.
    explicit FilterField(const Theme &theme, QWidget *parent = nullptr);

    QString text() const { return toPlainText(); }
    /// Replaces the text and forgets what was undone; the cursor stands at the end.
    void setText(const QString &text);
    /// The same as typed: it can be undone.
    void replaceRange(TextRange range, const QString &text, int back = 0);
    int cursor() const { return textCursor().position(); }
    void underline(TextRange place, const char *token);
    TextRange underlined() const;

signals:
    /// By a person.
    void edited();
    void focusChanged(bool hasFocus);

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void insertFromMimeData(const QMimeData *source) override;
    void wheelEvent(QWheelEvent *event) override;

private:
    void showBeginning();

    const Theme &m_theme;
    FilterHighlighter *m_highlighter;
    bool m_isSetting = false;
    QString m_last; ///< highlighting changes the document, too
};

} // namespace ui
