// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/rate/ratebucket.h"
#include "core/rate/ratehistory.h"
#include "core/rate/ratewindow.h"
#include "core/rate/timeindex.h"

#include <QTest>

#include <map>
#include <random>

using namespace core;

namespace {

std::vector<CodeCount> one(ValueCode code, std::uint32_t count)
{
    return {{code, count}};
}

} // namespace

class RateBucketTest : public QObject {
    Q_OBJECT

private slots:
    void addsUpByValue()
    {
        RateBucket bucket;
        bucket.add(std::vector<CodeCount>{{2, 5}, {9, 1}});
        bucket.add(std::vector<CodeCount>{{3, 1}, {9, 2}, {20, 4}});
        QCOMPARE(bucket.total(), 13U);
        QCOMPARE(bucket.count(2), 5U);
        QCOMPARE(bucket.count(3), 1U);
        QCOMPARE(bucket.count(9), 3U);
        QCOMPARE(bucket.count(20), 4U);
        QCOMPARE(bucket.count(4), 0U);
        QCOMPARE(bucket.count(21), 0U);
        bucket.clear();
        QCOMPARE(bucket.total(), 0U);
        QCOMPARE(bucket.count(2), 0U);
    }

    void takesOffWhatWasAdded()
    {
        RateBucket bucket;
        bucket.add(std::vector<CodeCount>{{2, 5}, {3, 1}, {9, 3}});
        bucket.takeOff(std::vector<CodeCount>{{2, 2}, {3, 1}});
        QCOMPARE(bucket.total(), 6U);
        QCOMPARE(bucket.count(2), 3U);
        QCOMPARE(bucket.count(3), 0U);
        QCOMPARE(bucket.values().size(), 2U);
        bucket.takeOff(std::vector<CodeCount>{{2, 3}, {9, 3}});
        QCOMPARE(bucket.total(), 0U);
        QVERIFY(bucket.values().empty());
    }

    void takesOffOnlyTheTotalOfWhatItDoesNotTellApart()
    {
        RateBucket bucket;
        const auto values = static_cast<ValueCode>(3 * RateBucket::MaxValues);
        for (ValueCode code = FirstCode; code < FirstCode + values; ++code)
            bucket.add(one(code, code));
        QVERIFY(bucket.values().size() < values);
        std::uint64_t total = bucket.total();
        for (ValueCode code = FirstCode; code < FirstCode + values; ++code) {
            bucket.takeOff(one(code, code));
            total -= code;
            QCOMPARE(bucket.total(), total);
            std::uint64_t apart = 0;
            for (const CodeCount &value : bucket.values())
                apart += value.count;
            QVERIFY(apart <= total);
        }
        QVERIFY(bucket.values().empty());
    }

    void tellsManyValuesApart_data()
    {
        QTest::addColumn<unsigned>("values");
        const unsigned limit = RateBucket::MaxValues;
        QTest::newRow("one below") << limit - 1;
        QTest::newRow("at") << limit;
        QTest::newRow("one above, still in the room for growth") << limit + 1;
    }
    void tellsManyValuesApart()
    {
        QFETCH(unsigned, values);
        RateBucket bucket;
        for (ValueCode code = FirstCode; code < FirstCode + values; ++code)
            bucket.add(one(code, 3));
        for (ValueCode code = FirstCode; code < FirstCode + values; ++code)
            QCOMPARE(bucket.count(code), 3U);
    }

    void keepsTheLargestOfVeryManyValuesAndTheTotal()
    {
        RateBucket bucket;
        for (ValueCode code = FirstCode; code < FirstCode + 100'000; ++code) {
            bucket.add(one(code, 1));
            if (code % 10 == 0)
                bucket.add(one(77'777, 1));
            QVERIFY(bucket.values().size() <= 2 * RateBucket::MaxValues);
        }
        QCOMPARE(bucket.total(), 110'000U);
        QVERIFY(bucket.count(77'777) > 9'000);
    }

    void roundsTimeDownAlsoBefore1970()
    {
        QCOMPARE(timeIndex(0, 10), 0);
        QCOMPARE(timeIndex(9, 10), 0);
        QCOMPARE(timeIndex(10, 10), 1);
        QCOMPARE(timeIndex(-1, 10), -1);
        QCOMPARE(timeIndex(-10, 10), -1);
        QCOMPARE(timeIndex(-11, 10), -2);
    }

    void forgetsTheOldestInARing()
    {
        RateWindow window(250'000, 4);
        for (std::int64_t index = 100; index < 110; ++index)
            window.add(index, 0, one(2, 1));
        for (std::int64_t index = 106; index < 110; ++index)
            QVERIFY(window.bucket(index) && window.bucket(index)->total() == 1);
        QVERIFY(!window.bucket(103));
        QVERIFY(!window.bucket(110));
        QVERIFY(!window.bucket(-5));
    }

    void fillsAgainAfterTheClockWasSetBack()
    {
        RateWindow window(250'000, 4);
        for (std::int64_t index = 1000; index < 1010; ++index)
            window.add(index, 0, one(2, 1));
        for (std::int64_t index = 100; index < 104; ++index)
            window.add(index, 0, one(2, 7));
        for (std::int64_t index = 100; index < 104; ++index)
            QVERIFY(window.bucket(index) && window.bucket(index)->total() == 7);
        window.add(-3, 0, one(2, 1));
        QVERIFY(window.bucket(-3));
    }

    void joinsTenBucketsWhenTheyBecomeTooMany_data()
    {
        QTest::addColumn<qint64>("last");
        QTest::addColumn<qint64>("width");
        const qint64 second = 1'000'000;
        QTest::newRow("one below") << (RateHistory::MaxSpan - 2) * second << second;
        QTest::newRow("at") << (RateHistory::MaxSpan - 1) * second << second;
        QTest::newRow("one above") << RateHistory::MaxSpan * second << 10 * second;
        QTest::newRow("a year") << qint64{365 * 86400} * second << 100'000 * second;
        QTest::newRow("from 1970 backwards") << -RateHistory::MaxSpan * second << 10 * second;
    }
    void joinsTenBucketsWhenTheyBecomeTooMany()
    {
        QFETCH(qint64, last);
        QFETCH(qint64, width);
        RateHistory history;
        history.add(0, one(2, 1));
        history.add(last / 2, one(3, 4));
        history.add(last, one(2, 2));
        QCOMPARE(history.width(), width);
        std::uint64_t total = 0;
        std::uint64_t ofTwo = 0;
        for (const auto &[index, bucket] : history.buckets()) {
            total += bucket.total();
            ofTwo += bucket.count(2);
        }
        QCOMPARE(total, 7U);
        QCOMPARE(ofTwo, 3U);
    }

    void drawsEverythingInAtMostThreeHundredRoundSteps()
    {
        std::mt19937_64 random(31);
        for (int round = 0; round < 3000; ++round) {
            RateHistory history;
            const auto begin = static_cast<std::int64_t>(random() >> 12) - (std::int64_t{1} << 51);
            const auto span = static_cast<std::int64_t>(random() >> (16 + random() % 40));
            history.add(begin, one(2, 1));
            history.add(begin + span, one(2, 1));
            const auto steps = history.steps();
            QVERIFY(steps.last - steps.first + 1 <= RateHistory::MaxSteps);
            QVERIFY(steps.first * steps.width <= begin);
            QVERIFY((steps.last + 1) * steps.width > begin + span);
            auto digits = steps.width;
            while (digits % 10 == 0)
                digits /= 10;
            QVERIFY(digits == 1 || digits == 2 || digits == 5);
        }
    }

    void hasNoStepsBeforeTheFirstEvent()
    {
        const auto steps = RateHistory().steps();
        QCOMPARE(steps.last - steps.first + 1, 0);
    }
};

QTEST_GUILESS_MAIN(RateBucketTest)
#include "tst_ratebucket.moc"
