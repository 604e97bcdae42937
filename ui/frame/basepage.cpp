// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/frame/basepage.h"

#include "ui/theme/theme.h"

#include <QPainter>

namespace ui {

BasePage::BasePage(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    theme.follow(this, [this] { update(); });
}

void BasePage::setWords(const QString &words)
{
    m_words = words;
    setAccessibleName(words);
    update();
}

void BasePage::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.colour(QLatin1String("base")));
    if (m_words.isEmpty())
        return;
    const int margin = m_theme.px(20);
    painter.setFont(m_theme.font(Face::Body));
    painter.setPen(m_theme.colour(QLatin1String("text3")));
    painter.drawText(rect().adjusted(margin, margin, -margin, -margin),
                     static_cast<int>(Qt::AlignCenter) | static_cast<int>(Qt::TextWordWrap),
                     m_words);
}

} // namespace ui
