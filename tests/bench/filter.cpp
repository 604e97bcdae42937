// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
//
// Filtering ten million rows by type and source while three views are open: from the choice to the
// last row, against a bare count over the same two columns; then the same choices as CESQL expressions that the columns
// can answer, against those filters.
#include "core/cesql/parser.h"
#include "core/query/livefilter.h"
#include "core/query/storedvalues.h"
#include "tests/bench/measure.h"

#include <chrono>
#include <memory>
#include <random>
#include <string>
#include <thread>
#include <vector>

namespace {

constexpr std::uint64_t Rows = 10'000'000;
constexpr int Rounds = 9;
constexpr unsigned Values = 100;

void fill(core::Columns &columns)
{
    std::vector<core::ValueCode> types;
    std::vector<core::ValueCode> sources;
    for (unsigned number = 0; number < Values; ++number) {
        types.push_back(columns.types.add("type-" + std::to_string(number)).code);
        sources.push_back(columns.sources.add("/source/" + std::to_string(number)).code);
    }
    std::minstd_rand random(4711);
    core::Row row;
    for (std::uint64_t number = 0; number < Rows; ++number) {
        row.received = static_cast<std::int64_t>(number);
        row.type = types[random() % Values];
        row.source = sources[random() % Values];
        columns.append(row);
    }
    columns.publish();
}

void follow(core::LiveFilter &view)
{
    while (true) {
        if (view.prepare().kind != core::LiveFilter::Change::Kind::None)
            view.apply();
        else if (view.isComplete())
            return;
        else
            std::this_thread::sleep_for(
                std::chrono::microseconds(100)); // the pool has the processors
    }
}

/// What a loop without any of our machinery takes to count the rows of one type and another source.
double bareCount(const core::Columns &columns, std::uint64_t &counted)
{
    return bench::seconds([&] {
        std::uint64_t count = 0;
        for (std::uint64_t first = 0; first < Rows; first += core::ColumnBlock::Rows) {
            const core::ColumnBlock &block = columns.block(first / core::ColumnBlock::Rows);
            const std::uint64_t end =
                std::min<std::uint64_t>(core::ColumnBlock::Rows, Rows - first);
            std::uint32_t inBlock = 0;
            for (std::uint64_t at = 0; at < end; ++at)
                inBlock += static_cast<std::uint32_t>(block.type[at] != 5U) &
                           static_cast<std::uint32_t>(block.source[at] != 7U);
            count += inBlock;
        }
        counted += count;
    });
}

core::EventFilter types(unsigned from, unsigned to)
{
    core::EventFilter filter;
    for (unsigned number = from; number < to; ++number)
        filter.types.insert("type-" + std::to_string(number));
    return filter;
}

core::EventFilter expression(std::string_view text)
{
    core::EventFilter filter;
    filter.expression = core::cesql::parse(text).value();
    return filter;
}

} // namespace

int main()
{
    core::Columns columns;
    fill(columns);
    core::ScanPool pool;
    // As in the window: whether values have a code is looked at, though all have one.
    core::StoredValues stored(columns, []() -> core::Result<std::unique_ptr<core::CaptureReader>> {
        return core::fail(core::Error::Kind::Io, "nothing to read");
    });
    std::vector<std::unique_ptr<core::LiveFilter>> views;
    for (int view = 0; view < 3; ++view) {
        views.push_back(std::make_unique<core::LiveFilter>(columns, pool, &stored));
        follow(*views.back());
    }

    core::EventFilter few = types(3, 4);
    few.sources.insert("/source/9");
    const core::EventFilter half = types(0, Values / 2);
    core::EventFilter nearlyAll;
    nearlyAll.excludedTypes.insert("type-3");
    nearlyAll.excludedSources.insert("/source/9");

    std::uint64_t counted = 0;
    const auto filtering = [&](const core::EventFilter &filter) {
        return [&views, filter] {
            core::LiveFilter &view = *views.front();
            view.setFilter({});
            follow(view);
            const double time = bench::seconds([&] {
                view.setFilter(filter);
                follow(view);
            });
            if (view.count() == 0 || view.count() == Rows)
                bench::giveUp("the filter does nothing");
            return time;
        };
    };
    // Not in the form that the filter bar takes apart into choices.
    const core::EventFilter fewByText = expression("type LIKE 'type-3' AND source LIKE '%/9'");
    const core::EventFilter halfByText = expression("INT(RIGHT(type, 1)) < 5");
    const core::EventFilter nearlyAllByText =
        expression("NOT (type LIKE 'type-3') AND NOT (source LIKE '%/9')");
    const core::EventFilter range = expression("RECEIVED() >= TIME('1970-01-01T00:00:01Z') AND "
                                               "RECEIVED() < TIME('1970-01-01T00:00:06Z')");

    const std::vector<double> times = bench::medianInTurn(
        Rounds, {filtering(few), filtering(half), filtering(nearlyAll),
                 [&] { return bareCount(columns, counted); }, filtering(fewByText),
                 filtering(halfByText), filtering(nearlyAllByText), filtering(range)});
    if (counted == 0)
        bench::giveUp("nothing counted");

    static constexpr const char *names[] = {"few (0.01 %)", "half", "nearly all (98 %)"};
    for (std::size_t at = 0; at < 3; ++at) {
        bench::report(
            {std::string("filter by type/source, 10 million rows, three views, keeps ") + names[at],
             times[at] * 1000,
             "ms",
             "bare count",
             times[3] * 1000,
             {bench::Bound::Side::AtMost, 2.5, {}}});
    }
    const auto byText = [&times](const std::string &what, std::size_t at, std::size_t other) {
        bench::report({"CESQL over dictionary attributes, 10 million rows, three views, " + what,
                       times[at] * 1000,
                       "ms",
                       "the filter by type/source",
                       times[other] * 1000,
                       {bench::Bound::Side::AtMost, 3, {}}});
    };
    byText("keeps few", 4, 0);
    byText("keeps half", 5, 1);
    byText("keeps nearly all", 6, 2);
    byText("a time range, keeps half", 7, 1);
    return 0;
}
