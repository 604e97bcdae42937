// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/log/capturelist.h"

#include <QAbstractTableModel>

#include <vector>

namespace ui {

enum class CaptureColumn : int { Name, Size, Events, First, Last, State };

/// Captures as rows.
class CapturesModel : public QAbstractTableModel {
    Q_OBJECT
public:
    explicit CapturesModel(QObject *parent = nullptr);

    /// `shown`: the one that this window has.
    void setCaptures(std::vector<core::CaptureSummary> captures,
                     const std::filesystem::path &shown);
    const core::CaptureSummary &capture(int row) const { return m_rows[std::size_t(row)]; }
    bool isShown(int row) const { return capture(row).file == m_shown; }
    /// Of all together.
    quint64 bytes() const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString text(const core::CaptureSummary &capture, CaptureColumn column) const;
    QString sentence(const core::CaptureSummary &capture) const;

    std::vector<core::CaptureSummary> m_rows;
    std::filesystem::path m_shown;
};

} // namespace ui
