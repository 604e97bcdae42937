// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/connections/connectionsmodel.h"

#include "ui/models/eventtext.h"

#include <algorithm>

namespace ui {

namespace {

constexpr int Columns = 5;

QString kindText(core::ConnectionState::Kind kind)
{
    switch (kind) {
    case core::ConnectionState::Kind::Receiver:
        return ConnectionsModel::tr("receiver");
    case core::ConnectionState::Kind::WebSocket:
        return ConnectionsModel::tr("WebSocket");
    case core::ConnectionState::Kind::Demo:
        return ConnectionsModel::tr("demo");
    }
    Q_UNREACHABLE();
}

} // namespace

ConnectionsModel::ConnectionsModel(QObject *parent)
    : QAbstractTableModel(parent)
{
}

void ConnectionsModel::setConnections(std::vector<core::ConnectionState> connections)
{
    removeAllBut(connections);
    for (std::size_t row = 0; row < connections.size(); ++row) {
        if (row == m_rows.size() || m_rows[row].id != connections[row].id) {
            beginInsertRows({}, int(row), int(row));
            m_rows.insert(m_rows.begin() + std::ptrdiff_t(row), std::move(connections[row]));
            endInsertRows();
        } else if (m_rows[row] != connections[row]) {
            m_rows[row] = std::move(connections[row]);
            emit dataChanged(index(int(row), 0), index(int(row), Columns - 1));
        }
    }
}

/// Afterwards the rows are some of `connections`, in their order.
void ConnectionsModel::removeAllBut(const std::vector<core::ConnectionState> &connections)
{
    auto next = connections.begin();
    std::vector<bool> stays;
    for (const core::ConnectionState &row : m_rows) {
        const auto found = std::find_if(next, connections.end(),
                                        [&](const auto &other) { return other.id == row.id; });
        stays.push_back(found != connections.end());
        next = stays.back() ? found + 1 : next;
    }
    for (std::size_t row = m_rows.size(); row-- > 0;) {
        if (!stays[row]) {
            beginRemoveRows({}, int(row), int(row));
            m_rows.erase(m_rows.begin() + std::ptrdiff_t(row));
            endRemoveRows();
        }
    }
}

int ConnectionsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int ConnectionsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : Columns;
}

QVariant ConnectionsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const core::ConnectionState &state = m_rows[std::size_t(index.row())];
    const auto column = ConnectionColumn(index.column());
    if (role == LampRole) {
        return int(state.lamp);
    }
    if (role == Qt::TextAlignmentRole) {
        return headerData(index.column(), Qt::Horizontal, role);
    }
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole) {
        return {};
    }
    switch (column) {
    case ConnectionColumn::Name:
        return oneLine(state.name);
    case ConnectionColumn::Kind:
        return kindText(state.kind);
    case ConnectionColumn::Kept:
        return groupedNumber(state.kept);
    case ConnectionColumn::Refused:
        return groupedNumber(state.refused);
    case ConnectionColumn::Words:
        return oneLine(state.words);
    }
    return {};
}

QVariant ConnectionsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        const auto column = ConnectionColumn(section);
        const bool number = column == ConnectionColumn::Kept || column == ConnectionColumn::Refused;
        return QVariant::fromValue(
            Qt::Alignment(Qt::AlignVCenter | (number ? Qt::AlignRight : Qt::AlignLeft)));
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    switch (ConnectionColumn(section)) {
    case ConnectionColumn::Name:
        return tr("Connection");
    case ConnectionColumn::Kind:
        return tr("Kind");
    case ConnectionColumn::Kept:
        return tr("Kept");
    case ConnectionColumn::Refused:
        return tr("Refused");
    case ConnectionColumn::Words:
        return tr("State");
    }
    return {};
}

} // namespace ui
