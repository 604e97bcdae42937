// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/columns/columns.h"
#include "core/log/marks.h"
#include "core/query/eventvalue.h"
#include "core/query/livefilter.h"
#include "core/redaction/redaction.h"
#include "core/sorting/livesort.h"
#include "ui/models/eventcolumns.h"
#include "ui/models/eventorder.h"
#include "ui/models/eventtext.h"

#include <QAbstractTableModel>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ui {

class OwnValues;
class RowTexts;

/// The events that one view shows, as a Qt model: the columns of the log seen through a live
/// filter, formatted on demand. Holds no events. Whoever owns the clock of the window calls
/// advance(); between two calls nothing changes. data() looks up and formats, it never reads the
/// capture.
class EventTableModel : public QAbstractTableModel, public EventOrder {
    Q_OBJECT

public:
    /// All outlive it. `stored`: see core::LiveFilter. `texts` are shown where the dictionaries had no room for a value,
    /// `own` in the columns of a person.
    EventTableModel(const core::Columns &columns, core::ScanPool &pool,
                    core::StoredValues *stored = nullptr, RowTexts *texts = nullptr,
                    OwnValues *own = nullptr, QObject *parent = nullptr);

    void setFilter(core::EventFilter filter);
    const core::EventFilter &filter() const { return m_rows.filter(); }
    /// Hides what is older than now in this view; nothing leaves the log.
    void clear();
    void undoClear();
    const core::LiveFilter &rows() const { return m_rows; }

    /// The tick: announces what left the log and what came since the last one, at most one removal
    /// and one insertion or reset. Bounded work.
    void advance();
    /// While held (pause), new rows wait; they come with the first advance() afterwards. A changed
    /// filter still shows, and what leaves the log leaves.
    void setHeld(bool held) { m_held = held; }
    /// Rows that wait, as of the last advance(): held, or because they came after it was sorted.
    quint64 waiting() const override { return m_waiting; }

    /// By what `column` is sorted; nothing: nobody can sort by it.
    std::optional<core::SortOrder> orderBy(int column, bool isDescending) const;
    /// Shows the rows so as soon as they are sorted, with a reset; until then as they were. Nothing: as they came.
    void setOrder(const std::optional<core::SortOrder> &order);
    /// As set last.
    const std::optional<core::SortOrder> &order() const { return m_sort.order(); }
    /// Sorts in what waits.
    void renewOrder();
    /// What is sorted now stays as it was.
    void cancelSorting();
    bool isSorting() const { return m_sort.isSorting(); }
    core::RowSort::Progress sortProgress() const { return m_sort.progress(); }

    /// Marks and notes, from now on.
    void setMarks(std::shared_ptr<const core::Marks> marks);
    /// The columns of a person, which have the numbers from FirstOwnColumn on.
    const std::vector<core::ValueName> &ownColumns() const;
    /// False: there are OwnValues::MaxColumns.
    bool addOwnColumn(core::ValueName name);
    /// `index` counts ownColumns(). Rows that are sorted by it are not sorted any more.
    void removeOwnColumn(std::size_t index);

    void setZone(ClockZone zone);
    /// Every role answers as if the events were redacted so.
    void setRedaction(core::Redaction redaction);
    /// What a filter is made of, whatever is redacted: the type or source as it was sent. Nothing where it is not known
    /// yet, or `sequence` is not in the log any more.
    std::optional<std::string> value(core::EventSequence sequence, EventColumn column) const;

    // EventOrder
    bool isSorted() const override { return m_sort.isSorted(); }
    int rowOf(core::EventSequence sequence) const override;
    quint64 shownBetween(core::EventSequence first, core::EventSequence last) const override;
    core::EventSequence newestShown() const override;
    core::EventSequence oldest() const override { return {m_columns.first() + 1}; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

signals:
    void waitingChanged(quint64 rows);
    /// The heads say something else: order() is another.
    void orderChanged();
    /// The rows stand in another order now.
    void orderShown();

private:
    struct Shown {
        core::EventSequence sequence;
        core::Row row;
    };
    Shown shown(int position) const;
    QVariant display(const Shown &event, EventColumn column) const;
    QVariant raw(const Shown &event, EventColumn column) const;
    QString shownText(const Shown &event, EventColumn column) const;
    QString rawText(const Shown &event, EventColumn column) const;
    std::optional<std::string_view> textOf(const Shown &event, EventColumn column) const;
    struct OwnCell {
        int kind = -1; ///< see ValueKindRole
        QString text;
    };
    OwnCell ownCell(const Shown &event, EventColumn column) const;
    QVariant ownData(const QModelIndex &index, int role) const;
    std::unique_ptr<core::SortKeys> storedKeys(const core::SortOrder &order,
                                               const core::LiveFilter::Rows &rows) const;
    void forgetLeft();
    std::optional<QString> standInFor(const Shown &event, EventColumn column) const;
    core::ValueCode codeOf(const Shown &event, EventColumn column) const;
    void showTexts(core::EventSequence first, core::EventSequence last);
    QString sentence(const Shown &event) const;
    int noted(core::EventSequence sequence) const;
    core::EventSequence sequenceAt(int row) const;
    QString time(const Shown &event) const;
    std::optional<std::chrono::microseconds> delta(const Shown &event) const;
    bool hasGone(const Shown &event) const;
    QVariant sortDirection(int section) const;
    std::uint64_t rowAt(int position) const;
    quint64 announceRows();
    quint64 followRows();
    void sortRows();
    void removeLeft(quint64 count);
    void noticeDays();
    void setWaiting(quint64 rows);

    const core::Columns &m_columns;
    core::StoredValues *m_stored;
    core::LiveFilter m_rows;
    core::LiveSort m_sort;
    std::optional<core::SortOrder> m_shownOrder;
    RowTexts *m_texts;
    std::shared_ptr<const core::Marks> m_marks = std::make_shared<const core::Marks>();
    OwnValues *m_own;
    core::Redaction m_redaction;
    ClockZone m_zone = ClockZone::Local;
    bool m_spansDays = false;
    bool m_held = false;
    quint64 m_waiting = 0;
};

} // namespace ui
