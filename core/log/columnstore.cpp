// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/log/columnstore.h"

#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <bit>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

namespace core {

static_assert(std::endian::native == std::endian::little, "a stored block is the block in memory");

namespace {

/// Nothing if there is no such code.
std::optional<ValueCode> codeOf(const SqliteStatement &select, int column,
                                const Dictionary &dictionary)
{
    if (select.isNull(column))
        return AbsentCode;
    if (!select.isInteger(column))
        return OtherCode;
    const std::int64_t code = select.integer(column);
    if (code < FirstCode || code >= dictionary.end())
        return std::nullopt;
    return static_cast<ValueCode>(code);
}

/// A file may come from anywhere: a code that no dictionary has would lead readers outside it.
template<typename Code>
bool areCodes(const std::array<Code, ColumnBlock::Rows> &codes, const Dictionary &dictionary)
{
    ValueCode highest = 0;
    for (const Code code : codes)
        highest = std::max(highest, ValueCode{code});
    return highest < dictionary.end();
}

bool areShapes(const std::array<std::uint16_t, ColumnBlock::Rows> &shapes)
{
    static const auto known = [] {
        std::array<bool, 65536> table{};
        for (std::size_t packed = 0; packed < table.size(); ++packed)
            table[packed] = RowShape::unpack(static_cast<std::uint16_t>(packed)).isKnown();
        return table;
    }();
    bool all = true;
    for (const std::uint16_t shape : shapes)
        all = known[shape] && all;
    return all;
}

bool isSound(const ColumnBlock &block, const Columns &columns)
{
    return areCodes(block.type, columns.types) && areCodes(block.source, columns.sources) &&
           areCodes(block.subject, columns.subjects) &&
           areCodes(block.contentType, columns.contentTypes) &&
           areCodes(block.connection, columns.connections) && areShapes(block.shape);
}

/// From so many blocks on (about 20 MB) a second thread pays.
constexpr std::uint64_t BlocksForTwo = 32;

/// Closes a blob handle whatever happens.
struct Blob {
    sqlite3_blob *handle = nullptr;
    ~Blob() { sqlite3_blob_close(handle); }
};

} // namespace

ColumnStore::ColumnStore(SqliteDatabase &database, Columns &columns)
    : m_database(database)
    , m_columns(columns)
    , m_names{{{schema::NameKind::Type, &columns.types},
               {schema::NameKind::Source, &columns.sources},
               {schema::NameKind::Subject, &columns.subjects},
               {schema::NameKind::DataContentType, &columns.contentTypes},
               {schema::NameKind::Connection, &columns.connections}}}
    , m_insertName(database.prepare("INSERT INTO names VALUES(?,?,?)"))
    , m_insertBlock(database.prepare("INSERT INTO column_blocks VALUES(?,?,?,?,?,?,?,?)"))
{
}

Result<void> ColumnStore::load(std::uint64_t last)
{
    if (!m_insertName || !m_insertBlock)
        return tl::unexpected(m_database.error());
    if (auto loaded = loadNames(); !loaded)
        return loaded;
    if (auto loaded = loadBlocks(); !loaded)
        return loaded;
    if (auto loaded = loadTail(last); !loaded)
        return loaded;
    if (m_columns.appended() != last)
        return damaged("its column blocks do not fit its events");
    m_columns.publish();
    committed();
    return {};
}

Result<void> ColumnStore::loadNames()
{
    for (Names &names : m_names) {
        SqliteStatement select =
            m_database.prepare("SELECT code, text FROM names WHERE kind = " +
                               std::to_string(static_cast<int>(names.kind)) + " ORDER BY code");
        if (!select)
            return tl::unexpected(m_database.error());
        while (select.step()) {
            if (select.integer(0) != names.dictionary->end())
                return damaged("its table of names has a hole");
            if (names.dictionary->end() == Dictionary::MaxCodes)
                return damaged("its table of names is too long");
            names.dictionary->restore(names.dictionary->end(), select.text(1));
        }
        if (select.isFailed())
            return tl::unexpected(m_database.error());
    }
    return {};
}

Result<void> ColumnStore::loadBlocks()
{
    SqliteStatement select =
        m_database.prepare("SELECT number, first, count FROM column_blocks ORDER BY number");
    if (!select)
        return tl::unexpected(m_database.error());
    std::uint64_t blocks = 0;
    while (select.step()) {
        if (select.count(0) != blocks || select.count(1) != blocks * ColumnBlock::Rows + 1 ||
            select.count(2) != ColumnBlock::Rows || blocks == Columns::MaxBlocks)
            return damaged("its column blocks have a hole");
        ++blocks;
    }
    if (select.isFailed())
        return tl::unexpected(m_database.error());

    std::vector<ColumnBlock *> places;
    for (std::uint64_t number = 0; number < blocks; ++number) {
        places.push_back(&m_columns.nextWholeBlock());
        m_columns.adopted(); // nobody sees them before they are published
    }
    // SQLite reads page by page, which keeps a processor busy: of many blocks another one reads half.
    const std::size_t ours = blocks < BlocksForTwo ? blocks : blocks / 2;
    Result<void> theirs;
    std::thread other;
    if (ours < blocks) {
        other = std::thread([&] {
            const auto database =
                SqliteDatabase::open(m_database.file(), SqliteDatabase::Access::ReadOnly);
            theirs = database ? readBlocks(**database, std::span(places).subspan(ours), ours)
                              : tl::unexpected(database.error());
        });
    }
    auto read = readBlocks(m_database, std::span(places).first(ours), 0);
    if (other.joinable())
        other.join();
    return read ? theirs : read;
}

/// Incremental blob I/O reads straight into the blocks.
Result<void> ColumnStore::readBlocks(SqliteDatabase &database, std::span<ColumnBlock *const> places,
                                     std::uint64_t first) const
{
    Blob blob;
    for (std::uint64_t number = first; number < first + places.size(); ++number) {
        const auto row = static_cast<sqlite3_int64>(number);
        const int opened = blob.handle
                               ? sqlite3_blob_reopen(blob.handle, row)
                               : sqlite3_blob_open(database.handle(), "main", "column_blocks",
                                                   "data", row, 0, &blob.handle);
        if (opened != SQLITE_OK)
            return tl::unexpected(database.error());
        if (sqlite3_blob_bytes(blob.handle) != sizeof(ColumnBlock))
            return damaged("a column block has a wrong size");
        ColumnBlock &block = *places[number - first];
        if (sqlite3_blob_read(blob.handle, &block, sizeof block, 0) != SQLITE_OK)
            return tl::unexpected(database.error());
        if (!isSound(block, m_columns))
            return damaged("column block " + std::to_string(number) + " holds what cannot be");
    }
    return {};
}

Result<void> ColumnStore::loadTail(std::uint64_t last)
{
    if (m_columns.appended() >= last)
        return {};
    // The newest segments from the one that holds the first row which no block has.
    std::vector<std::uint64_t> segments;
    SqliteStatement select =
        m_database.prepare("SELECT number FROM segments WHERE number >= (SELECT number FROM"
                           " segments WHERE first <= ? ORDER BY number DESC LIMIT 1)"
                           " ORDER BY number");
    if (!select)
        return tl::unexpected(m_database.error());
    select.bind(1, m_columns.appended() + 1);
    while (select.step())
        segments.push_back(select.count(0));
    if (select.isFailed())
        return tl::unexpected(m_database.error());
    for (const std::uint64_t segment : segments) {
        if (auto loaded = loadTail(segment, last); !loaded)
            return loaded;
    }
    return {};
}

Result<void> ColumnStore::loadTail(std::uint64_t segment, std::uint64_t last)
{
    SqliteStatement select = m_database.prepare(
        "SELECT sequence, received, time, type, source, subject, data_size, datacontenttype,"
        " connection, shape FROM " +
        schema::segmentTable(segment) + " WHERE sequence BETWEEN ? AND ? ORDER BY sequence");
    if (!select)
        return tl::unexpected(m_database.error());
    select.bind(1, m_columns.appended() + 1);
    select.bind(2, last);
    while (select.step()) {
        if (select.count(0) != m_columns.appended() + 1)
            return damaged("event " + std::to_string(m_columns.appended() + 1) + " is missing");
        Row row;
        row.received = select.integer(1);
        row.time = select.isNull(2) ? NoTime : select.integer(2);
        const auto type = codeOf(select, 3, m_columns.types);
        const auto source = codeOf(select, 4, m_columns.sources);
        const auto subject = codeOf(select, 5, m_columns.subjects);
        row.size = static_cast<std::uint32_t>(select.integer(6));
        const auto contentType = codeOf(select, 7, m_columns.contentTypes);
        const auto connection = codeOf(select, 8, m_columns.connections);
        row.shape = RowShape::unpack(static_cast<std::uint16_t>(select.integer(9)));
        if (!type || !source || !subject || !contentType || !connection || !row.shape.isKnown())
            return damaged("event " + std::to_string(select.count(0)) + " holds what cannot be");
        row.type = *type;
        row.source = *source;
        row.subject = *subject;
        row.contentType = *contentType;
        row.connection = *connection;
        m_columns.append(row);
    }
    if (select.isFailed())
        return tl::unexpected(m_database.error());
    return {};
}

bool ColumnStore::store()
{
    for (const Names &names : m_names) {
        for (ValueCode code = names.stored; code < names.dictionary->end(); ++code) {
            m_insertName.bind(1, static_cast<std::int64_t>(names.kind));
            m_insertName.bind(2, std::int64_t{code});
            m_insertName.bindText(3, names.dictionary->text(code));
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
    for (Names &names : m_names)
        names.stored = names.dictionary->end();
    m_storedBlocks = m_columns.appended() / ColumnBlock::Rows;
}

bool ColumnStore::storeBlock(std::uint64_t number)
{
    const ColumnBlock &block = m_columns.block(number);
    const auto [minReceived, maxReceived] =
        std::minmax_element(block.received.begin(), block.received.end());
    std::int64_t minTime = std::numeric_limits<std::int64_t>::max();
    std::int64_t maxTime = NoTime;
    for (const std::int64_t time : block.time) {
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

tl::unexpected<Error> ColumnStore::damaged(const std::string &what) const
{
    return fail(
        Error::Kind::Damaged,
        m_database.file().string() + ": " + what +
            "; it was changed by another program: restore it from a copy, or name another file");
}

} // namespace core
