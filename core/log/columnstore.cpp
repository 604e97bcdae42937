// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/log/columnstore.h"

#include <algorithm>
#include <limits>

namespace core {

ColumnStore::ColumnStore(SqliteDatabase &database, Columns &columns)
    : m_database(database)
    , m_columns(columns)
    , m_names(namedDictionaries(columns))
    , m_insertName(database.prepare("INSERT INTO names VALUES(?,?,?)"))
    , m_insertBlock(
          database.prepare("INSERT OR REPLACE INTO column_blocks VALUES(?,?,?,?,?,?,?,?)"))
{
}

Result<void> ColumnStore::load(std::uint64_t evicted, std::uint64_t last)
{
    if (!m_insertName || !m_insertBlock)
        return tl::unexpected(m_database.error());
    if (auto loaded = ColumnLoader(m_database, m_columns).load(evicted, last); !loaded)
        return loaded;
    m_columns.publish();
    committed();
    return {};
}

bool ColumnStore::store()
{
    for (std::size_t i = 0; i < m_names.size(); ++i) {
        const auto &[kind, dictionary] = m_names[i];
        for (ValueCode code = m_storedNames[i]; code < dictionary->end(); ++code) {
            m_insertName.bind(1, static_cast<std::int64_t>(kind));
            m_insertName.bind(2, std::int64_t{code});
            m_insertName.bindText(3, dictionary->text(code));
            if (!m_insertName.run())
                return false;
        }
    }
    for (std::uint64_t number = m_storedBlocks;
         (number + 1) * ColumnBlock::Rows <= m_columns.appended(); ++number) {
        if (!storeBlock(number))
            return false;
    }
    return true;
}

void ColumnStore::committed()
{
    for (std::size_t i = 0; i < m_names.size(); ++i)
        m_storedNames[i] = m_names[i].dictionary->end();
    m_storedBlocks = m_columns.appended() / ColumnBlock::Rows;
}

bool ColumnStore::storeBlock(std::uint64_t number)
{
    const ColumnBlock &block = m_columns.block(number);
    // Rows in front that have left are zeros, if the capture was opened since.
    const std::uint64_t skipped =
        std::max(m_columns.first(), number * ColumnBlock::Rows) - number * ColumnBlock::Rows;
    const std::span received = std::span(block.received).subspan(skipped);
    const auto [minReceived, maxReceived] = std::minmax_element(received.begin(), received.end());
    std::int64_t minTime = std::numeric_limits<std::int64_t>::max();
    std::int64_t maxTime = NoTime;
    for (const std::int64_t time : std::span(block.time).subspan(skipped)) {
        if (time != NoTime) {
            minTime = std::min(minTime, time);
            maxTime = std::max(maxTime, time);
        }
    }
    SqliteStatement &insert = m_insertBlock;
    insert.bind(1, number);
    insert.bind(2, number * ColumnBlock::Rows + 1);
    insert.bind(3, std::uint64_t{ColumnBlock::Rows});
    insert.bind(4, *minReceived);
    insert.bind(5, *maxReceived);
    if (maxTime == NoTime) {
        insert.bindNull(6);
        insert.bindNull(7);
    } else {
        insert.bind(6, minTime);
        insert.bind(7, maxTime);
    }
    insert.bindBlob(8, {reinterpret_cast<const char *>(&block), sizeof block});
    return insert.run();
}

} // namespace core
