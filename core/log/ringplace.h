// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/disk/sqlitedatabase.h"
#include "core/log/capturerules.h"
#include "core/log/ledger.h"
#include "core/log/notedhead.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>

namespace core {

/// What a capture says of the ring that it is a file of (table meta). A plain value.
struct RingPlace {
    std::string ring;         ///< which one; empty: none
    std::uint64_t number = 0; ///< in the ring, from 1
    std::string file;         ///< its name when it was begun, without folder
    std::string previous;     ///< the file before, likewise; empty: none, or it was not known
    /// The newest seal of the file before, which the first of this one goes on from.
    std::optional<NotedHead> headBefore;
    std::uint64_t eventsBefore = 0; ///< that all files before it have received
    std::string next;               ///< where the ring went on; empty: nowhere yet
};

/// Where a file of a ring ended.
struct FileEnd {
    NotedHead head; ///< its newest seal
    Ledger ledger;
    CaptureRules rules; ///< that hold for what comes next
};
/// The file that comes behind it.
struct NextFile {
    std::string name; ///< without folder
    RingPlace place;  ///< of the file that ended, if it is the first of its ring
};

/// Begins the next file and its writer. Called on the thread of the writer that ends, between two commits; nobody takes
/// from the intake before it returns.
using GoOnInNextFile = std::function<Result<NextFile>(const FileEnd &end)>;

/// Of a ring that begins.
std::string newRingId();
/// The rows of `place` for the table meta, as one SQL statement; what is not known has none.
std::string insertRingPlace(const RingPlace &place);
/// A capture that is in no ring has an empty one.
[[nodiscard]] Result<RingPlace> loadRingPlace(SqliteDatabase &database);
/// Of the capture `file`, which may be in use. Any thread but the GUI's.
[[nodiscard]] Result<RingPlace> readRingPlace(const std::filesystem::path &file);
/// Says in a file which one comes behind it. False if it cannot be written.
[[nodiscard]] bool storeNext(SqliteDatabase &database, const std::string &next);
/// The same for one whose writer was killed at that moment; makes it one file again, without a WAL beside it.
/// Kind::InUse if somebody writes it.
[[nodiscard]] Result<void> finishFileOfRing(const std::filesystem::path &file,
                                            const std::string &next);

} // namespace core
