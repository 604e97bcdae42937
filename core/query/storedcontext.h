// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cesql/expression.h"
#include "core/log/storedevent.h"
#include "core/query/eventtext.h"

namespace core {

/// An event of a capture as an expression sees it: beside what any event can tell, when it was received and what was
/// noticed about it then (the names of findings.h). Borrows both; one thread.
class StoredContext : public SearchedEventContext {
public:
    StoredContext(const StoredEvent &stored, EventText &text)
        : SearchedEventContext({stored.event, stored.text}, text)
        , m_stored(stored)
    {
    }

    std::optional<WallTime> received() const override { return m_stored.received; }
    std::optional<bool> hasFinding(std::string_view name) const override;

private:
    const StoredEvent &m_stored;
};

/// Whether it passes as a filter: Boolean true and no error (CESQL §3.6). Any thread; each keeps what it needs to search
/// texts.
[[nodiscard]] bool passes(const cesql::Expression &expression, const StoredEvent &stored);

} // namespace core
