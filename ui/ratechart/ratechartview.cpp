// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/ratechart/ratechartview.h"

#include "ui/models/eventtext.h"
#include "ui/theme/seriescolours.h"
#include "ui/theme/theme.h"

#include <QMouseEvent>
#include <QPainter>
#include <QtCharts/QAreaSeries>
#include <QtCharts/QChart>
#include <QtCharts/QLineSeries>
#include <QtCharts/QValueAxis>

#include <algorithm>
#include <cmath>

namespace ui {

namespace {

/// Never longer than `250 000`, for which there is room: above, steps are whole hundredths of a million.
QString axisLabel(double value)
{
    constexpr double Million = 1e6;
    if (value >= Million) {
        return QString::number(value / Million) + QChar(0x00A0) + u'M';
    }
    if (value == std::floor(value)) {
        return groupedNumber(quint64(value));
    }
    return QString::number(value, 'f', 1);
}

QString bucketLabel(std::chrono::microseconds width)
{
    const double seconds = std::chrono::duration<double>(width).count();
    return seconds < 60 ? QObject::tr("%1 s").arg(seconds)
                        : QObject::tr("%1 min").arg(seconds / 60);
}

} // namespace

RateChartView::RateChartView(const SeriesColours &types, const SeriesColours &sources,
                             const Theme &theme, QWidget *parent)
    : QChartView(parent)
    , m_types(types)
    , m_sources(sources)
    , m_theme(theme)
    , m_time(new QValueAxis(this))
    , m_rate(new QValueAxis(this))
    , m_snapshot(std::make_shared<core::RateSnapshot>())
{
    setFrameShape(QFrame::NoFrame);
    setMouseTracking(true);
    setRenderHint(QPainter::Antialiasing, false); // the steps stay crisp
    setViewportUpdateMode(QGraphicsView::FullViewportUpdate);
    chart()->setBackgroundVisible(false);
    chart()->setMargins({});
    chart()->legend()->hide();
    chart()->addAxis(m_time, Qt::AlignBottom);
    chart()->addAxis(m_rate, Qt::AlignLeft);
    m_time->setVisible(false);
    m_rate->setVisible(false);
    m_kept = makeArea();
    for (Area &band : m_bands) {
        band = makeArea();
    }
    theme.follow(this, [this] {
        setBackgroundBrush(m_theme.colour(QLatin1String("base")));
        placePlot();
        show(m_snapshot, m_hidden);
    });
}

RateChartView::Area RateChartView::makeArea()
{
    Area made;
    made.upper = new QLineSeries(this);
    made.lower = new QLineSeries(this);
    made.area = new QAreaSeries(made.upper, made.lower);
    made.area->setPen(Qt::NoPen);
    made.area->setVisible(false);
    chart()->addSeries(made.area); // takes the area, not its lines
    made.area->attachAxis(m_time);
    made.area->attachAxis(m_rate);
    return made;
}

void RateChartView::fill(const Area &area, const QList<QPointF> &upper, const QList<QPointF> &lower,
                         const QBrush &brush)
{
    area.area->setVisible(!upper.isEmpty());
    if (upper.isEmpty()) {
        return;
    }
    area.area->setBrush(brush);
    area.upper->replace(upper);
    area.lower->replace(lower);
}

QBrush RateChartView::brushOf(core::ValueCode code) const
{
    const SeriesColours &colours =
        m_snapshot->grouping == core::RateGrouping::Type ? m_types : m_sources;
    const SeriesSlot slot = colours.slot(code);
    return {colours.colour(slot), slot.hatched ? Qt::BDiagPattern : Qt::SolidPattern};
}

void RateChartView::show(std::shared_ptr<const core::RateSnapshot> snapshot,
                         const std::set<core::ValueCode> &hidden)
{
    m_snapshot = std::move(snapshot);
    m_hidden = hidden;
    const ChartBands drawn = chartBands(*m_snapshot, hidden);
    m_time->setRange(0, std::max<double>(double(m_snapshot->buckets()), 1));
    m_rate->setRange(0, m_scale.update(drawn.highest, std::chrono::steady_clock::now()));

    QList<QPointF> floor;
    for (const QPointF &point : drawn.kept) {
        floor << QPointF(point.x(), 0);
    }
    fill(m_kept, drawn.kept, floor, m_theme.colour(QLatin1String("ghost")));
    for (std::size_t index = 0; index < Bands; ++index) {
        if (index < drawn.bands.size()) {
            const ChartBand &band = drawn.bands[index];
            fill(m_bands[index], band.upper, band.lower, brushOf(band.code));
        } else {
            fill(m_bands[index], {}, {}, {});
        }
    }
    viewport()->update();
}

QRectF RateChartView::plot() const
{
    const int left = m_theme.px(56);
    const int top = m_theme.px(11);
    return {QPointF(left, top), QPointF(std::max(left + 10, viewport()->width() - m_theme.px(8)),
                                        std::max(top + 10, viewport()->height() - m_theme.px(21)))};
}

void RateChartView::placePlot()
{
    // Fixed by hand, so that no label ever moves the plot.
    chart()->setPlotArea(plot());
}

void RateChartView::resizeEvent(QResizeEvent *event)
{
    QChartView::resizeEvent(event);
    placePlot();
}

void RateChartView::mouseMoveEvent(QMouseEvent *event)
{
    m_mouse = plot().contains(event->pos()) ? event->pos().x() : -1;
    viewport()->update();
    QChartView::mouseMoveEvent(event);
}

void RateChartView::leaveEvent(QEvent *event)
{
    m_mouse = -1;
    viewport()->update();
    QChartView::leaveEvent(event);
}

void RateChartView::drawBackground(QPainter *painter, const QRectF &area)
{
    painter->fillRect(area, m_theme.colour(QLatin1String("base")));
    const QRectF plotted = plot();
    painter->setFont(m_theme.font(Face::MonoAxis));
    const QColor grid = m_theme.colour(QLatin1String("chartGrid"));
    const QColor words = m_theme.colour(QLatin1String("chartAxis"));
    const int label = m_theme.px(16);
    for (int step = 0; step <= AxisScale::Steps; ++step) {
        const double y = std::round(plotted.bottom() - plotted.height() * step / AxisScale::Steps);
        painter->setPen(grid);
        painter->drawLine(QPointF(plotted.left(), y), QPointF(plotted.right(), y));
        painter->setPen(words);
        painter->drawText(QRectF(0, y - label / 2.0, plotted.left() - m_theme.px(7), label),
                          Qt::AlignRight | Qt::AlignVCenter,
                          axisLabel(m_scale.top() * step / AxisScale::Steps));
    }
    if (m_snapshot->buckets() == 0) {
        return;
    }
    const core::WallTime from = m_snapshot->bucketStart(0);
    const core::WallTime to = m_snapshot->bucketStart(m_snapshot->buckets());
    const double span = double((to - from).count());
    const int most = std::max(1, int(plotted.width() / m_theme.px(74)));
    for (const TimeTick &tick : timeTicks(from, to, most)) {
        const double x =
            std::round(plotted.left() + plotted.width() * double((tick.at - from).count()) / span);
        const int half = m_theme.px(36);
        if (x - half / 2.0 < plotted.left() || x + half / 2.0 > plotted.right()) {
            continue; // it would hang over the edge
        }
        painter->setPen(words);
        painter->drawLine(QPointF(x, plotted.bottom()), QPointF(x, plotted.bottom() + 3));
        painter->drawText(QRectF(x - half, plotted.bottom() + 4, 2 * half, label), Qt::AlignCenter,
                          tick.label);
    }
}

void RateChartView::drawForeground(QPainter *painter, const QRectF &)
{
    const std::size_t buckets = m_snapshot->buckets();
    if (m_mouse < 0 || buckets == 0) {
        return;
    }
    const QRectF plotted = plot();
    const double share = (m_mouse - plotted.left()) / plotted.width();
    const auto bucket = std::min(buckets - 1, std::size_t(std::max(0.0, share) * double(buckets)));
    painter->setPen(QPen(m_theme.colour(QLatin1String("cursor")), 1, Qt::DashLine));
    painter->drawLine(QPointF(m_mouse, plotted.top()), QPointF(m_mouse, plotted.bottom()));
    drawCard(*painter, bucket);
}

void RateChartView::drawCard(QPainter &painter, std::size_t bucket)
{
    constexpr std::size_t Largest = 5;
    struct Line {
        QBrush swatch;
        QString name;
        quint64 count;
    };
    std::vector<Line> lines;
    const auto add = [&](const core::RateSeries &series, const QString &name) {
        if (bucket < series.counts.size() && series.counts[bucket] > 0 &&
            !m_hidden.contains(series.code)) {
            lines.push_back({brushOf(series.code), name, series.counts[bucket]});
        }
    };
    for (const core::RateSeries &series : m_snapshot->series) {
        const QString text = oneLine(series.text);
        add(series, m_snapshot->grouping == core::RateGrouping::Type ? typeName(text).name : text);
    }
    add(m_snapshot->other, tr("others"));
    quint64 total = 0;
    for (const Line &line : lines) {
        total += line.count;
    }
    std::stable_sort(lines.begin(), lines.end(),
                     [](const Line &one, const Line &other) { return one.count > other.count; });
    if (lines.size() > Largest + 1) {
        quint64 rest = 0;
        const std::size_t others = lines.size() - Largest;
        for (std::size_t index = Largest; index < lines.size(); ++index) {
            rest += lines[index].count;
        }
        lines.resize(Largest);
        lines.push_back(
            {m_theme.colour(QLatin1String("other")), tr("%n others", nullptr, int(others)), rest});
    }

    const int row = m_theme.px(17);
    const int pad = m_theme.px(8);
    const int width = m_theme.px(200);
    const int height = pad * 2 + row * int(lines.size() + 1);
    const int gap = m_theme.px(12);
    int left = m_mouse + gap;
    if (left + width > viewport()->width()) {
        left = m_mouse - gap - width;
    }
    const QRect card(left, std::max(2, std::min(m_theme.px(14), viewport()->height() - height - 2)),
                     width, height);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(m_theme.colour(QLatin1String("borderStrong")));
    painter.setBrush(m_theme.colour(QLatin1String("control")));
    painter.drawRoundedRect(QRectF(card).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    QRect line(card.left() + pad, card.top() + pad, width - 2 * pad, row);
    painter.setFont(m_theme.font(Face::MonoLegend));
    painter.setPen(m_theme.colour(QLatin1String("text")));
    const QString time = timeOfDay(m_snapshot->bucketStart(bucket), ClockZone::Local).left(8);
    painter.drawText(line, Qt::AlignVCenter | Qt::AlignLeft,
                     tr("%1 + %2").arg(time, bucketLabel(m_snapshot->width)));
    painter.drawText(line, Qt::AlignVCenter | Qt::AlignRight, groupedNumber(total));
    for (const Line &entry : lines) {
        line.translate(0, row);
        const int side = m_theme.px(9);
        painter.setPen(Qt::NoPen);
        painter.setBrush(entry.swatch);
        painter.drawRoundedRect(QRect(line.left(), line.center().y() - side / 2, side, side), 2, 2);
        painter.setPen(m_theme.colour(QLatin1String("text")));
        painter.setFont(m_theme.font(Face::MonoLegend));
        const QString count = groupedNumber(entry.count);
        painter.drawText(line, Qt::AlignVCenter | Qt::AlignRight, count);
        const int countWidth = painter.fontMetrics().horizontalAdvance(count) + m_theme.px(8);
        painter.setFont(m_theme.font(Face::Small));
        const QRect name = line.adjusted(side + m_theme.px(7), 0, -countWidth, 0);
        painter.drawText(
            name, Qt::AlignVCenter | Qt::AlignLeft,
            painter.fontMetrics().elidedText(entry.name, Qt::ElideMiddle, name.width()));
    }
    painter.restore();
}

} // namespace ui
