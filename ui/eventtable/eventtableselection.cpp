// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
//
// The part of EventTableView that selects: one row, ranges of numbers, and what is copied of them.
#include "ui/eventtable/eventtableview.h"

#include "ui/eventtable/eventtableaccessible.h"
#include "ui/models/eventorder.h"

#include <QAbstractItemModel>
#include <QClipboard>
#include <QGuiApplication>

#include <algorithm>
#include <utility>

namespace ui {

void EventTableView::goTo(int row, Extend extend)
{
    if (rows() == 0)
        return;
    m_wanted = 0;
    setFollowing(false);
    const int reached = std::clamp(row, 0, rows() - 1);
    selectRow(reached, extend);
    showRow(reached);
}

void EventTableView::goToNewest(Extend extend)
{
    if (isSorted())
        return goTo(rows() - 1, extend);
    if (rows() > 0)
        selectRow(rows() - 1, extend);
    setFollowing(true);
}

void EventTableView::selectRow(int row, Extend extend)
{
    const quint64 sequence = sequenceOf(row);
    switch (extend) {
    case Extend::No:
        m_selection.selectOnly(sequence, sequence);
        m_anchor = sequence;
        break;
    case Extend::Range:
        if (m_anchor == 0)
            m_anchor = sequence;
        if (isSorted())
            selectSorted(row);
        else
            m_selection.selectOnly(m_anchor, sequence);
        break;
    case Extend::Toggle:
        m_selection.toggle(sequence);
        m_anchor = sequence;
        break;
    }
    setCurrent(sequence);
    viewport()->update();
    emit selectionChanged();
}

/// From the anchor to `row`, as far as the limit allows.
void EventTableView::selectSorted(int row)
{
    const int anchor = rowOf(m_anchor);
    const int from = anchor < 0 ? row : anchor;
    const int to = std::clamp(row, from - MaxSortedRange + 1, from + MaxSortedRange - 1);
    std::vector<quint64> sequences;
    for (int each = std::min(from, to); each <= std::max(from, to); ++each)
        sequences.push_back(sequenceOf(each));
    m_selection.selectOnly(std::move(sequences));
}

/// What came after the rows were sorted is sorted in first.
bool EventTableView::select(core::EventSequence sequence)
{
    const int row = rowOf(sequence.value);
    if (row < 0 && isSorted() && sequence > m_order->newestShown() && m_order->waiting() > 0) {
        m_wanted = sequence.value;
        emit renewRequested();
        return rowOf(sequence.value) >= 0;
    }
    if (row < 0)
        return false;
    goTo(row, Extend::No);
    return true;
}

core::EventSequence EventTableView::searchStart() const
{
    if (m_current != 0)
        return {m_current};
    return {rows() > 0 ? sequenceOf(firstVisibleRow()) - 1 : 0};
}

bool EventTableView::selectRange(core::EventSequence first, core::EventSequence last)
{
    int row = lowerBound(first.value);
    if (isSorted()) {
        row = -1;
        const quint64 end = std::min(last.value, first.value + MaxSortedRange);
        for (quint64 number = first.value; row < 0 && number <= end; ++number)
            row = rowOf(number);
        if (row < 0)
            return false;
    } else if (row >= rows() || sequenceOf(row) > last.value) {
        return false;
    }
    goTo(row, Extend::No);
    m_selection.selectOnly(first.value, last.value);
    viewport()->update();
    emit selectionChanged();
    return true;
}

void EventTableView::selectAll()
{
    if (rows() == 0)
        return;
    if (isSorted())
        m_selection.selectOnly(m_order->oldest().value, m_order->newestShown().value);
    else
        m_selection.selectOnly(sequenceOf(0), sequenceOf(rows() - 1));
    viewport()->update();
    emit selectionChanged();
}

void EventTableView::clearSelection()
{
    m_selection.clear();
    m_anchor = 0;
    setCurrent(0);
    viewport()->update();
    emit selectionChanged();
}

quint64 EventTableView::selectedRows() const
{
    quint64 count = 0;
    for (const SequenceRange &range : m_selection.ranges())
        count += isSorted()
                     ? m_order->shownBetween({range.first}, {range.last})
                     : static_cast<quint64>(lowerBound(range.last + 1) - lowerBound(range.first));
    return count;
}

void EventTableView::setCurrent(quint64 sequence)
{
    if (m_current == sequence)
        return;
    m_current = sequence;
    if (sequence != 0)
        announceCurrentRow(*this);
    emit currentChanged({sequence});
}

// Clipboard

/// Rows that are selected, from the top, at most one more than a copy takes. Of very many it may miss some.
std::vector<int> EventTableView::selectedInOrder() const
{
    std::vector<int> found;
    if (selectedRows() == static_cast<quint64>(rows())) {
        for (int row = 0; row < std::min(rows(), MaxCopiedRows); ++row)
            found.push_back(row);
        return found;
    }
    int asked = 0;
    for (const SequenceRange &range : m_selection.ranges()) {
        for (quint64 number = range.first; number <= range.last && asked < MaxSortedRange;
             ++number, ++asked) {
            if (const int row = rowOf(number); row >= 0)
                found.push_back(row);
        }
    }
    std::sort(found.begin(), found.end());
    if (found.size() > MaxCopiedRows)
        found.resize(MaxCopiedRows);
    return found;
}

QString EventTableView::selectedText() const
{
    std::vector<EventColumn> copied{EventColumn::Number, EventColumn::Time,    EventColumn::Type,
                                    EventColumn::Source, EventColumn::Subject, EventColumn::Size};
    for (int number = EventColumnCount; number < m_model->columnCount(); ++number)
        copied.push_back(static_cast<EventColumn>(number));
    QStringList lines;
    QStringList cells;
    for (const EventColumn which : copied)
        cells.append(
            m_model->headerData(column(which), Qt::Horizontal, Qt::DisplayRole).toString());
    lines.append(cells.join(u'\t'));
    const auto copyRow = [&](int row) {
        cells.clear();
        for (const EventColumn which : copied) {
            const QModelIndex cell = m_model->index(row, column(which));
            // Display text has no tabs or line feeds in it; numbers go out bare.
            const bool number = which == EventColumn::Number || which == EventColumn::Size;
            cells.append((number ? cell.data(RawRole) : cell.data()).toString());
        }
        lines.append(cells.join(u'\t'));
    };
    if (isSorted()) {
        for (const int row : selectedInOrder())
            copyRow(row);
        return lines.join(u'\n') + u'\n';
    }
    for (const SequenceRange &range : m_selection.ranges()) {
        for (int row = lowerBound(range.first); row < rows() && lines.size() <= MaxCopiedRows;
             ++row) {
            if (sequenceOf(row) > range.last)
                break;
            copyRow(row);
        }
    }
    return lines.join(u'\n') + u'\n';
}

void EventTableView::copySelection()
{
    const quint64 selected = selectedRows();
    if (selected == 0)
        return;
    QGuiApplication::clipboard()->setText(selectedText());
    emit copied(static_cast<int>(std::min<quint64>(selected, MaxCopiedRows)),
                selected > MaxCopiedRows);
}

} // namespace ui
