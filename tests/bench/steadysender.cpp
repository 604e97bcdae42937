// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/steadysender.h"

#include "tests/bench/client.h"
#include "tests/bench/measure.h"
#include "tests/bench/numberedbatch.h"

#include <chrono>

namespace bench {

namespace {
using namespace std::chrono_literals;

constexpr std::uint64_t BatchEvents = 100;
constexpr std::size_t DataBytes = 500;
} // namespace

SteadySender::SteadySender(const std::string &url, std::uint64_t eventsPerSecond)
    : m_eventsPerSecond(eventsPerSecond)
    , m_thread([this, url](const std::stop_token &stop) { send(url, stop); })
{
}

void SteadySender::stop()
{
    m_thread.request_stop();
    m_thread.join();
    if (m_rate < 0.98 * static_cast<double>(m_eventsPerSecond))
        giveUp("only " + std::to_string(static_cast<int>(m_rate)) + " events/s came in");
}

void SteadySender::send(const std::string &url, const std::stop_token &stop)
{
    Client client(url);
    NumberedBatch batch(BatchEvents, DataBytes);
    const std::chrono::nanoseconds pause = 1'000'000'000ns / (m_eventsPerSecond / BatchEvents);
    const auto began = std::chrono::steady_clock::now();
    std::uint64_t sent = 0;
    while (!stop.stop_requested()) {
        std::this_thread::sleep_until(began + pause * (sent / BatchEvents));
        batch.renumber(sent);
        client.send(batch.request());
        sent += BatchEvents;
    }
    const std::chrono::duration<double> time = std::chrono::steady_clock::now() - began;
    m_rate = static_cast<double>(sent) / time.count();
}

} // namespace bench
