// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/facets/topvalues.h"

#include <QTest>

#include <algorithm>
#include <random>

using namespace core;

class TestTopValues : public QObject {
    Q_OBJECT

private slots:
    void findsTheHeaviest();
    void takesTheFirstOfEqualOnes();
    void pinsWhatMustBeThere();
    void leavesOutWhatDoesNotTakePart();
    void looksAtSoManyInAStep_data();
    void looksAtSoManyInAStep();
};

namespace {

std::vector<ValueCode> bestOf(TopValues &top, const TopValues::Weigh &weigh)
{
    while (!top.step(weigh)) {
    }
    return top.best();
}

} // namespace

void TestTopValues::findsTheHeaviest()
{
    std::mt19937 random(5);
    std::vector<std::uint64_t> counts(50'000);
    for (std::uint64_t &count : counts)
        count = random() % 1000;
    const auto end = static_cast<ValueCode>(counts.size());
    TopValues top(200, end);
    auto found = bestOf(top, [&](ValueCode code) {
        return std::optional(TopValues::Weight{false, counts[code], 0});
    });
    QCOMPARE(found.size(), std::size_t(200));
    QVERIFY(std::is_sorted(found.begin(), found.end(), [&](ValueCode a, ValueCode b) {
        return counts[a] != counts[b] ? counts[a] > counts[b] : a < b;
    }));
    const std::uint64_t least = counts[found.back()];
    std::sort(found.begin(), found.end());
    for (ValueCode code = FirstCode; code < end; ++code)
        QVERIFY(counts[code] <= least || std::binary_search(found.begin(), found.end(), code));
    QCOMPARE(top.matches(), std::uint64_t(counts.size() - FirstCode));
}

void TestTopValues::takesTheFirstOfEqualOnes()
{
    TopValues top(3, FirstCode + 100);
    const auto found = bestOf(top, [](ValueCode code) {
        return std::optional(TopValues::Weight{false, 7, code == FirstCode + 50 ? 8U : 7U});
    });
    QCOMPARE(found, (std::vector<ValueCode>{FirstCode + 50, FirstCode, FirstCode + 1}));
}

void TestTopValues::pinsWhatMustBeThere()
{
    TopValues top(2, FirstCode + 10);
    const auto found = bestOf(top, [](ValueCode code) {
        return std::optional(TopValues::Weight{code == FirstCode + 9, 100 - code, 100 - code});
    });
    QCOMPARE(found, (std::vector<ValueCode>{FirstCode + 9, FirstCode}));
}

void TestTopValues::leavesOutWhatDoesNotTakePart()
{
    TopValues top(10, FirstCode + 10);
    const auto found = bestOf(top, [](ValueCode code) {
        return code % 2 == 0 ? std::optional(TopValues::Weight{}) : std::nullopt;
    });
    QCOMPARE(found.size(), std::size_t(5));
    QCOMPARE(top.matches(), std::uint64_t(5));
    TopValues none(10, FirstCode);
    QVERIFY(none.isDone());
    QVERIFY(none.best().empty());
}

void TestTopValues::looksAtSoManyInAStep_data()
{
    QTest::addColumn<quint32>("values");
    QTest::addColumn<int>("steps");
    const quint32 most = TopValues::ValuesPerStep;
    QTest::newRow("one below") << most - 1 << 1;
    QTest::newRow("at") << most << 1;
    QTest::newRow("one above") << most + 1 << 2;
    QTest::newRow("many") << most * 10 << 10;
}

void TestTopValues::looksAtSoManyInAStep()
{
    QFETCH(quint32, values);
    TopValues top(10, FirstCode + values);
    std::uint64_t looked = 0;
    int steps = 0;
    for (bool isDone = false; !isDone; ++steps) {
        const std::uint64_t before = looked;
        isDone = top.step([&](ValueCode) {
            ++looked;
            return std::optional(TopValues::Weight{});
        });
        QVERIFY(looked - before <= TopValues::ValuesPerStep);
    }
    QTEST(steps, "steps");
    QCOMPARE(looked, std::uint64_t(values));
}

QTEST_GUILESS_MAIN(TestTopValues)
#include "tst_topvalues.moc"
