// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cesql/expression.h"

#include <string>
#include <string_view>
#include <vector>

namespace core {

/// What is joined by AND at the top of `expression`, in its order: the root alone if nothing is.
[[nodiscard]] std::vector<cesql::NodeIndex> clausesOf(const cesql::Expression &expression);

/// Whether its value is a Boolean whatever the event: then it means the same as a clause and as an expression of its own
/// (a number would be cast in the one case and not pass in the other).
[[nodiscard]] bool isAlwaysBoolean(const cesql::Node &node);

/// Whether AND would take something of it away where it stands without parentheses.
[[nodiscard]] bool needsParentheses(const cesql::Node &node);
/// The text of a clause, in parentheses if it needs them.
[[nodiscard]] std::string clauseText(const cesql::Expression &expression, cesql::NodeIndex clause);
/// Appends ` AND ` and the clause to an expression that may be empty.
void addClause(std::string &text, std::string_view clause);
/// Those clauses of `expression` joined by AND; empty for none. `isFollowed`: others will be appended.
[[nodiscard]] std::string joinedClauses(const cesql::Expression &expression,
                                        const std::vector<cesql::NodeIndex> &clauses,
                                        bool isFollowed = false);
/// The text of an expression as one clause among others: in parentheses where OR or XOR would join it otherwise.
[[nodiscard]] std::string asClause(const cesql::Expression &expression);

} // namespace core
