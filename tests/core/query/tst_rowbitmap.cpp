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

void compare(const RowBitmap &bitmap, const std::vector<bool> &naive)
{
    QCOMPARE(bitmap.size(), naive.size());
    std::uint64_t rank = 0;
    for (std::uint64_t row = 0; row < naive.size(); ++row) {
        if (bitmap.rankOf(row) != rank || bitmap.contains(row) != naive[row] ||
            (naive[row] && bitmap.rowAt(rank) != row))
            QFAIL(qPrintable(QStringLiteral("row %1 differs").arg(row)));
        rank += naive[row] ? 1U : 0U;
    }
    QCOMPARE(bitmap.count(), rank);
    QCOMPARE(bitmap.rankOf(naive.size()), rank);
    QCOMPARE(bitmap.rankOf(naive.size() + 1'000'000), rank);
}

} // namespace

class RowBitmapTest : public QObject {
    Q_OBJECT

private slots:
    void isEmptyAtFirst()
    {
        const RowBitmap bitmap;
        QCOMPARE(bitmap.size(), 0U);
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
        RowBitmap other;
        std::vector<bool> naive;
        grow(bitmap, naive, random, first, 400);
        grow(other, naive, random, second, 400);
        bitmap.append(other);
        compare(bitmap, naive);
        grow(bitmap, naive, random, 99, 400);
        compare(bitmap, naive);
    }
};

QTEST_GUILESS_MAIN(RowBitmapTest)
#include "tst_rowbitmap.moc"
