// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/query/storedcontext.h"

#include "core/cesql/evaluator.h"
#include "core/event/findings.h"

namespace core {

std::optional<bool> StoredContext::hasFinding(std::string_view name) const
{
    const std::uint16_t bit = findingNamed(name);
    if (bit == 0)
        return {};
    return (m_stored.findings & bit) != 0;
}

std::optional<bool> StoredContext::isMarked() const
{
    return m_marks ? std::optional(m_marks->isMarked(m_stored.sequence)) : std::nullopt;
}

std::optional<std::string_view> StoredContext::note() const
{
    return m_marks ? std::optional(m_marks->note(m_stored.sequence)) : std::nullopt;
}

bool passes(const cesql::Expression &expression, const StoredEvent &stored, const Marks *marks)
{
    thread_local EventText text;
    return cesql::passes(evaluate(expression, StoredContext(stored, text, marks)));
}

} // namespace core
