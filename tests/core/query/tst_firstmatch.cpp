// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/query/firstmatch.h"

#include "core/cesql/parser.h"
#include "core/query/storedcontext.h"
#include "core/query/storedvalues.h"
#include "tests/core/log/logtest.h"

#include <QTest>

#include <numeric>

using namespace core;
using namespace logtest;

/// Of several expressions the first that a row passes, for the rows that a table shows.
class TestFirstMatch : public QObject {
    Q_OBJECT
private slots:
    void takesTheFirst();
    void readsOnlyWhatTheColumnsLeaveOpen();
    void agreesWithEachEvent();
    void forgetsWhatIsNotWantedAnyMore();
    void knowsNamesThatCameLater();
    void keepsSoManyAnswers();
    void endsWhileItReads();
};

namespace {

struct Bench {
    QTemporaryDir folder;
    std::unique_ptr<EventLog> log = openLog(captureIn(folder));
    int opened = 0; ///< readers
    StoredValues stored{log->columns(), [this] {
                            ++opened;
                            return log->reader();
                        }};
    ScanPool pool;
    FirstMatch match{log->columns(), pool, stored};

    std::vector<cesql::Expression> expressions;
    std::shared_ptr<const Marks> marks = std::make_shared<const Marks>();

    void send(std::uint64_t first, std::uint64_t count)
    {
        Sender sender(*log);
        for (std::uint64_t number = first; number < first + count; ++number)
            sender.send(binaryMessage(number, "{\"n\":" + std::to_string(number % 7) + '}'));
    }
    void set(const std::vector<std::string> &texts)
    {
        expressions.clear();
        for (const std::string &text : texts)
            expressions.push_back(cesql::parse(text).value());
        match.setExpressions(expressions, marks);
    }
    std::vector<std::uint64_t> all() const
    {
        std::vector<std::uint64_t> rows(log->columns().published());
        std::iota(rows.begin(), rows.end(), 0);
        return rows;
    }
    /// One digit for each row: `.` none, `?` not known yet.
    QByteArray found() const
    {
        QByteArray text;
        for (const std::uint64_t row : all()) {
            const FirstMatch::Answer answer = match.find(row);
            text += !answer.isKnown ? '?' : !answer.index ? '.' : char('0' + *answer.index);
        }
        return text;
    }
    void wait()
    {
        if (!QTest::qWaitFor([this] {
                match.advance();
                return !match.isReading();
            }))
            qFatal("it reads for ever");
    }
};

} // namespace

void TestFirstMatch::takesTheFirst()
{
    Bench bench;
    bench.send(0, 6); // types 0 1 2 0 1 2
    QVERIFY(bench.match.isEmpty());
    bench.match.look(bench.all());
    QCOMPARE(bench.found(), QByteArray("??????"));
    bench.set({"type LIKE '%.1'", "type LIKE '%.1' OR type LIKE '%.2'"});
    bench.match.look(bench.all());
    QCOMPARE(bench.found(), QByteArray(".01.01"));
    bench.set({"type LIKE '%.1' OR type LIKE '%.2'", "type LIKE '%.1'"});
    QCOMPARE(bench.found(), QByteArray("??????"));
    bench.match.look(bench.all());
    QCOMPARE(bench.found(), QByteArray(".00.00"));
    QVERIFY(!bench.match.isReading());
    QCOMPARE(bench.opened, 0);
    Marks marks;
    QVERIFY(marks.change({{1}, true, {}}));
    bench.marks = std::make_shared<const Marks>(marks);
    bench.set({"MARKED()", "TRUE"});
    bench.match.look(bench.all());
    QCOMPARE(bench.found(), QByteArray("011111"));
}

/// An expression that stands above decides without reading; one that does not keeps the later ones waiting.
void TestFirstMatch::readsOnlyWhatTheColumnsLeaveOpen()
{
    Bench bench;
    bench.send(0, 6);
    bench.set({"type LIKE '%.0'", "DATA('/n') = 4", "type LIKE '%.1'"});
    bench.match.look(bench.all());
    QCOMPARE(bench.found(), QByteArray("0??0??"));
    QVERIFY(bench.match.isReading());
    bench.wait();
    QCOMPARE(bench.found(), QByteArray("02.01."));
    QCOMPARE(bench.opened, 1);
    bench.match.look(bench.all()); // once is enough
    QVERIFY(!bench.match.isReading());
}

void TestFirstMatch::agreesWithEachEvent()
{
    Bench bench;
    bench.send(0, 600);
    Marks marks;
    for (const std::uint64_t sequence : {1U, 64U, 65U, 255U, 256U, 257U, 600U})
        QVERIFY(marks.change({{sequence}, sequence % 2 == 0, "x"}));
    bench.marks = std::make_shared<const Marks>(marks);
    bench.set({"MARKED()", "NOTE() = 'x'", "id LIKE '%9'", "DATA('/n') = 3 AND type LIKE '%.2'",
               "SIZE() > 7 OR 1 / 0 = 1"});
    const auto events = readAll(*bench.log);
    std::vector<std::uint64_t> rows;
    for (std::uint64_t row = 0; row < 600; row += row % 100 < 50 ? 1U : 37U)
        rows.push_back(row);
    bench.match.look(rows);
    bench.wait();
    for (const std::uint64_t row : rows) {
        FirstMatch::Answer expected{true, {}};
        for (std::size_t index = 0; index < bench.expressions.size() && !expected.index; ++index) {
            if (passes(bench.expressions[index], events[row], bench.marks.get()))
                expected.index = index;
        }
        QVERIFY2(bench.match.find(row) == expected, std::to_string(row).c_str());
    }
}

void TestFirstMatch::forgetsWhatIsNotWantedAnyMore()
{
    Bench bench;
    bench.send(0, 400);
    bench.set({"DATA('/n') = 3"});
    bench.match.look(bench.all());
    const std::vector<std::uint64_t> two{3, 390};
    bench.match.look(two);
    bench.wait();
    QVERIFY(bench.match.find(3) == (FirstMatch::Answer{true, 0}));
    QVERIFY(bench.match.find(390) == (FirstMatch::Answer{true, {}}));
    QVERIFY(!bench.match.find(389).isKnown);
}

void TestFirstMatch::knowsNamesThatCameLater()
{
    Bench bench;
    bench.set({"type = 'com.shop.order.2'"});
    bench.send(0, 2);
    bench.match.look(bench.all());
    QCOMPARE(bench.found(), QByteArray(".."));
    bench.send(2, 1);
    bench.match.look(bench.all());
    QCOMPARE(bench.found(), QByteArray("..0"));
}

void TestFirstMatch::keepsSoManyAnswers()
{
    Bench bench;
    Message message = batchMessage(0, 1000);
    Sender sender(*bench.log);
    while (bench.log->columns().published() <= FirstMatch::MaxKept)
        sender.send(message);
    bench.set({"type LIKE '%.0'"});
    std::vector<std::uint64_t> rows(FirstMatch::MaxKept);
    std::iota(rows.begin(), rows.end(), 0);
    bench.match.look(rows);
    QVERIFY(bench.match.find(0).isKnown);
    const std::vector<std::uint64_t> more{5, FirstMatch::MaxKept};
    bench.match.look(more);
    QVERIFY(!bench.match.find(0).isKnown);
    QVERIFY(bench.match.find(5).isKnown);
    QVERIFY(bench.match.find(FirstMatch::MaxKept).isKnown);
}

void TestFirstMatch::endsWhileItReads()
{
    Bench bench;
    bench.send(0, 300);
    for (int round = 0; round < 20; ++round) {
        bench.set({"DATA('/n') = " + std::to_string(round)});
        bench.match.look(bench.all());
        bench.match.advance();
    }
    QVERIFY(bench.match.isReading());
}

QTEST_GUILESS_MAIN(TestFirstMatch)
#include "tst_firstmatch.moc"
