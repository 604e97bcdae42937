// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/firststart/actioncard.h"

#include "ui/theme/theme.h"

#include <QPainter>

namespace ui {

ActionCard::ActionCard(const Theme &theme, QLatin1String icon, const QString &title,
                       const QString &sentence, const QString &keys, QWidget *parent)
    : QAbstractButton(parent)
    , m_theme(theme)
    , m_icon(icon)
    , m_sentence(sentence)
    , m_keys(keys)
{
    setText(title);
    setAccessibleName(title);
    setAccessibleDescription(sentence);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    theme.follow(this, [this] {
        updateGeometry();
        update();
    });
}

QSize ActionCard::sizeHint() const
{
    const QFontMetrics small(m_theme.font(Face::Small));
    return {small.horizontalAdvance(m_sentence) + m_theme.px(150), m_theme.px(52)};
}

void ActionCard::enterEvent(QEnterEvent *event)
{
    QAbstractButton::enterEvent(event);
    update();
}

void ActionCard::leaveEvent(QEvent *event)
{
    QAbstractButton::leaveEvent(event);
    update();
}

void ActionCard::paintEvent(QPaintEvent *)
{
    const auto colour = [this](const char *token) { return m_theme.colour(QLatin1String(token)); };
    const int pad = m_theme.px(14);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const qreal line = hasFocus() ? 2 : 1;
    painter.setPen(QPen(hasFocus() ? colour("focus") : colour("accent"), line));
    painter.setBrush(colour(isDown() || underMouse() ? "controlHover" : "control"));
    const QRectF frame = QRectF(rect()).adjusted(line / 2, line / 2, -line / 2, -line / 2);
    painter.drawRoundedRect(frame, m_theme.px(5), m_theme.px(5));

    const QPixmap icon = m_theme.icons().pixmap(m_icon, colour("accent"), 18, devicePixelRatioF());
    painter.drawPixmap(pad, (height() - m_theme.px(18)) / 2, icon);

    int right = width() - pad;
    if (!m_keys.isEmpty()) {
        painter.setFont(m_theme.font(Face::Small));
        const int keysWidth = painter.fontMetrics().horizontalAdvance(m_keys) + m_theme.px(10);
        const QRect keys(right - keysWidth, (height() - m_theme.px(18)) / 2, keysWidth,
                         m_theme.px(18));
        painter.setPen(colour("border"));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(keys).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
        painter.setPen(colour("text2"));
        painter.drawText(keys, Qt::AlignCenter, m_keys);
        right = keys.left() - m_theme.px(8);
    }

    const int left = pad + m_theme.px(18 + 12);
    const int middle = height() / 2;
    painter.setFont(m_theme.font(Face::Body));
    painter.setPen(colour("text"));
    painter.drawText(QRect(left, middle - m_theme.px(18), right - left, m_theme.px(18)),
                     Qt::AlignVCenter | Qt::AlignLeft, text());
    painter.setFont(m_theme.font(Face::Small));
    painter.setPen(colour("text2"));
    painter.drawText(QRect(left, middle, right - left, m_theme.px(17)),
                     Qt::AlignVCenter | Qt::AlignLeft,
                     painter.fontMetrics().elidedText(m_sentence, Qt::ElideRight, right - left));
}

} // namespace ui
