// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/frame/toast.h"

#include "ui/theme/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

#include <utility>

namespace ui {

Toast::Toast(const Theme &theme, QWidget *parent)
    : QFrame(parent)
    , m_theme(theme)
    , m_sentence(new QLabel(this))
    , m_button(new QPushButton(this))
{
    setObjectName(QStringLiteral("card"));
    auto *row = new QHBoxLayout(this);
    row->addWidget(m_sentence);
    row->addWidget(m_button);
    m_sentence->setTextFormat(Qt::PlainText);
    m_button->setObjectName(QStringLiteral("link"));
    m_button->setFocusPolicy(Qt::NoFocus);
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &QWidget::hide);
    connect(m_button, &QPushButton::clicked, this, [this] {
        hide();
        if (const auto action = std::exchange(m_action, {})) {
            action();
        }
    });
    theme.follow(this, [this, row] {
        row->setContentsMargins(m_theme.px(12), m_theme.px(4), m_theme.px(12), m_theme.px(4));
        setMinimumHeight(m_theme.px(34));
    });
    parent->installEventFilter(this);
    hide();
}

void Toast::say(const QString &sentence, std::function<void()> undo)
{
    say(sentence, tr("Undo"), std::move(undo));
}

void Toast::say(const QString &sentence, const QString &word, std::function<void()> action)
{
    m_sentence->setText(sentence);
    m_action = std::move(action);
    m_button->setText(word);
    m_button->setVisible(bool(m_action));
    place();
    show();
    raise();
    m_timer.start(ShownFor);
}

QString Toast::sentence() const
{
    return isHidden() ? QString() : m_sentence->text();
}

bool Toast::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize) {
        place();
    }
    return QFrame::eventFilter(watched, event);
}

void Toast::place()
{
    adjustSize();
    move((parentWidget()->width() - width()) / 2,
         parentWidget()->height() - height() - m_theme.px(14));
}

} // namespace ui
