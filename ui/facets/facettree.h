// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/columns/dictionary.h"
#include "ui/facets/facetroles.h"

#include <QString>

#include <vector>

namespace ui {

/// Names split on dots as a tree, branches with one child joined with it. A plain value: nodes by
/// index, 0 is the root.
struct FacetTree {
    static constexpr int MaxDepth = 8; ///< what lies deeper stays one name

    struct Node {
        QString name;                            ///< the part that this row shows
        QString path;                            ///< from the root, with dots
        core::ValueCode code = core::AbsentCode; ///< AbsentCode: only a branch
        FacetRow kind = FacetRow::Branch;
        int parent = -1;
        std::vector<int> children; ///< in the order of their first value
    };
    std::vector<Node> nodes;

    struct Value {
        core::ValueCode code;
        QString name;
    };
    /// Puts a row that is no value below the root.
    void add(FacetRow kind, const QString &name, core::ValueCode code);
    /// `split` false: a flat list.
    static FacetTree build(const std::vector<Value> &values, bool split);
};

} // namespace ui
