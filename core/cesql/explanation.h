// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cesql/eventcontext.h"
#include "core/cesql/expression.h"

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace core::cesql {

/// A part of an expression and what it gave for one event: why the event passes, or does not.
struct Clause {
    NodeIndex node{};
    std::size_t depth = 0; ///< of the whole: 0; what AND, OR, XOR and NOT are about is one deeper
    Evaluation outcome;

    /// What the clause asked of the event, once each, in the order of the text: attributes and functions of ours with
    /// literals. Of AND, OR, XOR and NOT nothing: their clauses say it.
    std::vector<std::pair<NodeIndex, Evaluation>> inputs;
};

/// The whole expression, then its clauses as far as AND, OR, XOR and NOT divide it, each before what it consists of. Also
/// clauses that an evaluation would not look at because the outcome is known are there, with their own outcome. Texts live
/// as those of evaluate().
[[nodiscard]] std::vector<Clause> explain(const Expression &expression, const EventContext &event);

/// `true`, `-5`, `'text'`, `12.5`, `NULL()`: as the language writes it (texts that it cannot write are in quotes as they
/// are, long ones cut), and what went wrong: `false (missingAttribute, generic)`.
[[nodiscard]] std::string textOf(const Evaluation &evaluation);

} // namespace core::cesql
