// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "app/evs/lineblocks.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>
#include <utility>

namespace app {

namespace {

constexpr std::size_t Nowhere = std::string_view::npos;

} // namespace

LineBlocks::LineBlocks(int descriptor, std::string name)
    : m_descriptor(descriptor)
    , m_giveUp(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
    , m_name(std::move(name))
{
}

LineBlocks::~LineBlocks()
{
    ::close(m_giveUp);
}

void LineBlocks::giveUp()
{
    ::eventfd_write(m_giveUp, 1);
}

OrFailure<std::size_t> LineBlocks::read(char *to, std::size_t room)
{
    for (;;) {
        std::array<pollfd, 2> wait{{{m_descriptor, POLLIN, 0}, {m_giveUp, POLLIN, 0}}};
        if (::poll(wait.data(), wait.size(), -1) > 0 && wait[1].revents != 0) {
            m_isGivenUp = true;
            m_isEnded = true;
            return 0U;
        }
        const ssize_t length = ::read(m_descriptor, to, room);
        if (length >= 0) {
            m_isEnded = length == 0;
            return static_cast<std::size_t>(length);
        }
        if (errno != EINTR)
            return failed(m_name + ": cannot be read: " + std::generic_category().message(errno));
    }
}

bool LineBlocks::wouldWait() const
{
    pollfd wait{m_descriptor, POLLIN, 0};
    return ::poll(&wait, 1, 0) == 0;
}

OrFailure<bool> LineBlocks::next(LineBlock &block)
{
    block.isLong = false;
    block.firstLine = m_nextLine;
    if (block.bytes.size() < BlockBytes + m_rest.size())
        block.bytes.resize(BlockBytes + m_rest.size());
    std::copy(m_rest.begin(), m_rest.end(), block.bytes.begin());
    std::size_t end = m_rest.rfind('\n') + 1; // behind the last line that is whole; npos + 1 is 0
    block.length = std::exchange(m_rest, {}).size();
    while (!m_isEnded && (end == 0 || (block.length < BlockBytes && !wouldWait()))) {
        if (end == 0 && block.length > MaxLineBytes) {
            block.length = 0;
            block.isLong = true;
            block.index = m_blocks++;
            ++m_nextLine;
            if (const auto passed = passLine(); !passed)
                return tl::unexpected(passed.error());
            return true;
        }
        if (block.bytes.size() - block.length < BlockBytes / 4)
            block.bytes.resize(2 * block.bytes.size());
        const auto length =
            read(block.bytes.data() + block.length, block.bytes.size() - block.length);
        if (!length)
            return tl::unexpected(length.error());
        const std::size_t feed =
            std::string_view(block.bytes.data() + block.length, *length).rfind('\n');
        if (feed != Nowhere)
            end = block.length + feed + 1;
        block.length += *length;
    }
    if (m_isGivenUp)
        return false;
    if (m_isEnded)
        end = block.length;
    m_rest.assign(block.bytes.data() + end, block.length - end);
    block.length = end;
    if (end == 0)
        return false;
    block.index = m_blocks++;
    m_nextLine += static_cast<std::uint64_t>(std::count(
        block.bytes.begin(), block.bytes.begin() + static_cast<std::ptrdiff_t>(end), '\n'));
    return true;
}

OrFailure<void> LineBlocks::passLine()
{
    std::vector<char> bytes(BlockBytes);
    for (;;) {
        const auto length = read(bytes.data(), bytes.size());
        if (!length)
            return tl::unexpected(length.error());
        const std::string_view found(bytes.data(), *length);
        const std::size_t feed = found.find('\n');
        if (feed != Nowhere)
            m_rest.assign(found.substr(feed + 1));
        if (feed != Nowhere || m_isEnded)
            return {};
    }
}

} // namespace app
