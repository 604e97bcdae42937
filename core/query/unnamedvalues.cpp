// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/query/unnamedvalues.h"

#include <algorithm>
#include <utility>

namespace core {

UnnamedValues::UnnamedValues(const Columns &columns, OpenReader openReader)
    : m_columns(columns)
    , m_openReader(std::move(openReader))
{
}

std::shared_ptr<UnnamedRows> UnnamedValues::judgedBy(const EventFilter &filter)
{
    if (filter.isEmpty())
        return nullptr;
    std::erase_if(m_judged, [](const auto &judged) { return judged.expired(); });
    for (const auto &judged : m_judged) {
        if (auto known = judged.lock(); known && known->filter() == filter)
            return known;
    }
    auto rows = std::make_shared<UnnamedRows>(*this, filter);
    m_judged.push_back(rows);
    return rows;
}

std::uint64_t UnnamedValues::read(std::uint64_t first, std::uint64_t last,
                                  std::chrono::steady_clock::time_point until,
                                  const UnnamedVisitor &visit)
{
    const std::lock_guard reading(m_reading);
    if (!m_reader) {
        auto opened = m_openReader();
        if (!opened) {
            noteProblem(opened.error().detail);
            return last + 1;
        }
        m_reader = std::move(*opened);
    }
    const auto next =
        m_reader->unnamed(EventSequence{first + 1}, EventSequence{last + 1}, until, visit);
    noteProblem(next ? std::string() : next.error().detail);
    return next ? next->value - 1 : last + 1;
}

void UnnamedValues::noteProblem(std::string problem)
{
    const std::lock_guard lock(m_mutex);
    if (!problem.empty())
        m_problem = std::move(problem);
}

std::string UnnamedValues::problem() const
{
    const std::lock_guard lock(m_mutex);
    return m_problem;
}

} // namespace core
