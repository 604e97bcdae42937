// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/models/eventtext.h"

#include <QtTest>

using namespace std::chrono_literals;

namespace {

/// Plain spaces in the rows below stand for no-break spaces.
QString withNoBreakSpaces(QString text)
{
    return text.replace(u' ', QChar(0x00A0));
}

core::WallTime at(qint64 microseconds)
{
    return core::WallTime(std::chrono::microseconds(microseconds));
}

} // namespace

class TestEventText : public QObject {
    Q_OBJECT

private slots:
    void groupsDigitsByThree_data();
    void groupsDigitsByThree();
    void writesTimeOfDay_data();
    void writesTimeOfDay();
    void writesLocalTimeInTheZoneOfTheMachine();
    void writesDayInFrontOfTime();
    void writesTimeToTheMicrosecond();
    void writesDelta_data();
    void writesDelta();
    void writesByteSize_data();
    void writesByteSize();
    void writesRate_data();
    void writesRate();
    void splitsType_data();
    void splitsType();
    void keepsTextOnOneLine_data();
    void keepsTextOnOneLine();
};

void TestEventText::groupsDigitsByThree_data()
{
    QTest::addColumn<quint64>("number");
    QTest::addColumn<QString>("text");
    QTest::newRow("zero") << quint64(0) << "0";
    QTest::newRow("three digits") << quint64(999) << "999";
    QTest::newRow("four digits") << quint64(1000) << "1 000";
    QTest::newRow("six digits") << quint64(123456) << "123 456";
    QTest::newRow("seven digits") << quint64(2481370) << "2 481 370";
    QTest::newRow("largest") << std::numeric_limits<quint64>::max() << "18 446 744 073 709 551 615";
}

void TestEventText::groupsDigitsByThree()
{
    QFETCH(quint64, number);
    QFETCH(QString, text);
    QCOMPARE(ui::groupedNumber(number), withNoBreakSpaces(text));
    QCOMPARE(ui::sequenceText({number}), withNoBreakSpaces(u'#' + text));
}

void TestEventText::writesTimeOfDay_data()
{
    QTest::addColumn<qint64>("microseconds");
    QTest::addColumn<QString>("text");
    QTest::newRow("epoch") << qint64(0) << "00:00:00.000";
    QTest::newRow("last microsecond of a millisecond is not rounded up")
        << qint64(1999) << "00:00:00.001";
    QTest::newRow("afternoon") << qint64(52601002203) << "14:36:41.002";
    QTest::newRow("before the epoch") << qint64(-1) << "23:59:59.999";
}

void TestEventText::writesTimeOfDay()
{
    QFETCH(qint64, microseconds);
    QFETCH(QString, text);
    QCOMPARE(ui::timeOfDay(at(microseconds), ui::ClockZone::Utc), text);
}

void TestEventText::writesLocalTimeInTheZoneOfTheMachine()
{
    const QByteArray before = qgetenv("TZ");
    qputenv("TZ", "XYZ-02:30");
    tzset();
    QCOMPARE(ui::timeOfDay(at(0), ui::ClockZone::Local), QStringLiteral("02:30:00.000"));
    QCOMPARE(ui::timeOfDay(at(0), ui::ClockZone::Utc), QStringLiteral("00:00:00.000"));
    qputenv("TZ", before);
    tzset();
}

void TestEventText::writesDayInFrontOfTime()
{
    QCOMPARE(ui::dayAndTime(at(86'400'000'000LL * 31 + 5'000), ui::ClockZone::Utc),
             QStringLiteral("02-01 00:00:00.005"));
}

void TestEventText::writesTimeToTheMicrosecond()
{
    QCOMPARE(ui::timeOfDayExact(at(52601002203), ui::ClockZone::Utc),
             withNoBreakSpaces(QStringLiteral("14:36:41.002 203")));
    QCOMPARE(ui::timeOfDayExact(at(-1), ui::ClockZone::Utc),
             withNoBreakSpaces(QStringLiteral("23:59:59.999 999")));
    QCOMPARE(ui::isoTime(at(1'795'441'000'998'003LL)),
             QStringLiteral("2026-11-23T13:36:40.998003Z"));
}

void TestEventText::writesDelta_data()
{
    QTest::addColumn<qint64>("microseconds");
    QTest::addColumn<QString>("text");
    QTest::newRow("nothing") << qint64(0) << "+0.0 ms";
    QTest::newRow("tenths") << qint64(800) << "+0.8 ms";
    QTest::newRow("rounds to tenths") << qint64(849) << "+0.8 ms";
    QTest::newRow("below ten milliseconds") << qint64(9949) << "+9.9 ms";
    QTest::newRow("rounds up to whole milliseconds") << qint64(9950) << "+10 ms";
    QTest::newRow("whole milliseconds") << qint64(12'300) << "+12 ms";
    QTest::newRow("below a second") << qint64(999'499) << "+999 ms";
    QTest::newRow("rounds up to a second") << qint64(999'500) << "+1.00 s";
    QTest::newRow("seconds") << qint64(1'240'000) << "+1.24 s";
    QTest::newRow("ten seconds") << qint64(12'440'000) << "+12.4 s";
    QTest::newRow("below a minute") << qint64(59'949'000) << "+59.9 s";
    QTest::newRow("rounds up to a minute") << qint64(59'950'000) << "+1:00";
    QTest::newRow("minutes") << qint64(192'000'000) << "+3:12";
    QTest::newRow("hours") << qint64(3'792'000'000) << "+1:03:12";
    QTest::newRow("days are hours") << qint64(93'600'000'000) << "+26:00:00";
    QTest::newRow("clock went back") << qint64(-800) << u"\u22120.8 ms"_qs;
    QTest::newRow("clock went back far") << qint64(-192'000'000) << u"\u22123:12"_qs;
}

void TestEventText::writesDelta()
{
    QFETCH(qint64, microseconds);
    QFETCH(QString, text);
    QCOMPARE(ui::deltaText(std::chrono::microseconds(microseconds)), withNoBreakSpaces(text));
}

void TestEventText::writesByteSize_data()
{
    QTest::addColumn<quint64>("bytes");
    QTest::addColumn<QString>("text");
    QTest::newRow("none") << quint64(0) << "0 B";
    QTest::newRow("bytes") << quint64(418) << "418 B";
    QTest::newRow("below a KiB") << quint64(1023) << "1023 B";
    QTest::newRow("a KiB") << quint64(1024) << "1.0 KiB";
    QTest::newRow("tenths") << quint64(1434) << "1.4 KiB";
    QTest::newRow("whole KiB") << quint64(38912) << "38 KiB";
    QTest::newRow("just below a MiB") << quint64(1024 * 1024 - 1) << "1.0 MiB";
    QTest::newRow("MiB") << quint64(2202009) << "2.1 MiB";
    QTest::newRow("GiB") << quint64(4) * 1024 * 1024 * 1024 << "4.0 GiB";
}

void TestEventText::writesByteSize()
{
    QFETCH(quint64, bytes);
    QFETCH(QString, text);
    QCOMPARE(ui::byteSize(bytes), withNoBreakSpaces(text));
}

void TestEventText::writesRate_data()
{
    QTest::addColumn<double>("rate");
    QTest::addColumn<QString>("text");
    QTest::newRow("nothing") << 0.0 << "0/s";
    QTest::newRow("too small to say") << 0.04 << "0/s";
    QTest::newRow("tenths") << 1.74 << "1.7/s";
    QTest::newRow("rounds up to whole") << 9.96 << "10/s";
    QTest::newRow("whole") << 410.4 << "410/s";
    QTest::newRow("grouped") << 12304.0 << "12 304/s";
}

void TestEventText::writesRate()
{
    QFETCH(double, rate);
    QFETCH(QString, text);
    QCOMPARE(ui::rateText(rate), withNoBreakSpaces(text));
}

void TestEventText::splitsType_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("space");
    QTest::addColumn<QString>("name");
    QTest::newRow("empty") << ""
                           << ""
                           << "";
    QTest::newRow("one segment") << "websocket-event"
                                 << ""
                                 << "websocket-event";
    QTest::newRow("two segments") << "order.created"
                                  << ""
                                  << "order.created";
    QTest::newRow("three segments") << "shop.order.created"
                                    << "shop."
                                    << "order.created";
    QTest::newRow("four segments") << "com.shop.order.created"
                                   << "com.shop."
                                   << "order.created";
    QTest::newRow("dot in front") << ".created"
                                  << ""
                                  << ".created";
    QTest::newRow("dot at the end") << "com.shop."
                                    << "com."
                                    << "shop.";
}

void TestEventText::splitsType()
{
    QFETCH(QString, type);
    QFETCH(QString, space);
    QFETCH(QString, name);
    const ui::TypeName split = ui::typeName(type);
    QCOMPARE(split.space, space);
    QCOMPARE(split.name, name);
    QCOMPARE(QString(split.space + split.name), type);
}

void TestEventText::keepsTextOnOneLine_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("text");
    QTest::newRow("plain") << QByteArray("order/88223") << u"order/88223"_qs;
    QTest::newRow("umlauts") << QByteArray("gr\xC3\xBC\xC3\x9F") << u"gr\u00FC\u00DF"_qs;
    QTest::newRow("line feed") << QByteArray("a\nb") << u"a\u240Ab"_qs;
    QTest::newRow("nul") << QByteArray("a\0b", 3) << u"a\u2400b"_qs;
    QTest::newRow("delete") << QByteArray("a\x7F") << u"a\u2421"_qs;
    QTest::newRow("line separator") << QByteArray("a\xE2\x80\xA8") << u"a\u2424"_qs;
}

void TestEventText::keepsTextOnOneLine()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, text);
    QCOMPARE(
        ui::oneLine(std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size()))),
        text);
}

QTEST_GUILESS_MAIN(TestEventText)
#include "tst_eventtext.moc"
