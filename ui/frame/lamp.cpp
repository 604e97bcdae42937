// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/frame/lamp.h"

#include "ui/theme/theme.h"

#include <QPainter>

namespace ui {

namespace {

QColor colourOf(Lamp::State state, const Theme &theme)
{
    switch (state) {
    case Lamp::State::On:
        return theme.colour(QLatin1String("success"));
    case Lamp::State::Connecting:
        return theme.colour(QLatin1String("info"));
    case Lamp::State::Waiting:
        return theme.colour(QLatin1String("warning"));
    case Lamp::State::Failed:
        return theme.colour(QLatin1String("danger"));
    case Lamp::State::Off:
        return theme.colour(QLatin1String("text3"));
    }
    Q_UNREACHABLE();
}

} // namespace

Lamp::Lamp(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    theme.follow(this, [this] { updateGeometry(); });
}

void Lamp::setState(State state)
{
    if (state != m_state) {
        m_state = state;
        update();
    }
}

QSize Lamp::sizeHint() const
{
    return {m_theme.px(12), m_theme.px(12)};
}

void Lamp::paint(QPainter &painter, const QRectF &area, State state, const Theme &theme)
{
    const QColor colour = colourOf(state, theme);
    const bool hollow = state == State::Connecting || state == State::Off;
    const qreal radius = 4 * theme.scale();
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(hollow ? QPen(colour, 1.75 * theme.scale()) : QPen(Qt::NoPen));
    painter.setBrush(hollow ? QBrush(Qt::NoBrush) : QBrush(colour));
    const qreal drawn = hollow ? radius - 0.75 * theme.scale() : radius;
    painter.drawEllipse(area.center(), drawn, drawn);
    painter.restore();
}

void Lamp::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paint(painter, rect(), m_state, m_theme);
}

} // namespace ui
