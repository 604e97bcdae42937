// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/log/intake.h"
#include "core/transfer/importer.h"
#include "core/transfer/progressmeter.h"

#include <filesystem>
#include <stop_token>
#include <vector>

namespace core {

/// Appends the events of other captures to a log, by their receive time; those of one capture stay in its order. They get
/// new numbers and seals; their origin is Import, their connection names the file, everything else stays as it was; marks and notes come along, as far as there is room.
/// What was refused there is not taken over. Runs on a thread that may wait; holds no statement open. Errors (nothing
/// was merged): an input cannot be opened or read. The log must not be one of the inputs.
[[nodiscard]] Result<Imported> mergeCaptures(const std::vector<std::filesystem::path> &inputs,
                                             Intake &output, ProgressMeter &progress,
                                             const std::stop_token &stop);

/// Whether `file` is a SQLite database: a capture, most likely.
[[nodiscard]] bool looksLikeCapture(const std::filesystem::path &file);

} // namespace core
