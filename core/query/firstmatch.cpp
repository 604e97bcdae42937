// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/query/firstmatch.h"

#include "core/query/storedcontext.h"
#include "core/query/storedvalues.h"

#include <algorithm>
#include <mutex>
#include <utility>

namespace core {

/// Rows that are read one after the other. `next` belongs to the steps.
struct FirstMatch::Reading {
    StoredValues &stored;
    std::vector<cesql::Expression> expressions;
    std::shared_ptr<const Marks> marks;
    std::vector<std::uint64_t> rows;
    std::size_t next = 0;

    std::mutex mutex;
    std::vector<std::pair<std::uint64_t, Answer>> found;
    bool isDone = false;

    explicit Reading(StoredValues &values)
        : stored(values)
    {
    }

    Answer answerFor(const StoredEvent &event) const
    {
        for (std::size_t index = 0; index < expressions.size(); ++index) {
            if (passes(expressions[index], event, marks.get()))
                return {true, index};
        }
        return {true, {}};
    }

    /// One row: a few milliseconds where its data is large. What cannot be read passes nothing.
    bool step()
    {
        const std::uint64_t row = rows[next++];
        Answer answer{true, {}};
        stored.readEvents(row, row, std::chrono::steady_clock::now(),
                          [&](const StoredEvent &event) { answer = answerFor(event); });
        const std::lock_guard lock(mutex);
        found.emplace_back(row, answer);
        isDone = next == rows.size();
        return !isDone;
    }
};

FirstMatch::FirstMatch(const Columns &columns, ScanPool &pool, StoredValues &stored)
    : m_columns(columns)
    , m_stored(stored)
    , m_tasks(pool)
{
}

FirstMatch::~FirstMatch() = default;

void FirstMatch::setExpressions(std::vector<cesql::Expression> expressions,
                                std::shared_ptr<const Marks> marks)
{
    m_tasks.drop();
    m_reading.reset();
    m_answers.clear();
    m_marks = std::move(marks);
    m_predicates.clear();
    for (cesql::Expression &expression : expressions)
        m_predicates.emplace_back(std::move(expression), m_marks);
}

void FirstMatch::look(std::span<const std::uint64_t> rows)
{
    if (isEmpty())
        return;
    std::vector<std::uint64_t> open;
    for (const std::uint64_t row : rows) {
        if (m_answers.find(row) != m_answers.end())
            continue;
        if (row >= m_columns.readable())
            open.push_back(row);
        else
            m_answers[row] = {true, {}}; // it has left
    }
    if (!open.empty()) {
        if (m_answers.size() + open.size() > MaxKept && !m_answers.empty()) {
            m_answers.clear();
            return look(rows);
        }
        judge(open);
    }
    std::vector<std::uint64_t> unread;
    for (const std::uint64_t row : rows) {
        if (!m_answers[row].isKnown)
            unread.push_back(row);
    }
    if (unread.empty() || (m_reading && m_reading->rows == unread))
        return;
    read(std::move(unread));
}

/// Rows near each other at once; what an earlier expression decides the later ones are not asked.
void FirstMatch::judge(std::span<const std::uint64_t> rows)
{
    for (RowPredicate &predicate : m_predicates)
        predicate.follow(m_columns);
    for (std::size_t first = 0; first < rows.size();) {
        const std::uint64_t from = rows[first];
        const RowRun run(m_columns, from, std::min(rows.back() + 1, from + NearRows));
        std::size_t last = first;
        RowBits needed{};
        for (; last < rows.size() && rows[last] < from + run.rows; ++last)
            needed[(rows[last] - from) / 64] |= std::uint64_t{1} << (rows[last] - from) % 64;
        for (std::size_t i = first; i < last; ++i)
            m_answers[rows[i]] = {true, {}};
        for (std::size_t index = 0; index < m_predicates.size() && isAnySet(needed); ++index) {
            RowPredicate::Answers answers;
            m_predicates[index].judge(run, needed, answers);
            forEachSet(answers.passes, [&](std::size_t i) { m_answers[from + i].index = index; });
            forEachSet(answers.undecided, [&](std::size_t i) { m_answers[from + i] = {}; });
            for (std::size_t word = 0; word < needed.size(); ++word)
                needed[word] &= ~(answers.passes[word] | answers.undecided[word]);
        }
        first = last;
    }
}

void FirstMatch::read(std::vector<std::uint64_t> rows)
{
    m_tasks.drop();
    m_reading = std::make_shared<Reading>(m_stored);
    for (const RowPredicate &predicate : m_predicates)
        m_reading->expressions.push_back(predicate.expression());
    m_reading->marks = m_marks;
    m_reading->rows = std::move(rows);
    m_tasks.run([reading = m_reading] { return reading->step(); });
}

FirstMatch::Answer FirstMatch::find(std::uint64_t row) const
{
    const auto known = m_answers.find(row);
    return known == m_answers.end() ? Answer() : known->second;
}

bool FirstMatch::advance()
{
    if (!m_reading)
        return false;
    std::vector<std::pair<std::uint64_t, Answer>> found;
    bool isDone = false;
    {
        const std::lock_guard lock(m_reading->mutex);
        found.swap(m_reading->found);
        isDone = m_reading->isDone;
    }
    for (const auto &[row, answer] : found)
        m_answers[row] = answer;
    if (isDone)
        m_reading.reset();
    return !found.empty();
}

} // namespace core
