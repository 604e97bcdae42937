// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <thread>

namespace bench {

/// Sends so many events of 0.7 kB a second to a receiver, in batches of a hundred on one connection, on a thread of its
/// own, until it is stopped.
class SteadySender {
public:
    SteadySender(const std::string &url, std::uint64_t eventsPerSecond);

    /// Ends it. Gives the benchmark up if fewer came in, as the answers tell, than were due.
    void stop();

private:
    void send(const std::string &url, const std::stop_token &stop);

    const std::uint64_t m_eventsPerSecond;
    double m_rate = 0;
    std::jthread m_thread; ///< last: it uses the others
};

} // namespace bench
