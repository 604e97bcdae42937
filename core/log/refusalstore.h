// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/base/units.h"
#include "core/log/seal.h"
#include "core/log/sqlitedatabase.h"
#include "core/log/storedevent.h"

#include <cstdint>
#include <deque>
#include <vector>

namespace core {

/// The refusals of a capture. Rows and their count stay; head and body, the evidence, are kept of the newest only.
/// Writer thread only.
class RefusalStore {
public:
    /// Of the evidence; what is at the bound stays.
    struct Bound {
        std::size_t evidence = 10'000; ///< refusals
        std::size_t bytes = 64 * MiB;
    };

    RefusalStore(SqliteDatabase &database, Sealer &sealer, Bound bound);

    /// `evidenceFrom`: the oldest refusal that still has its evidence (table ledger).
    [[nodiscard]] Result<void> load(std::uint64_t evidenceFrom);
    /// In the writer's transaction: writes, seals and drops evidence above the bound. False: it failed.
    [[nodiscard]] bool insert(const Refusal &refusal, EventSequence after, std::uint64_t seal);
    void committed();
    void rolledBack();

    std::uint64_t count() const { return m_count; }
    std::uint64_t evidenceFrom() const { return m_count + 1 - m_evidence.size(); }

private:
    [[nodiscard]] bool dropAboveBound();

    SqliteDatabase &m_database;
    Sealer &m_sealer;
    const Bound m_bound;
    SqliteStatement m_insert;
    SqliteStatement m_drop;
    std::uint64_t m_count = 0;
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
