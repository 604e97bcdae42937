// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace bench {

/// One request as the C parser gave it.
struct PlainRequest {
    int socket = -1;
    std::vector<std::pair<std::string, std::string>> fields;
    std::string body;
};

/// The least that a server can do, as a yardstick: one thread, epoll, http-parser. Each turn reads
/// what has come on every connection, hands all whole requests to `turn` at once, and answers them
/// when it returns. No limits, no refusals, no TLS: never for the wild.
class ParserLoop {
public:
    /// `keeps` is whether requests carry head, fields and body; a loop that only counts leaves them
    /// empty.
    ParserLoop(bool keeps, std::function<void(const std::vector<PlainRequest> &)> turn);
    /// Listens on a free port of 127.0.0.1, says `listening on http://…` on standard error, and
    /// serves until SIGTERM.
    int run();

private:
    const bool m_keeps;
    const std::function<void(const std::vector<PlainRequest> &)> m_turn;
};

} // namespace bench
