// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/transfer/inputbytes.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>
#include <utility>

namespace core {

InputBytes::InputBytes(int descriptor, std::string name, const std::stop_token &stop,
                       std::function<void()> onIdle)
    : m_descriptor(descriptor)
    , m_name(std::move(name))
    , m_stop(stop)
    , m_onIdle(std::move(onIdle))
    , m_onStop(stop, [this] { ::eventfd_write(m_wake.descriptor, 1); })
{
}

InputBytes::Wake::Wake()
    : descriptor(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
{
}

InputBytes::Wake::~Wake()
{
    ::close(descriptor);
}

Result<void> InputBytes::more()
{
    if (m_isEnded || !waitUntilReadable()) {
        m_isEnded = true;
        return {};
    }
    m_buffer.erase(0, std::exchange(m_begin, 0));
    const std::size_t size = m_buffer.size();
    // Grows by what it holds, so that one long event is not moved again for each block.
    const std::size_t room = std::max(BlockBytes, size / 2);
    m_buffer.resize(size + room);
    ssize_t length = 0;
    do {
        length = ::read(m_descriptor, m_buffer.data() + size, room);
    } while (length < 0 && errno == EINTR);
    const int code = errno;
    m_buffer.resize(size + static_cast<std::size_t>(std::max<ssize_t>(length, 0)));
    if (length == 0)
        m_isEnded = true;
    if (length >= 0)
        return {};
    m_isEnded = true;
    return fail(Error::Kind::Io,
                m_name + ": cannot be read: " + std::generic_category().message(code));
}

bool InputBytes::waitUntilReadable()
{
    std::array<pollfd, 2> wait{{{m_descriptor, POLLIN, 0}, {m_wake.descriptor, POLLIN, 0}}};
    if (m_stop.stop_requested())
        return false;
    if (m_onIdle && ::poll(wait.data(), 1, 0) == 0)
        m_onIdle();
    while (::poll(wait.data(), wait.size(), -1) < 0 && errno == EINTR) {
    }
    return !m_stop.stop_requested();
}

void InputBytes::pass(std::size_t bytes)
{
    const std::string_view passed = window().substr(0, bytes);
    m_line += static_cast<std::uint64_t>(std::count(passed.begin(), passed.end(), '\n'));
    m_begin += passed.size();
    m_position += passed.size();
}

} // namespace core
