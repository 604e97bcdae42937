// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
//
// What the filter becomes when rows of the facets are chosen.
#include "ui/facets/facetmodel.h"

#include <algorithm>

namespace ui {

bool FacetModel::isChoice(const QModelIndex &index)
{
    const auto kind = FacetRow(index.data(KindRole).toInt());
    return index.isValid() &&
           (kind == FacetRow::Branch || kind == FacetRow::Value || kind == FacetRow::Absent);
}

core::FacetPicks FacetModel::picks(const QModelIndexList &rows) const
{
    core::FacetPicks picks;
    for (const QModelIndex &row : rows) {
        if (isChoice(row) && core::Facet(row.data(SectionRole).toInt()) ==
                                 core::Facet(rows.first().data(SectionRole).toInt())) {
            picks.add(picksOf(row));
        }
    }
    return picks;
}

/// A branch by its name, so that it takes in what is still to come, unless its name on the screen is not that of its values:
/// then by these.
core::FacetPicks FacetModel::picksOf(const QModelIndex &row) const
{
    const FacetTree::Node &own = nodeOf(row);
    const core::Dictionary &values = dictionary(section(row).facet);
    core::FacetPicks picks;
    picks.isAbsent = own.kind == FacetRow::Absent;
    std::vector<int> open = own.children;
    if (own.code >= core::FirstCode) {
        picks.values.emplace(values.text(own.code));
    }
    core::FacetPicks below;
    const std::string start = own.path.toStdString() + '.';
    bool isBranch = own.kind == FacetRow::Branch;
    while (!open.empty()) {
        const FacetTree::Node &next = section(row).tree.nodes[std::size_t(open.back())];
        open.pop_back();
        open.insert(open.end(), next.children.begin(), next.children.end());
        if (next.code >= core::FirstCode) {
            const std::string_view text = values.text(next.code);
            below.values.emplace(text);
            isBranch = isBranch && text.starts_with(start);
        }
    }
    if (isBranch) {
        picks.branches.insert(own.path.toStdString());
    } else {
        picks.add(below);
    }
    return picks;
}

core::EventFilter FacetModel::filterWithOnly(const QModelIndexList &rows) const
{
    const core::FacetPicks chosen = picks(rows);
    const bool isHead = rows.size() == 1 && rows.first().isValid() && node(rows.first()) == 0;
    if (chosen.isEmpty() && !isHead) {
        return filter();
    }
    return core::withOnly(filter(), section(rows.first()).facet, chosen);
}

bool FacetModel::areAll(const QModelIndexList &rows, core::FacetState state) const
{
    return std::all_of(rows.begin(), rows.end(), [&](const QModelIndex &row) {
        return !isChoice(row) || core::FacetState(row.data(StateRole).toInt()) == state;
    });
}

core::EventFilter FacetModel::filterWithToggled(const QModelIndexList &rows) const
{
    const core::FacetPicks chosen = picks(rows);
    if (chosen.isEmpty()) {
        return filter();
    }
    return core::withToggled(filter(), section(rows.first()).facet, chosen,
                             areAll(rows, core::FacetState::Taken));
}

core::EventFilter FacetModel::filterWithout(const QModelIndexList &rows) const
{
    const core::FacetPicks chosen = picks(rows);
    if (chosen.isEmpty()) {
        return filter();
    }
    return core::without(filter(), section(rows.first()).facet, chosen,
                         areAll(rows, core::FacetState::Excluded));
}

} // namespace ui
