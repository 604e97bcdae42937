// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/base/units.h"
#include "core/log/intake.h"
#include "core/transfer/exportformat.h"
#include "core/transfer/progressmeter.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace core {

/// How to read a file of events. A plain value.
struct ImportOptions {
    std::optional<ExportFormat> format; ///< nothing: guessed from the name and the first bytes
    std::string name;                   ///< of the file, as its events say where they are from
    /// Of one event in its file (a line, an object, a record, a request); a longer one is refused and passed over.
    std::size_t maxEventBytes = 256 * MiB;
};

/// Something in a file that is no event.
struct ImportProblem {
    std::uint64_t line = 0; ///< where it starts, from 1
    std::string what;       ///< "time is not an RFC 3339 timestamp"
    bool operator==(const ImportProblem &) const = default;
};

/// What became of an import. What was committed stays, however it ended.
struct Imported {
    static constexpr std::size_t MaxProblems = 20;

    enum class End : std::uint8_t {
        Done,
        Cancelled,
        Failed, ///< `problem` says why
    };
    End end = End::Done;
    std::uint64_t events = 0;            ///< in the log now
    std::uint64_t refused = 0;           ///< kept under Problems, with the line and the reason
    std::vector<ImportProblem> problems; ///< the first of them
    std::string problem;                 ///< a sentence
};

// Importing runs on a thread that may wait. It reads in blocks, never a file as a whole, and hands the events to the log
// in their order, as many as the log can take; they get new numbers and say OriginKind::Import. A file that breaks in
// the middle brings what stands before. Errors (nothing was imported): the file cannot be opened (NotFound, Denied, Io),
// or nobody can tell what it is, or its first line is at fault (InvalidInput, with line and column).

[[nodiscard]] Result<Imported> importFile(const std::filesystem::path &file,
                                          const ImportOptions &options, Intake &intake,
                                          ProgressMeter &progress, const std::stop_token &stop,
                                          const Clock &clock = {});
/// From a descriptor that stays its owner's: standard input.
[[nodiscard]] Result<Imported> importDescriptor(int descriptor, const ImportOptions &options,
                                                Intake &intake, ProgressMeter &progress,
                                                const std::stop_token &stop,
                                                const Clock &clock = {});

} // namespace core
