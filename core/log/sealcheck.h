// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/base/units.h"
#include "core/disk/sqlitedatabase.h"
#include "core/log/columncheck.h"
#include "core/log/eviction.h"
#include "core/log/ringplace.h"
#include "core/log/seal.h"
#include "core/log/sealreader.h"
#include "core/log/segment.h"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace core {

/// Makes seals anew from what they cover, one after the other, and compares. Whoever walks the chain has the snapshots,
/// and looks for what no seal covers.
class SealCheck {
public:
    /// What is wrong, or nothing.
    using Reason = std::optional<std::string>;
    /// Column blocks are no part of a seal, but what a window lists is what they say.
    enum class Blocks : std::uint8_t { Check, Ignore };

    /// Up to where the chain is whole.
    struct Position {
        std::uint64_t seal = 0;
        EventSequence last;        ///< newest event covered
        std::uint64_t events = 0;  ///< of the seals that were checked
        std::uint64_t refusal = 0; ///< newest that is covered
        SealHash hash{};           ///< of `seal`
    };

    /// `version` of the schema.
    SealCheck(SqliteDatabase &database, std::int64_t version, Blocks blocks);

    /// Stands where the chain begins: behind what has left.
    [[nodiscard]] Result<void> start();
    /// The one behind position(), which moves on if nothing is wrong.
    [[nodiscard]] Result<Reason> check(const StoredSeal &seal);

    const Position &position() const { return m_position; }
    /// Of the file in its ring: where the chain comes from.
    const RingPlace &place() const { return m_place; }
    /// The newest when it began.
    const Eviction &eviction() const { return m_eviction; }
    /// The first of that time that no seal has covered; null: there is none.
    const Eviction *uncoveredEviction() const;

private:
    Result<Reason> addEvents(std::uint64_t first, std::uint64_t last);
    Reason addEvictions(std::uint64_t seal);
    Result<Reason> addRefusals(const StoredSeal &seal);
    Result<Reason> addRefusalRows(std::uint64_t first, std::uint64_t last);
    tl::unexpected<Error> failed() const { return tl::unexpected(m_database.error()); }

    SqliteDatabase &m_database;
    const std::int64_t m_version;
    const Blocks m_blocks;
    ColumnCheck m_columns;
    Sealer m_sealer;
    SegmentReader m_segment;
    std::uint64_t m_segmentNumber = 0;
    std::uint64_t m_head = 0; ///< newest head of this segment that a seal has covered
    std::uint64_t m_sealedAs2From = std::numeric_limits<std::uint64_t>::max();
    std::vector<Eviction> m_evictions; ///< when it began
    Eviction m_eviction;               ///< the newest of them
    std::size_t m_covered = 0;         ///< so many of them were covered by a seal
    std::uint64_t m_refusalsFrom = 1;  ///< those below have left
    Position m_position;
    RingPlace m_place;
};

} // namespace core
