// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/source/sourcestate.h"

#include <QAbstractTableModel>

#include <vector>

namespace ui {

enum class ConnectionColumn : int { Name, Kind, Kept, Refused, Words };

/// The connections of a monitor as rows. Fed with whole snapshots; announces what changed.
class ConnectionsModel : public QAbstractTableModel {
    Q_OBJECT
public:
    static constexpr int LampRole = Qt::UserRole; ///< int: core::ConnectionState::Lamp

    explicit ConnectionsModel(QObject *parent = nullptr);

    void setConnections(std::vector<core::ConnectionState> connections);
    const core::ConnectionState &connection(int row) const { return m_rows[std::size_t(row)]; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    void removeAllBut(const std::vector<core::ConnectionState> &connections);

    std::vector<core::ConnectionState> m_rows;
};

} // namespace ui
