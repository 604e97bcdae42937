// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/query/receivedrange.h"
#include "core/redaction/redaction.h"
#include "ui/models/filteruse.h"
#include "ui/ratechart/ratefeed.h"

#include <QElapsedTimer>
#include <QWidget>

#include <optional>

class QLabel;

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
    /// See RateChartView.
    void setBrush(const std::optional<core::ReceivedRange> &range);
    /// Legend and chart name values that are hidden by numbers.
    void setRedaction(core::Redaction redaction);

signals:
    void brushed(const std::optional<core::ReceivedRange> &range);
    /// A person wants the value of a band in the filter, or copied as one. UTF-8.
    void filterRequested(const QByteArray &attribute, const QByteArray &value, FilterUse use);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void take(const RateFeed::Snapshot &snapshot);
    void draw();
    void sayRate();
    void say();
    const core::RateSeries *seriesOf(const RateFeed::Snapshot &snapshot,
                                     core::ValueCode code) const;
    void requestFilter(core::ValueCode code, FilterUse use);
    RateFeed::Snapshot redacted(const RateFeed::Snapshot &snapshot) const;

    RateFeed &m_feed;
    const Theme &m_theme;
    WordsLine *m_rate;
    QLabel *m_by;
    Segments *m_groupings;
    Segments *m_ranges;
    RateChartView *m_view;
    RateLegend *m_legend;
    core::Redaction m_redaction;
    RateFeed::Snapshot m_taken;    ///< as it came
    RateFeed::Snapshot m_snapshot; ///< as it may be shown
    QElapsedTimer m_said;
};

} // namespace ui
