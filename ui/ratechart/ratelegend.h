// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rate/ratesnapshot.h"
#include "ui/models/filteruse.h"

#include <QWidget>

#include <memory>
#include <optional>
#include <set>

namespace ui {

class SeriesColours;
class Theme;

/// Names the bands of the chart with their rates of the last ten seconds. Click hides a band, Ctrl
/// and click keeps only it, once more brings all back. Shows as many rows as fit, then how many
/// others there are. With the keyboard: arrows, Space as the click, F filters by a band and X without it.
class RateLegend : public QWidget {
    Q_OBJECT
public:
    RateLegend(const SeriesColours &types, const SeriesColours &sources, const Theme &theme,
               QWidget *parent = nullptr);

    void show(std::shared_ptr<const core::RateSnapshot> snapshot);
    const std::set<core::ValueCode> &hidden() const { return m_hidden; }
    void showAll();
    QSize sizeHint() const override;
    /// What can be done with a band, at a place of the screen.
    void showMenu(core::ValueCode code, const QPoint &place);

signals:
    void hiddenChanged();
    /// A person wants its value in the filter, or copied as one; `code` is a value.
    void filterRequested(core::ValueCode code, FilterUse use);
    void copyRequested(core::ValueCode code);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
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
    std::optional<Entry> entryAt(const QPoint &place) const;
    std::optional<Entry> currentEntry() const;
    void setCurrent(core::ValueCode code);
    void hide(core::ValueCode code);
    void keepOnly(core::ValueCode code);

    const SeriesColours &m_types;
    const SeriesColours &m_sources;
    const Theme &m_theme;
    std::shared_ptr<const core::RateSnapshot> m_snapshot;
    std::set<core::ValueCode> m_hidden;
    core::ValueCode m_current = core::AbsentCode; ///< where the keyboard is
};

} // namespace ui
