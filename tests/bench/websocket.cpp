// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
//
// The WebSocket source through the whole monitor, from the first message of a local feed until the
// last one is committed and published, beside a QWebSocket that only counts what the same feed
// sends.
#include "core/monitor/monitor.h"
#include "tests/bench/feed.h"
#include "tests/bench/measure.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QTemporaryDir>
#include <QUrl>
#include <QWebSocket>

#include <chrono>
#include <cstdint>

namespace {

constexpr std::uint64_t Messages = 200'000;
constexpr std::size_t MessageBytes = 700;
constexpr int Rounds = 3;

double throughMonitor()
{
    const QTemporaryDir folder;
    core::Monitor::Options options;
    options.capture = folder.filePath(QStringLiteral("feed.eventscope")).toStdString();
    auto monitor = core::Monitor::start(std::move(options));
    if (!monitor)
        bench::giveUp("no monitor: " + monitor.error().detail);
    const bench::Feed feed(Messages, MessageBytes);
    core::WebSocketOptions connection;
    connection.url = feed.url();
    const core::Columns &columns = (*monitor)->columns();
    const double time = bench::seconds([&] {
        (*monitor)->addWebSocket(connection);
        std::uint64_t published = 0;
        while (published < Messages) {
            const std::uint64_t before = published;
            published = columns.waitForMore(before, std::chrono::seconds(10));
            if (published == before)
                bench::giveUp("the log stands still at " + std::to_string(published));
        }
    });
    (*monitor)->stopReceiving();
    return static_cast<double>(Messages) / time;
}

double counted()
{
    const bench::Feed feed(Messages, MessageBytes);
    QWebSocket socket;
    QEventLoop loop;
    std::uint64_t count = 0;
    QObject::connect(&socket, &QWebSocket::textMessageReceived, &loop, [&](const QString &text) {
        count += text.isEmpty() ? 0U : 1U;
        if (count == Messages)
            loop.quit();
    });
    QObject::connect(&socket, &QWebSocket::disconnected, &loop, [&loop] { loop.exit(1); });
    const double time = bench::seconds([&] {
        socket.open(QUrl(QString::fromStdString(feed.url())));
        if (loop.exec() != 0)
            bench::giveUp("the feed hung up");
    });
    socket.abort();
    return static_cast<double>(Messages) / time;
}

} // namespace

int main(int count, char **arguments)
{
    const QCoreApplication application(count, arguments);
    const std::vector<double> rates = bench::medianInTurn(Rounds, {throughMonitor, counted});
    bench::report({"WebSocket source, durable, 0.7 kB",
                   rates[0],
                   "/s",
                   "a QWebSocket that only counts",
                   rates[1],
                   {bench::Bound::Side::AtLeast, 50'000, 150'000.0, true}});
    return 0;
}
