// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/problems/problemsmodel.h"

#include "ui/models/eventtext.h"

#include <algorithm>
#include <iterator>

namespace ui {
namespace {

constexpr int Columns = 6;

} // namespace

ProblemsModel::ProblemsModel(QObject *parent)
    : QAbstractTableModel(parent)
{
}

void ProblemsModel::append(const std::vector<ProblemRow> &rows)
{
    if (rows.empty())
        return;
    auto first = rows.begin();
    if (rows.size() > MaxRows)
        first = std::prev(rows.end(), static_cast<std::ptrdiff_t>(MaxRows));
    const auto count = static_cast<std::size_t>(std::distance(first, rows.end()));
    const bool followsOn = first->number == newest() + 1;
    const std::size_t kept = followsOn ? std::min(m_rows.size(), MaxRows - count) : 0;
    if (kept < m_rows.size()) {
        beginRemoveRows({}, static_cast<int>(kept), static_cast<int>(m_rows.size()) - 1);
        m_rows.erase(m_rows.begin(), std::prev(m_rows.end(), static_cast<std::ptrdiff_t>(kept)));
        endRemoveRows();
    }
    beginInsertRows({}, 0, static_cast<int>(count) - 1);
    m_rows.insert(m_rows.end(), first, rows.end());
    endInsertRows();
    if (m_showsDay != spansDays()) {
        m_showsDay = !m_showsDay;
        constexpr int Time = static_cast<int>(ProblemColumn::Time);
        emit dataChanged(index(0, Time), index(rowCount() - 1, Time), {Qt::DisplayRole});
    }
}

void ProblemsModel::setRedacted(bool redacted)
{
    if (m_isRedacted == redacted)
        return;
    m_isRedacted = redacted;
    if (!m_rows.empty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, Columns - 1),
                         {Qt::DisplayRole, Qt::ToolTipRole, Qt::AccessibleTextRole});
}

bool ProblemsModel::spansDays() const
{
    const auto day = [](const ProblemRow &row) {
        return dayAndTime(row.received, ClockZone::Local).left(5);
    };
    return !m_rows.empty() && day(m_rows.front()) != day(m_rows.back());
}

int ProblemsModel::rowOf(quint64 number) const
{
    if (m_rows.empty() || number < m_rows.front().number || number > newest())
        return -1;
    return static_cast<int>(newest() - number);
}

const ProblemRow &ProblemsModel::problem(int row) const
{
    return m_rows[m_rows.size() - 1 - static_cast<std::size_t>(row)];
}

int ProblemsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ProblemsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : Columns;
}

QVariant ProblemsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const ProblemRow &row = problem(index.row());
    const auto column = static_cast<ProblemColumn>(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return text(row, column);
    case Qt::ToolTipRole:
        return column == ProblemColumn::Time ? isoTime(row.received) : text(row, column);
    case Qt::AccessibleTextRole:
        return column == ProblemColumn::Time ? sentence(row) : text(row, column);
    case Qt::TextAlignmentRole:
        return headerData(index.column(), Qt::Horizontal, role);
    case NumberRole:
        return row.number;
    default:
        return {};
    }
}

QString ProblemsModel::text(const ProblemRow &row, ProblemColumn column) const
{
    switch (column) {
    case ProblemColumn::Time:
        return m_showsDay ? dayAndTime(row.received, ClockZone::Local)
                          : timeOfDay(row.received, ClockZone::Local);
    case ProblemColumn::Status:
        return QString::number(row.status);
    case ProblemColumn::Title:
        return title(row);
    case ProblemColumn::Request:
        return row.request;
    case ProblemColumn::Remote:
        return row.remote;
    case ProblemColumn::Size:
        return byteSize(row.bytes);
    }
    return {};
}

QString ProblemsModel::sentence(const ProblemRow &row) const
{
    return tr("Refused at %1: %2 %3, %4 from %5, %6")
        .arg(timeOfDay(row.received, ClockZone::Local), QString::number(row.status), title(row),
             row.request, row.remote, byteSize(row.bytes));
}

QVariant ProblemsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    const auto column = static_cast<ProblemColumn>(section);
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(
            Qt::AlignVCenter | (column == ProblemColumn::Size ? Qt::AlignRight : Qt::AlignLeft));
    if (role != Qt::DisplayRole)
        return {};
    switch (column) {
    case ProblemColumn::Time:
        return tr("Time");
    case ProblemColumn::Status:
        return tr("Status");
    case ProblemColumn::Title:
        return tr("What is wrong");
    case ProblemColumn::Request:
        return tr("Request");
    case ProblemColumn::Remote:
        return tr("From");
    case ProblemColumn::Size:
        return tr("Size");
    }
    return {};
}

} // namespace ui
