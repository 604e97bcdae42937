// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/inspector/detailsmodel.h"

namespace ui {

void DetailsModel::setSections(const std::vector<DetailSection> &sections)
{
    beginResetModel();
    m_nodes.clear();
    m_top.clear();
    for (const DetailSection &section : sections) {
        const int heading = add(-1, true, {section.title, {}, section.meaning, {}, {}});
        for (const DetailRow &row : section.rows) {
            const int detail = add(heading, false, row);
            for (const DetailRow &part : row.children)
                add(detail, false, part);
        }
    }
    endResetModel();
}

int DetailsModel::add(int parent, bool section, DetailRow detail)
{
    const int number = static_cast<int>(m_nodes.size());
    std::vector<int> &siblings =
        parent < 0 ? m_top : m_nodes[static_cast<std::size_t>(parent)].children;
    m_nodes.push_back({parent, static_cast<int>(siblings.size()), section, std::move(detail), {}});
    siblings.push_back(number);
    return number;
}

const DetailsModel::Node *DetailsModel::node(const QModelIndex &index) const
{
    return index.isValid() ? &m_nodes[static_cast<std::size_t>(index.internalId())] : nullptr;
}

const std::vector<InkSpan> *DetailsModel::spans(const QModelIndex &index) const
{
    const Node *at = node(index);
    return at ? &at->detail.spans : nullptr;
}

const RowMarks *DetailsModel::marks(const QModelIndex &index) const
{
    const Node *at = node(index);
    return at ? &at->marks : nullptr;
}

void DetailsModel::setMarks(const std::vector<std::vector<RowMarks>> &marks)
{
    for (std::size_t section = 0; section < m_top.size(); ++section) {
        const std::vector<int> &rows = m_nodes[static_cast<std::size_t>(m_top[section])].children;
        for (std::size_t row = 0; row < rows.size(); ++row) {
            const bool has = section < marks.size() && row < marks[section].size();
            m_nodes[static_cast<std::size_t>(rows[row])].marks =
                has ? marks[section][row] : RowMarks();
        }
        if (!rows.empty()) {
            const QModelIndex heading = index(static_cast<int>(section), 0);
            emit dataChanged(index(0, 0, heading),
                             index(static_cast<int>(rows.size()) - 1, 0, heading),
                             {Qt::BackgroundRole});
        }
    }
}

QModelIndex DetailsModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    const Node *above = node(parent);
    const std::vector<int> &siblings = above ? above->children : m_top;
    return createIndex(row, column, static_cast<quintptr>(siblings[static_cast<std::size_t>(row)]));
}

QModelIndex DetailsModel::parent(const QModelIndex &child) const
{
    const Node *at = node(child);
    if (!at || at->parent < 0)
        return {};
    return createIndex(m_nodes[static_cast<std::size_t>(at->parent)].row, 0,
                       static_cast<quintptr>(at->parent));
}

int DetailsModel::rowCount(const QModelIndex &parent) const
{
    const Node *above = node(parent);
    return static_cast<int>(above ? above->children.size() : m_top.size());
}

int DetailsModel::columnCount(const QModelIndex &) const
{
    return 1;
}

QVariant DetailsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const DetailRow &detail = node(index)->detail;
    switch (role) {
    case SectionRole:
        return node(index)->section;
    case NameRole:
        return detail.name;
    case ValueRole:
        return detail.value;
    case MeaningRole:
        return detail.meaning;
    case AttributeRole:
        return QByteArray::fromStdString(detail.attribute);
    case ExactRole:
        return QByteArray::fromStdString(detail.exact);
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return QString(detail.name + u' ' + detail.value + u' ' + detail.meaning).simplified();
    case Qt::ToolTipRole:
        return detail.value.toHtmlEscaped();
    default:
        return {};
    }
}

} // namespace ui
