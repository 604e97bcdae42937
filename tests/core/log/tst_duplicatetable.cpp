// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/log/duplicatetable.h"

#include <QtTest/QtTest>

#include <random>
#include <unordered_map>
#include <vector>

using namespace core;

namespace {

constexpr std::uint64_t None = ~std::uint64_t{0};

/// Adds and answers the earlier row that was said to be the same.
std::uint64_t add(DuplicateTable &table, std::uint64_t hash, std::uint64_t row,
                  std::uint64_t first = 0)
{
    std::uint64_t found = None;
    table.add(hash, row, first, [&found](std::uint64_t earlier) {
        found = earlier;
        return true;
    });
    return found;
}

/// All candidates for `hash`; adds it.
std::vector<std::uint64_t> addAsOther(DuplicateTable &table, std::uint64_t hash, std::uint64_t row)
{
    std::vector<std::uint64_t> asked;
    table.add(hash, row, 0, [&asked](std::uint64_t earlier) {
        asked.push_back(earlier);
        return false;
    });
    return asked;
}

} // namespace

/// The table in memory from which duplicates are found.
class TestDuplicateTable : public QObject {
    Q_OBJECT

private slots:
    void findsTheNewestRowOfEachHash();
    void keepsOthersThatShareTheirFortyBits();
    void putsBackWhatWasReplaced();
    void forgetsWhatHasLeft();
    void tellsRowsBeyondThirtyTwoBits();
    void takesAtMostTwelveAndAHalfBytes();
};

void TestDuplicateTable::findsTheNewestRowOfEachHash()
{
    std::mt19937_64 random(7);
    DuplicateTable table;
    std::unordered_map<std::uint64_t, std::uint64_t> expected;
    std::vector<std::uint64_t> hashes;
    for (std::uint64_t row = 0; row < 200'000; ++row) {
        if (row % 3 != 0 || hashes.empty())
            hashes.push_back(random());
        const std::uint64_t hash = row % 3 != 0 ? hashes.back() : hashes[random() % hashes.size()];
        const auto before = expected.find(hash);
        QCOMPARE(add(table, hash, row), before == expected.end() ? None : before->second);
        expected[hash] = row;
        if (row % 1000 == 0)
            table.committed();
    }
}

void TestDuplicateTable::keepsOthersThatShareTheirFortyBits()
{
    DuplicateTable table;
    const std::uint64_t hash = 0x1234567890abcdefULL;
    QVERIFY(addAsOther(table, hash, 1).empty());
    QCOMPARE(addAsOther(table, hash ^ 1U, 2), std::vector<std::uint64_t>({1}));
    QCOMPARE(addAsOther(table, hash ^ 2U, 3), std::vector<std::uint64_t>({1, 2}));
    QVERIFY(addAsOther(table, hash ^ (std::uint64_t{1} << 24U), 4).empty());
    QVERIFY(addAsOther(table, hash ^ (std::uint64_t{1} << 63U), 5).empty());
}

void TestDuplicateTable::putsBackWhatWasReplaced()
{
    DuplicateTable table;
    for (std::uint64_t hash = 1; hash <= 1000; ++hash)
        add(table, hash << 40U, hash);
    table.committed();
    for (int round = 0; round < 3; ++round) {
        QCOMPARE(add(table, 5ULL << 40U, 1001), std::uint64_t{5});
        QCOMPARE(add(table, 5ULL << 40U, 1002), std::uint64_t{1001});
        for (std::uint64_t row = 1003; row < 9000; ++row) // the table grows meanwhile
            add(table, (row + 100'000) << 40U, row);
        table.rollBack();
    }
    // Rows of what was rolled back are others now, and never taken for what comes.
    QCOMPARE(add(table, 101'003ULL << 40U, 1001), None);
    QCOMPARE(add(table, 5ULL << 40U, 1002), std::uint64_t{5});
    table.committed();
    table.rollBack();
    QCOMPARE(add(table, 5ULL << 40U, 1003), std::uint64_t{1002});
}

void TestDuplicateTable::forgetsWhatHasLeft()
{
    DuplicateTable table;
    QCOMPARE(add(table, 1ULL << 40U, 9), None);
    QCOMPARE(add(table, 1ULL << 40U, 19, 9), std::uint64_t{9});
    QCOMPARE(add(table, 1ULL << 40U, 29, 20), None);

    std::mt19937_64 random(7);
    for (std::uint64_t row = 30; row < 1'000'000; ++row) {
        add(table, random(), row, row < 20'000 ? 0 : row - 10'000);
        table.committed();
    }
    QVERIFY2(table.bytes() < 20'000 * 16, qPrintable(QString::number(table.bytes())));
}

void TestDuplicateTable::tellsRowsBeyondThirtyTwoBits()
{
    constexpr std::uint64_t Turn = std::uint64_t{1} << 32U;
    DuplicateTable table;
    add(table, 1ULL << 40U, Turn - 2);
    QCOMPARE(add(table, 1ULL << 40U, Turn + 5), Turn - 2);
    QCOMPARE(add(table, 1ULL << 40U, 3 * Turn + 4, 3 * Turn), None); // what it knows is 2^32 older
    QCOMPARE(add(table, 1ULL << 40U, 3 * Turn + 9), 3 * Turn + 4);
}

void TestDuplicateTable::takesAtMostTwelveAndAHalfBytes()
{
    std::mt19937_64 random(7);
    DuplicateTable table;
    std::uint64_t row = 0;
    for (const std::uint64_t rows : {200'000U, 300'000U, 500'000U, 777'777U}) {
        for (; row < rows; ++row) {
            add(table, random(), row);
            table.committed();
        }
        QVERIFY2(static_cast<double>(table.bytes()) <= 12.6 * static_cast<double>(rows),
                 qPrintable(QString::number(table.bytes())));
    }
}

QTEST_APPLESS_MAIN(TestDuplicateTable)
#include "tst_duplicatetable.moc"
