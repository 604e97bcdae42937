// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rate/ratesnapshot.h"
#include "ui/ratechart/axisscale.h"
#include "ui/ratechart/chartbands.h"
#include "ui/ratechart/timebrush.h"
#include "ui/ratechart/timeticks.h"

#include <QtCharts/QChartView>

#include <array>
#include <memory>
#include <optional>
#include <set>

class QAreaSeries;
class QLineSeries;
class QValueAxis;

namespace ui {

class SeriesColours;
class Theme;

/// The plot: stacked steps by Qt Charts, grid, labels, the card under the mouse and the brush by itself. A range of time
/// is brushed with the mouse, or with Shift and the arrow keys, which alone move the line of the card.
class RateChartView : public QChartView {
    Q_OBJECT
public:
    /// All outlive it.
    RateChartView(const SeriesColours &types, const SeriesColours &sources, const Theme &theme,
                  QWidget *parent = nullptr);

    void show(std::shared_ptr<const core::RateSnapshot> snapshot,
              const std::set<core::ValueCode> &hidden);
    /// Fits the axis at the next snapshot.
    void refit() { m_scale.reset(); }
    /// What is brushed, as the filter has it now.
    void setBrush(const std::optional<core::ReceivedRange> &range);

signals:
    /// A person brushed that, or nothing any more.
    void brushed(const std::optional<core::ReceivedRange> &range);
    /// A person wants the menu of what is drawn at that place; nothing: where the keyboard is.
    void menuRequested(const std::optional<core::ValueCode> &code, const QPoint &place);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void drawBackground(QPainter *painter, const QRectF &area) override;
    void drawForeground(QPainter *painter, const QRectF &area) override;

private:
    static constexpr std::size_t Bands = 11; ///< ten values and the rest
    struct Area {
        QAreaSeries *area = nullptr;
        QLineSeries *upper = nullptr;
        QLineSeries *lower = nullptr;
    };

    Area makeArea();
    void fill(const Area &area, const QList<QPointF> &upper, const QList<QPointF> &lower,
              const QBrush &brush);
    QBrush brushOf(core::ValueCode code) const;
    QRectF plot() const;
    void placePlot();
    void drawBrush(QPainter &painter) const;
    QString brushLabel() const;
    TimeBrush::Grid grid() const;
    std::size_t bucketAt(double x) const;
    std::optional<core::ValueCode> bandAt(const QPoint &place) const;
    /// Where that time is; outside of the plot if it is not shown.
    double xOf(core::WallTime time) const;
    /// The end of the brush that the mouse at `x` takes hold of.
    std::optional<bool> endAt(int x) const;
    void moveMark(int buckets, bool brushes);

    const SeriesColours &m_types;
    const SeriesColours &m_sources;
    const Theme &m_theme;
    QValueAxis *m_time;
    QValueAxis *m_rate;
    Area m_kept;
    std::array<Area, Bands> m_bands;
    std::shared_ptr<const core::RateSnapshot> m_snapshot;
    std::set<core::ValueCode> m_hidden;
    AxisScale m_scale;
    int m_mouse = -1; ///< x of the mouse within the view, or of the mark of the keys; -1: elsewhere
    TimeBrush m_brush;
    int m_pressed = -1; ///< x where the mouse was pressed
};

} // namespace ui
