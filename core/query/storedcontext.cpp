// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/query/storedcontext.h"

#include "core/cesql/evaluator.h"

namespace core {

bool passes(const cesql::Expression &expression, const StoredEvent &stored)
{
    return cesql::passes(evaluate(expression, StoredContext(stored)));
}

} // namespace core
