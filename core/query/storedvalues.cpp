// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/query/storedvalues.h"

#include <algorithm>
#include <utility>

namespace core {

namespace {
/// Events that are in memory at a time.
constexpr std::uint64_t EventsAtOnce = 64;
} // namespace

StoredValues::StoredValues(const Columns &columns, OpenReader openReader)
    : m_columns(columns)
    , m_makeReader(std::move(openReader))
{
}

StoredAnswers StoredValues::answersFor(const EventFilter &filter)
{
    const auto rows = rowsOf(filter);
    return {rows, rows};
}

std::shared_ptr<StoredRows> StoredValues::rowsOf(const EventFilter &filter)
{
    if (filter.isEmpty())
        return nullptr;
    std::erase_if(m_judged, [](const auto &judged) { return judged.expired(); });
    for (const auto &judged : m_judged) {
        if (auto known = judged.lock(); known && known->filter() == filter)
            return known;
    }
    auto rows = std::make_shared<StoredRows>(*this, filter);
    m_judged.push_back(rows);
    return rows;
}

std::uint64_t StoredValues::readNames(std::uint64_t first, std::uint64_t last,
                                      std::chrono::steady_clock::time_point until,
                                      const UnnamedVisitor &visit)
{
    const std::lock_guard reading(m_reading);
    if (!openReader())
        return last + 1;
    const auto next =
        m_reader->unnamed(EventSequence{first + 1}, EventSequence{last + 1}, until, visit);
    noteProblem(next ? std::string() : next.error().detail);
    return next ? next->value - 1 : last + 1;
}

std::uint64_t StoredValues::readEvents(std::uint64_t first, std::uint64_t last,
                                       std::chrono::steady_clock::time_point until,
                                       const std::function<void(const StoredEvent &)> &visit)
{
    const std::lock_guard reading(m_reading);
    if (!openReader())
        return last + 1;
    std::uint64_t next = first;
    while (next <= last) {
        const auto page =
            m_reader->read(EventSequence{next + 1}, std::min(last - next + 1, EventsAtOnce));
        if (!page)
            noteProblem(page.error().detail);
        if (!page || page->empty() || page->front().sequence.value > last + 1)
            return last + 1;
        for (const StoredEvent &stored : *page) {
            if (stored.sequence.value <= last + 1)
                visit(stored);
        }
        next = page->back().sequence.value;
        if (std::chrono::steady_clock::now() >= until)
            break;
    }
    return std::min(next, last + 1);
}

bool StoredValues::openReader()
{
    if (m_reader)
        return true;
    auto opened = m_makeReader();
    if (!opened) {
        noteProblem(opened.error().detail);
        return false;
    }
    m_reader = std::move(*opened);
    return true;
}

void StoredValues::noteProblem(std::string problem)
{
    const std::lock_guard lock(m_mutex);
    if (!problem.empty())
        m_problem = std::move(problem);
}

std::string StoredValues::problem() const
{
    const std::lock_guard lock(m_mutex);
    return m_problem;
}

} // namespace core
