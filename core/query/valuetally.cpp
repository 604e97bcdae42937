// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/query/valuetally.h"

#include <algorithm>
#include <array>
#include <span>

namespace core {

namespace {

constexpr std::uint64_t ChunkRows = 2048;

/// Adds to the count of each of `codes` what `counts` says of its row: 0 or 1.
void add(std::span<const ValueCode> codes, const std::uint8_t *counts,
         std::vector<std::uint64_t> &result)
{
    for (std::size_t i = 0; i < codes.size(); ++i)
        result[codes[i]] += counts[i];
}

} // namespace

ValueTally::ValueTally(const EventFilter &filter, std::uint64_t start)
    : m_filter(filter)
    , m_position(start)
{
}

void ValueTally::advance(const Columns &columns, std::uint64_t to)
{
    if (m_position >= to)
        return;
    m_filter.follow(columns);
    m_types.resize(std::max<std::size_t>(m_types.size(), columns.types.end()));
    m_sources.resize(std::max<std::size_t>(m_sources.size(), columns.sources.end()));
    std::array<std::uint8_t, ChunkRows> typeAccepted;
    std::array<std::uint8_t, ChunkRows> sourceAccepted;
    typeAccepted.fill(1);
    sourceAccepted.fill(1);
    while (m_position < to) {
        const ColumnBlock &block = columns.block(m_position / ColumnBlock::Rows);
        const std::uint64_t first = m_position % ColumnBlock::Rows;
        const auto rows = std::min({ChunkRows, ColumnBlock::Rows - first, to - m_position});
        const auto types = std::span(block.type).subspan(first, rows);
        const auto sources = std::span(block.source).subspan(first, rows);
        if (!m_filter.types.acceptsAll()) {
            typeAccepted.fill(1);
            m_filter.types.judge(types, typeAccepted.data());
        }
        if (!m_filter.sources.acceptsAll()) {
            sourceAccepted.fill(1);
            m_filter.sources.judge(sources, sourceAccepted.data());
        }
        add(types, sourceAccepted.data(), m_types);
        add(sources, typeAccepted.data(), m_sources);
        m_position += rows;
    }
}

} // namespace core
