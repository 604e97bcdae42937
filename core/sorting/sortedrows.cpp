// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/sorting/sortedrows.h"

#include <algorithm>
#include <utility>

namespace core {

RowOffsets::RowOffsets(std::uint64_t rows)
{
    if (rows == 0)
        return;
    const auto count = static_cast<std::size_t>(rows);
    m_memory = std::make_unique<AnonymousMemory>(count * sizeof(std::uint32_t),
                                                 AnonymousMemory::Pages::Huge);
    m_rows = {static_cast<std::uint32_t *>(m_memory->address()), count};
}

SortedRows::SortedRows(const Columns &columns, SortOrder order,
                       std::shared_ptr<const SortKeys> keys, std::uint64_t base, std::uint64_t end,
                       RowOffsets memory, std::uint64_t count)
    : m_columns(columns)
    , m_order(std::move(order))
    , m_keys(std::move(keys))
    , m_base(base)
    , m_end(end)
    , m_memory(std::move(memory))
    , m_rows(m_memory.span().first(static_cast<std::size_t>(count)))
{
}

std::optional<std::uint64_t> SortedRows::positionOf(std::uint64_t row) const
{
    if (row < m_base || row >= m_end)
        return std::nullopt;
    const auto wanted = static_cast<std::uint32_t>(row - m_base);
    auto found = m_rows.end();
    if (m_keys && m_columns.readable() <= m_base) {
        const std::uint64_t largest = m_keys->largest();
        const auto place = [&](std::uint32_t offset) {
            std::uint64_t key = 0;
            m_keys->read(m_base, {&offset, 1}, {&key, 1});
            return std::pair(directed(key, largest, m_order.isDescending), offset);
        };
        found = std::lower_bound(
            m_rows.begin(), m_rows.end(), place(wanted),
            [&](std::uint32_t offset, const auto &other) { return place(offset) < other; });
    } else {
        found = std::find(m_rows.begin(), m_rows.end(), wanted);
    }
    if (found == m_rows.end() || *found != wanted)
        return std::nullopt;
    return static_cast<std::uint64_t>(found - m_rows.begin());
}

} // namespace core
