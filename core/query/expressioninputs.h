// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cesql/expression.h"
#include "core/cesql/smallset.h"
#include "core/query/columncontext.h"

#include <optional>
#include <span>
#include <vector>

namespace core {

/// What the value of a part of an expression depends on.
struct ExpressionInputs {
    cesql::SmallSet<RowInput> columns;
    bool hasEvent = false; ///< and on what only the event has

    void add(const ExpressionInputs &other)
    {
        columns |= other.columns;
        hasEvent |= other.hasEvent;
    }
    /// The only one, if there is only one.
    std::optional<RowInput> only() const
    {
        for (const RowInput input : AllRowInputs) {
            if (columns == cesql::SmallSet(input))
                return hasEvent ? std::nullopt : std::optional(input);
        }
        return std::nullopt;
    }
    bool isConstant() const { return columns.isEmpty() && !hasEvent; }
};

/// Of each part, by the index of its node, with all that is in it. Pure; looks at each node once.
[[nodiscard]] std::vector<ExpressionInputs> inputsOf(const cesql::Expression &expression);

/// Whether marks or notes decide about it (EventFilter::marks).
[[nodiscard]] bool asksForMarks(const cesql::Expression &expression);

/// Whether it compares the value of a column, as it is, with one that is the same for all rows: then all rows below some
/// value come out in one way, and all others in one. Pure.
/// `inputs`: of the expression.
[[nodiscard]] bool hasThreshold(const cesql::Expression &expression, const cesql::Node &node,
                                std::span<const ExpressionInputs> inputs);

} // namespace core
