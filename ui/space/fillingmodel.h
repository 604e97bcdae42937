// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/query/largestvalues.h"

#include <QAbstractTableModel>
#include <QStringList>

#include <vector>

namespace ui {

enum class FillingColumn : int { Value, Size, Share, Events };

/// The values that fill a capture, as rows.
class FillingModel : public QAbstractTableModel {
    Q_OBJECT
public:
    explicit FillingModel(QObject *parent = nullptr);

    /// `allBytes`: of the whole capture, for the shares. `standIns`: what is shown in the place of each value; none:
    /// themselves.
    void setValues(std::vector<core::ValueSize> values, quint64 allBytes,
                   QStringList standIns = {});
    const core::ValueSize &value(int row) const { return m_rows[std::size_t(row)]; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString text(int row, FillingColumn column) const;

    std::vector<core::ValueSize> m_rows;
    quint64 m_allBytes = 0;
    QStringList m_standIns;
};

} // namespace ui
