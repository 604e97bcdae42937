// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/receiver/requestrate.h"

#include <QTest>

#include <string>

using namespace core;
using namespace std::chrono_literals;

namespace {

std::string address(std::size_t number)
{
    return "10." + std::to_string(number / 65536) + "." + std::to_string(number / 256 % 256) + "." +
           std::to_string(number % 256) + ":1000";
}

} // namespace

class TestRequestRate : public QObject {
    Q_OBJECT

private slots:
    void lets_data();
    void lets();
    void givesBackAsTimeGoesBy();
    void tellsHowLongToWait_data();
    void tellsHowLongToWait();
    void countsEachAddressAlone();
    void isBoundedWhoeverComes();
    void hasNoLimitUnasked();
};

void TestRequestRate::lets_data()
{
    QTest::addColumn<unsigned>("perMinute");
    for (const unsigned rate : {1U, 2U, 7U, 60U, 999U, RequestRate::MostPerMinute})
        QTest::addRow("%u", rate) << rate;
}

void TestRequestRate::lets()
{
    QFETCH(unsigned, perMinute);
    RequestRate rate(perMinute);
    const SteadyTime now(12345s);
    for (unsigned number = 1; number <= perMinute; ++number)
        QVERIFY(!rate.take("127.0.0.1:1", now));
    QVERIFY(rate.take("127.0.0.1:1", now));
    QVERIFY(rate.take("127.0.0.1:1", now)); // who is refused is not set back by that
    QVERIFY(!rate.take("127.0.0.1:1", now + 60s));
}

void TestRequestRate::givesBackAsTimeGoesBy()
{
    RequestRate rate(2);
    SteadyTime now(0s);
    QVERIFY(!rate.take("a:1", now));
    QVERIFY(!rate.take("a:1", now));
    QVERIFY(rate.take("a:1", now + 29'999ms));
    QVERIFY(!rate.take("a:1", now + 30s));
    QVERIFY(rate.take("a:1", now + 30s));
    // However long nobody came, a minute is all there is.
    now += 1h;
    QVERIFY(!rate.take("a:1", now));
    QVERIFY(!rate.take("a:1", now));
    QVERIFY(rate.take("a:1", now));
}

void TestRequestRate::tellsHowLongToWait_data()
{
    QTest::addColumn<unsigned>("perMinute");
    QTest::addColumn<qint64>("after"); // ms
    QTest::addColumn<qint64>("wait");  // s
    QTest::newRow("one a minute") << 1U << qint64(0) << qint64(60);
    QTest::newRow("one a minute, half over") << 1U << qint64(30'000) << qint64(30);
    QTest::newRow("rounded up") << 1U << qint64(30'001) << qint64(30);
    QTest::newRow("two") << 2U << qint64(0) << qint64(30);
    QTest::newRow("at least a second") << 600U << qint64(0) << qint64(1);
}

void TestRequestRate::tellsHowLongToWait()
{
    QFETCH(unsigned, perMinute);
    QFETCH(qint64, after);
    QFETCH(qint64, wait);
    RequestRate rate(perMinute);
    const SteadyTime now(1000s);
    for (unsigned number = 1; number <= perMinute; ++number)
        QVERIFY(!rate.take("a:1", now));
    const auto told = rate.take("a:1", now + std::chrono::milliseconds(after));
    QVERIFY(told);
    QCOMPARE(qint64(told->count()), wait);
    QVERIFY(!rate.take("a:1", now + std::chrono::milliseconds(after) + *told));
}

void TestRequestRate::countsEachAddressAlone()
{
    RequestRate rate(1);
    const SteadyTime now(1s);
    QVERIFY(!rate.take("127.0.0.1:1", now));
    QVERIFY(rate.take("127.0.0.1:2", now)); // another connection of the same
    QVERIFY(!rate.take("127.0.0.2:1", now));
    QVERIFY(!rate.take("[::1]:1", now));
    QVERIFY(rate.take("[::1]:2", now));
    QVERIFY(!rate.take("[::2]:1", now));
}

void TestRequestRate::isBoundedWhoeverComes()
{
    RequestRate rate(2);
    const SteadyTime now(1s);
    for (std::size_t number = 0; number < RequestRate::MostSenders; ++number)
        QVERIFY(!rate.take(address(number), now));
    QCOMPARE(rate.remembered(), RequestRate::MostSenders);
    // One more, and another one: they share.
    QVERIFY(!rate.take(address(RequestRate::MostSenders), now));
    QVERIFY(!rate.take(address(RequestRate::MostSenders + 1), now));
    QVERIFY(rate.take(address(RequestRate::MostSenders + 2), now));
    QVERIFY(!rate.take(address(0), now)); // who was there has its own
    QCOMPARE(rate.remembered(), RequestRate::MostSenders + 1);
    // Who has its whole minute again is forgotten.
    QVERIFY(!rate.take(address(RequestRate::MostSenders), now + 2min));
    QCOMPARE(rate.remembered(), std::size_t(1));
}

void TestRequestRate::hasNoLimitUnasked()
{
    RequestRate rate(std::nullopt);
    for (int number = 0; number < 10'000; ++number)
        QVERIFY(!rate.take("127.0.0.1:1", SteadyTime(0s)));
    QCOMPARE(rate.remembered(), std::size_t(0));
}

QTEST_GUILESS_MAIN(TestRequestRate)
#include "tst_requestrate.moc"
