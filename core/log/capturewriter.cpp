// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/log/capturewriter.h"

#include "core/codec/jsonformat.h"
#include "core/event/timestamp.h"
#include "core/log/extensionsjson.h"
#include "core/log/schema.h"

#include <sqlite3.h>

#include <algorithm>
#include <limits>
#include <vector>

namespace core {

namespace {

/// What a row costs in its table beside its strings (measured, 4 KiB pages).
constexpr std::uint64_t RowOverhead = 64;

NameCell cellOf(Dictionary &dictionary, std::string_view text)
{
    return {dictionary.add(text).code, text};
}

NameCell optionalCellOf(Dictionary &dictionary, const std::optional<std::string> &text)
{
    return text ? cellOf(dictionary, *text) : NameCell{};
}

std::optional<std::string_view> viewOf(const std::optional<std::string> &text)
{
    return text ? std::optional<std::string_view>(*text) : std::nullopt;
}

int rememberPages(void *pages, sqlite3 *, const char *, int count)
{
    *static_cast<int *>(pages) = count;
    return SQLITE_OK;
}

} // namespace

CaptureWriter::CaptureWriter(CaptureFile &file, Columns &columns, std::uint64_t segmentLimit)
    : m_file(file)
    , m_database(file.database())
    , m_columns(columns)
    , m_segmentLimit(segmentLimit)
    , m_columnStore(m_database, columns)
    , m_refusals(m_database, m_sealer, {})
    , m_begin(m_database.prepare("BEGIN IMMEDIATE"))
    , m_commit(m_database.prepare("COMMIT"))
    , m_insertSeal(m_database.prepare("INSERT INTO seals VALUES(?,?,?,?,?,?)"))
    , m_updateLedger(m_database.prepare(
          "UPDATE ledger SET kept = ?, refused = ?, evicted = ?, segment_bytes = ?,"
          " evidence_from = ?"))
{
    sqlite3_wal_hook(m_database.handle(), rememberPages, &m_walPages);
}

Result<void> CaptureWriter::load()
{
    if (auto loaded = loadPosition(); !loaded)
        return loaded;
    if (auto loaded = m_columnStore.load(m_ledger.evicted, m_now.last); !loaded)
        return loaded;
    m_committed = m_now;
    return {};
}

Result<void> CaptureWriter::loadPosition()
{
    if (!m_begin || !m_commit || !m_insertSeal || !m_updateLedger)
        return tl::unexpected(m_database.error());
    SqliteStatement ledger = m_database.prepare(
        "SELECT kept, refused, evicted, segment_bytes, evidence_from FROM ledger");
    if (!ledger || !ledger.step())
        return tl::unexpected(m_database.error());
    m_ledger = {ledger.count(0), ledger.count(1), ledger.count(2), 0};
    m_now.last = m_ledger.kept + m_ledger.evicted;
    m_now.segmentBytes = ledger.count(3);
    const std::uint64_t evidenceFrom = ledger.count(4);
    ledger.reset();
    if (auto loaded = m_refusals.load(evidenceFrom); !loaded)
        return loaded;

    const auto segment = m_database.integer("SELECT max(number) FROM segments");
    if (!segment)
        return tl::unexpected(m_database.error());
    m_now.segment = static_cast<std::uint64_t>(*segment);
    const auto newest = [this](const std::string &table, const std::string &column) {
        return static_cast<std::uint64_t>(
            m_database.integer("SELECT max(" + column + ") FROM " + table).value_or(0));
    };
    m_now.head = newest(schema::headsTable(m_now.segment), "number");
    // A new segment may still be empty.
    const std::string lastEvent = "SELECT coalesce(max(sequence), (SELECT max(first) FROM segments)"
                                  " - 1) FROM " +
                                  schema::segmentTable(m_now.segment);
    const auto last = m_database.integer(lastEvent);
    if (!last)
        return tl::unexpected(m_database.error());
    if (static_cast<std::uint64_t>(*last) != m_now.last) {
        return fail(Error::Kind::Damaged,
                    m_file.file().string() +
                        ": its events do not fit its ledger; it was changed by another program:"
                        " restore it from a copy, or name another file");
    }
    SqliteStatement seal =
        m_database.prepare("SELECT number, hash FROM seals ORDER BY number DESC LIMIT 1");
    if (!seal)
        return tl::unexpected(m_database.error());
    if (seal.step()) {
        m_now.seal = seal.count(0);
        const std::string_view hash = seal.blob(1);
        std::copy_n(hash.begin(), std::min(hash.size(), m_now.hash.size()), m_now.hash.begin());
    }
    seal.reset();
    if (seal.isFailed() || !m_segment.open(m_database, m_now.segment))
        return tl::unexpected(m_database.error());
    return {};
}

bool CaptureWriter::begin(std::uint64_t bytes)
{
    m_limit.clear();
    m_firstRefusal = 0;
    if (!m_segment.isOpen() && !m_segment.open(m_database, m_now.segment))
        return false;
    if (!m_begin.run())
        return false;
    ++m_now.seal;
    if (m_now.segmentBytes > 0 && bytes > room() && !beginSegment())
        return false;
    m_sealer.begin(m_now.seal, m_now.hash);
    return true;
}

bool CaptureWriter::beginSegment()
{
    m_heads.clear();
    ++m_now.segment;
    m_now.segmentBytes = 0;
    m_now.head = 0;
    if (!m_database.execute("INSERT INTO segments VALUES(" + std::to_string(m_now.segment) + ", " +
                            std::to_string(m_now.last + 1) + ");" +
                            schema::segmentTables(m_now.segment)))
        return false;
    std::vector<std::uint64_t> segments;
    SqliteStatement select = m_database.prepare("SELECT number FROM segments ORDER BY number");
    if (!select)
        return false;
    while (select.step())
        segments.push_back(select.count(0));
    return !select.isFailed() && m_database.execute(schema::views(segments)) &&
           m_segment.open(m_database, m_now.segment);
}

bool CaptureWriter::append(const Message &message)
{
    if (message.events.empty())
        return true;
    if (m_columns.appended() + message.events.size() > Columns::MaxBlocks * ColumnBlock::Rows) {
        m_limit = "it holds as many events as a capture can; begin a new one";
        return false;
    }
    std::uint64_t head = 0;
    if (!storeHead(message, head))
        return false;
    return std::all_of(
        message.events.begin(), message.events.end(),
        [&](const ReceivedEvent &received) { return storeEvent(message, received, head); });
}

bool CaptureWriter::storeHead(const Message &message, std::uint64_t &number)
{
    HeadRow row{0, message.remote, message.local, message.target, message.head};
    if (message.remote.empty() && message.local.empty() && message.target.empty() &&
        message.head.empty())
        return true;
    // The head of a binary message holds its id: no use in looking for another like it.
    const bool mayRepeat = message.mode != ContentMode::Binary;
    if (mayRepeat && (number = m_heads.find(row)) != 0)
        return true;
    row.number = number = ++m_now.head;
    m_now.segmentBytes +=
        RowOverhead + row.remote.size() + row.local.size() + row.target.size() + row.head.size();
    if (!m_segment.insert(row))
        return false;
    m_sealer.add(row);
    if (mayRepeat)
        m_heads.add(number);
    return true;
}

bool CaptureWriter::storeEvent(const Message &message, const ReceivedEvent &received,
                               std::uint64_t head)
{
    const CloudEvent &event = received.event;
    SegmentRow row;
    row.sequence = m_now.last + 1;
    row.seal = m_now.seal;
    row.received = message.received.time_since_epoch().count();
    if (event.time) {
        if (const auto time = parseTimestamp(*event.time))
            row.time = time->time_since_epoch().count();
        row.timeText = *event.time;
    }
    row.id = event.id;
    row.type = cellOf(m_columns.types, event.type);
    row.source = cellOf(m_columns.sources, event.source);
    row.subject = optionalCellOf(m_columns.subjects, event.subject);
    row.dataContentType = optionalCellOf(m_columns.contentTypes, event.dataContentType);
    if (!message.connection.empty())
        row.connection = cellOf(m_columns.connections, message.connection);
    row.dataSchema = viewOf(event.dataSchema);
    if (!event.extensions.empty()) {
        m_extensions.clear();
        appendExtensionsJson(m_extensions, event.extensions);
        row.extensions = m_extensions;
    }
    row.shape = {message.mode, message.format, event.specVersion, message.origin, event.dataForm};
    row.head = head;
    row.data = event.data;
    row.text = std::string_view(message.body).substr(received.text.offset, received.text.length);
    row.dataSize = static_cast<std::uint32_t>(std::min<std::size_t>(
        dataSize(event, row.text), std::numeric_limits<std::uint32_t>::max()));
    if (!m_segment.insert(row))
        return false;
    m_sealer.add(row);
    m_columns.append({row.received, row.time, row.type.code, row.source.code, row.subject.code,
                      row.dataSize, row.dataContentType.code, row.connection.code, row.shape, 0});
    m_now.last = row.sequence;
    m_now.segmentBytes += RowOverhead + row.text.size() + row.id.size() +
                          (row.extensions ? row.extensions->size() : 0);
    return true;
}

bool CaptureWriter::append(const Refusal &refusal, EventSequence after)
{
    if (m_firstRefusal == 0)
        m_firstRefusal = m_refusals.count() + 1;
    return m_refusals.insert(refusal, after, m_now.seal);
}

bool CaptureWriter::commit(const Ledger &ledger)
{
    if (!m_columnStore.store())
        return false;
    m_now.hash = m_sealer.finish();
    const auto bindRange = [this](int parameter, std::uint64_t first, std::uint64_t last) {
        if (first > last) {
            m_insertSeal.bindNull(parameter);
            m_insertSeal.bindNull(parameter + 1);
        } else {
            m_insertSeal.bind(parameter, first);
            m_insertSeal.bind(parameter + 1, last);
        }
    };
    m_insertSeal.bind(1, m_now.seal);
    bindRange(2, m_committed.last + 1, m_now.last);
    bindRange(4, m_firstRefusal == 0 ? 1 : m_firstRefusal,
              m_firstRefusal == 0 ? 0 : m_refusals.count());
    m_insertSeal.bindBlob(6,
                          {reinterpret_cast<const char *>(m_now.hash.data()), m_now.hash.size()});
    if (!m_insertSeal.run())
        return false;
    m_updateLedger.bind(1, ledger.kept);
    m_updateLedger.bind(2, ledger.refused);
    m_updateLedger.bind(3, ledger.evicted);
    m_updateLedger.bind(4, m_now.segmentBytes);
    m_updateLedger.bind(5, m_refusals.evidenceFrom());
    if (!m_updateLedger.run() || !isInPlace() || !m_commit.run())
        return false;
    m_columnStore.committed();
    m_refusals.committed();
    m_committed = m_now;
    m_ledger = ledger;
    return true;
}

/// What is written elsewhere nobody reads again: it must not be promised.
bool CaptureWriter::isInPlace()
{
    m_limit = m_file.displacement();
    if (m_limit.empty() && !m_file.keepLock())
        m_limit = "another window or evs writes to it, because the file of its lock was removed; "
                  "close one of them";
    return m_limit.empty();
}

void CaptureWriter::rollBack()
{
    // SQLite has rolled back by itself after some errors; then there is nothing left to do for it.
    if (sqlite3_get_autocommit(m_database.handle()) == 0)
        static_cast<void>(m_database.execute("ROLLBACK"));
    m_database.forgetPages();
    // Of a WAL that was removed all that was promised is brought into the file while it still can be.
    if (!m_file.displacement().empty())
        static_cast<void>(m_database.execute("PRAGMA wal_checkpoint(PASSIVE)"));
    m_columns.rollBack();
    m_refusals.rolledBack();
    m_heads.clear();
    if (m_now.segment != m_committed.segment)
        m_segment.close();
    m_now = m_committed;
}

void CaptureWriter::storeTextSignature(std::uint64_t block, std::string_view data)
{
    SqliteStatement insert =
        m_database.prepare("INSERT OR REPLACE INTO text_signatures SELECT ?1, ?2 WHERE EXISTS"
                           " (SELECT 1 FROM column_blocks WHERE number = ?1)");
    if (!insert)
        return;
    insert.bind(1, block);
    insert.bindBlob(2, data);
    static_cast<void>(insert.run());
}

Error CaptureWriter::error() const
{
    if (!m_limit.empty())
        return {Error::Kind::Full, m_file.file().string() + ": " + m_limit};
    return m_database.error();
}

std::uint64_t CaptureWriter::room() const
{
    return m_segmentLimit > m_now.segmentBytes ? m_segmentLimit - m_now.segmentBytes : 0;
}

} // namespace core
