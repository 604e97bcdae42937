// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/log/sealcheck.h"

#include "core/log/refusalstore.h"
#include "core/log/schema.h"

#include <algorithm>
#include <string_view>
#include <utility>

namespace core {

namespace {

/// Rows that are read at once.
constexpr std::uint64_t PageRows = 1000;

bool isSame(const SealHash &hash, std::string_view bytes)
{
    return std::equal(hash.begin(), hash.end(), bytes.begin(), bytes.end(),
                      [](unsigned char a, char b) { return a == static_cast<unsigned char>(b); });
}

} // namespace

SealCheck::SealCheck(SqliteDatabase &database, std::int64_t version, Blocks blocks)
    : m_database(database)
    , m_version(version)
    , m_blocks(blocks)
    , m_columns(m_database)
{
}

Result<void> SealCheck::start()
{
    if (m_version == schema::FirstVersion)
        return {};
    auto evictions = evictionsFrom(m_database, 0);
    if (!evictions)
        return tl::unexpected(evictions.error());
    m_evictions = std::move(*evictions);
    if (!m_evictions.empty())
        m_eviction = m_evictions.back();
    m_position.seal = m_eviction.cutSeal;
    m_position.last = EventSequence{m_eviction.last};
    m_position.refusal = m_eviction.cutRefusal;
    auto place = loadRingPlace(m_database);
    if (!place)
        return tl::unexpected(place.error());
    m_place = std::move(*place);
    m_position.hash =
        m_evictions.empty() && m_place.headBefore ? m_place.headBefore->hash : m_eviction.cutHash;
    m_sealedAs2From = static_cast<std::uint64_t>(
        m_database.integer("SELECT value FROM meta WHERE key = 'sealed_as_2_from'").value_or(0));
    return {};
}

const Eviction *SealCheck::uncoveredEviction() const
{
    return m_covered < m_evictions.size() ? &m_evictions[m_covered] : nullptr;
}

Result<SealCheck::Reason> SealCheck::check(const StoredSeal &seal)
{
    Position next = m_position;
    m_sealer.begin(seal.number, m_position.hash,
                   seal.number < m_sealedAs2From ? SealRules::Of1 : SealRules::Of2);
    if (seal.first || seal.last) {
        if (seal.first != m_position.last.value + 1 || seal.last < seal.first)
            return Reason("its events do not follow those of the seal before");
        if (auto reason = addEvents(*seal.first, *seal.last); !reason || *reason)
            return reason;
        next.events += *seal.last - *seal.first + 1;
        next.last = EventSequence{*seal.last};
    }
    if (auto reason = addEvictions(seal.number))
        return reason;
    if (seal.firstRefusal || seal.lastRefusal) {
        if (seal.firstRefusal != m_position.refusal + 1 || seal.lastRefusal < seal.firstRefusal)
            return Reason("its refusals do not follow those of the seal before");
        if (auto reason = addRefusals(seal); !reason || *reason)
            return reason;
        next.refusal = *seal.lastRefusal;
    }
    const auto refusals = m_sealer.refusalsHash();
    if (refusals ? !isSame(*refusals, seal.refusalsHash) : !seal.refusalsHash.empty())
        return Reason("its refusals or their hash were changed");
    next.hash = m_sealer.finish();
    if (!isSame(next.hash, seal.hash))
        return Reason("its events, refusals or the seal itself were changed");
    next.seal = seal.number;
    m_position = next;
    return Reason();
}

Result<SealCheck::Reason> SealCheck::addEvents(std::uint64_t first, std::uint64_t last)
{
    // A commit lies in one segment.
    const auto segment = m_database.integer(
        "SELECT coalesce((SELECT number FROM segments WHERE first <= " + std::to_string(first) +
        " ORDER BY number DESC LIMIT 1), 0)");
    if (!segment)
        return failed();
    if (*segment == 0)
        return Reason("its segment is missing");
    if (static_cast<std::uint64_t>(*segment) != m_segmentNumber) {
        m_segmentNumber = static_cast<std::uint64_t>(*segment);
        m_head = 0;
        if (!m_segment.open(m_database, m_segmentNumber, m_version))
            return Reason("its segment is missing");
    }
    std::uint64_t next = first;
    while (next <= last) {
        const std::uint64_t count = std::min(PageRows, last - next + 1);
        m_segment.start(next, count);
        SegmentRow row;
        HeadRow head;
        std::uint64_t read = 0;
        while (read < count && m_segment.next(row, head)) {
            if (row.sequence != next)
                break;
            if (row.seal != m_position.seal + 1) {
                m_segment.stop();
                return Reason("event " + std::to_string(next) + " names another seal");
            }
            if (row.head != head.number) {
                m_segment.stop();
                return Reason("the head of event " + std::to_string(next) + " is missing");
            }
            if (head.number > m_head) {
                m_sealer.add(head);
                m_head = head.number;
            }
            m_sealer.add(row);
            const auto holds = m_blocks == Blocks::Check ? m_columns.holds(row) : true;
            if (!holds || !*holds) {
                m_segment.stop();
                if (!holds)
                    return tl::unexpected(holds.error());
                return Reason("the column block of event " + std::to_string(next) + " was changed");
            }
            ++next;
            ++read;
        }
        m_segment.stop();
        if (m_segment.isFailed())
            return failed();
        if (read < count)
            return Reason("event " + std::to_string(next) + " is missing");
    }
    return Reason();
}

/// The newest tells all; it is in the chain like every other that has not left with its segment.
SealCheck::Reason SealCheck::addEvictions(std::uint64_t seal)
{
    for (; m_covered < m_evictions.size() && m_evictions[m_covered].seal <= seal; ++m_covered) {
        const Eviction &eviction = m_evictions[m_covered];
        if (eviction.seal < seal)
            return Reason("eviction " + std::to_string(eviction.number) +
                          " names a seal that does not cover it");
        m_sealer.add(eviction);
    }
    return {};
}

Result<SealCheck::Reason> SealCheck::addRefusals(const StoredSeal &seal)
{
    if (m_version != schema::FirstVersion) {
        const auto from = m_database.integer("SELECT refusals_from FROM ledger");
        if (!from)
            return failed();
        m_refusalsFrom = static_cast<std::uint64_t>(*from);
    }
    if (*seal.firstRefusal >= m_refusalsFrom)
        return addRefusalRows(*seal.firstRefusal, *seal.lastRefusal);
    // Some have left: the hash of all stands for them.
    if (seal.refusalsHash.size() != SealHash().size())
        return Reason("the hash of its refusals is missing");
    m_sealer.addRefusals(hashOf(seal.refusalsHash));
    return Reason();
}

Result<SealCheck::Reason> SealCheck::addRefusalRows(std::uint64_t first, std::uint64_t last)
{
    SqliteStatement select =
        m_database.prepare("SELECT " + refusalColumns() +
                           " FROM refusal_rows WHERE number >= ? ORDER BY number LIMIT ?");
    if (!select)
        return failed();
    select.bind(1, first);
    select.bind(2, last - first + 1);
    std::uint64_t next = first;
    while (select.step()) {
        const StoredRefusal stored = refusalOf(select);
        const SealHash evidence = evidenceOf(select);
        if (stored.number != next)
            break;
        if (sealOf(select) != m_position.seal + 1)
            return Reason("refusal " + std::to_string(next) + " names another seal");
        if (!stored.bodyDropped &&
            m_sealer.evidenceHash(stored.refusal.head, stored.refusal.body) != evidence)
            return Reason("head or body of refusal " + std::to_string(next) + " was changed");
        m_sealer.add(stored, evidence);
        ++next;
    }
    if (select.isFailed())
        return failed();
    if (next != last + 1)
        return Reason("refusal " + std::to_string(next) + " is missing");
    return std::nullopt;
}

} // namespace core
