// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <vector>

/// What every benchmark says and how: a figure, the yardstick measured in the same run, their
/// ratio, and the budget.
namespace bench {

/// A number to stay above or below.
struct Bound {
    enum class Side { AtLeast, AtMost };
    Side side = Side::AtLeast;
    double budget = 0;
    std::optional<double> aim;
    bool isOfFigure = false; ///< also where there is a yardstick
};

/// One line of the table. With a yardstick the bound is for figure ÷ yardstick unless it says
/// otherwise, else for the figure itself.
struct Line {
    std::string what;
    double figure = 0;
    std::string unit;
    std::string yardstick;
    std::optional<double> yardstickFigure;
    Bound bound;
};

/// Prints the line as a row of a Markdown table, and appends it as JSON to the file that
/// EVENTSCOPE_BENCH_ROWS names.
void report(const Line &line);

/// The middle of `values`; 0 of none.
double median(std::vector<double> values);
/// The value below which `share` of `values` lie; 0 of none.
double quantile(std::vector<double> values, double share);

/// Seconds that `work` took, by the steady clock.
double seconds(const std::function<void()> &work);

/// The medians of several contestants, each measured once per round, in turn, so that what disturbs
/// the machine disturbs all of them.
std::vector<double> medianInTurn(int rounds,
                                 const std::vector<std::function<double()>> &contestants);

/// Says on standard error why there is no measurement, and ends the program with 3.
[[noreturn]] void giveUp(const std::string &why);

} // namespace bench
