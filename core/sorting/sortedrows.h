// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/columns/anonymousmemory.h"
#include "core/sorting/sortkeys.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>

namespace core {

/// Room for a number of rows, each as its distance from the first one.
class RowOffsets {
public:
    explicit RowOffsets(std::uint64_t rows);
    std::span<std::uint32_t> span() const { return m_rows; }

private:
    std::unique_ptr<AnonymousMemory> m_memory; ///< costs nothing before it is written
    std::span<std::uint32_t> m_rows;
};

/// The rows of a view in another order than that of the log, as they were when they were sorted. Immutable once a sort has
/// made it.
class SortedRows {
public:
    /// What is kept of each row; while it is sorted, twice as much.
    static constexpr std::size_t BytesPerRow = sizeof(std::uint32_t);
    /// From the first of them to the last one.
    static constexpr std::uint64_t MaxRows = std::uint64_t{1} << 32;
    /// Whether rows from `first` up to `end` can be sorted.
    static constexpr bool canHold(std::uint64_t first, std::uint64_t end)
    {
        return end <= first || end - first <= MaxRows;
    }

    /// `rows` count from `base` and are in order by `keys` (null: nobody knows any more), then by number. None is below
    /// `base` or at or above `end`. `columns` outlive it.
    SortedRows(const Columns &columns, SortOrder order, std::shared_ptr<const SortKeys> keys,
               std::uint64_t base, std::uint64_t end, RowOffsets memory, std::uint64_t count);

    const SortOrder &order() const { return m_order; }
    const std::shared_ptr<const SortKeys> &keys() const { return m_keys; }
    std::uint64_t base() const { return m_base; }
    std::uint64_t end() const { return m_end; }
    std::span<const std::uint32_t> offsets() const { return m_rows; }

    std::uint64_t count() const { return m_rows.size(); }
    /// `position` < count().
    std::uint64_t rowAt(std::uint64_t position) const { return m_base + m_rows[position]; }
    /// Where `row` stands, if it does: a search by its key, or, where that is not in memory or rows have left too long ago,
    /// through all rows (0.4 ms for a million).
    std::optional<std::uint64_t> positionOf(std::uint64_t row) const;

private:
    const Columns &m_columns;
    SortOrder m_order;
    std::shared_ptr<const SortKeys> m_keys;
    std::uint64_t m_base;
    std::uint64_t m_end;
    RowOffsets m_memory;
    std::span<const std::uint32_t> m_rows;
};

/// The key with its direction: what has none stands last.
inline std::uint64_t directed(std::uint64_t key, std::uint64_t largest, bool isDescending)
{
    if (key == SortKeys::NoKey)
        return largest + 1;
    return isDescending ? largest - key : key;
}

} // namespace core
