// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/log/duplicateindex.h"

#include "core/log/segment.h"

#include <algorithm>
#include <cstring>
#include <memory>

namespace core {

namespace {

/// How far ahead of what is added memory is asked for.
constexpr std::size_t Ahead = 16;
/// Rows read between two looks at whether to end.
constexpr std::uint64_t PageRows = 1024;

bool isAlways(std::uint64_t)
{
    return true;
}

} // namespace

EventHashes hashRow(std::uint64_t seed, const SegmentRow &row)
{
    return hashEvent(seed, row.source.text.value_or(std::string_view()), row.id,
                     row.type.text.value_or(std::string_view()), row.subject.text, dataOf(row));
}

void DuplicateIndex::prefetch(const EventHashes &hashes) const
{
    m_identities.prefetch(hashes.identity);
    if (hashes.data != 0)
        m_data.prefetch(hashes.data);
}

void DuplicateIndex::committed()
{
    m_identities.committed();
    m_data.committed();
    m_committed = m_recent.size();
}

void DuplicateIndex::rollBack()
{
    m_identities.rollBack();
    m_data.rollBack();
    m_recent.resize(m_committed);
}

std::unique_ptr<HashBlock> DuplicateIndex::wholeBlock(std::uint64_t number) const
{
    const std::uint64_t from = number * ColumnBlock::Rows;
    if (from < m_recentFrom || from + ColumnBlock::Rows > m_recentFrom + m_recent.size())
        return nullptr;
    auto block = std::make_unique<HashBlock>();
    for (std::size_t i = 0; i < ColumnBlock::Rows; ++i) {
        const EventHashes &hashes = m_recent[from - m_recentFrom + i];
        block->identity[i] = hashes.identity;
        block->data[i] = hashes.data;
    }
    return block;
}

void DuplicateIndex::forgetBefore(std::uint64_t number)
{
    const std::uint64_t from = number * ColumnBlock::Rows;
    if (from <= m_recentFrom)
        return;
    m_recent.erase(m_recent.begin(),
                   m_recent.begin() + static_cast<std::ptrdiff_t>(from - m_recentFrom));
    m_committed -= from - m_recentFrom;
    m_recentFrom = from;
}

Result<void> DuplicateIndex::load(SqliteDatabase &database, std::uint64_t first, std::uint64_t last,
                                  const std::stop_token &stop)
{
    const std::uint64_t end = last / ColumnBlock::Rows; // of the whole blocks
    SqliteStatement select = database.prepare("SELECT data FROM event_hashes WHERE number = ?");
    if (!select)
        return tl::unexpected(database.error());
    const auto block = std::make_unique<HashBlock>();
    for (std::uint64_t number = (first - 1) / ColumnBlock::Rows; number < end; ++number) {
        if (stop.stop_requested())
            return {};
        select.bind(1, number);
        if (!select.step()) {
            if (select.isFailed())
                return tl::unexpected(database.error());
            continue;
        }
        const bool isWhole = select.blob(0).size() == sizeof *block;
        if (isWhole)
            std::memcpy(block.get(), select.blob(0).data(), sizeof *block);
        select.reset();
        if (isWhole)
            add(*block, number * ColumnBlock::Rows);
    }
    m_recentFrom = end * ColumnBlock::Rows;
    m_recent.assign(std::max(m_recentFrom, first - 1) - m_recentFrom, {});
    const auto loaded = loadRows(database, m_recentFrom + m_recent.size() + 1, last, stop);
    // What is lacking at the end is as if it had left.
    m_recent.resize(last - m_recentFrom);
    committed();
    return loaded;
}

void DuplicateIndex::add(const HashBlock &block, std::uint64_t row)
{
    // The newest is enough: whether those before it were the same nobody asks any more.
    for (std::size_t i = 0; i < ColumnBlock::Rows; ++i) {
        const std::size_t next = std::min(i + Ahead, ColumnBlock::Rows - 1);
        prefetch({block.identity[next], block.data[next]});
        if (block.identity[i] != 0)
            m_identities.add(block.identity[i], row + i, 0, isAlways);
        if (block.data[i] != 0)
            m_data.add(block.data[i], row + i, 0, isAlways);
    }
    m_identities.committed();
    m_data.committed();
}

Result<void> DuplicateIndex::loadRows(SqliteDatabase &database, std::uint64_t first,
                                      std::uint64_t last, const std::stop_token &stop)
{
    SegmentList segments(database);
    if (auto loaded = segments.load(); !loaded)
        return loaded;
    SegmentReader reader;
    SegmentRow row;
    HeadRow head;
    std::uint64_t open = 0;
    for (std::uint64_t next = first; next <= last && !stop.stop_requested();) {
        const std::uint64_t segment = segments.of(next);
        if (segment != open && !reader.open(database, segment))
            return tl::unexpected(database.error());
        open = segment;
        reader.start(next, std::min(PageRows, last + 1 - next));
        const std::uint64_t before = next;
        while (reader.next(row, head) && row.sequence == next) {
            add(hashRow(m_seed, row), row.sequence - 1, 0, isAlways, isAlways);
            ++next;
        }
        const bool isFailed = reader.isFailed();
        reader.stop();
        if (isFailed || next == before)
            return tl::unexpected(database.error());
    }
    return {};
}

} // namespace core
