// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/commandline/outcome.h"

#include <cstddef>
#include <string>

namespace app {

/// Standard output, buffered. Waits for a slow reader, but never so that it cannot be told to give up. One thread,
/// except for giveUp().
class Output {
public:
    explicit Output(int descriptor);
    ~Output();
    Output(const Output &) = delete;
    Output &operator=(const Output &) = delete;

    enum class State {
        Open,
        Closed, ///< nobody reads any more, or it never was open
        Failed, ///< the system refuses: problem() says why
        GivenUp,
    };

    /// To append to. What stands here when the state is not Open is dropped by the next flush.
    std::string &buffer() { return m_buffer; }
    bool isWorthFlushing() const { return m_buffer.size() >= FlushBytes; }
    /// Writes everything, however long the reader takes.
    State flush();
    State state() const { return m_state; }
    /// A sentence, once the state is Failed.
    const std::string &problem() const { return m_problem; }

    /// Any thread: a flush that waits comes back, and no other waits.
    void giveUp();

private:
    static constexpr std::size_t FlushBytes = 64 * 1024;

    bool waitUntilWritable();

    const int m_descriptor;
    const int m_giveUp; ///< eventfd
    const std::size_t m_mostAtOnce;
    State m_state = State::Open;
    std::string m_problem;
    std::string m_buffer;
};

/// `code` if everything was written. Who read may have seen enough (`evs export FILE | head`): that has no sentence, but
/// the code of a failure.
[[nodiscard]] Outcome whenWritten(const Output &output, ExitCode code);

} // namespace app
