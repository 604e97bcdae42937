// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/eventcolumns.h"

#include <QHeaderView>

#include <vector>

namespace ui {

class Theme;

/// The column heads of the event table: order, widths, which columns give way when the table is narrow, and the chevron of
/// the one that it is sorted by. Its model is one of its own without rows, so that nothing here depends on how many events
/// there are. A click says sectionClicked().
class EventHeader : public QHeaderView {
    Q_OBJECT

public:
    explicit EventHeader(const Theme &theme, QWidget *parent);

    /// Takes the words of the heads from `model`, and follows when it gets other columns: new ones stand before the size.
    void takeHeadsFrom(const QAbstractItemModel *model);
    /// Shares `width` out among the columns, until one of them was resized by hand.
    void fit(int width);
    /// A person's choice; kept when the width changes.
    void setColumnHidden(EventColumn column, bool hidden);
    /// The narrowest that `column` should be for what stands in it now.
    void setLeastWidth(EventColumn column, int width);
    /// One place further left (-1) or right (1) among the columns that are shown.
    void moveColumn(EventColumn column, int step);
    /// By `step` pixels at the standard text size, as by hand.
    void widenColumn(EventColumn column, int step);
    struct Place {
        EventColumn column;
        int width = 0; ///< pixels at the standard text size; 0: as it fits
        bool isShown =
            true; ///< a person did not switch it off, nor did it give way before widths were chosen by hand
    };
    /// From left to right.
    std::vector<Place> places() const;
    /// What is not named goes behind the others, as it was at first. No widths: shared out as at first.
    void setPlaces(const std::vector<Place> &places);
    /// Where the head of `column` stands, in this widget.
    QRect headRect(EventColumn column) const;

    QSize sizeHint() const override;

signals:
    /// A menu about `column` is wanted; `place` on the screen.
    void menuRequested(EventColumn column, const QPoint &place);

protected:
    void contextMenuEvent(QContextMenuEvent *event) override;
    void paintSection(QPainter *painter, const QRect &rect, int section) const override;

private:
    void columnsInserted(int first, int last);
    int lastShown() const;
    int wanted(EventColumn column) const;
    void paintOwnHead(QPainter &painter, const QRect &rect, int section) const;
    void paintChevron(QPainter &painter, const QRect &rect, bool isDescending,
                      bool isOnTheLeft) const;

    const Theme &m_theme;
    std::vector<bool> m_hidden; ///< by a person; by number of the column, as the next
    std::vector<int> m_least;
    bool m_fitting = false;
    bool m_byHand = false;
    int m_width = 0;
};

} // namespace ui
