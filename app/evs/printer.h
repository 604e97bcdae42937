// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/evs/output.h"
#include "core/base/units.h"
#include "core/cesql/expression.h"
#include "core/log/capturereader.h"
#include "core/ring/capturering.h"

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>

namespace app {

/// Prints the events of a capture as lines of JSON while they come, on a thread of its own: a reader of the log with a
/// position, which reads a page, writes it, and flushes when there is nothing more. Goes from file to file of a ring.
/// Nothing waits for it: what retention takes before it could be printed is reported on standard error.
class Printer {
public:
    struct Options {
        std::optional<core::cesql::Expression> where; ///< only events that pass are meant
        bool isQuiet = false;                         ///< prints nothing and counts
        std::optional<std::uint64_t> count;           ///< events, then it ends
        bool endsUnread = false;                      ///< once nobody reads; else it counts on
    };

    /// Prints what came since `ring` was opened, which outlives it.
    Printer(const core::CaptureRing &ring, Options options);
    /// Ends the thread at once; what is not printed stays so.
    ~Printer();

    /// eventfd, readable once the thread has ended: by finish(), because `count` is reached, or because it cannot go
    /// on.
    int endedDescriptor() const { return m_ended; }
    /// Prints what is published now and ends.
    void finish();
    /// Waits for the reader of standard output no longer.
    void giveUp();

    /// Events printed, or counted where nothing is printed. Any thread.
    std::uint64_t printed() const { return m_printed.load(std::memory_order_relaxed); }
    bool isCountReached() const { return m_options.count && printed() >= *m_options.count; }
    /// Nobody reads standard output. Any thread.
    bool isUnread() const { return m_isUnread.load(std::memory_order_relaxed); }
    /// Why it could not go on; empty if nothing is wrong. Only after it has ended.
    const std::string &problem() const { return m_problem; }

private:
    void run(const std::stop_token &stop);
    /// Goes on with the file after this one.
    void goOn();
    bool openReader(std::uint64_t published);
    /// Prints up to event number `published` of this file; false if it cannot go on.
    bool take(std::uint64_t published);
    bool readPage(std::uint64_t wanted);
    /// Whether their events are looked at, and not only counted.
    bool needsEvents() const;
    bool print(const core::StoredEvent &stored);
    /// On standard error: the events behind m_position up to `last` are gone.
    void sayEvicted(std::uint64_t last) const;
    bool flush();

    const core::CaptureRing &m_ring;
    const Options m_options;
    Output m_output;
    const int m_ended;
    std::uint64_t m_part = 0;                      ///< of the ring: the file that is read
    core::CaptureRing::Part m_file;                ///< that
    std::unique_ptr<core::CaptureReader> m_reader; ///< of it; null: not opened yet
    std::uint64_t m_position = 0; ///< number of the newest event of it that was taken
    std::atomic<std::uint64_t> m_printed{0};
    std::atomic<bool> m_isUnread{false};
    std::string m_problem;
    std::jthread m_thread; ///< last: uses all of the above
};

} // namespace app
