// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/inspector/inspectorhead.h"

#include "ui/theme/theme.h"

#include <QPainter>
#include <QToolButton>

namespace ui {

InspectorHead::InspectorHead(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_copy(new QToolButton(this))
{
    m_copy->setToolTip(tr("Copy the event as JSON"));
    m_copy->setAccessibleName(tr("Copy the event as JSON"));
    connect(m_copy, &QToolButton::clicked, this, &InspectorHead::copyRequested);
    theme.follow(this, [this] {
        m_copy->setIcon(m_theme.icons().icon(QLatin1String("copy"), 16));
        m_copy->setIconSize(QSize(m_theme.px(16), m_theme.px(16)));
        m_copy->resize(m_theme.px(28), m_theme.px(26));
        setFixedHeight(sizeHint().height());
        update();
    });
}

void InspectorHead::setEvent(const QString &type, const QString &place, const QColor &swatch,
                             const QString &mark)
{
    m_type = type;
    m_place = place;
    m_swatch = swatch;
    m_mark = mark;
    setAccessibleName(type.isEmpty()   ? QString()
                      : mark.isEmpty() ? QString(type + u", " + place)
                                       : QString(type + u", " + place + u", " + mark));
    update();
}

QSize InspectorHead::sizeHint() const
{
    return {m_theme.px(240), m_theme.px(62)};
}

void InspectorHead::resizeEvent(QResizeEvent *)
{
    m_copy->move(width() - m_copy->width() - m_theme.px(8), m_theme.px(32));
}

void InspectorHead::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.colour(QLatin1String("base")));
    painter.setPen(m_theme.colour(QLatin1String("border")));
    painter.drawLine(0, height() - 1, width(), height() - 1);

    const int padding = m_theme.px(10);
    const int swatch = m_theme.px(9);
    const QRect first(padding, m_theme.px(8), width() - 2 * padding, m_theme.px(22));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_swatch);
    painter.drawRoundedRect(QRectF(padding, first.center().y() - swatch / 2, swatch, swatch), 2, 2);

    const QFont strong = m_theme.font(Face::Strong);
    const QRect type = first.adjusted(swatch + m_theme.px(7), 0, 0, 0);
    painter.setFont(strong);
    painter.setPen(m_theme.colour(QLatin1String("text")));
    painter.drawText(type, static_cast<int>(Qt::AlignVCenter) | static_cast<int>(Qt::AlignLeft),
                     QFontMetrics(strong).elidedText(m_type, Qt::ElideLeft, type.width()));

    const QRect second(padding, m_theme.px(34), m_copy->x() - 2 * padding, m_theme.px(20));
    painter.setFont(m_theme.font(Face::Mono));
    painter.setPen(m_theme.colour(QLatin1String("text2")));
    QRect placed;
    painter.drawText(second, static_cast<int>(Qt::AlignVCenter) | static_cast<int>(Qt::AlignLeft),
                     m_place, &placed);
    painter.setFont(m_theme.font(Face::Small));
    painter.setPen(m_theme.colour(QLatin1String("warning")));
    painter.drawText(second.adjusted(placed.width() + padding, 0, 0, 0),
                     static_cast<int>(Qt::AlignVCenter) | static_cast<int>(Qt::AlignLeft), m_mark);
}

} // namespace ui
