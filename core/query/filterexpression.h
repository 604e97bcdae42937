// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cesql/expression.h"
#include "core/query/eventfilter.h"

#include <string>

namespace core {

// A filter and the expression that says the same, so that what is chosen by clicks can be written, and what is written
// can be shown as chosen. Pure.

/// The filter that lets through what passes `expression`. Clauses about one type or source, or a list of them, that are
/// joined by AND at the top (`type = 'a'`, `source NOT IN ('/x', '/y')`, `NOT (type = 'a')`) become choices; what is left
/// stays an expression.
[[nodiscard]] EventFilter filterOf(const cesql::Expression &expression);

/// The other way: the choices as clauses, then the expression, joined by AND. Empty for a filter that shows everything.
[[nodiscard]] std::string expressionText(const EventFilter &filter);

} // namespace core
