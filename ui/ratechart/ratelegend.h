// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rate/ratesnapshot.h"

#include <QWidget>

#include <memory>
#include <set>

namespace ui {

class SeriesColours;
class Theme;

/// Names the bands of the chart with their rates of the last ten seconds. Click hides a band, Ctrl
/// and click keeps only it, once more brings all back. Shows as many rows as fit, then how many
/// others there are.
class RateLegend : public QWidget {
    Q_OBJECT
public:
    RateLegend(const SeriesColours &types, const SeriesColours &sources, const Theme &theme,
               QWidget *parent = nullptr);

    void show(std::shared_ptr<const core::RateSnapshot> snapshot);
    const std::set<core::ValueCode> &hidden() const { return m_hidden; }
    void showAll();
    QSize sizeHint() const override;

signals:
    void hiddenChanged();

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    bool event(QEvent *event) override;

private:
    struct Entry {
        core::ValueCode code;
        QString name;
        QString whole; ///< for the tooltip
        double rate;
    };
    std::vector<Entry> entries() const;
    int rowHeight() const;

    const SeriesColours &m_types;
    const SeriesColours &m_sources;
    const Theme &m_theme;
    std::shared_ptr<const core::RateSnapshot> m_snapshot;
    std::set<core::ValueCode> m_hidden;
};

} // namespace ui
