// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/log/capturereader.h"
#include "core/log/columns.h"
#include "core/log/intake.h"
#include "core/log/ledger.h"

#include <filesystem>
#include <memory>
#include <string>

namespace core {

/// State of the writing side, for one place on the screen.
struct LogState {
    bool writable = true;
    std::string problem;         ///< why not, and what to do; empty while writable
    std::uint64_t fileBytes = 0; ///< capture and its WAL
    std::uint64_t seals = 0;
    bool operator==(const LogState &) const = default;
};

/// One open capture: its writer thread, its columns and its intake. Opening reads the columns; closing drains the
/// intake, ends the writer and returns the file to journal_mode=DELETE. Functions may be called from any thread
/// except where they say otherwise.
class EventLog {
public:
    struct Options {
        std::size_t intakeBytes = Intake::DefaultLimit;
        std::uint64_t limitBytes = 4 * GiB; ///< of the capture; a segment is a 32nd of it
        std::size_t dictionaryBytes = Columns::DictionaryLimit;
        Clock clock;
    };

    /// Opens or makes the capture `file` (parent folders are made, mode 0600) and starts its writer. Takes the OS lock
    /// `FILE-lock`: Kind::InUse if somebody else has it. Kind::Damaged, Unsupported, Denied, Full, Io as they say.
    [[nodiscard]] static Result<std::unique_ptr<EventLog>> open(const std::filesystem::path &file,
                                                                Options options);
    [[nodiscard]] static Result<std::unique_ptr<EventLog>> open(const std::filesystem::path &file);
    ~EventLog();

    const std::filesystem::path &file() const;
    Intake &intake();
    const Columns &columns() const;
    /// One snapshot: the sum holds in it.
    Ledger ledger() const;
    LogState state() const;
    /// Number of refusals kept so far; read them with CaptureReader::refusals. Grows with each.
    std::uint64_t refusalCount() const;
    /// A reader of this capture, for one thread.
    [[nodiscard]] Result<std::unique_ptr<CaptureReader>> reader() const;

    /// No more intake; returns when everything that waited is decided and the file is closed. Called by the destructor.
    /// Readers go first: while one is connected the file keeps its WAL.
    void close();

private:
    EventLog();
    struct Inside;
    std::unique_ptr<Inside> m;
};

} // namespace core
