// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/jump/gotofield.h"

#include "ui/theme/theme.h"

#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

namespace ui {

GoToField::GoToField(const Theme &theme, QWidget *parent)
    : QFrame(parent)
    , m_theme(theme)
    , m_edit(new QLineEdit(this))
    , m_sentence(new QLabel(this))
{
    setObjectName(QStringLiteral("card"));
    setFocusProxy(m_edit);
    m_edit->setAccessibleName(tr("Go to number or time"));
    m_edit->setPlaceholderText(tr("Number or time"));
    m_edit->setMaxLength(64);
    m_edit->installEventFilter(this);
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
    connect(m_edit, &QLineEdit::textChanged, this, [this] { say({}, false); });
    hide();
}

void GoToField::open()
{
    say({}, false);
    show();
    raise();
    m_edit->selectAll();
    m_edit->setFocus(Qt::ShortcutFocusReason);
}

void GoToField::setFault(const QString &sentence)
{
    say(sentence, true);
}

QString GoToField::sentence() const
{
    return m_sentence->text();
}

void GoToField::say(const QString &sentence, bool isFault)
{
    m_sentence->setText(isFault ? sentence : tr("2481358, 14:31:41 or 2026-11-28 14:31:41.5"));
    QPalette colours = m_sentence->palette();
    colours.setColor(QPalette::WindowText,
                     m_theme.colour(isFault ? QLatin1String("danger") : QLatin1String("text3")));
    m_sentence->setPalette(colours);
    m_edit->setAccessibleDescription(m_sentence->text());
    place();
}

void GoToField::place()
{
    const int width = m_theme.px(300);
    const int height =
        layout()->hasHeightForWidth() ? layout()->heightForWidth(width) : sizeHint().height();
    setGeometry((parentWidget()->width() - width) / 2, m_theme.px(30), width, height);
}

bool GoToField::eventFilter(QObject *watched, QEvent *event)
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
                emit chosen(m_edit->text());
            return true;
        }
        if (key->key() == Qt::Key_Escape) {
            emit leaveRequested();
            return true;
        }
    }
    return QFrame::eventFilter(watched, event);
}

} // namespace ui
