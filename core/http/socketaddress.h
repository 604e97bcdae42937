// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace core {

/// "127.0.0.1:8080", "[::1]:8080".
std::string hostAndPort(std::string_view host, std::uint16_t port);
/// The two ends of a connected TCP socket in that form; an IPv4 address inside an IPv6 one is shown
/// as IPv4.
std::string remoteAddress(int descriptor);
std::string localAddress(int descriptor);

} // namespace core
