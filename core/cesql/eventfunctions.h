// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cesql/eventcontext.h"
#include "core/cesql/expression.h"

#include <span>

namespace core::cesql {

/// Calls a function of ours, with arguments that have no errors and are as many as its signature wants:
/// - DATA and SUM: what is absent is ErrorKind::MissingAttribute; data that is not JSON is that and Generic. What cannot be
///   summed is Cast, a sum that would have too many digits Math.
/// - TIME: a text that is no RFC 3339 timestamp is FunctionEvaluation.
/// - What the event cannot tell is Generic.
/// Texts in the answer live as long as `event`.
[[nodiscard]] Evaluation callOurs(const FunctionCall &call, std::span<const Value> arguments,
                                  const EventContext &event);

} // namespace core::cesql
