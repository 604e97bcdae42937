// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "app/evs/expressionlines.h"

#include "app/commandline/expression.h"
#include "core/query/eventtext.h"

#include <memory>

#include <unistd.h>

namespace app {

OrFailure<core::cesql::Expression> expressionOperand(const Arguments &arguments)
{
    if (arguments.operands().size() != 1)
        return wrongUsage("one expression is wanted, in quotes");
    return expressionOf("the expression", arguments.operands().front());
}

Outcome lookAtLines(const LookAtEvent &look, ExitCode whenNone)
{
    LineBlocks input(STDIN_FILENO, "standard input");
    Output output(STDOUT_FILENO);
    const auto counts = LineFlow(input, output).run([&]() -> LineFlow::Work {
        return [&, text = std::make_shared<core::EventText>()](const LineFlow::Line &line,
                                                               LineFlow::Written &written) {
            return look(core::SearchedEventContext(line.event, *text), line, written);
        };
    });
    if (!counts)
        return tl::unexpected(counts.error());
    return endOfLines(*counts, output, counts->chosen > 0 ? ExitCode::Done : whenNone);
}

} // namespace app
