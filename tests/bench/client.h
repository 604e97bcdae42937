// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace bench {

/// A sender on one keep-alive connection, which waits for each answer. One thread at a time. What
/// goes wrong ends the benchmark with a sentence.
class Client {
public:
    /// `url` is http://127.0.0.1:PORT.
    explicit Client(const std::string &url);
    ~Client();
    Client(const Client &) = delete;
    Client &operator=(const Client &) = delete;

    /// Sends a whole request; the answer must be a 2xx, whose body is read and dropped.
    void send(std::string_view request);

private:
    int m_socket = -1;
};

/// The whole request that posts `body`.
std::string postRequest(std::string_view contentType, std::string_view body);

} // namespace bench
