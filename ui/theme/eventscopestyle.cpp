// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/eventscopestyle.h"

#include "ui/theme/theme.h"

#include <QPainter>
#include <QStyleOption>

namespace ui {

EventscopeStyle::EventscopeStyle(const Theme &theme)
    : QProxyStyle(QStringLiteral("fusion"))
    , m_theme(theme)
{
}

/// Fusion draws outlines in Window darkened by 140 %: a Window lightened by as much gives exactly
/// `borderStrong`.
QPalette EventscopeStyle::outlined(QPalette palette) const
{
    palette.setColor(QPalette::Window, m_theme.colour(QLatin1String("borderStrong")).lighter(140));
    return palette;
}

void EventscopeStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option,
                                    QPainter *painter, const QWidget *widget) const
{
    switch (element) {
    case PE_IndicatorBranch:
        drawBranch(*option, *painter);
        return;
    case PE_FrameFocusRect:
        drawFocus(*option, *painter);
        return;
    case PE_IndicatorCheckBox:
    case PE_IndicatorRadioButton:
        if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option)) {
            QStyleOptionButton copy(*button);
            copy.palette = outlined(copy.palette);
            QProxyStyle::drawPrimitive(element, &copy, painter, widget);
            return;
        }
        break;
    default:
        break;
    }
    QProxyStyle::drawPrimitive(element, option, painter, widget);
}

void EventscopeStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option,
                                         QPainter *painter, const QWidget *widget) const
{
    if (const auto *spin = qstyleoption_cast<const QStyleOptionSpinBox *>(option)) {
        QStyleOptionSpinBox copy(*spin);
        copy.palette = outlined(copy.palette);
        QProxyStyle::drawComplexControl(control, &copy, painter, widget);
    } else if (const auto *combo = qstyleoption_cast<const QStyleOptionComboBox *>(option)) {
        QStyleOptionComboBox copy(*combo);
        copy.palette = outlined(copy.palette);
        QProxyStyle::drawComplexControl(control, &copy, painter, widget);
    } else {
        QProxyStyle::drawComplexControl(control, option, painter, widget);
    }
}

int EventscopeStyle::pixelMetric(PixelMetric metric, const QStyleOption *option,
                                 const QWidget *widget) const
{
    switch (metric) {
    case PM_SmallIconSize:
    case PM_ButtonIconSize:
    case PM_ListViewIconSize:
        return m_theme.px(16);
    case PM_ToolBarIconSize:
        return m_theme.px(18);
    case PM_TreeViewIndentation:
        return m_theme.px(14);
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int EventscopeStyle::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                               QStyleHintReturn *returnData) const
{
    if (hint == SH_Widget_Animation_Duration) {
        return 0; // nothing moves by itself but data
    }
    if (hint == SH_UnderlineShortcut || hint == SH_DialogButtonBox_ButtonsHaveIcons) {
        return 0; // Alt and a letter work all the same, and the frame stays calm
    }
    return QProxyStyle::styleHint(hint, option, widget, returnData);
}

void EventscopeStyle::drawBranch(const QStyleOption &option, QPainter &painter) const
{
    if (!option.state.testFlag(State_Children)) {
        return;
    }
    const qreal arm = 3.2 * m_theme.scale();
    const QPointF middle = QRectF(option.rect).center();
    QPolygonF mark;
    if (option.state.testFlag(State_Open)) {
        mark << middle + QPointF(-arm, -arm / 2) << middle + QPointF(0, arm / 2)
             << middle + QPointF(arm, -arm / 2);
    } else {
        mark << middle + QPointF(-arm / 2, -arm) << middle + QPointF(arm / 2, 0)
             << middle + QPointF(-arm / 2, arm);
    }
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(m_theme.colour(QLatin1String("text3")), 1.2 * m_theme.scale(),
                        Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPolyline(mark);
    painter.restore();
}

void EventscopeStyle::drawFocus(const QStyleOption &option, QPainter &painter) const
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(m_theme.colour(QLatin1String("focus")), 2));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(QRectF(option.rect).adjusted(1, 1, -1, -1), 4, 4);
    painter.restore();
}

} // namespace ui
