// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
//
// What a sender waits for its answer on a capture of ten million events while 20 000 a second come in over HTTP: alone,
// while the oldest segments leave, while all of it is exported, while another program keeps a statement open. One event
// is due each millisecond; its time runs from then until it is answered, however late it was sent, so that one that
// stands still counts as often as it makes others late. Usage: bench_answers EVS CAPTURE (it grows)
#include "core/disk/sqlitedatabase.h"
#include "core/log/eventlog.h"
#include "tests/bench/child.h"
#include "tests/bench/client.h"
#include "tests/bench/measure.h"
#include "tests/bench/steadysender.h"

#include <unistd.h>

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace {

using namespace std::chrono_literals;

constexpr std::uint64_t EventsPerSecond = 20'000;
constexpr auto Phase = 8s;
constexpr auto Period = 1ms;
constexpr double Budget = 10; ///< ms
constexpr std::uint64_t NoLimit = 64 * core::GiB;

/// The other program: holds a statement open until it is ended.
[[noreturn]] void hold(const std::filesystem::path &file)
{
    auto database = core::SqliteDatabase::open(file, core::SqliteDatabase::Access::ReadOnly);
    if (!database)
        bench::giveUp(database.error().detail);
    core::SqliteStatement select = (*database)->prepare("SELECT text FROM names");
    if (!select || !select.step())
        bench::giveUp((*database)->error().detail);
    std::fprintf(stderr, "holds a statement\n");
    for (;;)
        ::pause();
}

std::string eventRequest(std::size_t number)
{
    return "POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nce-specversion: 1.0\r\nce-id: a-" +
           std::to_string(number) +
           "\r\nce-source: /answers\r\nce-type: com.example.answer\r\n"
           "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}";
}

/// Seconds that the first event after opening waits: for what is read then of those before it.
double firstAnswer(const std::string &url)
{
    bench::Client client(url);
    return bench::seconds([&client] { client.send(eventRequest(0)); });
}

/// Milliseconds for each event that was due.
std::vector<double> answers(const std::string &url)
{
    bench::Client client(url);
    std::vector<double> waited;
    const auto began = std::chrono::steady_clock::now();
    for (auto due = began; due < began + Phase; due += Period) {
        std::this_thread::sleep_until(due);
        client.send(eventRequest(waited.size() + 1));
        const auto late = std::chrono::steady_clock::now() - due;
        waited.push_back(std::chrono::duration<double, std::milli>(late).count());
    }
    return waited;
}

struct Kept {
    std::uint64_t bytes = 0;   ///< of the events that are there
    std::uint64_t evicted = 0; ///< events that left
};

/// Gives the capture a limit, and answers what it has.
Kept setLimit(const std::filesystem::path &file, std::uint64_t bytes)
{
    core::EventLog::Options options;
    options.changeRules = [bytes](core::CaptureRules &rules) { rules.limitBytes = bytes; };
    const auto log = core::EventLog::open(file, options);
    if (!log)
        bench::giveUp(log.error().detail);
    return {(*log)->state().usedBytes, (*log)->ledger().evicted};
}

struct Phases {
    std::string evs;
    std::filesystem::path file;

    /// `begin` starts what goes on meanwhile.
    std::vector<double> measure(const std::function<std::unique_ptr<bench::Child>()> &begin) const
    {
        bench::Child server(
            {evs, "listen", "--quiet", "--listen", "127.0.0.1:0", "--log", file.string()});
        const std::string url = server.waitForAddress();
        std::fprintf(stderr, "bench: the first answer took %.1f s\n", firstAnswer(url));
        bench::SteadySender sender(url, EventsPerSecond);
        const std::unique_ptr<bench::Child> other = begin();
        std::vector<double> waited = answers(url);
        sender.stop();
        return waited;
    }
};

} // namespace

int main(int count, char **arguments)
{
    if (count != 3)
        bench::giveUp("usage: bench_answers EVS CAPTURE");
    const std::string evs = arguments[1];
    const std::filesystem::path file = arguments[2];
    if (evs == "hold")
        hold(file);
    const std::filesystem::path exported = file.parent_path() / "exported.ndjson";
    const Phases phases{evs, file};
    const auto nothing = [] { return std::unique_ptr<bench::Child>(); };

    const Kept before = setLimit(file, NoLimit);
    const std::vector<double> alone = phases.measure(nothing);
    const auto report = [&alone](const std::string &what, const std::vector<double> &waited) {
        bench::report({"p99 of the answer, 20 000/s into 10 million, " + what,
                       bench::quantile(waited, 0.99),
                       "ms",
                       "alone",
                       bench::quantile(alone, 0.99),
                       {bench::Bound::Side::AtMost, Budget, {}, true}});
        std::fprintf(stderr, "bench: the longest took %.1f ms\n", bench::quantile(waited, 1));
    };
    report("all of it is exported", phases.measure([&] {
        return std::make_unique<bench::Child>(
            std::vector<std::string>{evs, "export", "--output", exported.string(), file.string()});
    }));
    std::filesystem::remove(exported);
    report("another program keeps a statement open", phases.measure([&] {
        auto other = std::make_unique<bench::Child>(
            std::vector<std::string>{arguments[0], "hold", file.string()});
        static_cast<void>(other->waitFor("holds a statement"));
        return other;
    }));
    // Last, because events leave: the limit is what is there now.
    setLimit(file, setLimit(file, NoLimit).bytes);
    report("segments leave", phases.measure(nothing));
    if (setLimit(file, NoLimit).evicted == before.evicted)
        bench::giveUp("no segment left");
    return 0;
}
