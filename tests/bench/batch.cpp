// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
//
// Batches of a thousand events of 0.7 kB over HTTP into `evs listen --quiet`, against a loop that
// inserts the same rows into SQLite and does nothing else: once with SQLite's own checkpoints, once with none, which
// nobody could keep up. Usage: bench_batch EVS
#include "tests/bench/child.h"
#include "tests/bench/client.h"
#include "tests/bench/measure.h"
#include "tests/bench/numberedbatch.h"
#include "tests/bench/rowstore.h"
#include "tests/bench/traffic.h"

#include <QTemporaryDir>

#include <filesystem>
#include <string>
#include <thread>
#include <vector>

namespace {

constexpr std::uint64_t BatchEvents = 1000;
constexpr int Connections = 2;
constexpr int BatchesEach = 100;
constexpr std::size_t DataBytes = 500; ///< with the attributes about 0.7 kB
constexpr int Rounds = 3;
constexpr double Events = static_cast<double>(BatchEvents) * Connections * BatchesEach;

double overHttp(const std::string &evs, const bench::NumberedBatch &batch)
{
    const QTemporaryDir folder;
    bench::Child server({evs, "listen", "--quiet", "--listen", "127.0.0.1:0", "--log",
                         folder.filePath(QStringLiteral("batch.eventscope")).toStdString()});
    const std::string url = server.waitForAddress();
    const double time = bench::seconds([&] {
        std::vector<std::jthread> senders;
        for (int connection = 0; connection < Connections; ++connection) {
            senders.emplace_back([&url, own = batch, connection]() mutable {
                bench::Client client(url);
                for (int number = 0; number < BatchesEach; ++number) {
                    own.renumber(static_cast<std::uint64_t>(connection * BatchesEach + number) *
                                 BatchEvents);
                    client.send(own.request());
                }
            });
        }
    });
    return Events / time;
}

double bareInserts(bench::NumberedBatch &batch, bench::RowStore::Checkpoints checkpoints)
{
    const QTemporaryDir folder;
    bench::RowStore store(folder.filePath(QStringLiteral("batch.sqlite")).toStdString(),
                          bench::RowStore::Seals::None, checkpoints);
    std::vector<std::string> texts;
    for (std::uint64_t number = 0; number < BatchEvents; ++number)
        texts.push_back(bench::eventText(number, DataBytes));
    const double time = bench::seconds([&] {
        for (int number = 0; number < Connections * BatchesEach; ++number) {
            batch.renumber(static_cast<std::uint64_t>(number) * BatchEvents);
            store.begin();
            for (std::size_t at = 0; at < texts.size(); ++at) {
                bench::PlainRow row;
                row.id = batch.id(at);
                row.type = "com.example.shop.type-1";
                row.source = "/shop/1";
                row.subject = "orders/17";
                row.time = "2026-03-01T12:30:45.123Z";
                row.contentType = "application/json";
                row.head = at == 0 ? std::string_view("POST / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
                                   : std::string_view();
                row.text = texts[at];
                store.insert(row);
            }
            store.commit();
        }
    });
    return Events / time;
}

} // namespace

int main(int count, char **arguments)
{
    if (count != 2)
        bench::giveUp("usage: bench_batch EVS");
    bench::NumberedBatch batch(BatchEvents, DataBytes);
    using Checkpoints = bench::RowStore::Checkpoints;
    const std::vector<double> rates =
        bench::medianInTurn(Rounds, {[&] { return overHttp(arguments[1], batch); },
                                     [&] { return bareInserts(batch, Checkpoints::AsSqliteDoes); },
                                     [&] { return bareInserts(batch, Checkpoints::Rare); }});
    const auto report = [&rates](const char *yardstick, double figure) {
        bench::report({"batches of 1 000 over HTTP, durable, 0.7 kB",
                       rates[0],
                       "/s",
                       yardstick,
                       figure,
                       {bench::Bound::Side::AtLeast, 0.8, 1.0}});
    };
    report("bare SQLite inserts", rates[1]);
    report("bare SQLite inserts that never move their WAL", rates[2]);
    return 0;
}
