// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "app/evs/lineinput.h"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

namespace app {

namespace {

constexpr std::size_t ReadBytes = 256 * 1024;

tl::unexpected<Failure> unreadable(const std::string &name, int code)
{
    return failed(name + ": cannot be read: " + std::generic_category().message(code));
}

} // namespace

OrFailure<LineInput> LineInput::open(const std::string &name)
{
    if (name == "-")
        return LineInput("standard input", STDIN_FILENO);
    const int descriptor = ::open(name.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return unreadable(name, errno);
    return LineInput(name, descriptor);
}

LineInput::LineInput(std::string name, int descriptor)
    : m_name(std::move(name))
    , m_descriptor(descriptor)
{
}

LineInput::LineInput(LineInput &&other) noexcept
    : m_name(std::move(other.m_name))
    , m_descriptor(std::exchange(other.m_descriptor, -1))
    , m_isEnded(other.m_isEnded)
    , m_number(other.m_number)
    , m_buffer(std::move(other.m_buffer))
    , m_at(other.m_at)
{
}

LineInput::~LineInput()
{
    if (m_descriptor > STDERR_FILENO)
        ::close(m_descriptor);
}

OrFailure<std::optional<std::string>> LineInput::next()
{
    std::size_t searched = m_at;
    for (;;) {
        const std::size_t end = m_buffer.find('\n', searched);
        const bool isLast = end == std::string::npos && m_isEnded;
        if (isLast && m_at == m_buffer.size())
            return std::nullopt;
        if (isLast || end != std::string::npos) {
            std::string line = m_buffer.substr(m_at, isLast ? end : end - m_at);
            m_at = isLast ? m_buffer.size() : end + 1;
            ++m_number;
            if (line.ends_with('\r'))
                line.pop_back();
            return line;
        }
        m_buffer.erase(0, std::exchange(m_at, 0));
        searched = m_buffer.size();
        if (searched > MaxLineBytes)
            return failed(m_name + ": line " + std::to_string(m_number + 1) + " has more than " +
                          std::to_string(MaxLineBytes) + " bytes");
        m_buffer.resize(searched + ReadBytes);
        const ssize_t length = ::read(m_descriptor, m_buffer.data() + searched, ReadBytes);
        const int code = errno;
        m_buffer.resize(searched + static_cast<std::size_t>(length > 0 ? length : 0));
        if (length == 0)
            m_isEnded = true;
        else if (length < 0 && code != EINTR)
            return unreadable(m_name, code);
    }
}

bool LineInput::wouldWait() const
{
    if (m_isEnded || m_buffer.find('\n', m_at) != std::string::npos)
        return false;
    pollfd wait{m_descriptor, POLLIN, 0};
    return ::poll(&wait, 1, 0) == 0;
}

} // namespace app
