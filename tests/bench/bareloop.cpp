// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
//
// The bare loop of the table of budgets: parses each request, keeps nothing, answers.
#include "tests/bench/parserloop.h"

int main()
{
    return bench::ParserLoop(false, [](const auto &) {}).run();
}
