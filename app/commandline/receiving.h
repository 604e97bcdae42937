// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/commandline/arguments.h"
#include "app/commandline/limitoptions.h"
#include "app/commandline/outcome.h"
#include "core/monitor/monitor.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace app {

/// The port of a receiver that nobody gave an address.
constexpr std::uint16_t DefaultPort = 8080;

/// What brings events, as both programs let a person say it. Used between their own options.
constexpr std::array ReceivingOptions{
    Option{"--listen", "HOST:PORT",
           "an address to listen on, port 0: any free one; https://HOST:PORT speaks\n"
           "TLS (default: port 8080 of 127.0.0.1 and ::1, or the next free one)",
           true},
    Option{"--ws", "URL", "read this WebSocket too; each message becomes an event", true},
    Option{"--ws-send", "TEXT", "what to say first on each WebSocket"},
    Option{"--ws-cloudevents", "",
           "ask each WebSocket for CloudEvents (subprotocols cloudevents.json, .avro,\n"
           ".proto); where it speaks none of them, messages are wrapped as without this"},
    Option{"--demo", "", "play the offline demo too"},
    Option{"--ok-status", "STATUS", "of the answer to an event that is kept (default: 202)"},
    Option{"--allow-origin", "ORIGIN", "a web page that may send: https://example.org, or *", true},
    Option{"--allow-host", "NAME", "a further name of this machine in requests", true},
    Option{"--webhook-allow-origin", "NAME",
           "a system that may send web hooks: events.example.org, or *.example.org;\n"
           "consents to no other (default: to all)",
           true},
    Option{"--max-rate", "N",
           "requests with events that one address may make a minute; more get 429"},
    Option{"--tls-cert", "FILE", "the certificate for https, PEM, with those that vouch for it"},
    Option{"--tls-key", "FILE", "its key, PEM without a passphrase"},
    Option{"--tls-generate", "",
           "make a certificate that nobody vouches for, for the names of this machine,\n"
           "and keep it; --ca-file of evs send trusts it"},
    Option{"--token-file", "FILE",
           "let in only requests that carry a token that is a line of this file, as\n"
           "\"Authorization: Bearer …\"; health probes are answered all the same"},
    Option{"--hmac-key-file", "FILE",
           "take only bodies that are signed with this key (HMAC-SHA256, as GitHub and\n"
           "others do)"},
    Option{"--hmac-header", "NAME",
           "the header that carries the signature (default: X-Hub-Signature-256)"},
    Option{"--limit", "SIZE", "above it the oldest events leave the capture: 512MiB, 4GiB"},
    Option{"--max-age", "TIME", "events that were received longer ago leave: 5m, 12h"},
    Option{"--ring-size", "SIZE",
           "go on in a new file, FILE-00002-… and so on, before one has more: 64MiB,\n"
           "1GiB; at most --limit"},
    Option{"--ring-time", "TIME", "or so long after its first event: 10m, 24h"},
    Option{"--ring-files", "N",
           "keep the newest N files and remove older ones, unless someone has one\n"
           "open (default: keep all)"},
    Option{"--leave-out-type", "TYPE",
           "count events of this type and do not keep them; with * at its end: all\n"
           "that begin so",
           true},
    Option{"--leave-out-source", "SOURCE", "the same by source", true},
};

/// `own`, then ReceivingOptions, then LimitOptions.
template<std::size_t Count>
constexpr auto withReceivingOptions(const std::array<Option, Count> &own)
{
    std::array<Option, Count + ReceivingOptions.size() + LimitOptions.size()> all{};
    auto end = std::copy(own.begin(), own.end(), all.begin());
    end = std::copy(ReceivingOptions.begin(), ReceivingOptions.end(), end);
    std::copy(LimitOptions.begin(), LimitOptions.end(), end);
    return all;
}

/// What they say.
struct Receiving {
    std::vector<core::ListenAddress> listen;
    std::string generatedCertificate; ///< file; empty: none was made
    core::ReceiverOptions receiver;
    std::vector<core::WebSocketOptions> webSockets;
    /// What was said of the rules of the capture; the others stay as it has them.
    std::function<void(core::CaptureRules &)> changeRules;
    bool demo = false;
};
[[nodiscard]] OrFailure<Receiving> receivingOf(const Arguments &arguments);

} // namespace app
