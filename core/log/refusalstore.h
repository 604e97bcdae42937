// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/base/units.h"
#include "core/disk/sqlitedatabase.h"
#include "core/log/seal.h"
#include "core/log/storedevent.h"

#include <cstdint>
#include <deque>
#include <vector>

namespace core {

/// The refusals of a capture. Their count stays; rows are kept of the newest, head and body, the evidence, of still
/// fewer. Rows leave when their segment does, or above the bound; then they are deleted a few at a time. Writer thread
/// only.
class RefusalStore {
public:
    /// Of the evidence; what is at the bound stays.
    struct Bound {
        std::size_t evidence = 10'000; ///< refusals
        std::size_t bytes = 64 * MiB;
        std::uint64_t rows = 50'000; ///< may be passed by RowsAtOnce
    };
    /// So many rows leave together above the bound.
    static constexpr std::uint64_t RowsAtOnce = 1000;
    /// So many rows that have left are deleted with each commit.
    static constexpr std::uint64_t DeletedAtOnce = 250;

    RefusalStore(SqliteDatabase &database, Sealer &sealer, Bound bound);

    /// `from`: the oldest refusal that has not left; `evidenceFrom`: the oldest that still has its evidence (table
    /// ledger).
    [[nodiscard]] Result<void> load(std::uint64_t from, std::uint64_t evidenceFrom);
    /// In the writer's transaction: writes, seals and drops evidence above the bound. False: it failed.
    [[nodiscard]] bool insert(const Refusal &refusal, EventSequence after, std::uint64_t seal);
    /// In the writer's transaction: all up to `number` leave.
    void evict(std::uint64_t number);
    /// In the writer's transaction: deletes some of what has left in earlier ones. False: it failed.
    [[nodiscard]] bool deleteSome();
    void committed();
    void rolledBack();

    /// Refusals so far, whether they have left or not.
    std::uint64_t count() const { return m_count; }
    /// The oldest that has not left.
    std::uint64_t from() const { return m_from; }
    std::uint64_t evidenceFrom() const { return m_count + 1 - m_evidence.size(); }
    /// Rows are above the bound: so many can leave now, up to this number. 0: none.
    std::uint64_t aboveBound() const;

private:
    [[nodiscard]] bool dropAboveBound();
    void popEvidence();

    SqliteDatabase &m_database;
    Sealer &m_sealer;
    const Bound m_bound;
    SqliteStatement m_insert;
    SqliteStatement m_drop;
    SqliteStatement m_delete;
    std::uint64_t m_count = 0;
    std::uint64_t m_from = 1;
    std::uint64_t m_committedFrom = 1;
    std::uint64_t m_oldestRow = 1; ///< in the file, about: not above it
    std::uint64_t m_committedOldestRow = 1;
    std::deque<std::size_t> m_evidence; ///< bytes of each refusal from evidenceFrom() on
    std::size_t m_evidenceBytes = 0;
    std::uint64_t m_added = 0;          ///< in this transaction
    std::vector<std::size_t> m_dropped; ///< in this transaction
};

/// Reads refusals of any connection back. Select: refusalColumns() FROM refusal_rows.
std::string refusalColumns();
StoredRefusal refusalOf(const SqliteStatement &select);
/// The stored hash of head and body, in the column after those of refusalOf.
SealHash evidenceOf(const SqliteStatement &select);
/// The number of its seal, in the column after that.
std::uint64_t sealOf(const SqliteStatement &select);

} // namespace core
