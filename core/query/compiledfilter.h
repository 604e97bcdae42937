// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/columns/columns.h"
#include "core/query/eventfilter.h"
#include "core/query/rowpredicate.h"
#include "core/query/rowrun.h"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace core {

class StoredRows;

/// Who decides rows that the columns alone cannot (StoredValues). Null: nobody, such rows do not match.
struct StoredAnswers {
    std::shared_ptr<StoredRows> names; ///< those whose type or source has no code
    std::shared_ptr<StoredRows>
        expression; ///< those where the expression asks for what only the event has
};

/// Which codes of one column a filter lets through: one answer for all codes, and the exceptions
/// from it. OtherCode (a value the dictionary had no room for) is let through only while there is
/// no condition at all: its text is on disk, and what cannot be decided here must not be shown as a
/// match.
class CodeCondition {
public:
    /// Up to this many exceptions are compared one by one, more are looked up in a table.
    static constexpr std::size_t FewCodes = 6;

    CodeCondition(const EventFilter::Texts &included, const EventFilter::Texts &excluded);

    /// Looks at the values that were added since the last call. Linear in their number.
    void follow(const Dictionary &dictionary);

    bool acceptsAll() const { return m_acceptsAll; }
    bool accepts(ValueCode code) const
    {
        return m_table[code < m_table.size() ? code : m_table.size() - 1] != 0;
    }
    /// ANDs 1 (accepted) or 0 into each of `accepted`, for each of `codes`; both have the same
    /// length.
    void judge(std::span<const ValueCode> codes, std::uint8_t *accepted) const;

private:
    void except(ValueCode code);

    EventFilter::Texts m_unseen; ///< texts of exceptions whose code is not known yet
    ValueCode m_followed = FirstCode;
    bool m_acceptsAll = false;
    bool m_acceptsUnnamed = false; ///< the answer for codes that are no exception
    std::vector<ValueCode> m_exceptions;
    std::vector<std::uint8_t>
        m_table; ///< by code; the last entry stands for all codes from there on
};

/// An EventFilter against the dictionaries of one capture. Used by one thread at a time.
class CompiledFilter {
public:
    explicit CompiledFilter(const EventFilter &filter, StoredAnswers stored = {});

    /// Learns names that came since the last call. Rows below a published() that was read *before*
    /// this call are then judged right.
    void follow(const Columns &columns);

    /// ANDs 1 (accepted) or 0 into each of `accepted`, for each row of `run`, by its type or source alone. False: `run`
    /// has a row that cannot be decided before more was read, or no more, because it left the log; `accepted` means
    /// nothing then.
    [[nodiscard]] bool judgeTypes(const RowRun &run, RowRun::Answers &accepted) const;
    [[nodiscard]] bool judgeSources(const RowRun &run, RowRun::Answers &accepted) const;
    /// The same, by its expression.
    [[nodiscard]] bool judgeExpression(const RowRun &run, RowRun::Answers &accepted);
    /// Sets the bits of rows that types and sources, as far as they have codes, let through and whose columns do not tell
    /// whether they pass the expression.
    void addUndecided(const RowRun &run, RowBits &bits);
    bool hasExpression() const { return m_predicate.has_value(); }
    /// Of `rows`, which are judged in some time without an expression, as many as take no longer with it, even if each has
    /// a value that was never met: the more parts an expression has, the fewer. May be 0.
    std::uint64_t affordable(std::uint64_t rows) const
    {
        return m_predicate ? rows / m_predicate->expression().size() : rows;
    }
    /// The same for the pool, where most values were met before: as many for a short expression, and always enough to
    /// come further.
    std::uint64_t slice(std::uint64_t rows) const
    {
        return std::clamp(affordable(8 * rows), RowRun::MaxRows, rows);
    }
    /// The same, by all of them.
    [[nodiscard]] bool judge(const RowRun &run, RowRun::Answers &accepted);

    /// Reads a page of what is missing to decide rows below `to` from the capture: a few milliseconds, not on the GUI's
    /// thread.
    void read(std::uint64_t to) const;

    CodeCondition types;
    CodeCondition sources;

private:
    std::optional<RowPredicate> m_predicate;
    StoredAnswers m_stored;
};

} // namespace core
