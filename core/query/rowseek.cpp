// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/query/rowseek.h"

#include <algorithm>
#include <bit>
#include <iterator>
#include <mutex>
#include <utility>
#include <vector>

namespace core {

namespace {

/// Looked at without the pool: some microseconds.
constexpr std::uint64_t NearRows = ColumnBlock::Rows;
/// Rows that the pool looks at in one slice, about half a millisecond.
constexpr std::uint64_t SliceRows = 32 * ColumnBlock::Rows;
/// Slices that one advance() takes over; what is shown is compared word by word.
constexpr std::size_t SlicesPerTick = 8;

/// Rows `from` … `to` - 1.
struct Stretch {
    std::uint64_t from = 0;
    std::uint64_t to = 0;
    bool isBehindWrap = false;
};

} // namespace

/// Stretches are cut off at the side from which it looks. `left` belongs to the steps, and before them to the owner.
struct RowSeek::Search {
    const Columns &columns;
    const Holds holds;
    const Direction direction;
    std::vector<Stretch> left; ///< the last is the next to be looked at

    struct Slice {
        RowBitmap rows;
        bool isBehindWrap = false;
    };
    std::mutex mutex;
    std::vector<Slice> found; ///< in the order in which they were looked at
    bool isDone = false;

    Search(const Columns &those, Holds what, std::optional<std::uint64_t> start, Direction where)
        : columns(those)
        , holds(std::move(what))
        , direction(where)
    {
        const std::uint64_t first = columns.first();
        const std::uint64_t end = columns.published();
        if (!start) {
            left = {{first, end, false}};
            return;
        }
        const Stretch above{std::clamp(*start + 1, first, std::max(first, end)), end, false};
        const Stretch below{first, std::clamp(*start, first, std::max(first, end)), false};
        left = isForwards() ? std::vector{below, above} : std::vector{above, below};
        left.front().isBehindWrap = true;
    }

    bool isForwards() const { return direction == Direction::Forwards; }

    /// Looks at up to `most` rows of the next stretch. False: nothing is left.
    bool step(std::uint64_t most)
    {
        while (!left.empty() && left.back().from >= left.back().to)
            left.pop_back();
        if (left.empty()) {
            const std::lock_guard lock(mutex);
            isDone = true;
            return false;
        }
        Stretch &next = left.back();
        const std::uint64_t count = std::min(most, next.to - next.from);
        const std::uint64_t from = isForwards() ? next.from : next.to - count;
        (isForwards() ? next.from : next.to) = isForwards() ? from + count : from;
        Slice slice{RowBitmap(from), next.isBehindWrap};
        for (std::uint64_t row = from; row < from + count;) {
            const std::uint64_t word = row / 64 * 64;
            const auto rows = static_cast<unsigned>(std::min(from + count, word + 64) - word);
            const std::uint64_t bits = word >= columns.readable() ? holds(columns, word, rows) : 0;
            slice.rows.append(bits >> (row - word), static_cast<unsigned>(word + rows - row));
            row = word + rows;
        }
        const std::lock_guard lock(mutex);
        found.push_back(std::move(slice));
        return true;
    }

    /// Of a slice.
    std::optional<std::uint64_t> nearest(const RowBitmap &rows, const LiveFilter *shown) const
    {
        const std::uint64_t first = rows.first() / 64;
        const std::uint64_t words = (rows.end() + 63) / 64 - first;
        for (std::uint64_t i = 0; i < words; ++i) {
            const std::uint64_t word = (first + (isForwards() ? i : words - 1 - i)) * 64;
            const std::uint64_t bits =
                rows.bits(word) & (shown ? shown->shownBits(word) : ~std::uint64_t{0});
            if (bits != 0)
                return word + static_cast<std::uint64_t>(isForwards()
                                                             ? std::countr_zero(bits)
                                                             : 63 - std::countl_zero(bits));
        }
        return std::nullopt;
    }
};

RowSeek::RowSeek(const Columns &columns, ScanPool &pool)
    : m_columns(columns)
    , m_tasks(pool)
{
}

RowSeek::~RowSeek() = default;

void RowSeek::start(Holds holds, std::optional<std::uint64_t> from, Direction direction)
{
    m_tasks.drop();
    m_search = std::make_shared<Search>(m_columns, std::move(holds), from, direction);
    if (m_search->step(NearRows))
        m_tasks.run([search = m_search] { return search->step(SliceRows); });
}

void RowSeek::stop()
{
    m_tasks.drop();
    m_search.reset();
}

std::optional<RowSeek::Answer> RowSeek::advance(const LiveFilter *shown)
{
    if (!m_search)
        return std::nullopt;
    std::vector<Search::Slice> found;
    bool isDone = false;
    {
        const std::lock_guard lock(m_search->mutex);
        const std::size_t count = std::min(SlicesPerTick, m_search->found.size());
        const auto end = m_search->found.begin() + static_cast<std::ptrdiff_t>(count);
        std::move(m_search->found.begin(), end, std::back_inserter(found));
        m_search->found.erase(m_search->found.begin(), end);
        isDone = m_search->isDone && m_search->found.empty();
    }
    for (const Search::Slice &slice : found) {
        if (const auto row = m_search->nearest(slice.rows, shown)) {
            stop();
            return Answer{row, slice.isBehindWrap};
        }
    }
    if (!isDone)
        return std::nullopt;
    stop();
    return Answer{std::nullopt, true};
}

RowSeek::Holds RowSeek::hasType(ValueCode type)
{
    return [type](const Columns &columns, std::uint64_t row, unsigned rows) {
        const auto &types = columns.block(row / ColumnBlock::Rows).type;
        const std::size_t at = row % ColumnBlock::Rows;
        std::uint64_t bits = 0;
        for (unsigned i = 0; i < rows; ++i)
            bits |= std::uint64_t{types[at + i] == type} << i;
        return bits;
    };
}

RowSeek::Holds RowSeek::hasFinding()
{
    return [](const Columns &columns, std::uint64_t row, unsigned rows) {
        const auto &findings = columns.block(row / ColumnBlock::Rows).findings;
        std::uint64_t bits = 0;
        for (unsigned i = 0; i < rows; ++i)
            bits |= std::uint64_t{findings[row % ColumnBlock::Rows + i] != 0} << i;
        return bits;
    };
}

RowSeek::Holds RowSeek::hasMark(std::shared_ptr<const Marks> marks)
{
    return [marks = std::move(marks)](const Columns &, std::uint64_t row, unsigned rows) {
        std::uint64_t bits = 0;
        for (const Mark &mark : marks->within({row + 1}, {row + rows}))
            bits |= std::uint64_t{1} << (mark.sequence.value - 1 - row);
        return bits;
    };
}

RowSeek::Holds RowSeek::reaches(std::int64_t received)
{
    return [received](const Columns &columns, std::uint64_t row, unsigned rows) {
        const auto &times = columns.block(row / ColumnBlock::Rows).received;
        const std::size_t at = row % ColumnBlock::Rows;
        const std::uint64_t first = columns.first();
        bool wasBefore = row <= first || columns.row(row - 1).received < received;
        std::uint64_t bits = 0;
        for (unsigned i = 0; i < rows; ++i) {
            const bool isBefore = times[at + i] < received;
            bits |= std::uint64_t{!isBefore && (wasBefore || row + i == first)} << i;
            wasBefore = isBefore;
        }
        return bits;
    };
}

} // namespace core
