// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/query/receivedrange.h"

#include "core/cesql/parser.h"
#include "core/query/filterexpression.h"

#include <QTest>

using namespace core;

namespace {

constexpr std::int64_t Noon = 1'795'867'200'000'000; // 2026-11-28T12:00:00Z

WallTime at(std::int64_t microseconds)
{
    return WallTime(WallTime::duration(microseconds));
}

const ReceivedRange Second{at(Noon), at(Noon + 1'000'000)};
const std::string SecondText = "RECEIVED() >= TIME('2026-11-28T12:00:00Z') AND "
                               "RECEIVED() < TIME('2026-11-28T12:00:01Z')";

EventFilter filterFrom(const std::string &text)
{
    return text.empty() ? EventFilter() : filterOf(cesql::parse(text).value());
}

} // namespace

class ReceivedRangeTest : public QObject {
    Q_OBJECT

private slots:
    void writes_data()
    {
        QTest::addColumn<QByteArray>("filter");
        QTest::addColumn<QByteArray>("withRange");
        const auto row = [](const char *name, const std::string &filter,
                            const std::string &withRange) {
            QTest::newRow(name) << QByteArray::fromStdString(filter)
                                << QByteArray::fromStdString(withRange);
        };
        row("alone", "", SecondText);
        row("with a choice", "type = 'a'", "type = 'a' AND " + SecondText);
        row("with an expression", "EXISTS x", "EXISTS x AND " + SecondText);
        row("with OR", "EXISTS x OR EXISTS y", "(EXISTS x OR EXISTS y) AND " + SecondText);
        row("with a clause of OR", "type = 'a' AND (EXISTS x OR EXISTS y)",
            "type = 'a' AND (EXISTS x OR EXISTS y) AND " + SecondText);
        row("with another bound", "RECEIVED() > TIME('2020-01-01T00:00:00Z')",
            "RECEIVED() > TIME('2020-01-01T00:00:00Z') AND " + SecondText);
    }
    void writes()
    {
        QFETCH(QByteArray, filter);
        QFETCH(QByteArray, withRange);
        const EventFilter before = filterFrom(filter.toStdString());
        QVERIFY(!receivedRangeOf(before));
        const EventFilter with = withReceivedRange(before, Second);
        QCOMPARE(QByteArray::fromStdString(expressionText(with)), withRange);
        QVERIFY(receivedRangeOf(with) == Second);
        const EventFilter typed = filterFrom(withRange.toStdString());
        QVERIFY(receivedRangeOf(typed) == Second);
        QVERIFY(typed == with);

        const ReceivedRange other{at(Noon - 250'000), at(Noon + 123'456)};
        const EventFilter moved = withReceivedRange(with, other);
        QVERIFY(receivedRangeOf(moved) == other);
        QVERIFY(withReceivedRange(moved, Second) == with);
        QCOMPARE(QByteArray::fromStdString(expressionText(withReceivedRange(moved, {}))), filter);
    }

    void isNoneWithoutBothEnds_data()
    {
        QTest::addColumn<QByteArray>("text");
        const auto row = [](const char *text) { QTest::newRow(text) << QByteArray(text); };
        row("RECEIVED() >= TIME('2026-11-28T12:00:00Z')");
        row("RECEIVED() < TIME('2026-11-28T12:00:00Z') AND EXISTS x");
        row("RECEIVED() >= TIME('never') AND RECEIVED() < TIME('2026-11-28T12:00:00Z')");
        row("RECEIVED() >= TIME('2026-11-28T12:00:00Z') OR RECEIVED() < "
            "TIME('2026-11-28T12:00:01Z')");
        row("RECEIVED() >= TIME(time) AND RECEIVED() < TIME('2026-11-28T12:00:01Z')");
    }
    void isNoneWithoutBothEnds()
    {
        QFETCH(QByteArray, text);
        const EventFilter filter = filterFrom(text.toStdString());
        QVERIFY(!receivedRangeOf(filter));
        QVERIFY(withReceivedRange(filter, {}) == filter);
    }
};

QTEST_GUILESS_MAIN(ReceivedRangeTest)
#include "tst_receivedrange.moc"
