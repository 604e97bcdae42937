// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/query/rowbitmap.h"

#include <QTest>

#include <random>
#include <vector>

using core::RowBitmap;

namespace {

/// Appends `rows` bits in random portions to both.
void grow(RowBitmap &bitmap, std::vector<bool> &naive, std::mt19937 &random, std::uint64_t rows,
          unsigned perMille)
{
    while (rows > 0) {
        const auto portion =
            static_cast<unsigned>(std::min<std::uint64_t>(rows, 1 + random() % 64));
        std::uint64_t bits = 0;
        for (unsigned i = 0; i < portion; ++i) {
            const bool set = random() % 1000 < perMille;
            bits |= std::uint64_t{set} << i;
            naive.push_back(set);
        }
        bitmap.append(bits, portion);
        rows -= portion;
    }
}

/// `naive` speaks of all rows from 0 on.
void compare(const RowBitmap &bitmap, const std::vector<bool> &naive, std::uint64_t first = 0)
{
    QCOMPARE(bitmap.first(), first);
    QCOMPARE(bitmap.end(), naive.size());
    std::uint64_t rank = 0;
    for (std::uint64_t row = 0; row < naive.size(); ++row) {
        const bool isSet = row >= first && naive[row];
        if (bitmap.rankOf(row) != rank || bitmap.contains(row) != isSet ||
            (isSet && bitmap.rowAt(rank) != row))
            QFAIL(qPrintable(QStringLiteral("row %1 differs").arg(row)));
        rank += isSet ? 1U : 0U;
    }
    QCOMPARE(bitmap.count(), rank);
    QCOMPARE(bitmap.rankOf(naive.size()), rank);
    QCOMPARE(bitmap.rankOf(naive.size() + 1'000'000), rank);
    QVERIFY(!bitmap.contains(naive.size()));
}

} // namespace

class RowBitmapTest : public QObject {
    Q_OBJECT

private slots:
    void isEmptyAtFirst()
    {
        const RowBitmap bitmap;
        QCOMPARE(bitmap.end(), 0U);
        QCOMPARE(bitmap.count(), 0U);
        QCOMPARE(bitmap.rankOf(0), 0U);
        QCOMPARE(bitmap.rankOf(17), 0U);
    }

    void answersAsANaiveListOfBits_data()
    {
        QTest::addColumn<quint64>("rows");
        QTest::addColumn<unsigned>("perMille");
        const quint64 block = RowBitmap::BlockRows;
        for (const quint64 rows : {quint64{1}, quint64{63}, quint64{64}, quint64{65}, block - 1,
                                   block, block + 1, 3 * block + 77})
            for (const unsigned perMille : {0U, 3U, 500U, 1000U})
                QTest::addRow("%llu rows, %u in 1000", static_cast<unsigned long long>(rows),
                              perMille)
                    << rows << perMille;
    }
    void answersAsANaiveListOfBits()
    {
        QFETCH(quint64, rows);
        QFETCH(unsigned, perMille);
        std::mt19937 random(2026);
        RowBitmap bitmap;
        std::vector<bool> naive;
        grow(bitmap, naive, random, rows, perMille);
        compare(bitmap, naive);
    }

    void joinsWithAnotherAtAnyRow_data()
    {
        QTest::addColumn<quint64>("first");
        QTest::addColumn<quint64>("second");
        const quint64 block = RowBitmap::BlockRows;
        QTest::newRow("nothing before") << quint64{0} << quint64{100};
        QTest::newRow("nothing behind") << quint64{100} << quint64{0};
        QTest::newRow("at a word") << quint64{128} << quint64{129};
        QTest::newRow("within a word") << quint64{100} << quint64{40'000};
        QTest::newRow("at a block") << block << block;
        QTest::newRow("one before a block") << block - 1 << block + 2;
    }
    void joinsWithAnotherAtAnyRow()
    {
        QFETCH(quint64, first);
        QFETCH(quint64, second);
        std::mt19937 random(7);
        RowBitmap bitmap;
        RowBitmap other(first);
        std::vector<bool> naive;
        grow(bitmap, naive, random, first, 400);
        grow(other, naive, random, second, 400);
        bitmap.append(other);
        compare(bitmap, naive);
        grow(bitmap, naive, random, 99, 400);
        compare(bitmap, naive);
    }

    void beginsAtAnyRow_data()
    {
        QTest::addColumn<quint64>("first");
        const quint64 block = RowBitmap::BlockRows;
        for (const quint64 first :
             {quint64{1}, quint64{64}, quint64{65}, block - 1, block, block + 1, 5 * block + 4711})
            QTest::addRow("%llu", static_cast<unsigned long long>(first)) << first;
    }
    void beginsAtAnyRow()
    {
        QFETCH(quint64, first);
        std::mt19937 random(5);
        RowBitmap bitmap(first);
        std::vector<bool> naive(first);
        compare(bitmap, naive, first);
        grow(bitmap, naive, random, 40'000, 400);
        compare(bitmap, naive, first);
    }

    void forgetsWhatIsBelowAnyRow_data()
    {
        QTest::addColumn<quint64>("below");
        const quint64 block = RowBitmap::BlockRows;
        for (const quint64 below : {quint64{0}, quint64{1}, quint64{64}, quint64{77}, block - 1,
                                    block, block + 1, 2 * block + 200})
            QTest::addRow("%llu", static_cast<unsigned long long>(below)) << below;
    }
    void forgetsWhatIsBelowAnyRow()
    {
        QFETCH(quint64, below);
        std::mt19937 random(6);
        RowBitmap bitmap;
        std::vector<bool> naive;
        grow(bitmap, naive, random, 3 * RowBitmap::BlockRows + 99, 400);
        bitmap.forgetBelow(below);
        compare(bitmap, naive, below);
        grow(bitmap, naive, random, 500, 400);
        bitmap.forgetBelow(below / 2); // has been forgotten before
        compare(bitmap, naive, below);
    }

    void isEmptyAndGoesOnWhereAllIsForgotten_data()
    {
        QTest::addColumn<quint64>("behind");
        QTest::newRow("at the end") << quint64{0};
        QTest::newRow("behind it") << quint64{100'000};
    }
    void isEmptyAndGoesOnWhereAllIsForgotten()
    {
        QFETCH(quint64, behind);
        std::mt19937 random(6);
        RowBitmap bitmap;
        std::vector<bool> naive;
        grow(bitmap, naive, random, 20'000, 400);
        const std::uint64_t first = bitmap.end() + behind;
        naive.resize(first);
        bitmap.forgetBelow(first);
        compare(bitmap, naive, first);
        grow(bitmap, naive, random, 20'000, 400);
        compare(bitmap, naive, first);
    }

    void joinsWithAnotherThatHasForgotten()
    {
        std::mt19937 random(7);
        RowBitmap other;
        std::vector<bool> naive;
        grow(other, naive, random, 70'000, 400);
        const std::uint64_t first = 20'001;
        other.forgetBelow(first);
        RowBitmap bitmap(first);
        bitmap.append(other);
        compare(bitmap, naive, first);
        grow(bitmap, naive, random, 30'000, 400);
        compare(bitmap, naive, first);
    }

    void answersWhileItGrowsAndForgets()
    {
        const unsigned seed = 31;
        qInfo("seed %u", seed);
        std::mt19937 random(seed);
        RowBitmap bitmap;
        std::vector<bool> naive;
        std::uint64_t first = 0;
        for (int round = 0; round < 40; ++round) {
            grow(bitmap, naive, random, random() % 9000, 30);
            first += random() % (naive.size() - first + 1);
            if (round % 2 == 0)
                bitmap.forgetBelow(first);
            compare(bitmap, naive, bitmap.first());
        }
    }

    void takesNoMoreMemoryHoweverLongItFollowsALog()
    {
        constexpr std::uint64_t Kept = 10 * RowBitmap::BlockRows;
        RowBitmap bitmap;
        std::size_t most = 0;
        for (std::uint64_t row = 0; row < 40 * Kept; row += 64) {
            bitmap.append(row, 64);
            if (row % 1024 == 0)
                bitmap.forgetBelow(row - std::min(row, Kept));
            most = std::max(most, bitmap.bytes());
        }
        QVERIFY2(most <= 4 * Kept / 8, qPrintable(QString::number(most)));
    }
};

QTEST_GUILESS_MAIN(RowBitmapTest)
#include "tst_rowbitmap.moc"
