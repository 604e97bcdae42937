// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace bench {

/// Many readers of the streams of one receiver, on one thread: they fetch what comes and check that it is every event in
/// order, or hang there and fetch nothing after the head of the answer. What goes wrong ends the benchmark with a sentence.
class StreamCrowd {
public:
    enum class Pace { Fetching, Hanging };

    /// Returns when all are connected and have heard so. `url` is http://127.0.0.1:PORT, whose log is empty.
    StreamCrowd(const std::string &url, std::size_t eventStreams, std::size_t webSockets,
                Pace pace);
    ~StreamCrowd();
    StreamCrowd(const StreamCrowd &) = delete;
    StreamCrowd &operator=(const StreamCrowd &) = delete;

    /// Returns when each has got the events up to number `last`.
    void waitFor(std::uint64_t last) const;

private:
    class Reader;

    void run(const std::stop_token &stop);

    std::vector<std::unique_ptr<Reader>> m_readers;
    int m_epoll = -1;
    std::atomic<std::uint64_t> m_received = 0; ///< events, of all
    std::jthread m_thread;                     ///< last: it uses the others
};

} // namespace bench
