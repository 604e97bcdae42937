// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/filterbar/filterfield.h"

#include "ui/filterbar/filterhighlighter.h"
#include "ui/theme/theme.h"

#include <QKeyEvent>
#include <QMimeData>
#include <QPainter>
#include <QScrollBar>

namespace ui {

FilterField::FilterField(const Theme &theme, QWidget *parent)
    : QPlainTextEdit(parent)
    , m_theme(theme)
    , m_highlighter(new FilterHighlighter(theme, document()))
{
    setFrameShape(QFrame::NoFrame);
    setLineWrapMode(QPlainTextEdit::NoWrap);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setTabChangesFocus(true);
    setInputMethodHints(Qt::ImhNoPredictiveText | Qt::ImhNoAutoUppercase);
    setAccessibleName(tr("Filter"));
    viewport()->setAutoFillBackground(false);
    document()->setDocumentMargin(0);
    connect(this, &QPlainTextEdit::textChanged, this, [this] {
        if (const QString now = text(); now != m_last) {
            m_last = now;
            if (!m_isSetting)
                emit edited();
        }
    });
    theme.follow(this, [this] {
        setFont(m_theme.font(Face::Mono));
        setFixedHeight(QFontMetrics(font()).lineSpacing() + 2);
    });
}

void FilterField::setText(const QString &text)
{
    if (text == this->text())
        return;
    m_isSetting = true;
    setPlainText(text);
    moveCursor(QTextCursor::End);
    m_isSetting = false;
    showBeginning();
}

/// Who does not write reads from the beginning.
void FilterField::showBeginning()
{
    if (!hasFocus())
        horizontalScrollBar()->setValue(0);
}

void FilterField::replaceRange(TextRange range, const QString &text, int back)
{
    QTextCursor cursor = textCursor();
    cursor.setPosition(range.start);
    cursor.setPosition(range.end(), QTextCursor::KeepAnchor);
    cursor.insertText(text);
    cursor.setPosition(cursor.position() - back);
    setTextCursor(cursor);
}

void FilterField::underline(TextRange place, const char *token)
{
    m_highlighter->underline(place, token);
}

TextRange FilterField::underlined() const
{
    return m_highlighter->underlined();
}

bool FilterField::event(QEvent *event)
{
    // Linux text fields delete to the end with Ctrl+K; the window needs it.
    if (event->type() == QEvent::ShortcutOverride) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->modifiers() == Qt::ControlModifier && key->key() == Qt::Key_K) {
            event->ignore();
            return true;
        }
    }
    return QPlainTextEdit::event(event);
}

void FilterField::paintEvent(QPaintEvent *event)
{
    QPlainTextEdit::paintEvent(event);
    if (!document()->isEmpty())
        return;
    QPainter painter(viewport());
    painter.setPen(m_theme.colour(QLatin1String("text3")));
    const QString words = tr("Filter, for example") + u' ';
    const int baseline = QFontMetrics(font()).ascent();
    painter.setFont(m_theme.font(Face::Body));
    painter.drawText(1, baseline, words);
    const int left = 1 + painter.fontMetrics().horizontalAdvance(words);
    painter.setFont(font());
    painter.drawText(left, baseline,
                     painter.fontMetrics().elidedText(
                         QStringLiteral("type LIKE 'com.shop.%' AND DATA('/total') > 100"),
                         Qt::ElideRight, viewport()->width() - left));
}

void FilterField::focusInEvent(QFocusEvent *event)
{
    QPlainTextEdit::focusInEvent(event);
    emit focusChanged(true);
}

void FilterField::focusOutEvent(QFocusEvent *event)
{
    QPlainTextEdit::focusOutEvent(event);
    showBeginning();
    emit focusChanged(false);
}

/// One line stays one line.
void FilterField::insertFromMimeData(const QMimeData *source)
{
    QString text = source->text();
    for (QChar &c : text) {
        if (c == u'\n' || c == u'\r' || c == QChar::ParagraphSeparator || c == QChar::LineSeparator)
            c = u' ';
    }
    textCursor().insertText(text.trimmed());
}

void FilterField::wheelEvent(QWheelEvent *event)
{
    event->ignore();
}

} // namespace ui
