// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/http/socketaddress.h"

#include <array>
#include <cstring>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

namespace core {

namespace {

constexpr std::string_view MappedPrefix = "::ffff:";

std::string text(const sockaddr_storage &address)
{
    std::array<char, INET6_ADDRSTRLEN> name{};
    if (address.ss_family == AF_INET) {
        sockaddr_in ipv4{};
        std::memcpy(&ipv4, &address, sizeof ipv4);
        inet_ntop(AF_INET, &ipv4.sin_addr, name.data(), name.size());
        return hostAndPort(name.data(), ntohs(ipv4.sin_port));
    }
    if (address.ss_family == AF_INET6) {
        sockaddr_in6 ipv6{};
        std::memcpy(&ipv6, &address, sizeof ipv6);
        inet_ntop(AF_INET6, &ipv6.sin6_addr, name.data(), name.size());
        std::string_view host(name.data());
        if (host.starts_with(MappedPrefix) && host.find('.') != std::string_view::npos)
            host.remove_prefix(MappedPrefix.size());
        return hostAndPort(host, ntohs(ipv6.sin6_port));
    }
    return {};
}

} // namespace

std::string hostAndPort(std::string_view host, std::uint16_t port)
{
    const bool brackets = host.find(':') != std::string_view::npos;
    std::string text;
    if (brackets)
        text += '[';
    text += host;
    if (brackets)
        text += ']';
    text += ':';
    text += std::to_string(port);
    return text;
}

std::string remoteAddress(int descriptor)
{
    sockaddr_storage address{};
    socklen_t length = sizeof address;
    if (::getpeername(descriptor, reinterpret_cast<sockaddr *>(&address), &length) != 0)
        return {};
    return text(address);
}

std::string localAddress(int descriptor)
{
    sockaddr_storage address{};
    socklen_t length = sizeof address;
    if (::getsockname(descriptor, reinterpret_cast<sockaddr *>(&address), &length) != 0)
        return {};
    return text(address);
}

} // namespace core
