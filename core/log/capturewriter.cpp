// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/log/capturewriter.h"

#include "core/codec/jsonformat.h"
#include "core/event/timestamp.h"
#include "core/log/extensionsjson.h"
#include "core/log/rulestore.h"
#include "core/log/schema.h"
#include "core/text/textsignature.h"

#include <sqlite3.h>

#include <algorithm>
#include <limits>
#include <vector>

namespace core {

namespace {

/// What is stored of an event outside its row: its columns, its hashes, its part of a text signature.
constexpr std::uint64_t IndexBytes =
    (sizeof(ColumnBlock) + sizeof(HashBlock) + TextSignature::MaxBytes) / ColumnBlock::Rows;
/// What the seal of a commit costs.
constexpr std::uint64_t SealBytes = 60;

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

CaptureWriter::CaptureWriter(CaptureFile &file, Columns &columns, std::uint64_t segmentBytes)
    : m_file(file)
    , m_database(file.database())
    , m_columns(columns)
    , m_segmentBytes(segmentBytes)
    , m_segments(m_database)
    , m_columnStore(m_database, columns)
    , m_duplicates(m_database, columns, m_segments)
    , m_refusals(m_database, m_sealer, {})
    , m_marks(m_database)
    , m_begin(m_database.prepare("BEGIN IMMEDIATE"))
    , m_commit(m_database.prepare("COMMIT"))
    , m_updateLedger(m_database.prepare(
          "UPDATE ledger SET kept = ?, refused = ?, evicted = ?, segment_bytes = ?,"
          " evidence_from = ?, left_out = ?, refusals_from = ?"))
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
    if (auto loaded = m_marks.load({m_ledger.evicted + 1}, {m_now.last}); !loaded)
        return loaded;
    return m_duplicates.load(m_ledger.evicted + 1, m_now.last);
}

Result<void> CaptureWriter::loadPosition()
{
    if (!m_begin || !m_commit || !m_updateLedger)
        return tl::unexpected(m_database.error());
    const auto place = loadRingPlace(m_database);
    if (!place)
        return tl::unexpected(place.error());
    if (!place->next.empty()) {
        return fail(Error::Kind::Denied, m_file.file().string() +
                                             ": is complete: the ring that it is a file of went "
                                             "on in " +
                                             place->next + "; name the ring, or that file");
    }
    SqliteStatement ledger =
        m_database.prepare("SELECT kept, refused, evicted, segment_bytes, evidence_from, left_out,"
                           " refusals_from FROM ledger");
    if (!ledger || !ledger.step())
        return tl::unexpected(m_database.error());
    m_ledger.kept = ledger.count(0);
    m_ledger.refused = ledger.count(1);
    m_ledger.evicted = ledger.count(2);
    m_ledger.leftOut = ledger.count(5);
    m_now.last = m_ledger.kept + m_ledger.evicted;
    m_now.segmentBytes = ledger.count(3);
    const std::uint64_t evidenceFrom = ledger.count(4);
    const std::uint64_t refusalsFrom = ledger.count(6);
    ledger.reset();
    if (auto loaded = m_refusals.load(refusalsFrom, evidenceFrom); !loaded)
        return loaded;
    if (auto loaded = m_segments.load(); !loaded)
        return loaded;
    auto rules = loadRules(m_database);
    if (!rules)
        return tl::unexpected(rules.error());
    m_rules = m_newRules = std::move(*rules);
    const auto eviction = newestEviction(m_database);
    if (!eviction)
        return tl::unexpected(eviction.error());
    m_now.eviction = *eviction;
    m_refusalsOf1 = static_cast<std::uint64_t>(
        m_database.integer("SELECT value FROM meta WHERE key = 'refusals_of_1'").value_or(0));

    const auto newest = [this](const std::string &table, const std::string &column) {
        return static_cast<std::uint64_t>(
            m_database.integer("SELECT max(" + column + ") FROM " + table).value_or(0));
    };
    m_now.head = newest(schema::headsTable(m_segments.newest().number), "number");
    // A new segment may still be empty.
    const std::string lastEvent = "SELECT coalesce(max(sequence), (SELECT max(first) FROM segments)"
                                  " - 1) FROM " +
                                  schema::segmentTable(m_segments.newest().number);
    const auto last = m_database.integer(lastEvent);
    if (!last)
        return tl::unexpected(m_database.error());
    if (static_cast<std::uint64_t>(*last) != m_now.last ||
        m_segments.oldest().first != m_ledger.evicted + 1 ||
        m_now.eviction.last != m_ledger.evicted) {
        return fail(Error::Kind::Damaged,
                    m_file.file().string() +
                        ": its events do not fit its ledger; it was changed by another program:"
                        " restore it from a copy, or name another file");
    }
    m_now.seal = m_now.eviction.cutSeal;
    m_now.hash = m_now.eviction.number == 0 && place->headBefore ? place->headBefore->hash
                                                                 : m_now.eviction.cutHash;
    // The commit that begins a segment has its seal there; only a capture that is new has none.
    SqliteStatement seal = m_database.prepare("SELECT number, hash FROM " +
                                              schema::sealsTable(m_segments.newest().number) +
                                              " ORDER BY number DESC LIMIT 1");
    if (!seal)
        return tl::unexpected(m_database.error());
    if (seal.step()) {
        m_now.seal = seal.count(0);
        m_now.hash = hashOf(seal.blob(1));
    }
    seal.reset();
    if (seal.isFailed() || !m_segment.open(m_database, m_segments.newest().number))
        return tl::unexpected(m_database.error());
    return {};
}

bool CaptureWriter::begin(std::uint64_t bytes, WallTime now)
{
    m_limit.clear();
    m_firstRefusal = 0;
    m_began = now;
    if (!m_segment.isOpen() && !m_segment.open(m_database, m_segments.newest().number))
        return false;
    if (!m_begin.run())
        return false;
    ++m_now.seal;
    const bool isEmpty = m_now.last < m_segments.newest().first;
    if (bytes > 0 && !isEmpty &&
        (bytes > room() || isTooOld(received(m_segments.newest().first), now, SegmentsPerAge)) &&
        !beginSegment())
        return false;
    m_sealer.begin(m_now.seal, m_now.hash);
    return m_refusals.deleteSome();
}

bool CaptureWriter::beginSegment()
{
    m_heads.clear();
    if (!m_segments.begin(m_now.last + 1, m_now.segmentBytes))
        return false;
    m_now.segmentBytes = 0;
    m_now.head = 0;
    return m_segment.open(m_database, m_segments.newest().number);
}

std::int64_t CaptureWriter::received(std::uint64_t sequence) const
{
    const std::uint64_t row = sequence - 1;
    return m_columns.block(row / ColumnBlock::Rows).received[row % ColumnBlock::Rows];
}

/// Whether an event was received longer ago than a `part` of the age that the rules allow. Never without such a rule.
bool CaptureWriter::isTooOld(std::int64_t received, WallTime now, int part) const
{
    return m_rules.maxAge &&
           now - WallTime(std::chrono::microseconds(received)) > *m_rules.maxAge / part;
}

std::optional<Eviction::Reason> CaptureWriter::evictionDue(WallTime now) const
{
    if (m_segments.count() > 1 && usedBytes() > m_rules.limitBytes)
        return Eviction::Reason::Limit;
    const std::uint64_t newestOfOldest =
        m_segments.count() > 1 ? m_segments.endOfOldest() - 1 : m_now.last;
    if (newestOfOldest >= m_segments.oldest().first && isTooOld(received(newestOfOldest), now, 1))
        return Eviction::Reason::Age;
    if (m_refusals.from() > m_refusalsOf1 && m_refusals.aboveBound() > 0)
        return Eviction::Reason::Refusals;
    return std::nullopt;
}

bool CaptureWriter::evict(Eviction::Reason reason, WallTime now, Ledger &ledger)
{
    if (!begin(0, now))
        return false;
    Eviction eviction = m_now.eviction;
    ++eviction.number;
    eviction.seal = m_now.seal;
    eviction.evicted = now.time_since_epoch().count();
    eviction.reason = reason;
    eviction.first = eviction.last + 1;
    eviction.bytes = 0;
    if (reason == Eviction::Reason::Refusals)
        eviction.refusalsTo = m_refusals.aboveBound();
    else if (!evictSegment(eviction))
        return false;
    ledger.kept -= eviction.last + 1 - eviction.first;
    ledger.evicted = eviction.last;
    m_refusals.evict(eviction.refusalsTo);
    if (!m_marks.evict({eviction.last}) || !insertEviction(m_database, eviction))
        return false;
    m_sealer.add(eviction);
    m_now.eviction = eviction;
    // What was evicted together with the seals that tell of it has its sum in this one.
    return m_database.execute("DELETE FROM eviction_rows WHERE seal <= " +
                              std::to_string(eviction.cutSeal)) &&
           commit(ledger);
}

/// The oldest segment goes with its seals; `eviction` says what went and where the chain goes on.
bool CaptureWriter::evictSegment(Eviction &eviction)
{
    if (m_segments.count() == 1 && !beginSegment())
        return false;
    const SegmentList::Segment oldest = m_segments.oldest();
    SqliteStatement cut = m_database.prepare(
        "SELECT number, hash, (SELECT max(last_refusal) FROM " + schema::sealsTable(oldest.number) +
        ") FROM " + schema::sealsTable(oldest.number) + " ORDER BY number DESC LIMIT 1");
    if (!cut || !cut.step())
        return false;
    eviction.cutSeal = cut.count(0);
    eviction.cutHash = hashOf(cut.blob(1));
    if (!cut.isNull(2))
        eviction.cutRefusal = cut.count(2);
    cut.reset();
    eviction.refusalsTo = std::max(eviction.refusalsTo, eviction.cutRefusal);
    eviction.last = m_segments.endOfOldest() - 1;
    eviction.bytes = oldest.bytes;
    return m_segments.leaveOldest();
}

bool CaptureWriter::dropLeft(std::optional<std::uint64_t> rows)
{
    m_limit.clear();
    if (!m_begin.run() || !(rows ? m_segments.dropSome(*rows) : m_segments.dropAll()) ||
        !m_commit.run())
        return false;
    m_segments.committed();
    return true;
}

bool CaptureWriter::change(const CaptureRules &rules)
{
    m_newRules = rules;
    return storeRules(m_database, rules);
}

bool CaptureWriter::change(std::span<const MarkChange> marks)
{
    return m_marks.change(marks, last(), m_began);
}

bool CaptureWriter::store(std::span<const MarkChange> marks, WallTime now)
{
    m_limit.clear();
    if (!m_begin.run() || !m_marks.change(marks, last(), now) || !isInPlace() || !m_commit.run())
        return false;
    m_marks.committed();
    return true;
}

bool CaptureWriter::append(const Message &message, std::span<const BroughtMark> marks)
{
    if (message.events.empty())
        return true;
    if (m_columns.appended() + message.events.size() > Columns::MaxBlocks * ColumnBlock::Rows) {
        m_limit = "it holds as many events as a capture can; begin a new one";
        return false;
    }
    const auto isLeftOut = [this](const ReceivedEvent &received) {
        return m_rules.leavesOut(received.event.type, received.event.source);
    };
    if (std::all_of(message.events.begin(), message.events.end(), isLeftOut))
        return true;
    std::uint64_t head = 0;
    if (!storeHead(message, head))
        return false;
    m_duplicates.announce(message);
    std::vector<MarkChange> brought;
    auto mark = marks.begin();
    for (std::size_t i = 0; i < message.events.size(); ++i) {
        const bool isKept = !isLeftOut(message.events[i]);
        if (isKept && !storeEvent(message, i, head))
            return false;
        for (; mark != marks.end() && mark->event <= i; ++mark) {
            if (isKept)
                brought.push_back({last(), mark->isMarked, mark->note});
        }
    }
    return brought.empty() || change(brought);
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

bool CaptureWriter::storeEvent(const Message &message, std::size_t index, std::uint64_t head)
{
    const ReceivedEvent &received = message.events[index];
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
    row.findings = m_duplicates.find(row, index);
    // Looking for them may fail in a way that ends the transaction: nothing may be written outside of it.
    if (sqlite3_get_autocommit(m_database.handle()) != 0 || !m_segment.insert(row))
        return false;
    m_sealer.add(row);
    m_columns.append({row.received, row.time, row.type.code, row.source.code, row.subject.code,
                      row.dataSize, row.dataContentType.code, row.connection.code, row.shape,
                      row.findings});
    m_now.last = row.sequence;
    m_now.segmentBytes += RowOverhead + IndexBytes + row.text.size() + row.id.size() +
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
    if (!m_columnStore.store() || !m_duplicates.store())
        return false;
    SealRow seal;
    seal.number = m_now.seal;
    if (m_now.last > m_committed.last) {
        seal.first = m_committed.last + 1;
        seal.last = m_now.last;
        m_now.segmentBytes += SealBytes;
    }
    if (m_firstRefusal != 0) {
        seal.firstRefusal = m_firstRefusal;
        seal.lastRefusal = m_refusals.count();
    }
    seal.refusalsHash = m_sealer.refusalsHash();
    seal.hash = m_now.hash = m_sealer.finish();
    if (!m_segment.insert(seal) || !storeLedger(ledger) || !isInPlace() || !m_commit.run())
        return false;
    m_columnStore.committed();
    m_duplicates.committed();
    m_refusals.committed();
    m_marks.committed();
    m_segments.committed();
    m_rules = m_newRules;
    m_committed = m_now;
    m_ledger = ledger;
    return true;
}

bool CaptureWriter::storeLedger(const Ledger &ledger)
{
    m_updateLedger.bind(1, ledger.kept);
    m_updateLedger.bind(2, ledger.refused);
    m_updateLedger.bind(3, ledger.evicted);
    m_updateLedger.bind(4, m_now.segmentBytes);
    m_updateLedger.bind(5, m_refusals.evidenceFrom());
    m_updateLedger.bind(6, ledger.leftOut);
    m_updateLedger.bind(7, m_refusals.from());
    return m_updateLedger.run();
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
    m_duplicates.rollBack();
    m_refusals.rolledBack();
    m_marks.rolledBack();
    m_heads.clear();
    const std::uint64_t segment = m_segments.newest().number;
    m_segments.rolledBack();
    if (m_segments.newest().number != segment)
        m_segment.close();
    m_newRules = m_rules;
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

void CaptureWriter::storeEnd(const RingPlace &place, const std::string &next)
{
    if (m_begin.run() && !(m_database.execute(insertRingPlace(place)) &&
                           storeNext(m_database, next) && m_commit.run()))
        static_cast<void>(m_database.execute("ROLLBACK"));
}

Error CaptureWriter::error() const
{
    if (!m_limit.empty())
        return {Error::Kind::Full, m_file.file().string() + ": " + m_limit};
    return m_database.error();
}

std::uint64_t CaptureWriter::room() const
{
    const std::uint64_t limit = segmentLimit();
    return limit > m_now.segmentBytes ? limit - m_now.segmentBytes : 0;
}

std::uint64_t CaptureWriter::segmentLimit() const
{
    return m_segmentBytes != 0 ? m_segmentBytes : segmentBytesFor(m_rules.limitBytes);
}

std::uint64_t CaptureWriter::segmentBytesFor(std::uint64_t limitBytes)
{
    return std::max(limitBytes / SegmentsPerLimit,
                    std::min(SmallSegment, limitBytes / FewestSegments));
}

} // namespace core
