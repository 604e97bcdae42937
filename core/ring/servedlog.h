// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/log/eventlog.h"
#include "core/ring/capturering.h"

#include <cstdint>
#include <functional>
#include <memory>

namespace core {

/// The log that a port tells of: one capture, or a ring of files with the account of all of them. What is given outlives
/// it. A plain value, whose functions may be called from any thread.
struct ServedLog {
    ServedLog(const EventLog &log);     // NOLINT(google-explicit-constructor)
    ServedLog(const CaptureRing &ring); // NOLINT(google-explicit-constructor)

    /// The file that is written.
    struct Current {
        std::shared_ptr<const EventLog> log;
        std::uint64_t before = 0; ///< events that all files of the ring before it have received

        /// Number of the newest event, counted through all files.
        std::uint64_t newest() const { return before + log->columns().published(); }
    };
    std::function<Current()> current;
    std::function<Ledger()> ledger;
};

} // namespace core
