// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/query/livefilter.h"
#include "core/query/rowbitmap.h"

#include <cstdint>
#include <optional>

namespace core {

/// The rows that one view shows and a search has found: how many, which comes next, which number one has. Follows both
/// tick by tick. Lives on their thread.
class ShownHits {
public:
    /// Most rows that one advance() looks at, well below a millisecond; a newer filter over a long log takes some.
    static constexpr std::uint64_t RowsPerTick = 4 * 1024 * 1024;

    /// The search is another: begins anew.
    void restart() { m_rows = RowBitmap(); }
    /// The tick. `first`: rows below it have left the log. Answers whether anything changed.
    bool advance(const LiveFilter &shown, const RowBitmap &hits, std::uint64_t first);
    /// Every row was looked at that is shown and that the search has looked at.
    bool isComplete(const LiveFilter &shown, const RowBitmap &hits) const;

    std::uint64_t count() const { return m_rows.count(); }
    bool contains(std::uint64_t row) const { return m_rows.contains(row); }
    /// How many come before `row`.
    std::uint64_t countBefore(std::uint64_t row) const { return m_rows.rankOf(row); }
    /// The first above `row`, the last below it; nothing: there is none.
    std::optional<std::uint64_t> next(std::uint64_t row) const;
    std::optional<std::uint64_t> previous(std::uint64_t row) const;
    /// `position` < count().
    std::uint64_t rowAt(std::uint64_t position) const { return m_rows.rowAt(position); }

private:
    RowBitmap m_rows;
    std::uint64_t m_generation = 0; ///< of what is shown
};

} // namespace core
