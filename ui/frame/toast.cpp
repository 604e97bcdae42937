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
    , m_undo(new QPushButton(tr("Undo"), this))
{
    setObjectName(QStringLiteral("card"));
    auto *row = new QHBoxLayout(this);
    row->addWidget(m_sentence);
    row->addWidget(m_undo);
    m_sentence->setTextFormat(Qt::PlainText);
    m_undo->setObjectName(QStringLiteral("link"));
    m_undo->setFocusPolicy(Qt::NoFocus);
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &QWidget::hide);
    connect(m_undo, &QPushButton::clicked, this, [this] {
        hide();
        if (const auto undo = std::exchange(m_onUndo, {})) {
            undo();
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
    m_sentence->setText(sentence);
    m_onUndo = std::move(undo);
    m_undo->setVisible(bool(m_onUndo));
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
