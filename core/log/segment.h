// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/log/segmentrow.h"
#include "core/log/sqlitedatabase.h"

#include <cstdint>
#include <string>

namespace core {

/// Writes rows into the tables of one segment. False: SqliteDatabase::error() says why.
class SegmentWriter {
public:
    [[nodiscard]] bool open(SqliteDatabase &database, std::uint64_t segment);
    void close();
    bool isOpen() const { return m_insertHead && m_insertRow; }
    [[nodiscard]] bool insert(const HeadRow &head);
    [[nodiscard]] bool insert(const SegmentRow &row);

private:
    SqliteStatement m_insertHead;
    SqliteStatement m_insertRow;
};

/// Reads rows of one segment in order, with their heads and names as texts. Reset after use: it must
/// not hold a snapshot between pages.
class SegmentReader {
public:
    [[nodiscard]] bool open(SqliteDatabase &database, std::uint64_t segment);
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
