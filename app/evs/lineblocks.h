// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/commandline/outcome.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace app {

/// Whole lines that were read at once.
struct LineBlock {
    std::uint64_t index = 0;     ///< of the block, from 0
    std::uint64_t firstLine = 1; ///< number of its first line
    bool isLong = false; ///< instead of lines: the first one has more than LineBlocks::MaxLineBytes

    std::string_view lines() const { return {bytes.data(), length}; }

    std::vector<char> bytes; ///< room that is used again
    std::size_t length = 0;
};

/// A descriptor as blocks of whole lines: large ones where there is much, and what is there where the other end is slow. One
/// thread at a time, except for giveUp().
class LineBlocks {
public:
    static constexpr std::size_t BlockBytes = 1024 * 1024;
    static constexpr std::size_t MaxLineBytes = 64 * 1024 * 1024; ///< as a receiver takes at most

    /// Borrows the descriptor; `name` is for sentences.
    LineBlocks(int descriptor, std::string name);
    ~LineBlocks();
    LineBlocks(const LineBlocks &) = delete;
    LineBlocks &operator=(const LineBlocks &) = delete;

    /// Fills `block`; false at the end of the input. Waits for the other end where nothing is there.
    [[nodiscard]] OrFailure<bool> next(LineBlock &block);
    /// Any thread: the input ends here, also for who waits for it.
    void giveUp();

private:
    [[nodiscard]] OrFailure<std::size_t> read(char *to, std::size_t room);
    bool wouldWait() const;
    /// Passes the rest of a line that is too long.
    [[nodiscard]] OrFailure<void> passLine();

    const int m_descriptor;
    const int m_giveUp; ///< eventfd
    const std::string m_name;
    std::string m_rest; ///< of a line whose end was not read
    bool m_isEnded = false;
    bool m_isGivenUp = false;
    std::uint64_t m_blocks = 0;
    std::uint64_t m_nextLine = 1;
};

} // namespace app
