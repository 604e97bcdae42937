// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
//
// From the start of the process until its table and its chart are painted: `eventscope` with a
// capture of a thousand events of yesterday, against an empty window with a table and a chart. Then what the
// window costs while nothing happens. A plugin that Qt loads tells when something is painted; the
// programs know nothing of it.
// Usage: bench_start EVENTSCOPE EMPTYWINDOW PLUGINS
#include "tests/bench/child.h"
#include "tests/bench/measure.h"
#include "tests/bench/traffic.h"

#include <QTemporaryDir>

#include <chrono>
#include <numeric>
#include <optional>
#include <string>
#include <thread>

using namespace std::chrono_literals;

namespace {

constexpr int Rounds = 9;
constexpr std::uint64_t Events = 1000;
constexpr std::size_t DataBytes = 500;
constexpr auto Settling = 2s;
constexpr auto Idle = 8s;

/// Of yesterday: the chart has nothing to move.
void makeCapture(const std::string &file)
{
    const auto log = core::EventLog::open(file);
    if (!log)
        bench::giveUp("cannot make the capture: " + log.error().detail);
    core::Message message = bench::batchMessage(0, Events, DataBytes);
    message.received -= 24h;
    if ((*log)->intake().push(core::AppendMessage{std::move(message), nullptr, {}}) !=
        core::Intake::Pushed::Taken)
        bench::giveUp("the capture takes nothing");
}

double millisecondsToPaint(const std::vector<std::string> &command, const char *classes)
{
    qputenv("QT_QPA_GENERIC_PLUGINS", QByteArray("firstpaint:") + classes);
    std::optional<bench::Child> program; // ends outside what is measured
    return 1000 * bench::seconds([&] {
               program.emplace(command);
               program->waitFor("first paint");
           });
}

double allSeconds(const bench::Child &program)
{
    const auto threads = program.threadSeconds();
    return std::accumulate(threads.begin(), threads.end(), 0.0,
                           [](double sum, const auto &thread) { return sum + thread.second; });
}

double idlePercent(const std::vector<std::string> &command, const char *classes)
{
    qputenv("QT_QPA_GENERIC_PLUGINS", QByteArray("firstpaint:") + classes);
    bench::Child program(command);
    program.waitFor("first paint");
    std::this_thread::sleep_for(Settling);
    const double before = allSeconds(program);
    std::this_thread::sleep_for(Idle);
    return 100 * (allSeconds(program) - before) / std::chrono::duration<double>(Idle).count();
}

} // namespace

int main(int count, char **arguments)
{
    if (count != 4)
        bench::giveUp("usage: bench_start EVENTSCOPE EMPTYWINDOW PLUGINS");
    const QTemporaryDir folder; // settings and state of its own: as at the first start
    for (const char *name : {"XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME",
                             "XDG_RUNTIME_DIR"})
        qputenv(name, folder.path().toUtf8());
    qputenv("QT_PLUGIN_PATH", arguments[3]);
    const std::string capture = folder.filePath(QStringLiteral("start.eventscope")).toStdString();
    makeCapture(capture);

    const std::vector<std::string> ours{arguments[1], capture};
    constexpr const char *ourClasses = "ui::EventTableView+ui::RateChartView";
    const std::vector<double> times = bench::medianInTurn(
        Rounds, {[&] { return millisecondsToPaint(ours, ourClasses); },
                 [&] { return millisecondsToPaint({arguments[2]}, "QTableView+QChartView"); }});
    bench::report({"start to first paint of table and chart",
                   times[0],
                   "ms",
                   "empty window with both",
                   times[1],
                   {bench::Bound::Side::AtMost, 3, {}}});
    bench::report({"processor while nothing happens",
                   idlePercent(ours, ourClasses),
                   "%",
                   "",
                   {},
                   {bench::Bound::Side::AtMost, 0.5, {}}});
    return 0;
}
