// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/http/socketaddress.h"
#include "core/receiver/receiver.h"

#include <algorithm>

namespace core {

namespace {

constexpr std::uint16_t PortsToTry = 100;

std::vector<ListenAddress> expanded(const std::vector<ListenAddress> &addresses)
{
    std::vector<ListenAddress> all;
    for (ListenAddress address : addresses) {
        if (address.host.starts_with('[') && address.host.ends_with(']'))
            address.host = address.host.substr(1, address.host.size() - 2);
        if (address.host != "localhost") {
            all.push_back(std::move(address));
            continue;
        }
        for (const char *host : {"127.0.0.1", "::1"})
            all.push_back({host, address.port, address.orNextFree, address.tls});
    }
    return all;
}

} // namespace

Result<std::vector<std::string>> Receiver::bind(const std::vector<ListenAddress> &addresses)
{
    const std::vector<ListenAddress> all = expanded(addresses);
    const bool mayMove = std::any_of(
        all.begin(), all.end(), [](const ListenAddress &address) { return address.orNextFree; });
    for (std::uint16_t offset = 0;; ++offset) {
        auto bound = bindOnce(all, offset);
        if (bound)
            return bound;
        m_server.stopListening();
        if (bound.error().kind != Error::Kind::InUse || !mayMove || offset == PortsToTry)
            return bound;
    }
}

// Those with `orNextFree` share one port: it is the first one's, moved by `offset`.
Result<std::vector<std::string>> Receiver::bindOnce(const std::vector<ListenAddress> &addresses,
                                                    std::uint16_t offset)
{
    std::vector<std::string> bound;
    std::optional<std::uint16_t> shared;
    std::optional<Error> absent;
    for (const ListenAddress &address : addresses) {
        std::uint16_t port = address.port;
        if (address.orNextFree) {
            const int next = port == 0 ? 0 : port + offset;
            if (next > UINT16_MAX)
                return fail(Error::Kind::InUse,
                            "No port from " + std::to_string(port) + " on is free.");
            port = shared.value_or(static_cast<std::uint16_t>(next));
        }
        if (address.tls && !m_options.tls)
            return fail(Error::Kind::InvalidInput, "Cannot listen on https://" +
                                                       hostAndPort(address.host, port) +
                                                       ": there is no certificate.");
        const auto result =
            m_server.listen(address.host, port, address.tls ? m_options.tls : nullptr);
        if (!result && address.orNextFree && result.error().kind == Error::Kind::NotFound) {
            absent = result.error();
            continue;
        }
        if (!result)
            return tl::unexpected(result.error());
        if (address.orNextFree)
            shared = *result;
        bound.push_back((address.tls ? "https://" : "http://") +
                        hostAndPort(address.host, *result));
    }
    if (bound.empty() && absent)
        return tl::unexpected(*absent);
    return bound;
}

} // namespace core
