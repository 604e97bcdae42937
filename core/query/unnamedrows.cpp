// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/query/unnamedrows.h"

#include "core/query/unnamedvalues.h"

#include <algorithm>
#include <utility>
#include <vector>

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

} // namespace

UnnamedRows::UnnamedRows(UnnamedValues &values, EventFilter filter)
    : m_values(values)
    , m_filter(std::move(filter))
    , m_types(values.columns().first())
    , m_sources(m_types.first())
{
}

std::uint64_t UnnamedRows::known() const
{
    const std::lock_guard lock(m_mutex);
    return m_types.end();
}

void UnnamedRows::read(std::uint64_t to)
{
    const std::lock_guard reading(m_reading);
    const Columns &columns = m_values.columns();
    const std::uint64_t from = std::max(known(), columns.first());
    to = std::min(to, from + SliceRows);

    std::vector<std::uint64_t> wanted;
    std::uint64_t row = from;
    while (row < to && wanted.size() < PageRows) {
        const RowRun run(columns, row, to);
        const bool hasUnnamed = (m_filter.isAboutTypes() && run.hasUnnamed(run.types())) ||
                                (m_filter.isAboutSources() && run.hasUnnamed(run.sources()));
        for (std::uint64_t i = 0; hasUnnamed && i < run.rows; ++i) {
            if ((m_filter.isAboutTypes() && run.types()[i] == OtherCode) ||
                (m_filter.isAboutSources() && run.sources()[i] == OtherCode))
                wanted.push_back(run.first + i);
        }
        row += run.rows;
    }
    if (wanted.size() > PageRows) {
        row = wanted[PageRows];
        wanted.resize(PageRows);
    }

    std::vector<std::uint64_t> types;
    std::vector<std::uint64_t> sources;
    const auto visit = [&](const UnnamedTexts &texts) {
        const std::uint64_t visited = texts.sequence.value - 1;
        if (texts.type && m_filter.isAboutTypes() && m_filter.acceptsType(*texts.type))
            types.push_back(visited);
        if (texts.source && m_filter.isAboutSources() && m_filter.acceptsSource(*texts.source))
            sources.push_back(visited);
    };
    const auto until = std::chrono::steady_clock::now() + ReadTime;
    for (std::size_t i = 0; i < wanted.size();) {
        std::size_t last = i;
        while (last + 1 < wanted.size() && wanted[last + 1] - wanted[last] <= NearRows)
            ++last;
        const std::uint64_t next = m_values.read(wanted[i], wanted[last], until, visit);
        while (i < wanted.size() && wanted[i] < next)
            ++i;
        if (i < wanted.size() && std::chrono::steady_clock::now() >= until) {
            row = wanted[i];
            break;
        }
    }

    const std::lock_guard lock(m_mutex);
    for (RowBitmap *bitmap : {&m_types, &m_sources}) {
        bitmap->forgetBelow(columns.readable());
        appendBits(*bitmap, {}, std::max(from, bitmap->end()));
        appendBits(*bitmap, bitmap == &m_types ? types : sources, row);
    }
}

bool UnnamedRows::judgeTypes(std::uint64_t row, std::span<const ValueCode> codes,
                             std::uint8_t *accepted) const
{
    return judge(m_types, row, codes, accepted);
}

bool UnnamedRows::judgeSources(std::uint64_t row, std::span<const ValueCode> codes,
                               std::uint8_t *accepted) const
{
    return judge(m_sources, row, codes, accepted);
}

bool UnnamedRows::judge(const RowBitmap &rows, std::uint64_t row, std::span<const ValueCode> codes,
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

} // namespace core
