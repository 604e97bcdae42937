// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/log/refusalstore.h"

#include <algorithm>

namespace core {

RefusalStore::RefusalStore(SqliteDatabase &database, Sealer &sealer, Bound bound)
    : m_database(database)
    , m_sealer(sealer)
    , m_bound(bound)
    , m_insert(database.prepare(
          "INSERT INTO refusal_rows VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"))
    , m_drop(database.prepare("UPDATE refusal_rows SET head = NULL, body = NULL WHERE number = ?"))
    , m_delete(database.prepare("DELETE FROM refusal_rows WHERE number < ?"))
{
}

Result<void> RefusalStore::load(std::uint64_t from, std::uint64_t evidenceFrom)
{
    if (!m_insert || !m_drop || !m_delete)
        return tl::unexpected(m_database.error());
    const auto number = [this](const char *which) {
        return static_cast<std::uint64_t>(
            m_database.integer("SELECT " + std::string(which) + "(number) FROM refusal_rows")
                .value_or(0));
    };
    m_from = m_committedFrom = from;
    m_count = std::max(number("max"), from - 1);
    m_oldestRow = m_committedOldestRow = number("min");
    evidenceFrom = std::max(evidenceFrom, from);
    SqliteStatement select =
        m_database.prepare("SELECT length(head) + length(body) FROM refusal_rows"
                           " WHERE number >= ? ORDER BY number");
    if (!select)
        return tl::unexpected(m_database.error());
    select.bind(1, evidenceFrom);
    while (select.step()) {
        m_evidence.push_back(select.count(0));
        m_evidenceBytes += m_evidence.back();
    }
    if (select.isFailed())
        return tl::unexpected(m_database.error());
    return {};
}

bool RefusalStore::insert(const Refusal &refusal, EventSequence after, std::uint64_t seal)
{
    const Rejection &why = refusal.why;
    const SealHash evidence = m_sealer.evidenceHash(refusal.head, refusal.body);
    const std::uint64_t number = m_count + 1;
    m_insert.bind(1, number);
    m_insert.bind(2, seal);
    m_insert.bind(3, after.value);
    m_insert.bind(4, std::int64_t{refusal.received.time_since_epoch().count()});
    m_insert.bind(5, std::int64_t{why.status});
    m_insert.bindText(6, why.rule);
    m_insert.bindText(7, why.title);
    m_insert.bindText(8, why.detail);
    m_insert.bindText(9, why.fix);
    m_insert.bindText(10, why.reference);
    m_insert.bind(11, static_cast<std::int64_t>(why.place.part));
    m_insert.bindText(12, why.place.name);
    if (why.place.bytes) {
        m_insert.bind(13, std::int64_t{why.place.bytes->offset});
        m_insert.bind(14, std::int64_t{why.place.bytes->length});
    } else {
        m_insert.bindNull(13);
        m_insert.bindNull(14);
    }
    m_insert.bindText(15, refusal.connection);
    m_insert.bindText(16, refusal.remote);
    m_insert.bindText(17, refusal.local);
    m_insert.bind(18, std::int64_t{refusal.cut});
    m_insert.bind(19, refusal.bodyBytes);
    m_insert.bindBlob(20, bytesOf(evidence));
    m_insert.bindBlob(21, refusal.head);
    m_insert.bindBlob(22, refusal.body);
    if (!m_insert.run())
        return false;
    m_sealer.add(StoredRefusal{number, after, refusal, false}, evidence);
    m_count = number;
    ++m_added;
    m_evidence.push_back(refusal.head.size() + refusal.body.size());
    m_evidenceBytes += m_evidence.back();
    return dropAboveBound();
}

bool RefusalStore::dropAboveBound()
{
    while (m_evidence.size() > m_bound.evidence || m_evidenceBytes > m_bound.bytes) {
        m_drop.bind(1, evidenceFrom());
        if (!m_drop.run())
            return false;
        popEvidence();
    }
    return true;
}

void RefusalStore::popEvidence()
{
    m_evidenceBytes -= m_evidence.front();
    m_dropped.push_back(m_evidence.front());
    m_evidence.pop_front();
}

void RefusalStore::evict(std::uint64_t number)
{
    m_from = std::max(m_from, number + 1);
    while (!m_evidence.empty() && evidenceFrom() < m_from)
        popEvidence();
}

/// Not in the transaction in which they leave: the file refuses to lose a refusal that its ledger still has.
bool RefusalStore::deleteSome()
{
    if (m_oldestRow >= m_committedFrom || m_count == 0)
        return true;
    m_oldestRow = std::min(m_committedFrom, m_oldestRow + DeletedAtOnce);
    m_delete.bind(1, m_oldestRow);
    return m_delete.run();
}

std::uint64_t RefusalStore::aboveBound() const
{
    return m_count + 1 - m_from >= m_bound.rows + RowsAtOnce ? m_count - m_bound.rows : 0;
}

void RefusalStore::committed()
{
    m_committedFrom = m_from;
    m_committedOldestRow = m_oldestRow;
    m_added = 0;
    m_dropped.clear();
}

void RefusalStore::rolledBack()
{
    // Put back in front first: a refusal may have been added and dropped in the same transaction.
    for (auto bytes = m_dropped.rbegin(); bytes != m_dropped.rend(); ++bytes) {
        m_evidence.push_front(*bytes);
        m_evidenceBytes += *bytes;
    }
    for (std::uint64_t i = 0; i < m_added; ++i) {
        m_evidenceBytes -= m_evidence.back();
        m_evidence.pop_back();
    }
    m_count -= m_added;
    m_from = m_committedFrom;
    m_oldestRow = m_committedOldestRow;
    committed();
}

std::string refusalColumns()
{
    return "number, after, received, status, rule, title, detail, fix, reference, part, place, "
           "place_offset,"
           " place_length, connection, remote, local, cut, body_bytes, head, body, "
           "evidence_sha256, seal";
}

StoredRefusal refusalOf(const SqliteStatement &select)
{
    StoredRefusal stored;
    stored.number = select.count(0);
    stored.after = EventSequence{select.count(1)};
    Refusal &refusal = stored.refusal;
    refusal.received = WallTime(std::chrono::microseconds(select.integer(2)));
    refusal.why.status = static_cast<int>(select.integer(3));
    refusal.why.rule = select.text(4);
    refusal.why.title = select.text(5);
    refusal.why.detail = select.text(6);
    refusal.why.fix = select.text(7);
    refusal.why.reference = select.text(8);
    refusal.why.place.part = static_cast<Place::Part>(select.integer(9));
    refusal.why.place.name = select.text(10);
    if (!select.isNull(11)) {
        refusal.why.place.bytes = ByteRange{static_cast<std::uint32_t>(select.integer(11)),
                                            static_cast<std::uint32_t>(select.integer(12))};
    }
    refusal.connection = select.text(13);
    refusal.remote = select.text(14);
    refusal.local = select.text(15);
    refusal.cut = select.integer(16) != 0;
    refusal.bodyBytes = select.count(17);
    stored.bodyDropped = select.isNull(18);
    refusal.head = select.blob(18);
    refusal.body = select.blob(19);
    return stored;
}

SealHash evidenceOf(const SqliteStatement &select)
{
    SealHash hash{};
    const std::string_view bytes = select.blob(20);
    if (bytes.size() == hash.size()) // else it was changed, and no evidence has a hash of zeros
        std::copy_n(bytes.begin(), hash.size(), hash.begin());
    return hash;
}

std::uint64_t sealOf(const SqliteStatement &select)
{
    return select.count(21);
}

} // namespace core
