// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/columns/dictionary.h"

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
        int parent = -1;
        std::vector<int> children; ///< in the order of their first value
    };
    std::vector<Node> nodes;

    struct Value {
        core::ValueCode code;
        QString name;
    };
    /// `split` false: a flat list.
    static FacetTree build(const std::vector<Value> &values, bool split);
};

} // namespace ui
