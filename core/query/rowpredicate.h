// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/units.h"
#include "core/cesql/expression.h"
#include "core/columns/columns.h"
#include "core/query/columncontext.h"
#include "core/query/expressioninputs.h"
#include "core/query/rowbits.h"
#include "core/query/rowrun.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace core {

/// An expression against the columns of one capture: which rows pass, which do not, and which only the event itself can
/// tell. What depends on one column is evaluated once for each of its values and then looked up; AND, OR, XOR and NOT
/// combine 64 rows at a time; sizes and receive times that are compared with a fixed value are compared as numbers; marks
/// and notes are looked at only where there are any; what is
/// left is evaluated row by row, and only where it matters.
///
/// Of a row it holds what can come out: true, false, an error (CESQL §3.6: then the row does not pass, and neither does
/// its negation), or several of them where the event would have to be read. Used by one thread at a time.
class RowPredicate {
public:
    /// Bytes of the tables in which values are looked up. Parts of a long expression that would need more are evaluated
    /// row by row.
    static constexpr std::size_t MaxTableBytes = 16 * MiB;

    struct Answers {
        RowBits passes;
        RowBits undecided; ///< passes or not, by what only the event has
    };

    /// `marks`: EventFilter::marks.
    explicit RowPredicate(cesql::Expression expression, std::shared_ptr<const Marks> marks = {});
    ~RowPredicate();
    RowPredicate(const RowPredicate &other);
    RowPredicate(RowPredicate &&) noexcept;
    RowPredicate &operator=(const RowPredicate &other);
    RowPredicate &operator=(RowPredicate &&) noexcept;

    const cesql::Expression &expression() const { return m_expression; }

    /// Makes room for values that came since the last call; before the first judge(). Rows below a published() that was
    /// read before it can be judged.
    void follow(const Columns &columns);

    /// Sets the bits of those rows of `run` that are set in `needed`; the others are 0. A value that is met for the first
    /// time is looked at then: 0.1 to 0.5 µs.
    void judge(const RowRun &run, const RowBits &needed, Answers &answers);

    /// What its tables take.
    std::size_t tableBytes() const { return m_tableBytes; }

private:
    struct Part;
    struct States;

    Part partOf(cesql::NodeIndex index, bool isRoot, std::span<const ExpressionInputs> all) const;
    void judge(Part &part, const RowRun &run, const RowBits &needed, States &states);
    template<typename Code>
    void lookUp(Part &part, std::span<const Code> codes, const RowBits &needed, States &states);
    template<typename Number>
    void compare(const Part &part, std::span<const Number> numbers, const RowBits &needed,
                 States &states);
    void judgeMarks(const Part &part, const RowRun &run, const RowBits &needed, States &states);
    void judgeEach(const Part &part, const RowRun &run, const RowBits &needed, States &states);
    void combine(Part &part, const RowRun &run, const RowBits &needed, States &states);
    std::uint8_t stateOf(const Part &part) const;
    void follow(Part &part);
    void makeRoom(Part &part);
    void findThreshold(Part &part);

    cesql::Expression m_expression;
    std::shared_ptr<const Marks> m_marks;
    std::vector<Part> m_root; ///< one: a value of a type that only the source knows
    std::size_t m_tableBytes = 0;
    std::optional<ColumnContext> m_context; ///< of the columns that it follows
};

} // namespace core
