// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/disk/sqlitedatabase.h"
#include "core/log/seal.h"

#include <cstdint>
#include <vector>

namespace core {

/// What left a capture in one commit, and from where on its chain of seals can still be followed. A row of
/// `eviction_rows` and an entry of a seal. Events leave as whole segments; each eviction tells the whole state, so that
/// the newest is enough.
struct Eviction {
    enum class Reason : std::uint8_t { Limit = 1, Age = 2, Refusals = 3 };

    std::uint64_t number = 0; ///< from 1
    std::uint64_t seal = 0;   ///< of the commit that did it
    std::int64_t evicted = 0; ///< µs since 1970
    Reason reason = Reason::Limit;
    std::uint64_t first = 1;      ///< event; above `last` if no event left
    std::uint64_t last = 0;       ///< every event up to it has left
    std::uint64_t bytes = 0;      ///< of the events that left, about
    std::uint64_t refusalsTo = 0; ///< every refusal up to it has left
    // The newest seal that left: the chain goes on behind it.
    std::uint64_t cutSeal = 0;    ///< 0: none has left
    std::uint64_t cutRefusal = 0; ///< newest refusal that it or a seal before it covers
    SealHash cutHash{};
    bool operator==(const Eviction &) const = default;
};

/// Inserts `eviction`. False: SqliteDatabase::error() says why.
[[nodiscard]] bool insertEviction(SqliteDatabase &database, const Eviction &eviction);
/// Those from `number` on, in order.
[[nodiscard]] Result<std::vector<Eviction>> evictionsFrom(SqliteDatabase &database,
                                                          std::uint64_t number);
/// The newest, or one with number 0 if nothing has left yet.
[[nodiscard]] Result<Eviction> newestEviction(SqliteDatabase &database);

} // namespace core
