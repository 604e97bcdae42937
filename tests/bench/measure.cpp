// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/measure.h"

#include <QByteArray>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>

namespace bench {

namespace {

/// Three digits that matter, thousands apart by a space.
std::string text(double value)
{
    const double size = std::abs(value);
    const int decimals = size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3;
    std::string digits = QByteArray::number(value, 'f', decimals).toStdString();
    const std::size_t point = std::min(digits.find('.'), digits.size());
    const std::size_t first = digits.front() == '-' ? 1 : 0;
    for (std::size_t at = point; at > first + 3; at -= 3)
        digits.insert(at - 3, " ");
    return digits;
}

bool holds(const Bound &bound, double value, double limit)
{
    return bound.side == Bound::Side::AtLeast ? value >= limit : value <= limit;
}

void appendJson(const Line &line, double compared, bool isMet)
{
    const QString name = qEnvironmentVariable("EVENTSCOPE_BENCH_ROWS");
    if (name.isEmpty())
        return;
    QJsonObject object{{QStringLiteral("what"), QString::fromStdString(line.what)},
                       {QStringLiteral("figure"), line.figure},
                       {QStringLiteral("unit"), QString::fromStdString(line.unit)},
                       {QStringLiteral("bound"), line.bound.side == Bound::Side::AtLeast
                                                     ? QStringLiteral("at least")
                                                     : QStringLiteral("at most")},
                       {QStringLiteral("budget"), line.bound.budget},
                       {QStringLiteral("met"), isMet}};
    if (line.bound.aim)
        object.insert(QStringLiteral("aim"), *line.bound.aim);
    if (line.yardstickFigure) {
        object.insert(QStringLiteral("yardstick"), QString::fromStdString(line.yardstick));
        object.insert(QStringLiteral("yardstickFigure"), *line.yardstickFigure);
        object.insert(QStringLiteral("ratio"), compared);
    }
    QFile file(name);
    if (!file.open(QIODevice::Append))
        giveUp("cannot write " + name.toStdString());
    file.write(QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n');
}

} // namespace

void report(const Line &line)
{
    const bool isOfFigure = line.bound.isOfFigure || !line.yardstickFigure;
    const double compared = line.figure / line.yardstickFigure.value_or(1);
    const bool isMet = holds(line.bound, isOfFigure ? line.figure : compared, line.bound.budget);
    const std::string sign = line.bound.side == Bound::Side::AtLeast ? "≥ " : "≤ ";
    const std::string yardstick =
        line.yardstickFigure ? line.yardstick + ": " + text(*line.yardstickFigure) + " " + line.unit
                             : line.yardstick;
    const std::string ratio = line.yardstickFigure ? text(compared) : "";
    const std::string aim = line.bound.aim ? " (" + text(*line.bound.aim) + ")" : "";
    std::printf("| %s | %s %s | %s | %s | %s%s%s | %s |\n", line.what.c_str(),
                text(line.figure).c_str(), line.unit.c_str(), yardstick.c_str(), ratio.c_str(),
                sign.c_str(), text(line.bound.budget).c_str(), aim.c_str(),
                isMet ? "yes" : "**no**");
    std::fflush(stdout);
    appendJson(line, compared, isMet);
}

double median(std::vector<double> values)
{
    return quantile(std::move(values), 0.5);
}

double quantile(std::vector<double> values, double share)
{
    if (values.empty())
        return 0;
    std::sort(values.begin(), values.end());
    const auto index =
        static_cast<std::size_t>(share * static_cast<double>(values.size() - 1) + 0.5);
    return values[index];
}

double seconds(const std::function<void()> &work)
{
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

std::vector<double> medianInTurn(int rounds,
                                 const std::vector<std::function<double()>> &contestants)
{
    std::vector<std::vector<double>> measured(contestants.size());
    for (int round = 0; round < rounds; ++round) {
        for (std::size_t at = 0; at < contestants.size(); ++at)
            measured[at].push_back(contestants[at]());
    }
    std::vector<double> medians;
    for (std::vector<double> &values : measured)
        medians.push_back(median(std::move(values)));
    return medians;
}

void giveUp(const std::string &why)
{
    std::fprintf(stderr, "bench: %s\n", why.c_str());
    std::exit(3);
}

} // namespace bench
