// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/disk/sqlitedatabase.h"
#include "core/log/schema.h"
#include "core/log/seal.h"
#include "core/log/segmentrow.h"

#include <cstdint>
#include <optional>
#include <string>

namespace core {

/// A commit as its segment keeps it. Numbers of 0: it has no events, no refusals.
struct SealRow {
    std::uint64_t number = 0;
    std::uint64_t first = 0;
    std::uint64_t last = 0;
    std::uint64_t firstRefusal = 0;
    std::uint64_t lastRefusal = 0;
    std::optional<SealHash> refusalsHash;
    SealHash hash{};
};

/// Writes rows into the tables of one segment. False: SqliteDatabase::error() says why.
class SegmentWriter {
public:
    [[nodiscard]] bool open(SqliteDatabase &database, std::uint64_t segment);
    void close();
    bool isOpen() const { return m_insertHead && m_insertRow && m_insertSeal; }
    [[nodiscard]] bool insert(const HeadRow &head);
    [[nodiscard]] bool insert(const SegmentRow &row);
    [[nodiscard]] bool insert(const SealRow &seal);

private:
    SqliteStatement m_insertHead;
    SqliteStatement m_insertRow;
    SqliteStatement m_insertSeal;
};

/// Reads rows of one segment in order, with their heads and names as texts. Reset after use: it must
/// not hold a snapshot between pages.
class SegmentReader {
public:
    /// `version` of the schema that the file has.
    [[nodiscard]] bool open(SqliteDatabase &database, std::uint64_t segment,
                            std::int64_t version = schema::Version);
    /// At most `limit` rows from `first` on follow.
    void start(std::uint64_t first, std::uint64_t limit);
    /// Views in `row` and `head` hold until the next call. False: at the end, or failed.
    [[nodiscard]] bool next(SegmentRow &row, HeadRow &head);
    bool isFailed() const { return m_select.isFailed(); }
    void stop() { m_select.reset(); }

private:
    SqliteStatement m_select;
};

} // namespace core
