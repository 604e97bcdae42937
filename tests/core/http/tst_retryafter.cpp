// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/http/retryafter.h"

#include <QTest>

using namespace core;
using namespace std::chrono_literals;

class TestRetryAfter : public QObject {
    Q_OBJECT

private slots:
    void waits_data();
    void waits();
};

void TestRetryAfter::waits_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<int>("seconds"); // -1: it says nothing
    const auto row = [](const char *tag, const char *value, int seconds) {
        QTest::newRow(tag) << QByteArray(value) << seconds;
    };
    row("seconds", "120", 120);
    row("no second", "0", 0);
    row("the most", "999999999", 999'999'999);
    row("more than that", "1000000000", -1);
    row("a date", "Sun, 06 Nov 1994 08:49:37 GMT", 37);
    row("of RFC 850", "Sunday, 06-Nov-94 08:49:37 GMT", 37);
    row("of asctime", "Sun Nov  6 08:49:37 1994", 37);
    row("of asctime, two digits", "Wed Nov 16 08:49:00 1994", 864'000);
    row("a date that is past", "Sun, 06 Nov 1994 08:48:59 GMT", 0);
    row("now", "Sun, 06 Nov 1994 08:49:00 GMT", 0);
    row("a leap second", "Sat, 31 Dec 1994 23:59:60 GMT", 4'806'660);
    row("two digits, more than 50 years ahead", "Sunday, 06-Nov-45 08:49:37 GMT", 0);
    row("nothing", "", -1);
    row("below zero", "-1", -1);
    row("with a sign", "+1", -1);
    row("a fraction", "1.5", -1);
    row("a word", "soon", -1);
    row("a date of another zone", "Sun, 06 Nov 1994 08:49:37 CET", -1);
    row("no such day", "Wed, 30 Feb 1994 08:49:37 GMT", -1);
    row("no such month", "Sun, 06 Foo 1994 08:49:37 GMT", -1);
    row("no such hour", "Sun, 06 Nov 1994 24:49:37 GMT", -1);
    row("a date cut short", "Sun, 06 Nov 1994 08:49", -1);
}

void TestRetryAfter::waits()
{
    QFETCH(QByteArray, value);
    QFETCH(int, seconds);
    const WallTime now = std::chrono::sys_days(std::chrono::year(1994) / 11 / 6) + 8h + 49min;
    const auto wait = waitAskedFor(value.toStdString(), now);
    QCOMPARE(wait ? static_cast<int>(wait->count()) : -1, seconds);
    if (!wait || wait->count() == 0 || !value.contains(':'))
        return;
    QCOMPARE(waitAskedFor(value.toStdString(), now + 1us), wait); // rounded up
}

QTEST_GUILESS_MAIN(TestRetryAfter)
#include "tst_retryafter.moc"
