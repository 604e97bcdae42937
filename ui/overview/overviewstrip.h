// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

#include <cstdint>
#include <vector>

namespace ui {

class Theme;

/// What stands out in one pixel of height: bits.
enum OverviewBits : std::uint8_t {
    OverviewFinding = 1,
    OverviewRefusal = 2,
    OverviewMark = 4,
    OverviewHit = 8,
    OverviewSelected = 16,
};
/// One for each pixel of height, from the top.
using OverviewBuckets = std::vector<std::uint8_t>;

/// Paints what there is of each height; knows no events. Nine pixels wide (look.md §5).
class OverviewStrip : public QWidget {
    Q_OBJECT
public:
    static constexpr int Width = 9;

    explicit OverviewStrip(const Theme &theme, QWidget *parent = nullptr);

    void setBuckets(OverviewBuckets buckets);
    const OverviewBuckets &buckets() const { return m_buckets; }
    QSize sizeHint() const override;

signals:
    /// A person clicked at that height.
    void chosen(int y);
    void resized();

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    bool event(QEvent *event) override;

private:
    QString wordsAt(int y) const;

    const Theme &m_theme;
    OverviewBuckets m_buckets;
};

/// The bucket nearest to `y` that has something other than a selection, within `reach`; -1: there is none. Pure.
int nearestTick(const OverviewBuckets &buckets, int y, int reach);

} // namespace ui
