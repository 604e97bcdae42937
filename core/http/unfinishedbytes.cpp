// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/http/unfinishedbytes.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace core {

namespace {

constexpr std::size_t ShortBodiesPart = 16;   // a sixteenth
constexpr std::size_t PieceBytes = 128 * KiB; // what a connection reads in a turn
constexpr std::size_t CrumbBytes = 4 * KiB;

std::size_t minus(std::size_t from, std::size_t bytes)
{
    return from > bytes ? from - bytes : 0;
}

bool isShort(std::uint64_t left)
{
    return left <= UnfinishedBytes::ShortBody;
}

} // namespace

UnfinishedBytes::UnfinishedBytes(const HttpLimits &limits)
    : m_longShare(minus(limits.unfinishedBytes,
                        limits.bodyBytes + limits.unfinishedBytes / ShortBodiesPart))
    , m_share(minus(limits.unfinishedBytes, limits.bodyBytes))
{
}

void UnfinishedBytes::change(std::size_t from, std::size_t to)
{
    m_count += to - from;
    m_hasChanged = m_hasChanged || to < from;
}

std::size_t UnfinishedBytes::room(Ticket ticket, std::uint64_t left) const
{
    if (hasReserve(ticket))
        return std::numeric_limits<std::size_t>::max();
    const bool isOlderWaiting = !m_waiting.empty() && m_waiting.begin()->first < ticket;
    return isOlderWaiting && !isShort(left) ? 0 : roomBeside(m_count, left);
}

std::size_t UnfinishedBytes::roomBeside(std::size_t taken, std::uint64_t left) const
{
    const std::size_t room = minus(isShort(left) ? m_share : m_longShare, taken);
    return room < std::min<std::uint64_t>(left, CrumbBytes) ? 0 : room;
}

void UnfinishedBytes::wait(Ticket ticket, std::uint64_t connection, std::uint64_t left)
{
    m_waiting.emplace(ticket, Waiting{connection, left});
    m_hasChanged = true; // nobody may have the reserve
}

void UnfinishedBytes::end(Ticket ticket)
{
    if (ticket == 0)
        return;
    m_waiting.erase(ticket);
    if (ticket == m_reserve)
        m_reserve = 0;
    m_hasChanged = true;
}

std::vector<std::uint64_t> UnfinishedBytes::admit()
{
    std::vector<std::uint64_t> admitted;
    if (!std::exchange(m_hasChanged, false) || m_waiting.empty())
        return admitted;
    if (m_reserve == 0) {
        const auto oldest = m_waiting.begin();
        m_reserve = oldest->first;
        admitted.push_back(oldest->second.connection);
        m_waiting.erase(oldest);
    }
    std::size_t taken = m_count;
    for (auto each = m_waiting.begin(); each != m_waiting.end() && taken < m_share;) {
        if (roomBeside(taken, each->second.left) == 0) {
            ++each;
            continue;
        }
        taken += static_cast<std::size_t>(std::min<std::uint64_t>(each->second.left, PieceBytes));
        admitted.push_back(each->second.connection);
        each = m_waiting.erase(each);
    }
    return admitted;
}

} // namespace core
