// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rate/ratesnapshot.h"
#include "ui/ratechart/axisscale.h"
#include "ui/ratechart/chartbands.h"
#include "ui/ratechart/timeticks.h"

#include <QtCharts/QChartView>

#include <array>
#include <memory>
#include <set>

class QAreaSeries;
class QLineSeries;
class QValueAxis;

namespace ui {

class SeriesColours;
class Theme;

/// The plot: stacked steps by Qt Charts, grid, labels and the card under the mouse by itself.
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

protected:
    void resizeEvent(QResizeEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
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
    void drawCard(QPainter &painter, std::size_t bucket);

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
    int m_mouse = -1; ///< x of the mouse within the view; -1: elsewhere
};

} // namespace ui
