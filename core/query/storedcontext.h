// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cesql/expression.h"
#include "core/log/marks.h"
#include "core/log/storedevent.h"
#include "core/query/eventtext.h"

namespace core {

/// An event of a capture as an expression sees it: beside what any event can tell, when it was received and what was
/// noticed about it then (the names of findings.h), and by `marks` what a person noted; without them nobody can tell.
/// Borrows all; one thread.
class StoredContext : public SearchedEventContext {
public:
    StoredContext(const StoredEvent &stored, EventText &text, const Marks *marks = nullptr)
        : SearchedEventContext({stored.event, stored.text}, text)
        , m_stored(stored)
        , m_marks(marks)
    {
    }

    std::optional<WallTime> received() const override { return m_stored.received; }
    std::optional<std::string_view> origin() const override { return m_stored.connection; }
    std::optional<bool> hasFinding(std::string_view name) const override;
    std::optional<bool> isMarked() const override;
    std::optional<std::string_view> note() const override;

private:
    const StoredEvent &m_stored;
    const Marks *m_marks;
};

/// Whether it passes as a filter: Boolean true and no error (CESQL §3.6). Any thread; each keeps what it needs to search
/// texts.
[[nodiscard]] bool passes(const cesql::Expression &expression, const StoredEvent &stored,
                          const Marks *marks = nullptr);

} // namespace core
