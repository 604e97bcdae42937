// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
//
// `evs filter` over a million events of 0.5 kB as NDJSON, with a condition on the payload, against jq with the equivalent
// `select`; both from a warm file, both print what matches (2 in 100). Usage: bench_evsfilter FOLDER EVS JQ.
#include "tests/bench/child.h"
#include "tests/bench/measure.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>

namespace {

constexpr std::uint64_t Events = 1'000'000;
constexpr int Rounds = 3;
const std::string Expression = "type = 'com.shop.order.paid' AND DATA('/total') > 180";
const std::string Select = "select(.type == \"com.shop.order.paid\" and .data.total > 180)";

std::string amount(std::uint64_t cents)
{
    return std::to_string(cents / 100) + '.' + std::to_string(10 + cents % 90);
}

void write(const std::filesystem::path &file)
{
    constexpr std::array<std::string_view, 4> Steps{"created", "paid", "shipped", "deleted"};
    std::mt19937 random(1);
    std::string note;
    for (int i = 0; i < 240; ++i)
        note += i % 7 == 6 ? ' ' : static_cast<char>('a' + random() % 26);
    std::ofstream out(file, std::ios::binary);
    for (std::uint64_t number = 0; number < Events; ++number) {
        out << R"({"specversion":"1.0","id":"o-)" << number << R"(","source":"/shop/)"
            << number % 50 << R"(","type":"com.shop.order.)" << Steps[number % Steps.size()]
            << R"(","time":"2026-11-28T10:00:00Z","datacontenttype":"application/json",)"
            << R"("data":{"order":)" << number << R"(,"customer":{"name":"Ada","note":")" << note
            << R"("},"items":[{"sku":"A-)" << number % 100 << R"(","price":)"
            << amount(random() % 9000) << R"(},{"sku":"B-7","price":3.5}],"total":)"
            << amount(random() % 20'000) << "}}\n";
    }
    if (!out.flush())
        bench::giveUp("cannot write the lines");
}

} // namespace

int main(int count, char **arguments)
{
    if (count != 4)
        bench::giveUp("usage: bench_evsfilter FOLDER EVS JQ");
    const std::filesystem::path lines = std::filesystem::path(arguments[1]) / "orders.ndjson";
    write(lines);
    const auto run = [&](const std::string &command, const std::string &program,
                         const std::string &condition, std::ptrdiff_t &found) {
        return [&, command, program, condition] {
            std::string printed;
            const double seconds = bench::seconds([&] {
                printed =
                    bench::outputOf({"/bin/sh", "-c", command, program, condition, lines.string()});
            });
            found = std::count(printed.begin(), printed.end(), '\n');
            return seconds;
        };
    };
    std::ptrdiff_t ours = 0;
    std::ptrdiff_t theirs = 0;
    const std::vector<double> times = bench::medianInTurn(
        Rounds, {run(R"(exec "$0" filter "$1" <"$2")", arguments[2], Expression, ours),
                 run(R"(exec "$0" -c "$1" <"$2")", arguments[3], Select, theirs)});
    if (ours != theirs || ours == 0)
        bench::giveUp("evs found " + std::to_string(ours) + ", jq " + std::to_string(theirs));
    const auto perSecond = [](double seconds) { return static_cast<double>(Events) / seconds; };
    bench::report({"evs filter over a million events as NDJSON, with a condition on the payload",
                   perSecond(times[0]),
                   "/s",
                   "jq",
                   perSecond(times[1]),
                   {bench::Bound::Side::AtLeast, 10, {}}});
    return 0;
}
