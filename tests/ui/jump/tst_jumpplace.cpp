// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/jump/jumpplace.h"

#include <QTest>
#include <QTimeZone>

using namespace ui;

namespace {

const QDate Day(2026, 11, 28);

/// A number as it is, a time in UTC (the zone of tests), nothing as nothing.
QString placeOf(const QString &text)
{
    const auto place = jumpPlace(text, Day);
    if (!place)
        return {};
    if (const auto *sequence = std::get_if<core::EventSequence>(&*place))
        return u'#' + QString::number(sequence->value);
    const qint64 micros = std::get<core::WallTime>(*place).time_since_epoch().count();
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(micros / 1000, Qt::UTC);
    return time.toString(QStringLiteral("yyyy-MM-dd HH:mm:ss.zzz ")) +
           QString::number(micros % 1000);
}

} // namespace

class TestJumpPlace : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        qputenv("TZ", "UTC");
        QVERIFY(QDateTime(Day, QTime(12, 0)).offsetFromUtc() == 0);
    }
    void reads_data()
    {
        QTest::addColumn<QString>("read");
        const auto row = [](const char *text, const char *read) {
            QTest::newRow(text) << QString::fromUtf8(read);
        };
        row("2481358", "#2481358");
        row("#2481358", "#2481358");
        row(" #2\u00A0481\u00A0358 ", "#2481358");
        row("2 481 358", "#2481358");
        row("18446744073709551615", "#18446744073709551615");
        row("18446744073709551616", "");
        row("0", "");
        row("-1", "");
        row("+1", "");
        row("", "");
        row("#", "");
        row("order", "");
        row("14:31:41", "2026-11-28 14:31:41.000 0");
        row("14:31", "2026-11-28 14:31:00.000 0");
        row("9:05", "2026-11-28 09:05:00.000 0");
        row("14:31:41.5", "2026-11-28 14:31:41.500 0");
        row("14:31:41,002203", "2026-11-28 14:31:41.002 203");
        row("14:31:41.002203999", "2026-11-28 14:31:41.002 203");
        row("14:31.5", "");
        row("24:00", "");
        row("14:61", "");
        row("14:31:60", "");
        row("2026-11-27 14:31:41.5", "2026-11-27 14:31:41.500 0");
        row("2026-11-27T14:31", "2026-11-27 14:31:00.000 0");
        row("2026-13-27 14:31", "");
        row("2026-11-28T14:31:41Z", "2026-11-28 14:31:41.000 0");
        row("2026-11-28T14:31:41.25+02:00", "2026-11-28 12:31:41.250 0");
        row("2026-11-28T14:31:41+99:00", "");
        row("2026-11-28", "");
    }
    void reads()
    {
        QFETCH(QString, read);
        QCOMPARE(placeOf(QString::fromUtf8(QTest::currentDataTag())), read);
    }
};

QTEST_GUILESS_MAIN(TestJumpPlace)
#include "tst_jumpplace.moc"
