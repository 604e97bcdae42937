// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/event/timestamp.h"

#include <QtTest/QtTest>

using core::formatTimestamp;
using core::parseTimestamp;
using core::WallTime;
using std::chrono::microseconds;

class TestTimestamp : public QObject {
    Q_OBJECT
private slots:
    void readsRfc3339_data();
    void readsRfc3339();
    void refusesWhatIsNotRfc3339_data();
    void refusesWhatIsNotRfc3339();
    void refusesEveryTruncation();
    void writesFewestDigits_data();
    void writesFewestDigits();
    void readsBackWhatItWrites();
    void holdsTimesOutsideFourDigitYears();
};

void TestTimestamp::readsRfc3339_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<qint64>("micros");
    const auto row = [](const char *text, qint64 micros) {
        QTest::newRow(text) << QByteArray(text) << micros;
    };
    row("1970-01-01T00:00:00Z", 0);
    row("1970-01-01T00:00:00.000001Z", 1);
    row("1970-01-01T00:00:00.1234567Z", 123456);
    row("1969-12-31T23:59:59.999999Z", -1);
    row("2018-04-05T17:31:00Z", 1522949460000000);
    row("2018-04-05t17:31:00z", 1522949460000000);
    row("2018-04-05T18:31:00+01:00", 1522949460000000);
    row("2018-04-05T16:31:00-01:00", 1522949460000000);
    row("2018-04-05T17:31:00-00:00", 1522949460000000);
    row("2018-04-06T17:30:00+23:59", 1522949460000000);
    row("2018-04-05T17:31:00.000000000Z", 1522949460000000);
    row("2020-02-29T00:00:00Z", 1582934400000000);
    row("2000-02-29T00:00:00Z", 951782400000000);
    row("2016-12-31T23:59:60Z", 1483228800000000);
    row("2017-01-01T01:59:60+02:00", 1483228800000000);
    row("2016-12-31T23:59:60.5Z", 1483228800000000);
    row("0000-01-01T00:00:00Z", -62167219200000000);
    row("9999-12-31T23:59:59.999999Z", 253402300799999999);
}

void TestTimestamp::readsRfc3339()
{
    QFETCH(QByteArray, text);
    QFETCH(qint64, micros);
    const auto time = parseTimestamp(text.toStdString());
    QVERIFY(time.has_value());
    QCOMPARE(qint64(time->time_since_epoch().count()), micros);
}

void TestTimestamp::refusesWhatIsNotRfc3339_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("why");
    QTest::addColumn<int>("at");
    const auto row = [](const char *text, const char *why, int at) {
        QTest::newRow(text) << QByteArray(text) << QByteArray(why) << at;
    };
    row("", "has no date of the form yyyy-mm-dd", 0);
    row("yesterday", "has no date of the form yyyy-mm-dd", 0);
    row("18-04-05T17:31:00Z", "has no date of the form yyyy-mm-dd", 2);
    row("20180405T173100Z", "has no date of the form yyyy-mm-dd", 4);
    row("2018-04-05", "has no T between date and time", 10);
    row("2018-04-05 17:31:00Z", "has no T between date and time", 10);
    row("2018-04-05T18:31Z", "has no seconds", 16);
    row("2018-04-05T18:31:00", "has no offset: it must end in Z or +hh:mm", 19);
    row("2018-04-05T18:31:00+01", "has an offset that is not +hh:mm", 22);
    row("2018-04-05T18:31:00+0100", "has an offset that is not +hh:mm", 22);
    row("2018-04-05T18:31:00+24:00", "has an offset above 23:59", 19);
    row("2018-04-05T18:31:00+01:60", "has an offset above 23:59", 19);
    row("2018-04-05T18:31:00.Z", "has a point without digits after it", 20);
    row("2018-04-05T18:31:00,5Z", "has no offset: it must end in Z or +hh:mm", 19);
    row("2018-04-05T18:31:00Z ", "goes on after the offset", 20);
    row(" 2018-04-05T18:31:00Z", "has no date of the form yyyy-mm-dd", 0);
    row("2018-02-29T00:00:00Z", "has a day that is not in the calendar", 0);
    row("1900-02-29T00:00:00Z", "has a day that is not in the calendar", 0);
    row("2018-13-01T00:00:00Z", "has a day that is not in the calendar", 0);
    row("2018-00-01T00:00:00Z", "has a day that is not in the calendar", 0);
    row("2018-04-31T00:00:00Z", "has a day that is not in the calendar", 0);
    row("2018-04-05T24:00:00Z", "has a time that is not on the clock", 11);
    row("2018-04-05T00:60:00Z", "has a time that is not on the clock", 11);
    row("2018-04-05T00:00:61Z", "has a time that is not on the clock", 11);
    row("2018-04-05T12:00:60Z", "has a leap second where none can be", 17);
    row("2016-12-31T23:59:60+01:00", "has a leap second where none can be", 17);
    row("2016-12-30T23:59:60Z", "has a leap second where none can be", 17);
    row("-018-04-05T17:31:00Z", "has no date of the form yyyy-mm-dd", 0);
}

void TestTimestamp::refusesWhatIsNotRfc3339()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, why);
    QFETCH(int, at);
    const auto time = parseTimestamp(text.toStdString());
    QVERIFY(!time.has_value());
    QCOMPARE(QByteArray(time.error().why.data(), qsizetype(time.error().why.size())), why);
    QCOMPARE(int(time.error().at), at);
}

void TestTimestamp::refusesEveryTruncation()
{
    const std::string whole = "2018-04-05T18:31:00.123456789+01:00";
    QVERIFY(parseTimestamp(whole).has_value());
    for (std::size_t length = 0; length < whole.size(); ++length)
        QVERIFY2(!parseTimestamp(whole.substr(0, length)), whole.substr(0, length).c_str());
}

void TestTimestamp::writesFewestDigits_data()
{
    QTest::addColumn<qint64>("micros");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("whole second") << qint64(1522949460000000) << QByteArray("2018-04-05T17:31:00Z");
    QTest::newRow("milliseconds") << qint64(1522949460050000)
                                  << QByteArray("2018-04-05T17:31:00.050Z");
    QTest::newRow("microseconds") << qint64(1522949460000007)
                                  << QByteArray("2018-04-05T17:31:00.000007Z");
    QTest::newRow("before 1970") << qint64(-1) << QByteArray("1969-12-31T23:59:59.999999Z");
    QTest::newRow("year 0") << qint64(-62167219200000000) << QByteArray("0000-01-01T00:00:00Z");
}

void TestTimestamp::writesFewestDigits()
{
    QFETCH(qint64, micros);
    QFETCH(QByteArray, text);
    QCOMPARE(QByteArray::fromStdString(formatTimestamp(WallTime(microseconds(micros)))), text);
}

void TestTimestamp::readsBackWhatItWrites()
{
    for (qint64 micros = -62167219200000000; micros < 253402300799999999;
         micros += 31556952000123457) {
        const WallTime time{microseconds(micros)};
        const auto back = parseTimestamp(formatTimestamp(time));
        QVERIFY(back.has_value());
        QVERIFY(*back == time);
    }
}

void TestTimestamp::holdsTimesOutsideFourDigitYears()
{
    QCOMPARE(formatTimestamp(WallTime::max()), std::string("9999-12-31T23:59:59.999999Z"));
    QCOMPARE(formatTimestamp(WallTime::min()), std::string("0000-01-01T00:00:00Z"));
}

QTEST_GUILESS_MAIN(TestTimestamp)
#include "tst_timestamp.moc"
