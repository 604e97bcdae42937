// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
//
// Sorting ten million rows by a column that is in memory: from the order to the last row, in slices on the pool, against
// std::sort of the same keys with the numbers of their rows, in one go.
#include "core/sorting/livesort.h"
#include "tests/bench/measure.h"

#include <algorithm>
#include <chrono>
#include <random>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace {

constexpr std::uint64_t Rows = 10'000'000;
constexpr int Rounds = 5;
constexpr unsigned Values = 100;

using core::SortOrder;

void fill(core::Columns &columns)
{
    std::vector<core::ValueCode> types;
    for (unsigned number = 0; number < Values; ++number)
        types.push_back(columns.types.add("type-" + std::to_string(number)).code);
    std::minstd_rand random(4711);
    core::Row row;
    row.source = columns.sources.add("/source").code;
    row.shape.dataForm = core::DataForm::Json;
    for (std::uint64_t number = 0; number < Rows; ++number) {
        // As it comes from several senders: not quite in order.
        row.received = static_cast<std::int64_t>(number * 50 + random() % 5000);
        row.type = types[random() % Values];
        row.size = static_cast<std::uint32_t>(random() % 1'000'000);
        columns.append(row);
    }
    columns.publish();
}

/// From the order to the last row. `longest`: of one look at it, which is what the window's thread does.
double sorting(core::LiveSort &sort, const SortOrder &order, double &longest)
{
    sort.setOrder(std::nullopt);
    sort.prepare();
    sort.apply();
    bool isThere = false;
    const auto look = [&] {
        isThere = sort.prepare();
        if (isThere)
            sort.apply();
    };
    const double time = bench::seconds([&] {
        longest = std::max(longest, bench::seconds([&] { sort.setOrder(order); }));
        while (!isThere) {
            longest = std::max(longest, bench::seconds(look));
            if (!isThere) // the pool has the processors
                std::this_thread::sleep_for(std::chrono::microseconds(100));
        }
    });
    if (sort.count() != Rows || sort.shownOrder() != order)
        bench::giveUp("not everything is sorted");
    return time;
}

double standardSort(const core::Columns &columns, SortOrder::By by, std::uint64_t &sum)
{
    std::vector<std::pair<std::uint64_t, std::uint32_t>> rows;
    rows.reserve(Rows);
    return bench::seconds([&] {
        for (std::uint64_t number = 0; number < Rows; ++number) {
            const core::ColumnBlock &block = columns.block(number / core::ColumnBlock::Rows);
            const std::size_t at = number % core::ColumnBlock::Rows;
            const std::uint64_t key = by == SortOrder::By::Size ? block.size[at]
                                      : by == SortOrder::By::Type
                                          ? block.type[at]
                                          : static_cast<std::uint64_t>(block.received[at]);
            rows.emplace_back(key, static_cast<std::uint32_t>(number));
        }
        std::sort(rows.begin(), rows.end());
        sum += rows[Rows / 2].second;
    });
}

} // namespace

int main()
{
    core::Columns columns;
    fill(columns);
    core::ScanPool pool;
    core::LiveFilter filter(columns, pool);
    filter.prepare();
    filter.apply();
    core::LiveSort sort(columns, filter, pool);

    static constexpr std::pair<SortOrder::By, const char *> Columns[]{
        {SortOrder::By::Size, "size"},
        {SortOrder::By::Type, "type"},
        {SortOrder::By::Received, "receive time"}};
    std::uint64_t sum = 0;
    double longest = 0;
    std::vector<std::function<double()>> contestants;
    for (const auto &column : Columns) {
        const SortOrder::By by = column.first;
        contestants.push_back([&, by] { return sorting(sort, {by, false}, longest); });
        contestants.push_back([&, by] { return standardSort(columns, by, sum); });
    }
    const std::vector<double> times = bench::medianInTurn(Rounds, contestants);
    if (sum == 0)
        bench::giveUp("nothing sorted");
    for (std::size_t at = 0; at < std::size(Columns); ++at)
        bench::report({std::string("sorting 10 million rows by ") + Columns[at].second,
                       times[2 * at] * 1000,
                       "ms",
                       "std::sort of the same keys",
                       times[2 * at + 1] * 1000,
                       {bench::Bound::Side::AtMost, 1, 0.5}});
    bench::report({"longest look at it on the window's thread meanwhile",
                   longest * 1000,
                   "ms",
                   {},
                   {},
                   {bench::Bound::Side::AtMost, 16, {}}});
    return 0;
}
