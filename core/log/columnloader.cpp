// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/log/columnloader.h"

#include <sqlite3.h>

#include <algorithm>
#include <bit>
#include <cstring>
#include <memory>
#include <optional>
#include <thread>

namespace core {

static_assert(std::endian::native == std::endian::little, "a stored block is the block in memory");

namespace {

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

/// What is stored beside a block: no value of it lies outside.
struct BlockRange {
    std::int64_t minReceived = 0;
    std::int64_t maxReceived = 0;
    std::int64_t minTime = 0;
    std::int64_t maxTime = 0;
};

/// Rows that have left may be zeros.
bool areWithin(const std::array<std::int64_t, ColumnBlock::Rows> &times, std::int64_t least,
               std::int64_t greatest, std::int64_t absent)
{
    bool all = true;
    for (const std::int64_t time : times)
        all = all && ((time >= least && time <= greatest) || time == absent || time == 0);
    return all;
}

/// Nor has an event more bytes of data than a value of SQLite can have.
bool areSizes(const std::array<std::uint32_t, ColumnBlock::Rows> &sizes)
{
    constexpr std::uint32_t MaxBytes = 1'000'000'000;
    return *std::max_element(sizes.begin(), sizes.end()) <= MaxBytes;
}

bool isSound(const ColumnBlock &block, const BlockRange &range, const Columns &columns)
{
    return areWithin(block.received, range.minReceived, range.maxReceived, 0) &&
           areWithin(block.time, range.minTime, range.maxTime, NoTime) && areSizes(block.size) &&
           areCodes(block.type, columns.types) && areCodes(block.source, columns.sources) &&
           areCodes(block.subject, columns.subjects) &&
           areCodes(block.contentType, columns.contentTypes) &&
           areCodes(block.connection, columns.connections) && areShapes(block.shape);
}

/// From so many blocks on (about 20 MB) a second thread pays.
constexpr std::uint64_t BlocksForTwo = 32;

struct CloseBlob {
    void operator()(sqlite3_blob *handle) const { sqlite3_blob_close(handle); }
};
using Blob = std::unique_ptr<sqlite3_blob, CloseBlob>;

/// Incremental blob I/O reads straight into the block; `blob` is used again for the next.
bool readBlock(SqliteDatabase &database, std::uint64_t number, Blob &blob, ColumnBlock &block)
{
    const auto row = static_cast<sqlite3_int64>(number);
    if (!blob || sqlite3_blob_reopen(blob.get(), row) != SQLITE_OK) {
        sqlite3_blob *opened = nullptr;
        blob.reset(); // after a failure a handle is of no use any more
        const int code =
            sqlite3_blob_open(database.handle(), "main", "column_blocks", "data", row, 0, &opened);
        blob.reset(opened);
        if (code != SQLITE_OK)
            return false;
    }
    return sqlite3_blob_bytes(blob.get()) == sizeof(ColumnBlock) &&
           sqlite3_blob_read(blob.get(), &block, sizeof block, 0) == SQLITE_OK;
}

} // namespace

std::array<NamedDictionary, 5> namedDictionaries(Columns &columns)
{
    return {{{schema::NameKind::Type, &columns.types},
             {schema::NameKind::Source, &columns.sources},
             {schema::NameKind::Subject, &columns.subjects},
             {schema::NameKind::DataContentType, &columns.contentTypes},
             {schema::NameKind::Connection, &columns.connections}}};
}

ColumnLoader::ColumnLoader(SqliteDatabase &database, Columns &columns, Damage damage)
    : m_database(database)
    , m_columns(columns)
    , m_damage(damage)
    , m_findings(database.integer("PRAGMA user_version") == schema::FirstVersion ? "0" : "findings")
{
}

Result<void> ColumnLoader::load(std::uint64_t evicted, std::uint64_t last, Blocks blocks)
{
    if (last > Columns::MaxBlocks * ColumnBlock::Rows || evicted > last)
        return damaged("it counts more events than a capture can hold");
    if (auto loaded = loadNames(); !loaded)
        return loaded;
    m_columns.beginAt(evicted);
    if (blocks == Blocks::Take) {
        if (auto loaded = loadBlocks(evicted, last); !loaded)
            return loaded;
    }
    return loadRows(last);
}

Result<void> ColumnLoader::loadNames()
{
    for (const NamedDictionary &names : namedDictionaries(m_columns)) {
        auto loaded = loadNames(names);
        if (!loaded && m_damage == Damage::Refuse)
            return loaded;
    }
    return {};
}

Result<void> ColumnLoader::loadNames(const NamedDictionary &names)
{
    const auto &[kind, dictionary] = names;
    SqliteStatement select = m_database.prepare(
        "SELECT code, text FROM names WHERE kind = " + std::to_string(static_cast<int>(kind)) +
        " AND code >= ? ORDER BY code");
    if (!select)
        return tl::unexpected(m_database.error());
    // Those below the first are none of ours: a code that is there already would be one, too.
    select.bind(1, dictionary->end() == FirstCode ? std::numeric_limits<std::int64_t>::min()
                                                  : std::int64_t{dictionary->end()});
    while (select.step()) {
        if (select.integer(0) != dictionary->end())
            return damaged("its table of names has a hole");
        if (dictionary->end() == Dictionary::MaxCodes)
            return damaged("its table of names is too long");
        dictionary->restore(dictionary->end(), select.text(1));
    }
    if (select.isFailed())
        return tl::unexpected(m_database.error());
    return {};
}

std::optional<ValueCode> ColumnLoader::codeOf(const SqliteStatement &select, int column,
                                              const Dictionary &dictionary) const
{
    if (select.isNull(column))
        return AbsentCode;
    if (!select.isInteger(column))
        return OtherCode;
    const std::int64_t code = select.integer(column);
    if (code >= FirstCode && code < dictionary.end())
        return static_cast<ValueCode>(code);
    return m_damage == Damage::Tolerate ? std::optional(OtherCode) : std::nullopt;
}

Result<void> ColumnLoader::loadRows(std::uint64_t last)
{
    if (m_columns.appended() >= last)
        return {};
    return readRows(m_columns.appended() + 1, last,
                    [this](const Row &row) { m_columns.append(row); });
}

Result<void> ColumnLoader::loadBlocks(std::uint64_t evicted, std::uint64_t last)
{
    const std::uint64_t first = evicted / ColumnBlock::Rows;
    // Memory only for what the file holds, whatever its ledger promises.
    SqliteStatement select =
        m_database.prepare("SELECT count(*), coalesce(max(number), 0) FROM column_blocks"
                           " WHERE number >= ? AND number < ? AND length(data) = ?");
    if (!select)
        return tl::unexpected(m_database.error());
    select.bind(1, first);
    select.bind(2, last / ColumnBlock::Rows);
    select.bind(3, std::uint64_t{sizeof(ColumnBlock)});
    if (!select.step())
        return {}; // the rows say the same
    const std::uint64_t stored = select.count(0);
    const std::uint64_t blocks = stored == 0 ? 0 : select.count(1) + 1 - first;
    select.reset();
    if (blocks > 2 * stored) // from the rows in one go
        return {};
    std::vector<ColumnBlock *> places;
    for (std::uint64_t number = 0; number < blocks; ++number) {
        places.push_back(&m_columns.nextWholeBlock());
        m_columns.adopted(); // nobody sees them before they are published
    }
    // SQLite reads page by page, which keeps a processor busy: of many blocks another one reads half.
    const std::size_t ours = blocks < BlocksForTwo ? blocks : blocks / 2;
    BlockNumbers theirs;
    std::thread other;
    if (ours < blocks) {
        other = std::thread([&] {
            const auto database =
                SqliteDatabase::open(m_database.file(), SqliteDatabase::Access::ReadOnly);
            for (std::size_t i = ours; i < blocks && !database; ++i)
                theirs.push_back(first + i);
            if (database)
                theirs = readBlocks(**database, std::span(places).subspan(ours), first + ours);
        });
    }
    BlockNumbers unread = readBlocks(m_database, std::span(places).first(ours), first);
    if (other.joinable())
        other.join();
    unread.insert(unread.end(), theirs.begin(), theirs.end());
    for (const std::uint64_t number : unread) {
        if (auto made = makeBlock(number, evicted, *places[number - first]); !made)
            return made;
    }
    return {};
}

/// Answers those that could not be read, or cannot be.
ColumnLoader::BlockNumbers ColumnLoader::readBlocks(SqliteDatabase &database,
                                                    std::span<ColumnBlock *const> places,
                                                    std::uint64_t first) const
{
    Blob blob;
    BlockNumbers unread;
    SqliteStatement ranges = database.prepare("SELECT min_received, max_received, min_time,"
                                              " max_time FROM column_blocks WHERE number = ?");
    for (std::uint64_t number = first; number < first + places.size(); ++number) {
        ColumnBlock &block = *places[number - first];
        ranges.bind(1, number);
        const bool isThere = ranges && ranges.step();
        BlockRange range;
        if (isThere)
            range = {ranges.integer(0), ranges.integer(1), ranges.integer(2), ranges.integer(3)};
        ranges.reset();
        if (!isThere || !readBlock(database, number, blob, block) ||
            !isSound(block, range, m_columns))
            unread.push_back(number);
    }
    return unread;
}

Result<void> ColumnLoader::makeBlock(std::uint64_t number, std::uint64_t evicted,
                                     ColumnBlock &block)
{
    std::memset(&block, 0, sizeof block);
    const std::uint64_t first = std::max(number * ColumnBlock::Rows, evicted);
    std::size_t i = first % ColumnBlock::Rows;
    return readRows(first + 1, (number + 1) * ColumnBlock::Rows,
                    [&](const Row &row) { block.set(i++, row); });
}

/// All of them, or it fails.
Result<void> ColumnLoader::readRows(std::uint64_t first, std::uint64_t last, const TakeRow &take)
{
    std::vector<std::uint64_t> segments;
    SqliteStatement select =
        m_database.prepare("SELECT number FROM segments WHERE number >= (SELECT number FROM"
                           " segments WHERE first <= ? ORDER BY number DESC LIMIT 1)"
                           " AND first <= ? ORDER BY number");
    if (!select)
        return tl::unexpected(m_database.error());
    select.bind(1, first);
    select.bind(2, last);
    while (select.step())
        segments.push_back(select.count(0));
    if (select.isFailed())
        return tl::unexpected(m_database.error());
    std::uint64_t next = first;
    for (const std::uint64_t segment : segments) {
        const auto read = readRowsOf(segment, next, last, take);
        if (!read)
            return tl::unexpected(read.error());
        next += *read;
    }
    if (next <= last)
        return damaged("event " + std::to_string(next) + " is missing");
    return {};
}

Result<std::uint64_t> ColumnLoader::readRowsOf(std::uint64_t segment, std::uint64_t first,
                                               std::uint64_t last, const TakeRow &take)
{
    SqliteStatement select = m_database.prepare(
        "SELECT sequence, received, time, type, source, subject, data_size, datacontenttype,"
        " connection, shape, " +
        m_findings + " FROM " + schema::segmentTable(segment) +
        " WHERE sequence BETWEEN ? AND ? ORDER BY sequence");
    if (!select)
        return tl::unexpected(m_database.error());
    select.bind(1, first);
    select.bind(2, last);
    std::uint64_t next = first;
    while (select.step()) {
        if (select.count(0) != next)
            return damaged("event " + std::to_string(next) + " is missing");
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
            return damaged("event " + std::to_string(next) + " holds what cannot be");
        row.type = *type;
        row.source = *source;
        row.subject = *subject;
        row.contentType = *contentType;
        row.connection = *connection;
        row.findings = static_cast<std::uint16_t>(select.integer(10));
        take(row);
        ++next;
    }
    if (select.isFailed())
        return tl::unexpected(m_database.error());
    return next - first;
}

tl::unexpected<Error> ColumnLoader::damaged(const std::string &what) const
{
    return fail(
        Error::Kind::Damaged,
        m_database.file().string() + ": " + what +
            "; it was changed by another program: restore it from a copy, or name another file");
}

} // namespace core
