// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
//
// A capture of ten million events: memory and cost per event while it grows, and opening it again.
// Usage: bench_capture FOLDER few|subjects|names (what is distinct). The capture stays there:
// ten-million.eventscope is what bench_window looks at. A process of its own for each, so that one
// does not live in the memory that another left.
#include "core/log/capturewriter.h"
#include "core/log/eventlog.h"
#include "tests/bench/child.h"
#include "tests/bench/measure.h"
#include "tests/bench/traffic.h"

#include <fcntl.h>
#include <malloc.h>
#include <unistd.h>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace {

constexpr std::uint64_t Events = 10'000'000;
constexpr std::uint64_t Window = 100'000; ///< events whose cost is measured, at both ends
constexpr std::size_t DataBytes = 60;
constexpr int OpenRounds = 3;
constexpr double FixedBytes = 150e6; ///< what the budget allows besides the events

std::unique_ptr<core::EventLog> open(const std::filesystem::path &file)
{
    core::EventLog::Options options;
    options.rules.emplace().limitBytes = 64 * core::GiB;
    // As of the limit with which the bench of answers then has segments leave.
    options.segmentBytes = core::CaptureWriter::segmentBytesFor(6 * core::GiB);
    auto log = core::EventLog::open(file, options);
    if (!log)
        bench::giveUp("cannot open the capture: " + log.error().detail);
    return std::move(*log);
}

struct Grown {
    double bytesPerEvent = 0;
    double firstMicroseconds = 0;
    double lastMicroseconds = 0;
};

/// Median cost of one event over ten slices of Window.
double cost(core::EventLog &log, std::uint64_t from, bench::Variety variety)
{
    constexpr std::uint64_t slice = Window / 10;
    std::vector<double> microseconds;
    for (std::uint64_t first = from; first < from + Window; first += slice) {
        const double time =
            bench::seconds([&] { bench::append(log, first, slice, DataBytes, variety); });
        microseconds.push_back(1e6 * time / static_cast<double>(slice));
    }
    return bench::median(std::move(microseconds));
}

Grown grow(core::EventLog &log, std::uint64_t before, bench::Variety variety)
{
    Grown grown;
    grown.firstMicroseconds = cost(log, 0, variety);
    bench::append(log, Window, Events - 2 * Window, DataBytes, variety);
    grown.lastMicroseconds = cost(log, Events - Window, variety);
    ::malloc_trim(0);
    const auto bytes = static_cast<double>(bench::residentBytes() - before);
    grown.bytesPerEvent = (bytes - FixedBytes) / static_cast<double>(Events);
    return grown;
}

struct Kind {
    bench::Variety variety;
    std::string what;
};

/// The bytes of the column blocks as a plain file: what must be read to have them at all.
std::filesystem::path writeBlocks(const core::Columns &columns, const std::filesystem::path &folder)
{
    const std::filesystem::path file = folder / "blocks";
    std::ofstream out(file, std::ios::binary);
    for (std::uint64_t block = 0; block * core::ColumnBlock::Rows < Events; ++block)
        out.write(reinterpret_cast<const char *>(&columns.block(block)), sizeof(core::ColumnBlock));
    if (!out.flush())
        bench::giveUp("cannot write the blocks");
    return file;
}

double readBlocks(const std::filesystem::path &file)
{
    std::vector<std::unique_ptr<core::ColumnBlock>> blocks;
    return bench::seconds([&] {
        const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
        ssize_t length = 0;
        do {
            auto block = std::make_unique_for_overwrite<core::ColumnBlock>();
            length = ::read(descriptor, block.get(), sizeof(core::ColumnBlock));
            blocks.push_back(std::move(block));
        } while (length == sizeof(core::ColumnBlock));
        ::close(descriptor);
    });
}

} // namespace

int main(int count, char **arguments)
{
    const std::map<std::string, Kind> kinds{
        {"few", {bench::Variety::Few, "memory, 10 million events"}},
        {"subjects",
         {bench::Variety::DistinctSubjects, "memory, 10 million events, each of another subject"}},
        {"names",
         {bench::Variety::MillionNames,
          "memory, 10 million events of a million types and sources"}}};
    const auto kind = kinds.find(count == 3 ? arguments[2] : "");
    if (kind == kinds.end())
        bench::giveUp("usage: bench_capture FOLDER few|subjects|names");
    const std::filesystem::path folder = arguments[1];
    const auto &[variety, what] = kind->second;
    const bool isFew = variety == bench::Variety::Few;
    const std::filesystem::path file =
        folder / (isFew ? "ten-million.eventscope" : "distinct.eventscope");
    using Side = bench::Bound::Side;

    const std::uint64_t before = bench::residentBytes();
    auto log = open(file);
    const Grown grown = grow(*log, before, variety);
    bench::report(
        {what + ", beyond 150 MB", grown.bytesPerEvent, "B/event", "", {}, {Side::AtMost, 64, {}}});
    if (!isFew)
        return 0;
    bench::report({"cost per event, last 100 000 of ten million",
                   grown.lastMicroseconds,
                   "µs",
                   "first 100 000",
                   grown.firstMicroseconds,
                   {Side::AtMost, 1.3, {}}});
    const std::filesystem::path blocks = writeBlocks(log->columns(), folder);
    log.reset();

    const std::vector<double> times =
        bench::medianInTurn(OpenRounds, {[&] {
                                             std::unique_ptr<core::EventLog> opened;
                                             const double time =
                                                 bench::seconds([&] { opened = open(file); });
                                             if (opened->columns().published() != Events)
                                                 bench::giveUp("not every event came back");
                                             return time;
                                         },
                                         [&] { return readBlocks(blocks); }});
    bench::report({"open a capture of 10 million",
                   times[0] * 1000,
                   "ms",
                   "read() of its column blocks",
                   times[1] * 1000,
                   {Side::AtMost, 1.5, {}}});
    std::filesystem::remove(blocks);
    return 0;
}
