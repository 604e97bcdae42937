// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/http/wire.h"

#include "core/base/units.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

namespace core {

namespace {

constexpr std::size_t CipherAtOnce = 16 * KiB;
constexpr int LittleAhead = 128 * KiB;

/// A method and a TLS record begin differently (RFC 8446 5.1).
bool isLetter(char byte)
{
    return (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z');
}

Wire::Got receive(int descriptor, std::span<char> into)
{
    const ssize_t count = ::recv(descriptor, into.data(), into.size(), 0);
    if (count > 0)
        return {Wire::State::Read, static_cast<std::size_t>(count)};
    if (count == 0)
        return {Wire::State::Ended, 0};
    return {errno == EAGAIN || errno == EINTR ? Wire::State::Later : Wire::State::Broken, 0};
}

Wire::Put transmit(int descriptor, std::string_view bytes)
{
    for (;;) {
        const ssize_t count = ::send(descriptor, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (count >= 0)
            return {Wire::Sent::Some, static_cast<std::size_t>(count)};
        if (errno == EAGAIN)
            return {Wire::Sent::Blocked, 0};
        if (errno != EINTR)
            return {Wire::Sent::Broken, 0};
    }
}

} // namespace

Wire::Wire(int descriptor, std::shared_ptr<const TlsContext> tls)
    : m_descriptor(descriptor)
    , m_tls(tls ? std::make_unique<TlsSession>(std::move(tls)) : nullptr)
{
}

Wire::~Wire()
{
    ::close(m_descriptor);
}

Wire::Got Wire::read(std::span<char> into)
{
    return m_tls ? readTls(into) : receive(m_descriptor, into);
}

Wire::Got Wire::readTls(std::span<char> into)
{
    // What is read stands for at least as many bytes on the socket: no more of those are taken than can be wanted.
    std::array<char, CipherAtOnce> cipher;
    std::size_t room = into.size();
    for (;;) {
        const TlsSession::Got got = m_tls->read(into);
        m_tls->takeOutput(m_cipher);
        flush();
        switch (got.state) {
        case TlsSession::State::Read:
            return {State::Read, got.bytes};
        case TlsSession::State::Ended:
            return {State::Ended, 0};
        case TlsSession::State::Broken:
            return {State::Broken, 0};
        case TlsSession::State::NeedsInput:
            break;
        }
        if (room == 0)
            return {State::Later, 0};
        const std::span<char> part(cipher.data(), std::min(room, cipher.size()));
        const Got came = receive(m_descriptor, part);
        if (came.state != State::Read)
            return came;
        if (std::exchange(m_isFirst, false) && isLetter(part.front())) {
            m_tls.reset();
            std::copy_n(part.begin(), came.bytes, into.begin());
            return {State::NoTls, came.bytes};
        }
        m_tls->feed({part.data(), came.bytes});
        room -= came.bytes;
    }
}

Wire::Put Wire::write(std::string_view bytes)
{
    if (!m_tls)
        return transmit(m_descriptor, bytes);
    if (const Sent sent = flush(); sent != Sent::Some)
        return {sent, 0};
    const std::size_t taken = m_tls->write(bytes);
    m_tls->takeOutput(m_cipher);
    return {flush(), taken};
}

// Some: all of it.
Wire::Sent Wire::flush()
{
    while (unsent() > 0) {
        const Put put = transmit(m_descriptor, std::string_view(m_cipher).substr(m_sent));
        if (put.sent != Sent::Some)
            return put.sent;
        m_sent += put.bytes;
    }
    m_cipher.clear();
    m_sent = 0;
    return Sent::Some;
}

// TCP_NOTSENT_LOWAT and not SO_SNDBUF: what is on its way to a peer that fetches, however far away, is not limited by it.
void Wire::writeLittleAhead()
{
    const int most = LittleAhead;
    ::setsockopt(m_descriptor, IPPROTO_TCP, TCP_NOTSENT_LOWAT, &most, sizeof most);
}

void Wire::endWriting()
{
    if (m_tls) {
        m_tls->end();
        m_tls->takeOutput(m_cipher);
        flush(); // if it cannot leave now, HTTP has said all the same where the answer ends
    }
    ::shutdown(m_descriptor, SHUT_WR);
}

} // namespace core
