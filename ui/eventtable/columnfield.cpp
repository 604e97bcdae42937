// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/eventtable/columnfield.h"

#include "ui/theme/theme.h"

#include <QCompleter>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QStringListModel>
#include <QVBoxLayout>

namespace ui {

ColumnField::ColumnField(const Theme &theme, QWidget *parent)
    : QFrame(parent)
    , m_theme(theme)
    , m_edit(new QLineEdit(this))
    , m_sentence(new QLabel(this))
    , m_known(new QStringListModel(this))
{
    setObjectName(QStringLiteral("card"));
    setFocusProxy(m_edit);
    constexpr int MostCharacters = 512;
    m_edit->setMaxLength(MostCharacters);
    m_edit->installEventFilter(this);
    // In the line itself: a list of its own would take keys and clicks from the field.
    auto *completer = new QCompleter(m_known, this);
    completer->setCompletionMode(QCompleter::InlineCompletion);
    m_edit->setCompleter(completer);
    m_sentence->setTextFormat(Qt::PlainText);
    m_sentence->setWordWrap(true);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_edit);
    layout->addWidget(m_sentence);
    parent->installEventFilter(this);
    theme.follow(this, [this, layout] {
        layout->setContentsMargins(m_theme.px(8), m_theme.px(8), m_theme.px(8), m_theme.px(6));
        layout->setSpacing(m_theme.px(4));
        m_edit->setFont(m_theme.font(Face::Mono));
        m_edit->setFixedHeight(m_theme.px(30));
        m_sentence->setFont(m_theme.font(Face::Small));
        place();
    });
    connect(m_edit, &QLineEdit::textChanged, this, [this] { say(m_hint, false); });
    hide();
}

void ColumnField::open(const Question &question)
{
    m_hint = question.hint;
    m_known->setStringList(question.known);
    m_edit->setAccessibleName(question.name);
    m_edit->setPlaceholderText(question.placeholder);
    m_edit->clear();
    say(m_hint, false);
    show();
    raise();
    m_edit->setFocus(Qt::ShortcutFocusReason);
}

void ColumnField::setFault(const QString &sentence)
{
    say(sentence, true);
}

QString ColumnField::sentence() const
{
    return m_sentence->text();
}

void ColumnField::say(const QString &sentence, bool isFault)
{
    m_sentence->setText(sentence);
    QPalette colours = m_sentence->palette();
    colours.setColor(QPalette::WindowText,
                     m_theme.colour(isFault ? QLatin1String("danger") : QLatin1String("text3")));
    m_sentence->setPalette(colours);
    m_edit->setAccessibleDescription(sentence);
    place();
}

void ColumnField::place()
{
    const int width = m_theme.px(340);
    const int height =
        layout()->hasHeightForWidth() ? layout()->heightForWidth(width) : sizeHint().height();
    setGeometry((parentWidget()->width() - width) / 2, m_theme.px(30), width, height);
}

bool ColumnField::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parentWidget()) {
        if (event->type() == QEvent::Resize)
            place();
    } else if (event->type() == QEvent::FocusOut) {
        hide();
    } else if (event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) {
            if (!m_edit->text().trimmed().isEmpty())
                emit chosen(m_edit->text().trimmed());
            return true;
        }
        if (key->key() == Qt::Key_Escape) {
            emit leaveRequested();
            return true;
        }
        if (key->key() == Qt::Key_Tab && m_edit->hasSelectedText()) { // takes what was completed
            m_edit->end(false);
            return true;
        }
    }
    return QFrame::eventFilter(watched, event);
}

} // namespace ui
