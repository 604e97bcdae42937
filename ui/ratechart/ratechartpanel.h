// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/ratechart/ratefeed.h"

#include <QElapsedTimer>
#include <QWidget>

namespace ui {

class RateChartView;
class RateLegend;
class Segments;
class SeriesColours;
class Theme;
class WordsLine;

/// The pane: head with rate and peak, the choice of grouping and range, plot and legend.
class RateChartPanel : public QWidget {
    Q_OBJECT
public:
    /// All outlive it.
    RateChartPanel(RateFeed &feed, const SeriesColours &types, const SeriesColours &sources,
                   const Theme &theme, QWidget *parent = nullptr);

    void setRange(core::RateRange range);
    void setGrouping(core::RateGrouping grouping);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void take(const RateFeed::Snapshot &snapshot);
    void draw();
    void say();

    RateFeed &m_feed;
    const Theme &m_theme;
    WordsLine *m_rate;
    Segments *m_groupings;
    Segments *m_ranges;
    RateChartView *m_view;
    RateLegend *m_legend;
    RateFeed::Snapshot m_snapshot;
    QElapsedTimer m_said;
};

} // namespace ui
