// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/disk/sqlitedatabase.h"
#include "core/log/ledger.h"

#include <cstdint>
#include <filesystem>
#include <memory>

namespace core {

/// A capture open for reading, on a connection of its own.
struct ReadableCapture {
    std::unique_ptr<SqliteDatabase> database;
    std::int64_t version = 0; ///< of the schema
    bool isNewer = false;     ///< than this program; what is read is there all the same
};

/// Whether a damaged file is read as far as it goes; who asks for that must not believe what it says.
enum class Damage : std::uint8_t { Refuse, Tolerate };

/// Opens whatever can be read: written by another program just now, left behind by one that was killed, closed, in a
/// folder that may not be written, of a newer version that kept the tables. Makes no file where there is none. Errors:
/// Kind::NotFound, Denied (it has a WAL that cannot be used where it is), Damaged, Unsupported, Io.
[[nodiscard]] Result<ReadableCapture> openReadable(const std::filesystem::path &file,
                                                   Damage damage = Damage::Refuse);

/// What one snapshot of a capture counts.
struct CaptureCounts {
    Ledger ledger;
    std::uint64_t seals = 0;
    std::uint64_t refusals = 0;
    std::uint64_t usedBytes = 0; ///< of the events; what the limit bounds
    std::uint64_t last() const { return ledger.kept + ledger.evicted; }
};
[[nodiscard]] Result<CaptureCounts> readCounts(const ReadableCapture &capture);

} // namespace core
