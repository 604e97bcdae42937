// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/units.h"
#include "ui/statusline/statusline.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

#include <algorithm>

using namespace ui;

Q_DECLARE_METATYPE(ui::StatusNumbers)
Q_DECLARE_METATYPE(ui::StatusDetail)

namespace {

constexpr QChar NoBreak(0x00A0);

StatusNumbers numbers(quint64 kept, quint64 refused, quint64 evicted = 0, quint64 waiting = 0)
{
    StatusNumbers numbers;
    numbers.ledger.kept = kept;
    numbers.ledger.refused = refused;
    numbers.ledger.evicted = evicted;
    numbers.ledger.waiting = waiting;
    numbers.shown = kept;
    numbers.shownRate = 410;
    numbers.usedBytes = 1200 * core::MiB;
    numbers.limitBytes = 4 * core::GiB;
    return numbers;
}

/// As one text, with ordinary spaces.
QString text(const StatusNumbers &numbers, StatusDetail detail)
{
    QString text;
    for (const Words &words : statusWords(numbers, detail)) {
        text += words.text;
    }
    return text.replace(NoBreak, u' ').simplified();
}

} // namespace

class TestStatusLine : public QObject {
    Q_OBJECT

private slots:
    void saysTheLedgerAsASum_data();
    void saysTheLedgerAsASum();
    void leadsToWhatWasRefused();
    void leadsToTheLimits();
    void leavesTheLedgerWhenThereIsLittleRoom();
    void showsTheWordsOfItsSwitches();
};

void TestStatusLine::saysTheLedgerAsASum_data()
{
    QTest::addColumn<StatusNumbers>("numbers");
    QTest::addColumn<StatusDetail>("detail");
    QTest::addColumn<QString>("expected");
    QTest::newRow("nothing yet")
        << StatusNumbers{} << StatusDetail::LedgerAndShown
        << "received 0 = kept 0 + refused 0 + evicted 0 │ waiting 0 │ shown 0";
    QTest::newRow("all")
        << numbers(2481370, 7) << StatusDetail::All
        << "received 2 481 377 = kept 2 481 370 + refused 7 + evicted 0 │ waiting 0 │ shown 2 "
           "481 370 │ 410/s │ "
           "1.2 of 4 GiB";
    QTest::newRow("without size")
        << numbers(1, 0) << StatusDetail::WithoutSize
        << "received 1 = kept 1 + refused 0 + evicted 0 │ waiting 0 │ shown 1 │ 410/s";
    QTest::newRow("evicted count as received")
        << numbers(10, 2, 30) << StatusDetail::LedgerAndShown
        << "received 42 = kept 10 + refused 2 + evicted 30 │ waiting 0 │ shown 10";
    StatusNumbers leftOut = numbers(10, 2, 30);
    leftOut.ledger.leftOut = 4;
    QTest::newRow("left out is counted where there is any")
        << leftOut << StatusDetail::LedgerAndShown
        << "received 46 = kept 10 + refused 2 + evicted 30 + left out 4 │ waiting 0 │ shown 10";
    QTest::newRow("waiting stands beside the sum")
        << numbers(10, 2, 0, 5) << StatusDetail::LedgerAndShown
        << "received 12 = kept 10 + refused 2 + evicted 0 │ waiting 5 │ shown 10";
}

void TestStatusLine::saysTheLedgerAsASum()
{
    QFETCH(StatusNumbers, numbers);
    QFETCH(StatusDetail, detail);
    QFETCH(QString, expected);
    QCOMPARE(text(numbers, detail), expected);
}

void TestStatusLine::leadsToWhatWasRefused()
{
    const auto links = [](const StatusNumbers &of) {
        const std::vector<Words> words = statusWords(of, StatusDetail::All);
        return std::count_if(words.begin(), words.end(), [](const Words &word) {
            return word.link == int(StatusLink::Refused);
        });
    };
    QCOMPARE(links(numbers(5, 0)), 0);
    QCOMPARE(links(numbers(5, 1)), 2); // the word and its number
}

void TestStatusLine::leadsToTheLimits()
{
    const auto links = [](const StatusNumbers &of) {
        const std::vector<Words> words = statusWords(of, StatusDetail::All);
        return std::count_if(words.begin(), words.end(), [](const Words &word) {
            return word.link == int(StatusLink::Limits);
        });
    };
    QCOMPARE(links(numbers(5, 0)), 1);    // the space
    QCOMPARE(links(numbers(5, 0, 3)), 3); // and what was evicted, the word and its number
}

void TestStatusLine::leavesTheLedgerWhenThereIsLittleRoom()
{
    Theme theme;
    StatusLine line(theme);
    line.setNumbers(numbers(2481370, 7));
    line.show();
    line.resize(1600, 27);
    QVERIFY(line.text().contains(QLatin1String("of 4")));
    line.resize(620, 27);
    QVERIFY(!line.text().contains(QLatin1String("of 4")));
    line.resize(300, 27);
    QVERIFY(!line.text().contains(QLatin1String("/s")));
    QVERIFY(line.text().contains(QLatin1String("evicted")));
}

void TestStatusLine::showsTheWordsOfItsSwitches()
{
    Theme theme;
    StatusLine line(theme);
    QAction problems(QStringLiteral("&Problems"));
    line.addSwitch(&problems);
    const auto *button = line.findChild<QToolButton *>();
    QVERIFY(button);
    QSignalSpy triggered(&problems, &QAction::triggered);
    problems.setIconText(QStringLiteral("Problems 7"));
    QCOMPARE(button->text(), QStringLiteral("Problems 7"));
    QTest::mouseClick(line.findChild<QToolButton *>(), Qt::LeftButton);
    QCOMPARE(triggered.size(), 1);
}

QTEST_MAIN(TestStatusLine)
#include "tst_statusline.moc"
