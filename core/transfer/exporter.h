// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/log/capturereader.h"
#include "core/transfer/bytesink.h"
#include "core/transfer/eventchoice.h"
#include "core/transfer/exportformat.h"
#include "core/transfer/progressmeter.h"
#include "core/redaction/redaction.h"

#include <cstdint>
#include <filesystem>
#include <stop_token>

namespace core {

/// What to export, and how. A plain value.
struct ExportOptions {
    ExportFormat format = ExportFormat::Ndjson;
    EventChoice choice;
    Redaction redaction;
};

/// What became of an export.
struct Exported {
    enum class End : std::uint8_t {
        Done,
        Cancelled,
        Unread, ///< nobody reads the other end any more
    };
    End end = End::Done;
    std::uint64_t events = 0;
    std::uint64_t bytes = 0;
    bool operator==(const Exported &) const = default;
};

// Exporting reads page by page and holds no statement open while it writes, so that a capture that is being written is
// not held up. Events that came after it began are left out: such a capture has no end. It runs on a thread that may
// wait, in the order of the log.

/// Writes the events to `sink`. With rules for JSON that do not apply to all of the data, nothing is written.
[[nodiscard]] Result<Exported> exportEvents(CaptureReader &reader, const ExportOptions &options,
                                            ByteSink &sink, ProgressMeter &progress,
                                            const std::stop_token &stop);

/// Into `file`: complete, or as it was before. What is no plain file (a pipe, a device) is written directly.
[[nodiscard]] Result<Exported> exportToFile(CaptureReader &reader, const ExportOptions &options,
                                            const std::filesystem::path &file,
                                            ProgressMeter &progress, const std::stop_token &stop);

} // namespace core
