// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/units.h"
#include "ui/eventtable/rowpainter.h"
#include "ui/eventtable/rowselection.h"
#include "ui/models/eventcolumns.h"
#include "ui/models/filteruse.h"

#include <QAbstractScrollArea>
#include <QPointer>

#include <optional>
#include <vector>

class QAbstractItemModel;
class QMenu;

namespace ui {

class EventHeader;
class EventOrder;
class NewPill;
class Theme;

/// The event table: rows of one height, newest below, over a model whose sequence numbers ascend
/// (EventRole), or that is an EventOrder and says where each stands. What it does costs by the rows that can be seen, never by the rows there are: it
/// keeps no section per row, selects by ranges of sequence numbers, and answers an announced
/// insertion by moving its scroll bar.
///
/// Follow: while it follows, the newest row stands at the foot. Scrolling up or moving among the
/// rows ends that; End or setFollowing(true) resumes. What a person reads stays still: rows that
/// leave at the top move the view with them. Rows that are sorted are not followed: what comes waits
/// behind the pill.
class EventTableView : public QAbstractScrollArea {
    Q_OBJECT

public:
    /// Most rows that one copy takes; more is an export.
    static constexpr int MaxCopiedRows = 1000;
    /// Most rows that Shift or a drag selects while the rows are sorted: each is a number of its own then.
    static constexpr int MaxSortedRange = 10'000;

    /// `theme` outlives it; `typeColour` is called while painting.
    EventTableView(const Theme &theme, TypeColour typeColour, QWidget *parent = nullptr);
    ~EventTableView() override;

    /// Not owned. Null shows nothing.
    void setModel(QAbstractItemModel *model);
    QAbstractItemModel *model() const { return m_model; }
    EventHeader *header() const { return m_header; }

    bool isFollowing() const { return m_following; }
    void setFollowing(bool following);

    /// Marks what a search found, from now on. Painted anew when that changes: refreshHits().
    void setHits(HitMarks hits);
    void refreshHits() { viewport()->update(); }
    /// Which rows have a tint, from now on. Painted anew when that changes: refreshTints().
    void setTints(RowTints tints);
    void refreshTints() { viewport()->update(); }
    /// Why the row has its tint; empty: it has none.
    QString tintWords(int row) const;
    /// Stands between the rows and the scroll bar, as high as that; becomes a child. Its sizeHint() says how wide.
    void setOverview(QWidget *overview);
    /// False: places among the rows mean nothing now.
    void setOverviewShown(bool shown);
    /// Where a search among the rows begins that goes on from what is looked at: the current event, or the one before what is
    /// in view.
    core::EventSequence searchStart() const;

    /// What the pill says while the capture is paused in this window: rows that wait in the model's
    /// owner.
    void setPaused(bool paused, quint64 waiting = 0);

    /// The event with the ring, or none.
    core::EventSequence current() const { return {m_current}; }
    EventColumn currentColumn() const { return m_currentColumn; }
    /// Makes the row of `sequence` current, selects and shows it. Answers false where it is not
    /// shown.
    bool select(core::EventSequence sequence);
    /// The same of a run of numbers; the first that is shown becomes current.
    bool selectRange(core::EventSequence first, core::EventSequence last);
    const RowSelection &selection() const { return m_selection; }
    void selectAll();
    void clearSelection();
    /// Rows selected of those shown. Two searches per range.
    quint64 selectedRows() const;
    /// The first MaxCopiedRows selected rows as lines of tab-separated raw values, heads first.
    QString selectedText() const;
    /// selectedText() to the clipboard, and copied(). Nothing selected: nothing happens.
    void copySelection();

    bool isSorted() const;
    /// The rows stand in another order now: shows the current one, or the first ones.
    void showOrder();
    /// Orders of a person about a column, for a menu. `which`: what it is about.
    void fillColumnMenu(QMenu &menu, EventColumn which);

    /// Painted in the middle while there are no rows: a title and a sentence.
    void setEmptyWords(const QString &title, const QString &sentence);

    // What can be seen now; for the accessible table and for tests.
    int firstVisibleRow() const;
    int visibleRowCount() const;
    QRect rowRect(int row) const; ///< in the viewport
    int rowAt(int y) const;       ///< y in the viewport; -1 below the last row
    int rowHeight() const { return m_painter->rowHeight(); }
    bool isRowSelected(int row) const;
    int currentRow() const;
    /// Rows that came below what has been seen.
    quint64 newRows() const;

signals:
    void currentChanged(core::EventSequence sequence);
    void selectionChanged();
    void followingChanged(bool following);
    /// Space, or a click on the pill while paused.
    void pauseToggled();
    /// Return or a double click.
    void inspectRequested();
    /// The slash.
    void searchRequested();
    /// N, P: the next or the one before of the current event's type.
    void sameTypeRequested(bool forwards);
    /// Full stop, semicolon: the next event with a finding, or the one before.
    void findingRequested(bool forwards);
    /// J, K: the next event with a mark or note, or the one before.
    void notedRequested(bool forwards);
    /// M: marks what is selected, or takes its marks away.
    void markRequested();
    /// E: the note of the current event.
    void noteRequested();
    /// By what stands in `column` of the event `sequence`: its type, source, subject, or the value of an own column.
    void filterRequested(EventColumn column, core::EventSequence sequence, FilterUse use);
    /// Sort by a column: 1 ascending, -1 descending, 0 not any more.
    void orderRequested(EventColumn column, int direction);
    /// A: another column is wanted.
    void addColumnRequested();
    /// A menu about a column is about to be shown; who can offer more adds it.
    void columnMenuWanted(QMenu *menu, EventColumn column);
    /// Bring in what came since the rows were sorted.
    void renewRequested();
    /// The type of the event `sequence` shall have that series colour; nothing: the one that it would have.
    void typeColourRequested(core::EventSequence sequence, std::optional<std::uint8_t> slot);
    /// Rows are on the clipboard. `cut`: more were selected than a copy takes.
    void copied(int rows, bool cut);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    bool event(QEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    void themeChanged();
    void rowsInserted(int first, int last);
    void rowsAboutToBeRemoved(int first, int last);
    void rowsRemoved(int first, int last);
    void modelAboutToReset();
    void modelReset();
    void dataChanged(const QModelIndex &topLeft, const QModelIndex &bottomRight);

    int rows() const;
    qint64 contentHeight() const;
    qint64 largestOffset() const;
    void setOffset(qint64 offset);
    void updateScrollBars();
    void layoutHead();
    void layoutMargins();
    void layoutPill();
    void noteSeen();
    void fitTimeColumn();
    void showRow(int row);
    void updateRow(int row);
    void setHovered(int row);
    void paintEmpty(QPainter &painter);

    quint64 sequenceOf(int row) const;
    /// First row whose sequence number is at least `sequence`.
    int lowerBound(quint64 sequence) const;
    int rowOf(quint64 sequence) const; ///< -1: it is not shown
    std::vector<int> selectedInOrder() const;

    enum class Extend { No, Range, Toggle };
    void goTo(int row, Extend extend);
    void goToNewest(Extend extend);
    void selectRow(int row, Extend extend);
    void selectSorted(int row);
    void toggleOrder(EventColumn which);
    void changeColumn(int step, bool isMoved);
    void openColumnMenu(EventColumn which, const QPoint &place);
    void setCurrent(quint64 sequence);
    void setCurrentColumn(int step);
    bool isKnown(int row, EventColumn which) const;
    void requestFilter(FilterUse use);
    void addFilterUses(QMenu &menu, EventColumn which, bool all);
    void addNoting(QMenu &menu, int row);
    void addTypeColours(QMenu &menu);
    QStringList tipFor(int row, int column) const;
    QMenu *makeMenu();

    const Theme &m_theme;
    TypeColour m_typeColour;
    std::optional<RowPainter> m_painter;
    HitMarks m_hits;
    RowTints m_tints;
    EventHeader *m_header = nullptr;
    NewPill *m_pill = nullptr;
    QWidget *m_overview = nullptr;
    QPointer<QAbstractItemModel> m_model;
    const EventOrder *m_order = nullptr; ///< of m_model, or none

    RowSelection m_selection;
    quint64 m_current = 0; ///< sequence numbers; 0 is none
    quint64 m_anchor = 0;
    EventColumn m_currentColumn = EventColumn::Type;
    int m_hovered = -1;

    qint64 m_offset = 0;        ///< pixels of rows above the viewport
    qint64 m_pixelsPerStep = 1; ///< of the scroll bar, which counts in int
    bool m_settingOffset = false;
    bool m_following = true;
    bool m_paused = false;
    quint64 m_waiting = 0;
    qint64 m_seenRows = 0;    ///< rows above this were seen, or were there when the view was reset
    qint64 m_removedRows = 0; ///< rows that left at the top; keeps the stripes where they are
    quint64 m_left = 0;       ///< sequence number of the newest row that leaves at the top
    quint64 m_topBeforeReset = 0;
    quint64 m_wanted = 0; ///< to select once it has been sorted in
    QString m_emptyTitle;
    QString m_emptySentence;
};

} // namespace ui
