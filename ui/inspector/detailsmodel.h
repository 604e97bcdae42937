// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/inspector/eventdetails.h"
#include "ui/inspector/foundinevent.h"

#include <QAbstractItemModel>

#include <deque>

namespace ui {

/// The sections of one event as a tree of one column; replaced whole when another event is shown.
class DetailsModel : public QAbstractItemModel {
    Q_OBJECT

public:
    enum Role : int {
        SectionRole = Qt::UserRole, ///< bool: a heading
        NameRole,
        ValueRole,
        MeaningRole,
        AttributeRole, ///< QByteArray: its name in a filter; empty: not an attribute
        ExactRole,     ///< QByteArray: … and its value, as it is
    };

    using QAbstractItemModel::QAbstractItemModel;

    void setSections(const std::vector<DetailSection> &sections);
    /// By section and row of the last setSections(), which takes them away.
    void setMarks(const std::vector<std::vector<RowMarks>> &marks);
    /// Of a line; null for none. Valid until the next setMarks() or setSections().
    const RowMarks *marks(const QModelIndex &index) const;
    /// Colours of a value, or null. Valid until the next setSections().
    const std::vector<InkSpan> *spans(const QModelIndex &index) const;

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    /// A section or a row, with where it stands.
    struct Node {
        int parent = -1; ///< in m_nodes; -1: top
        int row = 0;
        bool section = false;
        DetailRow detail;
        std::vector<int> children;
        RowMarks marks = {};
    };
    int add(int parent, bool section, DetailRow detail);
    const Node *node(const QModelIndex &index) const;

    std::deque<Node> m_nodes;
    std::vector<int> m_top;
};

} // namespace ui
