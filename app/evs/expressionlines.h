// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/evs/command.h"
#include "app/evs/lineflow.h"
#include "core/cesql/eventcontext.h"
#include "core/cesql/expression.h"

#include <functional>

namespace app {

/// What a command does with an event; answers whether the event is chosen. Called by several threads at once.
using LookAtEvent = std::function<bool(const core::cesql::EventContext &event,
                                       const LineFlow::Line &line, LineFlow::Written &written)>;

/// The expression that is the one operand of a command.
[[nodiscard]] OrFailure<core::cesql::Expression> expressionOperand(const Arguments &arguments);

/// Looks at each event of the lines on standard input. Ends with `whenNone` if no event was chosen.
[[nodiscard]] Outcome lookAtLines(const LookAtEvent &look, ExitCode whenNone);

} // namespace app
