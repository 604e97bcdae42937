// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "app/evs/output.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <string_view>
#include <system_error>

namespace app {

namespace {

/// poll() promises room for PIPE_BUF in a pipe; O_NONBLOCK would also bind whoever shares the open file with us, such as
/// the shell. A file has no reader that could be slow.
std::size_t mostAtOnce(int descriptor)
{
    struct stat status {};
    const bool isFile = ::fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode);
    return isFile ? std::size_t{1024 * 1024} : std::size_t{PIPE_BUF};
}

} // namespace

Output::Output(int descriptor)
    : m_descriptor(descriptor)
    , m_giveUp(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
    , m_mostAtOnce(mostAtOnce(descriptor))
{
}

Output::~Output()
{
    ::close(m_giveUp);
}

Output::State Output::flush()
{
    std::string_view rest = m_buffer;
    while (m_state == State::Open && !rest.empty()) {
        if (!waitUntilWritable())
            break;
        const ssize_t written =
            ::write(m_descriptor, rest.data(), std::min(rest.size(), m_mostAtOnce));
        if (written >= 0) {
            rest.remove_prefix(static_cast<std::size_t>(written));
        } else if (errno == EPIPE || errno == EBADF || errno == ECONNRESET) {
            m_state = State::Closed;
        } else if (errno != EINTR && errno != EAGAIN) {
            m_state = State::Failed;
            m_problem =
                "standard output cannot be written: " + std::generic_category().message(errno);
        }
    }
    m_buffer.clear();
    return m_state;
}

bool Output::waitUntilWritable()
{
    std::array<pollfd, 2> wait{{{m_descriptor, POLLOUT, 0}, {m_giveUp, POLLIN, 0}}};
    while (::poll(wait.data(), wait.size(), -1) < 0 && errno == EINTR) {
    }
    // What has room is written even after giveUp(): only waiting is over.
    if (wait[0].revents == 0)
        m_state = State::GivenUp;
    return m_state == State::Open;
}

void Output::giveUp()
{
    ::eventfd_write(m_giveUp, 1);
}

Outcome whenWritten(const Output &output, ExitCode code)
{
    if (output.state() == Output::State::Failed)
        return failed(output.problem());
    return output.state() == Output::State::Open ? code : ExitCode::Failed;
}

} // namespace app
