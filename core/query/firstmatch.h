// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cesql/expression.h"
#include "core/columns/columns.h"
#include "core/log/marks.h"
#include "core/query/rowpredicate.h"
#include "core/query/scanpool.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

namespace core {

class StoredValues;

/// Which of several expressions is the first that some rows pass: of those rows only that are asked for, as a table asks for
/// what can be seen. What the columns tell is known at once; where they do not, the event is read on the pool, and the
/// answer taken over at the next tick. Lives on one thread (the GUI's).
class FirstMatch {
public:
    /// Rows whose answers are kept; when there are more, all are forgotten.
    static constexpr std::size_t MaxKept = 4096;
    /// Rows nearer to each other than that are judged together.
    static constexpr std::uint64_t NearRows = 256;

    struct Answer {
        bool isKnown = false;
        std::optional<std::size_t> index; ///< of the expression; nothing: none passes
        bool operator==(const Answer &) const = default;
    };

    /// All outlive it.
    FirstMatch(const Columns &columns, ScanPool &pool, StoredValues &stored);
    ~FirstMatch();

    /// In their order, from now on. `marks`: EventFilter::marks.
    void setExpressions(std::vector<cesql::Expression> expressions,
                        std::shared_ptr<const Marks> marks);
    bool isEmpty() const { return m_predicates.empty(); }

    /// Judges `rows` (ascending, published): their answers are known then, or asked for. What was asked for before and is
    /// not known yet is not wanted any more.
    void look(std::span<const std::uint64_t> rows);
    /// Of a row that was looked at.
    Answer find(std::uint64_t row) const;
    /// The tick: takes over what was read. Answers whether anything is known that was not.
    bool advance();
    /// Something is being read.
    bool isReading() const { return m_reading != nullptr; }

private:
    struct Reading;

    void judge(std::span<const std::uint64_t> rows);
    void read(std::vector<std::uint64_t> rows);

    const Columns &m_columns;
    StoredValues &m_stored;
    std::vector<RowPredicate> m_predicates;
    std::shared_ptr<const Marks> m_marks;
    std::unordered_map<std::uint64_t, Answer> m_answers;
    std::shared_ptr<Reading> m_reading;
    ScanPool::Tasks m_tasks; ///< last, so that it ends before what its steps use
};

} // namespace core
