// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/inspector/notestrip.h"

#include "core/log/marks.h"
#include "ui/models/eventtext.h"
#include "ui/theme/theme.h"

#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QTextBlock>
#include <QVBoxLayout>

#include <algorithm>

namespace ui {
namespace {

constexpr int LeastLines = 1;
constexpr int LeastEditedLines = 3;
constexpr int MostLines = 6;

} // namespace

NoteStrip::NoteStrip(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_edit(new QPlainTextEdit(this))
    , m_sentence(new QLabel(this))
{
    m_edit->setAccessibleName(tr("Note"));
    m_edit->setTabChangesFocus(true);
    m_edit->setReadOnly(true);
    m_edit->setFrameShape(QFrame::NoFrame);
    m_edit->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_edit->document()->setDocumentMargin(2);
    m_edit->installEventFilter(this);
    m_edit->viewport()->installEventFilter(this);
    m_sentence->setTextFormat(Qt::PlainText);
    m_sentence->setWordWrap(true);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_edit);
    layout->addWidget(m_sentence);
    connect(m_edit, &QPlainTextEdit::textChanged, this, &NoteStrip::limitText);
    theme.follow(this, [this, layout] {
        layout->setContentsMargins(m_theme.px(34), m_theme.px(6), m_theme.px(10), m_theme.px(6));
        layout->setSpacing(m_theme.px(4));
        m_edit->setFont(m_theme.font(Face::Body));
        m_sentence->setFont(m_theme.font(Face::Small));
        fit();
        update();
    });
    hide();
}

QString NoteStrip::text() const
{
    return m_edit->toPlainText();
}

QString NoteStrip::sentence() const
{
    return m_sentence->text();
}

void NoteStrip::setNote(core::EventSequence sequence, const QString &note)
{
    if (m_isEditing && sequence != m_sequence)
        finish(true);
    m_sequence = sequence;
    m_note = note;
    if (m_isEditing)
        return;
    m_edit->setPlainText(note);
    setVisible(!note.isEmpty());
    fit();
}

void NoteStrip::edit()
{
    m_isEditing = true;
    m_typed = m_note;
    m_edit->setReadOnly(false);
    m_edit->moveCursor(QTextCursor::End);
    say({}, false);
    show();
    fit();
    m_edit->setFocus(Qt::ShortcutFocusReason);
}

void NoteStrip::finish(bool keeps)
{
    m_isEditing = false;
    m_edit->setReadOnly(true);
    const QString typed = text().trimmed();
    const bool isChanged = keeps && typed != m_note;
    const QString shown = isChanged ? typed : m_note;
    m_edit->setPlainText(shown); // until it is kept
    setVisible(!shown.isEmpty());
    fit();
    if (isChanged)
        emit noteChanged(m_sequence, typed);
}

/// What would be too long is not taken.
void NoteStrip::limitText()
{
    if (!m_isEditing)
        return;
    const auto bytes = static_cast<std::size_t>(text().toUtf8().size());
    if (bytes <= core::Marks::MaxNoteBytes) {
        m_typed = text();
        say({}, false);
        fit();
        return;
    }
    const int position = m_edit->textCursor().position();
    const auto excess = static_cast<int>(text().size() - m_typed.size());
    const QSignalBlocker blocker(m_edit);
    m_edit->setPlainText(m_typed);
    QTextCursor cursor = m_edit->textCursor();
    cursor.setPosition(std::clamp(position - excess, 0, static_cast<int>(m_typed.size())));
    m_edit->setTextCursor(cursor);
    say(tr("A note has at most %1 bytes.").arg(groupedNumber(core::Marks::MaxNoteBytes)), true);
    fit();
}

void NoteStrip::say(const QString &sentence, bool isFault)
{
    m_sentence->setText(isFault ? sentence
                                : tr("Return keeps it, Shift+Return begins a line, Esc leaves it "
                                     "as it was."));
    QPalette colours = m_sentence->palette();
    colours.setColor(QPalette::WindowText,
                     m_theme.colour(isFault ? QLatin1String("danger") : QLatin1String("text3")));
    m_sentence->setPalette(colours);
    m_edit->setAccessibleDescription(m_isEditing ? m_sentence->text() : QString());
}

/// As many lines as there are, within bounds.
void NoteStrip::fit()
{
    update();
    m_sentence->setVisible(m_isEditing);
    int lines = 0;
    for (QTextBlock block = m_edit->document()->begin(); block.isValid(); block = block.next())
        lines += std::max(1, block.layout()->lineCount());
    // One that fits needs none; beside a single line it would look broken.
    m_edit->setVerticalScrollBarPolicy(lines > MostLines ? Qt::ScrollBarAsNeeded
                                                         : Qt::ScrollBarAlwaysOff);
    lines = std::clamp(lines, m_isEditing ? LeastEditedLines : LeastLines, MostLines);
    const QFontMetrics metrics(m_edit->font());
    const int frames = 2 * (m_edit->frameWidth() + m_edit->contentsMargins().top()) +
                       2 * static_cast<int>(m_edit->document()->documentMargin());
    m_edit->setFixedHeight(lines * metrics.lineSpacing() + frames);
}

void NoteStrip::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fit();
}

void NoteStrip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.colour(QLatin1String("base")));
    painter.setPen(m_theme.colour(QLatin1String("border")));
    painter.drawLine(0, height() - 1, width(), height() - 1);
    if (m_isEditing) {
        painter.setPen(QPen(m_theme.colour(QLatin1String("focus")), 2));
        painter.drawRect(m_edit->geometry().adjusted(-1, -1, 1, 1));
    }
    const QPixmap icon = m_theme.icons().pixmap(
        QLatin1String("note"), m_theme.colour(QLatin1String("accent")), 15, devicePixelRatioF());
    painter.drawPixmap(QPointF(m_theme.px(10), m_theme.px(9)), icon);
}

bool NoteStrip::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_edit->viewport()) {
        if (event->type() == QEvent::MouseButtonDblClick && !m_isEditing) {
            edit();
            return true;
        }
        return QWidget::eventFilter(watched, event);
    }
    if (!m_isEditing)
        return QWidget::eventFilter(watched, event);
    if (event->type() == QEvent::FocusOut) {
        const Qt::FocusReason reason = static_cast<QFocusEvent *>(event)->reason();
        if (reason != Qt::ActiveWindowFocusReason && reason != Qt::PopupFocusReason)
            finish(true);
    } else if (event->type() == QEvent::ShortcutOverride) {
        event->accept(); // Ctrl+Z and letters belong to what is written here
        return true;
    } else if (event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool isReturn = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        if (key->key() == Qt::Key_Escape || (isReturn && !(key->modifiers() & Qt::ShiftModifier))) {
            finish(isReturn);
            emit leaveRequested();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace ui
