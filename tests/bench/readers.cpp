// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
//
// What a sender notices of readers: batches of a hundred, each sent when the one before it is answered, to an `evs listen`
// whose streams nobody reads, that 250 readers hang on and fetch nothing of, and that 250 readers get every event of.
// Usage: bench_readers EVS
#include "tests/bench/child.h"
#include "tests/bench/client.h"
#include "tests/bench/measure.h"
#include "tests/bench/numberedbatch.h"
#include "tests/bench/streamcrowd.h"

#include <QTemporaryDir>

#include <optional>
#include <string>
#include <vector>

namespace {

constexpr int Rounds = 3;
constexpr std::size_t EventStreams = 200;
constexpr std::size_t WebSockets = 50;
constexpr std::size_t Readers = EventStreams + WebSockets;
constexpr std::uint64_t BatchEvents = 100;
constexpr std::uint64_t Batches = 100;
constexpr std::uint64_t Events = BatchEvents * Batches;
constexpr std::size_t DataBytes = 500;

struct Measured {
    double sent = 0;      ///< events in a second, as they were answered
    double delivered = 0; ///< events in a second, at all readers together
    double bytes = 0;     ///< memory of the receiver at the end
};

Measured measure(const std::string &evs, std::optional<bench::StreamCrowd::Pace> pace)
{
    const QTemporaryDir folder;
    bench::Child server({evs, "listen", "--quiet", "--listen", "127.0.0.1:0", "--log",
                         folder.filePath(QStringLiteral("readers.eventscope")).toStdString()});
    const std::string url = server.waitForAddress();
    std::optional<bench::StreamCrowd> crowd;
    if (pace)
        crowd.emplace(url, EventStreams, WebSockets, *pace);
    bench::Client client(url);
    bench::NumberedBatch batch(BatchEvents, DataBytes);
    std::uint64_t sent = 0;
    const auto send = [&] {
        for (std::uint64_t number = 0; number < Batches; ++number, sent += BatchEvents) {
            batch.renumber(sent);
            client.send(batch.request());
        }
    };
    const bool isFetched = pace == bench::StreamCrowd::Pace::Fetching;
    send(); // so that those who hang have all that may wait for them
    if (isFetched)
        crowd->waitFor(sent);
    Measured measured;
    const double all = bench::seconds([&] {
        measured.sent = Events / bench::seconds(send);
        if (isFetched)
            crowd->waitFor(sent);
    });
    measured.delivered = static_cast<double>(Events * Readers) / all;
    measured.bytes = static_cast<double>(server.residentBytes());
    return measured;
}

} // namespace

int main(int count, char **arguments)
{
    if (count != 2)
        bench::giveUp("usage: bench_readers EVS");
    using Pace = bench::StreamCrowd::Pace;
    std::vector<double> delivered;
    std::vector<double> bytesHanging;
    std::vector<double> bytesAlone;
    const std::vector<double> sent = bench::medianInTurn(
        Rounds, {[&] {
                     const Measured measured = measure(arguments[1], {});
                     bytesAlone.push_back(measured.bytes);
                     return measured.sent;
                 },
                 [&] {
                     const Measured measured = measure(arguments[1], Pace::Hanging);
                     bytesHanging.push_back(measured.bytes);
                     return measured.sent;
                 },
                 [&] {
                     const Measured measured = measure(arguments[1], Pace::Fetching);
                     delivered.push_back(measured.delivered);
                     return measured.sent;
                 }});
    using Side = bench::Bound::Side;
    const std::string crowd = std::to_string(EventStreams) + " event streams and " +
                              std::to_string(WebSockets) + " WebSockets";
    bench::report({"batches of 100 while " + crowd + " hang",
                   sent[1],
                   "/s",
                   "without readers",
                   sent[0],
                   {Side::AtLeast, 0.8, {}}});
    bench::report({"memory for each of them",
                   (bench::median(bytesHanging) - bench::median(bytesAlone)) / 1024 / Readers,
                   "KiB",
                   "",
                   {},
                   {Side::AtMost, 300, {}}});
    bench::report({"batches of 100 while " + crowd + " get every event in order",
                   sent[2],
                   "/s",
                   "without readers",
                   sent[0],
                   {Side::AtLeast, 0.1, {}}});
    bench::report({"events that all of them get",
                   bench::median(delivered),
                   "/s",
                   "sent without readers",
                   sent[0],
                   {Side::AtLeast, 1, {}}});
    return 0;
}
