// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/eventtable/newpill.h"

#include "ui/theme/theme.h"

#include <QPainter>

namespace ui {
namespace {

constexpr int IconSize = 14;

QFont pillFont(const Theme &theme)
{
    return theme.font(Face::Section);
}

} // namespace

NewPill::NewPill(const Theme &theme, QWidget *parent)
    : QAbstractButton(parent)
    , m_theme(theme)
{
    setFocusPolicy(Qt::NoFocus);
    setCursor(Qt::PointingHandCursor);
}

void NewPill::setWords(const QString &words)
{
    if (text() == words)
        return;
    setText(words);
    setAccessibleName(words);
    update();
}

QSize NewPill::sizeHint() const
{
    const int words = QFontMetrics(pillFont(m_theme)).horizontalAdvance(text());
    return {words + m_theme.px(IconSize + 7 + 2 * 14), m_theme.px(26)};
}

void NewPill::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.colour(QLatin1String("accent")));
    painter.drawRoundedRect(QRectF(rect()), height() / 2.0, height() / 2.0);

    const QColor ink = m_theme.colour(QLatin1String("accentText"));
    const QPixmap icon =
        m_theme.icons().pixmap(QLatin1String("follow"), ink, IconSize, devicePixelRatioF());
    const int left = m_theme.px(14);
    const qreal iconHeight = icon.deviceIndependentSize().height();
    painter.drawPixmap(QPointF(left, (height() - iconHeight) / 2), icon);
    painter.setPen(ink);
    painter.setFont(pillFont(m_theme));
    painter.drawText(rect().adjusted(left + m_theme.px(IconSize + 7), 0, 0, 0),
                     Qt::AlignVCenter | Qt::AlignLeft, text());
}

} // namespace ui
