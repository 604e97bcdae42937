// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/commandline/outcome.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace app {

/// The lines of a file or of standard input, one after the other. Blocks where the other end is slow. One thread.
class LineInput {
public:
    static constexpr std::size_t MaxLineBytes = 64 * 1024 * 1024; ///< as a receiver takes at most

    /// `name`: a file, or "-" for standard input.
    [[nodiscard]] static OrFailure<LineInput> open(const std::string &name);
    LineInput(LineInput &&other) noexcept;
    LineInput &operator=(LineInput &&other) = delete;
    ~LineInput();

    /// The next line without its end, or nothing at the end of the input. A line above the limit fails.
    [[nodiscard]] OrFailure<std::optional<std::string>> next();
    /// Number of the line that next() brought, from 1.
    std::uint64_t number() const { return m_number; }
    /// Whether next() would have to wait for the other end.
    bool wouldWait() const;

private:
    LineInput(std::string name, int descriptor);

    std::string m_name;
    int m_descriptor; ///< -1: moved from
    bool m_isEnded = false;
    std::uint64_t m_number = 0;
    std::string m_buffer;
    std::size_t m_at = 0; ///< what of the buffer was taken
};

} // namespace app
