// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/evs/lineblocks.h"
#include "app/evs/output.h"
#include "core/codec/eventview.h"

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <string>

namespace app {

/// What became of lines.
struct LineCounts {
    std::uint64_t events = 0;
    std::uint64_t noEvents = 0; ///< lines that are none
    std::uint64_t chosen = 0;   ///< events for which the work answered true
};

/// Lines of JSON on standard input, each an event, which several threads look at, while what they print comes in the order
/// of the lines, and as soon as it can. There is no queue: each thread takes the next block when it has printed the last
/// one. Lines that are no events are told on standard error, with their number and the reason; blank ones are passed over.
class LineFlow {
public:
    /// An event, its line without the line feed, and the line's number.
    struct Line {
        core::EventView event;
        std::string_view text;
        std::uint64_t number = 0;
    };
    /// Where a work appends to what is printed, and what is said.
    struct Written {
        std::string output;
        std::string said; ///< on standard error, whole lines
    };
    /// Whether the event is chosen. Each thread has one of its own.
    using Work = std::function<bool(const Line &line, Written &written)>;

    /// Borrows both.
    LineFlow(LineBlocks &input, Output &output)
        : m_input(input)
        , m_output(output)
    {
    }

    /// To the end of the input, or until nobody reads the output. `makeWork` is called once for each thread.
    [[nodiscard]] OrFailure<LineCounts> run(const std::function<Work()> &makeWork);

private:
    void runThread(const Work &work);
    bool takeBlock(LineBlock &block);
    static void workOn(const LineBlock &block, const Work &work, Written &written,
                       LineCounts &counts);
    bool print(const LineBlock &block, const Written &written, const LineCounts &counts);

    LineBlocks &m_input;
    Output &m_output;
    std::mutex m_reading; ///< guards m_input and m_isEnded
    bool m_isEnded = false;
    std::mutex m_printing; ///< guards all below, and m_output
    std::condition_variable m_turned;
    std::uint64_t m_turn = 0; ///< index of the block that is printed next
    LineCounts m_counts;
    std::optional<Failure> m_failure;
};

/// How the commands that read such lines end: with 3 if some were no events, else with `code` if all was printed.
[[nodiscard]] Outcome endOfLines(const LineCounts &counts, const Output &output, ExitCode code);

} // namespace app
