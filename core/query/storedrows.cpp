// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/query/storedrows.h"

#include "core/query/storedcontext.h"
#include "core/query/storedvalues.h"

#include <algorithm>
#include <utility>

namespace core {

namespace {

/// Rows that one read() looks through in memory, about half a millisecond.
constexpr std::uint64_t SliceRows = 32 * ColumnBlock::Rows;
/// Rows nearer to each other are read in one sweep, with those between them.
constexpr std::uint64_t NearRows = 16;

/// Appends bits for the rows up to `to`, set for those in `rows`, which ascend.
void appendBits(RowBitmap &bitmap, const std::vector<std::uint64_t> &rows, std::uint64_t to)
{
    auto row = std::lower_bound(rows.begin(), rows.end(), bitmap.end());
    while (bitmap.end() < to) {
        const std::uint64_t first = bitmap.end();
        const std::uint64_t count = std::min<std::uint64_t>(64, to - first);
        std::uint64_t bits = 0;
        for (; row != rows.end() && *row < first + count; ++row)
            bits |= std::uint64_t{1} << (*row - first);
        bitmap.append(bits, static_cast<unsigned>(count));
    }
}

void addUnnamed(std::span<const ValueCode> codes, RowBits &bits)
{
    for (std::size_t i = 0; i < codes.size(); ++i)
        bits[i / 64] |= std::uint64_t{codes[i] == OtherCode} << (i % 64);
}

} // namespace

StoredRows::StoredRows(StoredValues &values, EventFilter filter)
    : m_values(values)
    , m_filter(std::move(filter))
    , m_compiled(m_filter)
    , m_types(values.columns().first())
    , m_sources(m_types.first())
    , m_passing(m_types.first())
{
}

std::uint64_t StoredRows::known() const
{
    const std::lock_guard lock(m_mutex);
    return m_types.end();
}

void StoredRows::read(std::uint64_t to)
{
    const std::lock_guard reading(m_reading);
    const Columns &columns = m_values.columns();
    const std::uint64_t from = std::max(known(), columns.first());
    to = std::min(to, from + m_compiled.slice(SliceRows));
    std::uint64_t row = from;
    const std::vector<std::uint64_t> wanted = wantedRows(row, to);

    Found found;
    const auto until = std::chrono::steady_clock::now() + ReadTime;
    for (std::size_t i = 0; i < wanted.size();) {
        std::size_t last = i;
        while (last + 1 < wanted.size() && wanted[last + 1] - wanted[last] <= NearRows)
            ++last;
        const std::uint64_t next = m_filter.expression
                                       ? readEvents(wanted[i], wanted[last], until, found)
                                       : readNames(wanted[i], wanted[last], until, found);
        while (i < wanted.size() && wanted[i] < next)
            ++i;
        if (i < wanted.size() && std::chrono::steady_clock::now() >= until) {
            row = wanted[i];
            break;
        }
    }

    const std::lock_guard lock(m_mutex);
    const auto take = [&](RowBitmap &bitmap, const std::vector<std::uint64_t> &rows) {
        bitmap.forgetBelow(columns.readable());
        appendBits(bitmap, {}, std::max(from, bitmap.end()));
        appendBits(bitmap, rows, row);
    };
    take(m_types, found.types);
    take(m_sources, found.sources);
    take(m_passing, found.passing);
}

/// Those from `row` on; moves `row` behind what was looked at, at most to `to`.
std::vector<std::uint64_t> StoredRows::wantedRows(std::uint64_t &row, std::uint64_t to)
{
    const Columns &columns = m_values.columns();
    if (row < to)
        m_compiled.follow(columns);
    std::vector<std::uint64_t> wanted;
    while (row < to && wanted.size() < PageRows) {
        const RowRun run(columns, row, to);
        RowBits bits{};
        if (m_filter.isAboutTypes())
            addUnnamed(run.types(), bits);
        if (m_filter.isAboutSources())
            addUnnamed(run.sources(), bits);
        m_compiled.addUndecided(run, bits);
        forEachSet(bits, [&](std::size_t i) { wanted.push_back(run.first + i); });
        row += run.rows;
    }
    if (wanted.size() > PageRows) {
        row = wanted[PageRows];
        wanted.resize(PageRows);
    }
    return wanted;
}

std::uint64_t StoredRows::readNames(std::uint64_t first, std::uint64_t last,
                                    std::chrono::steady_clock::time_point until, Found &found)
{
    return m_values.readNames(first, last, until, [&](const UnnamedTexts &texts) {
        const std::uint64_t row = texts.sequence.value - 1;
        if (texts.type && m_filter.isAboutTypes() && m_filter.acceptsType(*texts.type))
            found.types.push_back(row);
        if (texts.source && m_filter.isAboutSources() && m_filter.acceptsSource(*texts.source))
            found.sources.push_back(row);
    });
}

/// Events between the wanted ones are judged, too: nobody asks for their bits.
std::uint64_t StoredRows::readEvents(std::uint64_t first, std::uint64_t last,
                                     std::chrono::steady_clock::time_point until, Found &found)
{
    return m_values.readEvents(first, last, until, [&](const StoredEvent &stored) {
        const std::uint64_t row = stored.sequence.value - 1;
        if (m_filter.acceptsType(stored.event.type))
            found.types.push_back(row);
        if (m_filter.acceptsSource(stored.event.source))
            found.sources.push_back(row);
        if (passes(*m_filter.expression, stored, m_filter.marks.get()))
            found.passing.push_back(row);
    });
}

bool StoredRows::judgeTypes(std::uint64_t row, std::span<const ValueCode> codes,
                            std::uint8_t *accepted) const
{
    return judge(m_types, row, codes, accepted);
}

bool StoredRows::judgeSources(std::uint64_t row, std::span<const ValueCode> codes,
                              std::uint8_t *accepted) const
{
    return judge(m_sources, row, codes, accepted);
}

bool StoredRows::judge(const RowBitmap &rows, std::uint64_t row, std::span<const ValueCode> codes,
                       std::uint8_t *accepted) const
{
    const std::lock_guard lock(m_mutex);
    for (std::size_t i = 0; i < codes.size(); ++i) {
        if (codes[i] != OtherCode)
            continue;
        if (row + i < rows.first() || row + i >= rows.end())
            return false;
        if (!rows.contains(row + i))
            accepted[i] = 0;
    }
    return true;
}

bool StoredRows::judgeExpression(const RowRun &run, const RowBits &undecided, RowBits &passes) const
{
    const std::lock_guard lock(m_mutex);
    bool isKnown = true;
    forEachSet(undecided, [&](std::size_t i) {
        const std::uint64_t row = run.first + i;
        isKnown = isKnown && row >= m_passing.first() && row < m_passing.end();
        passes[i / 64] |= std::uint64_t{m_passing.contains(row)} << i % 64;
    });
    return isKnown;
}

} // namespace core
