// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/ratechart/ratelegend.h"

#include "ui/models/eventtext.h"
#include "ui/theme/seriescolours.h"
#include "ui/theme/theme.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace ui {

RateLegend::RateLegend(const SeriesColours &types, const SeriesColours &sources, const Theme &theme,
                       QWidget *parent)
    : QWidget(parent)
    , m_types(types)
    , m_sources(sources)
    , m_theme(theme)
    , m_snapshot(std::make_shared<core::RateSnapshot>())
{
    setAccessibleName(tr("Legend"));
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
    theme.follow(this, [this] {
        setFixedWidth(m_theme.px(196));
        update();
    });
}

QSize RateLegend::sizeHint() const
{
    return {m_theme.px(196), m_theme.px(170)};
}

int RateLegend::rowHeight() const
{
    return m_theme.px(15);
}

void RateLegend::show(std::shared_ptr<const core::RateSnapshot> snapshot)
{
    m_snapshot = std::move(snapshot);
    update();
}

void RateLegend::showAll()
{
    m_hidden.clear();
    emit hiddenChanged();
    update();
}

std::vector<RateLegend::Entry> RateLegend::entries() const
{
    const bool byType = m_snapshot->grouping == core::RateGrouping::Type;
    std::vector<Entry> all;
    for (const core::RateSeries &series : m_snapshot->series) {
        if (series.code == core::OtherCode) {
            continue;
        }
        const QString whole = oneLine(series.text);
        all.push_back({series.code, byType ? typeName(whole).name : whole, whole, series.rate});
    }
    if (m_snapshot->other.total > 0) {
        all.push_back(
            {core::OtherCode, tr("others"), tr("everything else"), m_snapshot->other.rate});
    }
    const auto fit = std::size_t(std::max(1, (height() - m_theme.px(10)) / rowHeight()));
    if (all.size() > fit) {
        double rate = 0;
        const std::size_t folded = all.size() - fit + 1;
        for (std::size_t index = fit - 1; index < all.size(); ++index) {
            rate += all[index].rate;
        }
        all.resize(fit - 1);
        all.push_back({core::AbsentCode, tr("%n others", nullptr, int(folded)), {}, rate});
    }
    return all;
}

void RateLegend::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.colour(QLatin1String("base")));
    const SeriesColours &colours =
        m_snapshot->grouping == core::RateGrouping::Type ? m_types : m_sources;
    const int side = m_theme.px(9);
    const int right = width() - m_theme.px(12);
    int top = m_theme.px(5);
    painter.setRenderHint(QPainter::Antialiasing);
    for (const Entry &entry : entries()) {
        const bool hidden = m_hidden.contains(entry.code);
        const bool folded = entry.code < core::FirstCode;
        const SeriesSlot slot = colours.slot(entry.code);
        const QRectF swatch(m_theme.px(8), top + (rowHeight() - side) / 2.0, side, side);
        if (hidden || slot.hatched) {
            painter.setPen(QPen(colours.colour(slot), 1.5));
            painter.setBrush(Qt::NoBrush);
            painter.drawRoundedRect(swatch.adjusted(0.75, 0.75, -0.75, -0.75), 2, 2);
        } else {
            painter.setPen(Qt::NoPen);
            painter.setBrush(colours.colour(slot));
            painter.drawRoundedRect(swatch, 2, 2);
        }
        QString rate = rateText(entry.rate);
        rate.chop(rate.endsWith(QLatin1String("/s")) ? 2 : 0);
        painter.setFont(m_theme.font(Face::MonoLegend));
        painter.setPen(m_theme.colour(QLatin1String(hidden ? "disabled" : "text2")));
        const QRect row(0, top, right, rowHeight());
        painter.drawText(row, Qt::AlignRight | Qt::AlignVCenter, rate);
        const int rateWidth = painter.fontMetrics().horizontalAdvance(rate) + m_theme.px(6);
        painter.setFont(m_theme.font(Face::Small));
        painter.setPen(m_theme.colour(QLatin1String(hidden   ? "disabled"
                                                    : folded ? "text2"
                                                             : "text")));
        const QRect name = row.adjusted(m_theme.px(24), 0, -rateWidth, 0);
        painter.drawText(
            name, Qt::AlignLeft | Qt::AlignVCenter,
            painter.fontMetrics().elidedText(entry.name, Qt::ElideMiddle, name.width()));
        top += rowHeight();
    }
}

void RateLegend::mousePressEvent(QMouseEvent *event)
{
    const std::vector<Entry> all = entries();
    const int row = (event->pos().y() - m_theme.px(5)) / rowHeight();
    if (event->button() != Qt::LeftButton || row < 0 || std::size_t(row) >= all.size() ||
        all[std::size_t(row)].code == core::AbsentCode) {
        return;
    }
    const core::ValueCode code = all[std::size_t(row)].code;
    if (event->modifiers().testFlag(Qt::ControlModifier)) {
        std::set<core::ValueCode> others;
        for (const core::RateSeries &series : m_snapshot->series) {
            others.insert(series.code);
        }
        others.insert(core::OtherCode);
        others.erase(code);
        m_hidden = m_hidden == others ? std::set<core::ValueCode>{} : others;
    } else if (m_hidden.erase(code) == 0) {
        m_hidden.insert(code);
    }
    emit hiddenChanged();
    update();
}

bool RateLegend::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const std::vector<Entry> all = entries();
        const int row = (help->pos().y() - m_theme.px(5)) / rowHeight();
        const bool hit = row >= 0 && std::size_t(row) < all.size();
        QToolTip::showText(help->globalPos(), hit ? all[std::size_t(row)].whole : QString(), this);
        return true;
    }
    return QWidget::event(event);
}

} // namespace ui
