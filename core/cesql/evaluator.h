// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/units.h"
#include "core/cesql/eventcontext.h"
#include "core/cesql/expression.h"

namespace core::cesql {

/// Bytes of text that the functions of one evaluation may make. What would need more is a `functionEvaluation`: a short
/// CONCAT of large data a thousand times over must not take all memory.
constexpr std::size_t MaxMadeBytes = 128 * MiB;

/// Evaluates over one event (CESQL §3.6): always a value, and what went wrong. An operator or function whose operand has
/// an error is not evaluated further: it gives the zero value of its kind and that error, as the TCK wants it. AND and
/// OR stop where the outcome is known. Texts in the value live as long as `expression`, `event` and what that borrows.
/// Any thread; takes time by the size of the expression and of the texts in it, and no more stack than
/// MaxExpressionDepth needs.
[[nodiscard]] Evaluation evaluate(const Expression &expression, const EventContext &event);
/// The same, of a part of it.
[[nodiscard]] Evaluation evaluate(const Expression &expression, NodeIndex part,
                                  const EventContext &event);

} // namespace core::cesql
