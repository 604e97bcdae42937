// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/ratechart/ratechartview.h"

#include "ui/models/eventtext.h"
#include "ui/ratechart/ratecard.h"
#include "ui/theme/seriescolours.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QKeyEvent>
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
    setFocusPolicy(Qt::StrongFocus);
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

void RateChartView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || !plot().contains(event->pos()) || grid().count == 0) {
        return QChartView::mousePressEvent(event);
    }
    m_pressed = event->pos().x();
    if (const auto byItsBegin = endAt(m_pressed)) {
        m_brush.hold(*m_brush.range(), *byItsBegin);
    }
    event->accept();
}

void RateChartView::mouseMoveEvent(QMouseEvent *event)
{
    m_mouse = plot().contains(event->pos()) ? event->pos().x() : -1;
    setCursor(endAt(m_mouse) || m_brush.isHeld() ? Qt::SizeHorCursor : Qt::ArrowCursor);
    if (m_pressed >= 0) {
        const bool isDragged =
            std::abs(event->pos().x() - m_pressed) >= QApplication::startDragDistance();
        if (isDragged && !m_brush.isHeld()) {
            m_brush.begin(grid(), bucketAt(m_pressed));
        }
        if (m_brush.isHeld()) {
            m_brush.reach(grid(), bucketAt(event->pos().x()));
        }
    }
    viewport()->update();
    QChartView::mouseMoveEvent(event);
}

/// A click beside the brush takes it away.
void RateChartView::mouseReleaseEvent(QMouseEvent *event)
{
    if (m_pressed < 0) {
        return QChartView::mouseReleaseEvent(event);
    }
    const bool isHeld = m_brush.isHeld();
    m_pressed = -1;
    m_brush.drop();
    const auto &range = m_brush.range();
    if (isHeld) {
        emit brushed(range);
    } else if (range &&
               (event->pos().x() < xOf(range->from) || event->pos().x() > xOf(range->before))) {
        m_brush.set({});
        emit brushed({});
    }
    viewport()->update();
}

void RateChartView::leaveEvent(QEvent *event)
{
    m_mouse = -1;
    viewport()->update();
    QChartView::leaveEvent(event);
}

void RateChartView::keyPressEvent(QKeyEvent *event)
{
    const bool brushes = event->modifiers() == Qt::ShiftModifier;
    if (brushes || event->modifiers() == Qt::NoModifier) {
        switch (event->key()) {
        case Qt::Key_Left:
            return moveMark(-1, brushes);
        case Qt::Key_Right:
            return moveMark(1, brushes);
        case Qt::Key_Escape:
            if (m_brush.range()) {
                m_brush.drop();
                m_brush.set({});
                emit brushed({});
                return viewport()->update();
            }
            break;
        default:
            break;
        }
    }
    QChartView::keyPressEvent(event);
}

std::optional<core::ValueCode> RateChartView::bandAt(const QPoint &place) const
{
    const QRectF plotted = plot();
    if (!plotted.contains(place) || m_snapshot->buckets() == 0) {
        return std::nullopt;
    }
    const double height = (plotted.bottom() - place.y()) / plotted.height() * m_rate->max();
    return bandOf(chartBands(*m_snapshot, m_hidden), bucketAt(place.x()), height);
}

void RateChartView::contextMenuEvent(QContextMenuEvent *event)
{
    if (event->reason() == QContextMenuEvent::Keyboard) {
        emit menuRequested({}, mapToGlobal(plot().topLeft().toPoint()));
    } else if (const auto code = bandAt(event->pos())) {
        emit menuRequested(code, event->globalPos());
    }
}

void RateChartView::focusOutEvent(QFocusEvent *event)
{
    m_brush.drop();
    QChartView::focusOutEvent(event);
}

void RateChartView::moveMark(int buckets, bool brushes)
{
    const TimeBrush::Grid shown = grid();
    if (shown.count == 0) {
        return;
    }
    const QRectF plotted = plot();
    const auto last = int(shown.count) - 1;
    const int current = m_mouse < 0 ? last : int(bucketAt(m_mouse));
    const int next = m_mouse < 0 ? last : std::clamp(current + buckets, 0, last);
    m_mouse = int(plotted.left() + plotted.width() * (next + 0.5) / double(shown.count));
    if (!brushes) {
        m_brush.drop();
    } else {
        if (!m_brush.isHeld()) {
            m_brush.begin(shown, std::size_t(current));
        }
        m_brush.reach(shown, std::size_t(next));
        emit brushed(m_brush.range());
    }
    viewport()->update();
}

void RateChartView::setBrush(const std::optional<core::ReceivedRange> &range)
{
    if (m_pressed >= 0 || range == m_brush.range()) {
        return; // a person has it in hand, and will say
    }
    m_brush.drop();
    m_brush.set(range);
    viewport()->update();
}

TimeBrush::Grid RateChartView::grid() const
{
    return {m_snapshot->start, m_snapshot->width, m_snapshot->buckets()};
}

std::size_t RateChartView::bucketAt(double x) const
{
    const QRectF plotted = plot();
    const auto buckets = double(m_snapshot->buckets());
    const double share = (x - plotted.left()) / plotted.width();
    return std::size_t(std::clamp(share * buckets, 0.0, std::max(0.0, buckets - 1)));
}

double RateChartView::xOf(core::WallTime time) const
{
    const QRectF plotted = plot();
    const auto span = double((m_snapshot->width * qint64(m_snapshot->buckets())).count());
    const auto from = double((time - m_snapshot->start).count());
    return std::round(plotted.left() + plotted.width() * from / std::max(1.0, span));
}

std::optional<bool> RateChartView::endAt(int x) const
{
    const auto &range = m_brush.range();
    const double reach = m_theme.px(4);
    if (!range || x < 0) {
        return {};
    }
    if (std::abs(x - xOf(range->from)) <= reach) {
        return true;
    }
    return std::abs(x - xOf(range->before)) <= reach ? std::optional(false) : std::nullopt;
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
    drawBrush(*painter);
    if (m_mouse < 0 || m_snapshot->buckets() == 0) {
        return;
    }
    const QRectF plotted = plot();
    painter->setPen(QPen(m_theme.colour(QLatin1String("cursor")), 1, Qt::DashLine));
    painter->drawLine(QPointF(m_mouse, plotted.top()), QPointF(m_mouse, plotted.bottom()));
    drawRateCard(*painter, m_theme,
                 {*m_snapshot, m_hidden, bucketAt(m_mouse),
                  [this](core::ValueCode code) { return brushOf(code); }},
                 m_mouse, viewport()->size());
}

void RateChartView::drawBrush(QPainter &painter) const
{
    const auto &range = m_brush.range();
    const QRectF plotted = plot();
    if (!range || m_snapshot->buckets() == 0) {
        return;
    }
    const QRectF whole(QPointF(xOf(range->from), plotted.top()),
                       QPointF(xOf(range->before), plotted.bottom()));
    const QRectF area = whole.intersected(plotted);
    if (area.isEmpty()) {
        return; // it has left the chart
    }
    const QColor colour = m_theme.colour(QLatin1String("brush"));
    QColor tint = colour;
    tint.setAlphaF(0.16F);
    painter.fillRect(area, tint);
    const int width = m_theme.px(5);
    const int height = m_theme.px(18);
    for (const double x : {whole.left(), whole.right()}) {
        if (x < plotted.left() || x > plotted.right()) {
            continue;
        }
        painter.setPen(colour);
        painter.drawLine(QPointF(x, plotted.top()), QPointF(x, plotted.bottom()));
        painter.fillRect(
            QRectF(x - width / 2.0, plotted.center().y() - height / 2.0, width, height), colour);
    }
    painter.setFont(m_theme.font(Face::MonoAxis));
    const QString label = brushLabel();
    const int pad = m_theme.px(4);
    const int labelWidth = painter.fontMetrics().horizontalAdvance(label) + 2 * pad;
    const double left = std::clamp(area.center().x() - labelWidth / 2.0, plotted.left(),
                                   std::max(plotted.left(), plotted.right() - labelWidth));
    const QRectF box(std::round(left), plotted.top() + 1, labelWidth,
                     painter.fontMetrics().height() + 2);
    painter.fillRect(box, m_theme.colour(QLatin1String("control")));
    painter.setPen(m_theme.colour(QLatin1String("text")));
    painter.drawText(box, Qt::AlignCenter, label);
}

/// The count is of what the chart has buckets of.
QString RateChartView::brushLabel() const
{
    const core::ReceivedRange &range = *m_brush.range();
    quint64 shown = 0;
    for (std::size_t bucket = 0; bucket < m_snapshot->shown.size(); ++bucket) {
        const core::WallTime start = m_snapshot->bucketStart(bucket);
        if (start >= range.from && start < range.before) {
            shown += m_snapshot->shown[bucket];
        }
    }
    return tr("%1 · %2 shown").arg(spanLabel(range.before - range.from), groupedNumber(shown));
}

} // namespace ui
