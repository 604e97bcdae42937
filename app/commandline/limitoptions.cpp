// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "app/commandline/limitoptions.h"

#include "app/commandline/values.h"

#include <algorithm>
#include <chrono>
#include <string>
#include <utility>

namespace app {

namespace {

using core::GiB;
using core::KiB;
using core::MiB;

constexpr std::size_t LeastBytes = 1 * KiB;
constexpr std::size_t MostHead = 1 * MiB;
constexpr std::size_t MostHeaders = 10'000;
constexpr std::size_t MostBody = 512 * MiB;
constexpr std::size_t MostUnfinished = 64 * GiB;
constexpr std::size_t UnfinishedBodies = 4;
constexpr std::size_t MostConnections = 65'536;
/// Of a reader's buffer and a message: an event of 64 KiB must fit, whoever sends or reads (CloudEvents, Size Limits).
constexpr std::size_t LeastStreamBytes = 64 * KiB;

/// Reads options one after the other into where their limits are, until one is wrong.
class Reader {
public:
    explicit Reader(const Arguments &arguments)
        : m_arguments(arguments)
    {
    }

    void size(const char *option, std::size_t least, std::size_t most, std::size_t &bytes)
    {
        read(option, bytes,
             [=](const std::string &text) { return sizeOf(option, text, least, most); });
    }
    void number(const char *option, std::size_t most, std::size_t &count)
    {
        read(option, count,
             [=](const std::string &text) { return numberOf(option, text, 1, most); });
    }
    void time(const char *option, std::chrono::milliseconds &duration)
    {
        read(option, duration, [=](const std::string &text) { return durationOf(option, text); });
    }

    OrFailure<ExitCode> outcome() const { return m_outcome; }

private:
    template<typename Value, typename Parse>
    void read(const char *option, Value &value, Parse parse)
    {
        const std::string *text = m_arguments.value(option);
        if (!text || !m_outcome)
            return;
        if (auto parsed = parse(*text))
            value = *parsed;
        else
            m_outcome = tl::unexpected(std::move(parsed.error()));
    }

    const Arguments &m_arguments;
    OrFailure<ExitCode> m_outcome = ExitCode::Done;
};

} // namespace

OrFailure<ExitCode> readLimits(const Arguments &arguments, core::ReceiverOptions &receiver)
{
    Reader reader(arguments);
    core::HttpLimits &http = receiver.limits;
    reader.number("--max-connections", MostConnections, http.connections);
    reader.size("--max-head", LeastBytes, MostHead, http.headBytes);
    http.requestLineBytes = std::min(http.requestLineBytes, http.headBytes);
    reader.size("--max-request-line", LeastBytes, http.headBytes, http.requestLineBytes);
    reader.number("--max-headers", MostHeaders, http.headerFields);
    reader.size("--max-body", LeastBytes, MostBody, http.bodyBytes);
    http.unfinishedBytes = std::max(http.unfinishedBytes, UnfinishedBodies * http.bodyBytes);
    reader.size("--max-unfinished", http.bodyBytes, MostUnfinished, http.unfinishedBytes);
    reader.time("--head-time", http.headTime);
    reader.time("--body-time", http.bodyTime);
    reader.time("--idle-time", http.idleTime);
    reader.number("--max-batch", core::MaxBatchEvents, receiver.decoding.batchEvents);
    reader.number("--max-depth", core::MaxDepth, receiver.decoding.depth);
    core::StreamLimits &streams = receiver.streams;
    reader.size("--max-message", LeastStreamBytes, MostBody, streams.messageBytes);
    streams.frameBytes = streams.messageBytes;
    reader.number("--max-readers", core::StreamLimits::MostReaders, streams.readers);
    reader.size("--reader-buffer", LeastStreamBytes, GiB, streams.waitingBytes);
    return reader.outcome();
}

} // namespace app
