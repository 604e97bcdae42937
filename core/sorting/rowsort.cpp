// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/sorting/rowsort.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <bit>
#include <mutex>
#include <utility>
#include <vector>

namespace core {

namespace {

/// Rows that the pool puts into place in one slice, well below a millisecond.
constexpr std::uint64_t SliceRows = 32 * 1024;
/// Rows of the log that it looks through for them, where few are shown.
constexpr std::uint64_t SliceLogRows = 1024 * 1024;
/// Keys that are read together.
constexpr std::size_t KeysAtOnce = 1024;

// Sorted digit by digit, from the lowest (LSD radix sort): stable, and no step is longer than another.
constexpr unsigned DigitBits = 11;
constexpr unsigned Digits = (64 + DigitBits - 1) / DigitBits;
constexpr std::size_t DigitValues = std::size_t{1} << DigitBits;

std::size_t digitOf(std::uint64_t key, unsigned digit)
{
    return static_cast<std::size_t>(key >> (digit * DigitBits)) & (DigitValues - 1);
}

} // namespace

/// What the steps do. All but the outcome and the progress belongs to them.
struct RowSort::Search {
    virtual ~Search() = default;
    /// One slice; false: it has come to an end.
    virtual bool step() = 0;

    void finish(std::shared_ptr<const SortedRows> rows)
    {
        const std::lock_guard lock(mutex);
        outcome = Outcome{std::move(rows)};
    }

    std::atomic<std::uint64_t> done{0};
    std::atomic<std::uint64_t> total{0};
    std::mutex mutex;
    std::optional<Outcome> outcome;
};

/// Rows are moved without their keys, which are read again for each digit: so eight bytes a row are enough.
struct RowSort::Sorting : Search {
    enum class Stage { Prepare, Collect, Reverse, Move };

    const Columns &columns;
    const SortOrder order;
    const std::shared_ptr<SortKeys> keys;
    const LiveFilter::Rows rows;
    const std::uint64_t base;
    const std::uint64_t count;

    Stage stage = Stage::Prepare;
    RowOffsets from;
    RowOffsets to;
    std::uint64_t row;    ///< Collect: the next to be looked at
    std::uint64_t at = 0; ///< how many of this stage are done
    std::vector<std::array<std::uint32_t, DigitValues>> counts;
    std::array<std::uint32_t, DigitValues> places{}; ///< Move: where the next of each digit goes
    unsigned digit = 0;
    std::uint64_t firstKey = 0;
    std::uint64_t lastKey = 0;
    std::uint64_t differing = 0; ///< bits that are not the same in all keys
    bool isAscending = true;
    bool isDescending = true; ///< strictly
    bool hasKey = false;

    Sorting(const Columns &those, const SortOrder &by, std::shared_ptr<SortKeys> with,
            const LiveFilter::Rows &what)
        : columns(those)
        , order(by)
        , keys(std::move(with))
        , rows(what)
        , base(rows.begin())
        , count(rows.count())
        , from(count)
        , to(count)
        , row(base)
        , counts(Digits)
    {
        total = keys->preparation() + 4 * count; // usual: three digits differ
    }

    bool step() override
    {
        switch (stage) {
        case Stage::Prepare:
            if (!keys->prepare())
                stage = Stage::Collect;
            done = keys->prepared();
            return true;
        case Stage::Collect:
            return collect();
        case Stage::Reverse:
            return reverse();
        case Stage::Move:
            return move();
        }
        return false;
    }

    void readKeys(std::span<const std::uint32_t> offsets, std::span<std::uint64_t> found) const
    {
        keys->read(base, offsets, found);
        const std::uint64_t largest = keys->largest();
        for (std::uint64_t &key : found.first(offsets.size()))
            key = directed(key, largest, order.isDescending);
    }

    bool collect()
    {
        const std::uint64_t before = at;
        const std::uint64_t until = row + SliceLogRows;
        const std::span<std::uint32_t> offsets = from.span();
        while (row < rows.seen && row < until && at < before + SliceRows && at < count) {
            const std::uint64_t word = row / 64 * 64;
            for (std::uint64_t rest = rows.bits(word); rest != 0; rest &= rest - 1) {
                const auto bit = static_cast<std::uint64_t>(std::countr_zero(rest));
                offsets[at++] = static_cast<std::uint32_t>(word + bit - base);
            }
            row = word + 64;
        }
        countKeys(offsets.subspan(before, at - before));
        done += at - before;
        if (row < rows.seen && at < count)
            return true;
        at = 0;
        if (isAscending)
            return end();
        stage = isDescending ? Stage::Reverse : Stage::Move;
        if (stage == Stage::Move)
            beginDigit();
        return true;
    }

    void countKeys(std::span<const std::uint32_t> offsets)
    {
        std::array<std::uint64_t, KeysAtOnce> found;
        for (std::size_t i = 0; i < offsets.size(); i += KeysAtOnce) {
            const std::size_t some = std::min(KeysAtOnce, offsets.size() - i);
            readKeys(offsets.subspan(i, some), found);
            for (const std::uint64_t key : std::span(found).first(some))
                countKey(key);
        }
    }

    void countKey(std::uint64_t key)
    {
        if (!hasKey) {
            hasKey = true;
            firstKey = key;
        } else {
            isAscending = isAscending && lastKey <= key;
            isDescending = isDescending && lastKey > key;
        }
        lastKey = key;
        differing |= key ^ firstKey;
        for (unsigned i = 0; i < Digits; ++i)
            ++counts[i][digitOf(key, i)];
    }

    /// `digit` is the lowest that was not looked at yet. False: none is left.
    bool beginDigit()
    {
        while (digit < Digits && digitOf(differing, digit) == 0)
            ++digit;
        if (digit == Digits)
            return false;
        std::uint32_t place = 0;
        for (std::size_t value = 0; value < DigitValues; ++value) {
            places[value] = place;
            place += counts[digit][value];
        }
        at = 0;
        return true;
    }

    bool move()
    {
        const std::span<const std::uint32_t> offsets = std::as_const(from).span();
        const std::span<std::uint32_t> target = to.span();
        std::array<std::uint64_t, KeysAtOnce> found;
        const std::uint64_t slice = std::min(count, at + SliceRows);
        done += slice - at;
        while (at < slice) {
            const std::size_t some = std::min<std::uint64_t>(KeysAtOnce, slice - at);
            const auto moved = offsets.subspan(at, some);
            readKeys(moved, found);
            for (std::size_t i = 0; i < some; ++i) {
                const std::uint32_t place = places[digitOf(found[i], digit)]++;
                if (place >= count) // a key is another than when it was counted: the row has left
                    return finish(nullptr), false;
                target[place] = moved[i];
            }
            at += some;
        }
        if (at < count)
            return true;
        std::swap(from, to);
        ++digit;
        return beginDigit() || end();
    }

    bool reverse()
    {
        const std::uint64_t slice = std::min(count, at + SliceRows);
        done += slice - at;
        for (; at < slice; ++at)
            to.span()[at] = from.span()[count - 1 - at];
        if (at < count)
            return true;
        std::swap(from, to);
        return end();
    }

    /// Rows that can no longer be read may have had any key on the way.
    bool end()
    {
        to = RowOffsets(0); // here, because that takes a while
        if (!keys->readsDisk() && columns.readable() > base && count > 0)
            finish(nullptr);
        else
            finish(std::make_shared<SortedRows>(columns, order, keys->readsDisk() ? nullptr : keys,
                                                base, std::max(base, rows.seen), std::move(from),
                                                count));
        return false;
    }
};

struct RowSort::Forgetting : Search {
    const Columns &columns;
    const std::shared_ptr<const SortedRows> before;
    const std::uint64_t first;
    RowOffsets kept;
    std::uint64_t at = 0;
    std::uint64_t count = 0;

    Forgetting(const Columns &those, std::shared_ptr<const SortedRows> rows, std::uint64_t from)
        : columns(those)
        , before(std::move(rows))
        , first(std::clamp(from, before->base(), std::max(before->base(), before->end())))
        , kept(before->count())
    {
        total = before->count();
    }

    bool step() override
    {
        const std::uint64_t slice = std::min(before->count(), at + 4 * SliceRows);
        const std::uint64_t distance = first - before->base();
        done += slice - at;
        for (; at < slice; ++at) {
            const std::uint32_t offset = before->offsets()[at];
            kept.span()[count] = static_cast<std::uint32_t>(offset - distance);
            count += offset >= distance ? 1 : 0;
        }
        if (at < before->count())
            return true;
        finish(std::make_shared<SortedRows>(columns, before->order(), before->keys(), first,
                                            before->end(), std::move(kept), count));
        return false;
    }
};

RowSort::RowSort(const Columns &columns, ScanPool &pool)
    : m_columns(columns)
    , m_releasing(pool)
    , m_tasks(pool)
{
}

RowSort::~RowSort() = default;

void RowSort::start(const SortOrder &order, std::unique_ptr<SortKeys> keys,
                    const LiveFilter::Rows &rows)
{
    const bool isNear = !keys->readsDisk() && keys->preparation() + rows.count() <= NearRows;
    run(std::make_shared<Sorting>(m_columns, order, std::move(keys), rows), isNear);
}

void RowSort::startForgetting(std::shared_ptr<const SortedRows> rows, std::uint64_t first)
{
    const bool isNear = rows->count() <= NearRows;
    run(std::make_shared<Forgetting>(m_columns, std::move(rows), first), isNear);
}

void RowSort::run(std::shared_ptr<Search> search, bool isNear)
{
    m_tasks.drop();
    m_search = std::move(search);
    if (!isNear) {
        m_tasks.run([search = m_search] { return search->step(); });
        return;
    }
    while (m_search->step()) {
    }
}

void RowSort::stop()
{
    m_tasks.drop();
    m_search.reset();
}

RowSort::Progress RowSort::progress() const
{
    if (!m_search)
        return {};
    const std::uint64_t total = m_search->total;
    return {std::min<std::uint64_t>(m_search->done, total), total};
}

std::optional<RowSort::Outcome> RowSort::take()
{
    if (!m_search)
        return std::nullopt;
    std::optional<Outcome> outcome;
    {
        const std::lock_guard lock(m_search->mutex);
        outcome = m_search->outcome;
    }
    if (outcome)
        m_search.reset();
    return outcome;
}

void RowSort::release(std::shared_ptr<const SortedRows> rows)
{
    if (rows && rows->count() > NearRows)
        m_releasing.run([rows = std::move(rows)]() mutable {
            rows.reset();
            return false;
        });
}

} // namespace core
