// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/disk/sqlitedatabase.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace core {

/// A seal as the capture has it, whatever that is.
struct StoredSeal {
    std::uint64_t number = 0;
    std::optional<std::uint64_t> first, last;
    std::optional<std::uint64_t> firstRefusal, lastRefusal;
    std::string refusalsHash;
    std::string hash;
};

/// Reads the seals of a capture in order, segment by segment.
class SealReader {
public:
    /// `version` of the schema.
    SealReader(SqliteDatabase &database, std::int64_t version);

    /// Begins with the oldest segment.
    void start();
    /// The next behind number `after`, up to `newest`, at most `limit`: of one segment. Empty: there are no more.
    [[nodiscard]] Result<std::vector<StoredSeal>> read(std::uint64_t after, std::uint64_t newest,
                                                       std::uint64_t limit);
    /// The segment that is read.
    std::uint64_t segment() const { return m_segment; }

private:
    SqliteDatabase &m_database;
    const bool m_isOf1;
    std::uint64_t m_segment = 0;
};

} // namespace core
