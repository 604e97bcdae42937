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
    const auto sameId = [](const core::ConnectionState &one, const core::ConnectionState &other) {
        return one.id == other.id;
    };
    if (!std::equal(m_rows.begin(), m_rows.end(), connections.begin(), connections.end(), sameId)) {
        beginResetModel();
        m_rows = std::move(connections);
        endResetModel();
        return;
    }
    for (std::size_t row = 0; row < m_rows.size(); ++row) {
        if (m_rows[row] != connections[row]) {
            m_rows[row] = std::move(connections[row]);
            emit dataChanged(index(int(row), 0), index(int(row), Columns - 1));
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
        const bool number = column == ConnectionColumn::Kept || column == ConnectionColumn::Refused;
        return QVariant::fromValue(
            Qt::Alignment(Qt::AlignVCenter | (number ? Qt::AlignRight : Qt::AlignLeft)));
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
        return data(index(0, section), role).isValid()
                   ? data(index(0, section), role)
                   : QVariant(QVariant::fromValue(Qt::Alignment(Qt::AlignVCenter | Qt::AlignLeft)));
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
