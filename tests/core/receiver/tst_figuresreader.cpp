// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/receiver/figuresreader.h"
#include "tests/core/log/logtest.h"

#include <QTest>

#include <atomic>

using namespace core;
using namespace logtest;
using namespace std::chrono_literals;

namespace {

/// A clock by which everything takes a second: each look at it is one later.
struct SlowClock {
    std::atomic<std::int64_t> seconds{0};
    Clock clock()
    {
        Clock made;
        made.steady = [this] { return SteadyTime(std::chrono::seconds(++seconds)); };
        return made;
    }
    void showNext(std::int64_t second) { seconds = second - 1; }
};

FiguresReader::Answer ask(FiguresReader &reader)
{
    reader.ask({1, 1});
    std::vector<FiguresReader::Answer> answers;
    [[maybe_unused]] const bool came = QTest::qWaitFor([&] {
        answers = reader.take();
        return !answers.empty();
    });
    return answers.empty() ? FiguresReader::Answer{} : answers.front();
}

} // namespace

class TestFiguresReader : public QObject {
    Q_OBJECT

private slots:
    void tellsWhatTheLogTells();
    void answersAllThatAskedMeanwhileAtOnce();
    void addsUpAgainNotBeforeThePauseIsOver();
    void endsWhileItIsAsked();
};

void TestFiguresReader::tellsWhatTheLogTells()
{
    const QTemporaryDir folder;
    const auto log = openLog(captureIn(folder));
    Sender sender(*log);
    for (std::uint64_t number = 0; number < 7; ++number)
        sender.send(structuredMessage(number));
    FiguresReader reader(*log, {});
    const FiguresReader::Answer answer = ask(reader);
    QCOMPARE(answer.whom, (std::vector<ReceiptAddress>{{1, 1}}));
    QVERIFY(answer.figures.ledger == log->ledger());
    QVERIFY(answer.figures.rules == log->rules());
    QCOMPARE(answer.figures.state.usedBytes, log->state().usedBytes);
    QCOMPARE(answer.figures.filling.events, 7U);
    QCOMPARE(answer.figures.filling.allSources, std::size_t(5));
    QCOMPARE(answer.figures.filling.busiestSources.front().events, 2U);
}

void TestFiguresReader::answersAllThatAskedMeanwhileAtOnce()
{
    const QTemporaryDir folder;
    const auto log = openLog(captureIn(folder));
    FiguresReader reader(*log, {});
    constexpr std::uint64_t Asking = 100;
    for (std::uint64_t number = 1; number <= Asking; ++number)
        reader.ask({number, number});
    std::vector<ReceiptAddress> answered;
    std::size_t answers = 0;
    const auto all = [&] {
        for (const FiguresReader::Answer &answer : reader.take()) {
            answered.insert(answered.end(), answer.whom.begin(), answer.whom.end());
            ++answers;
        }
        return answered.size() >= Asking;
    };
    QTRY_VERIFY(all());
    QVERIFY(answers <= Asking);
    for (std::uint64_t number = 1; number <= Asking; ++number)
        QCOMPARE(answered[number - 1], (ReceiptAddress{number, number}));
    QVERIFY(reader.take().empty());
}

void TestFiguresReader::addsUpAgainNotBeforeThePauseIsOver()
{
    const QTemporaryDir folder;
    const auto log = openLog(captureIn(folder));
    Sender sender(*log);
    sender.send(structuredMessage(1));
    SlowClock slow;
    FiguresReader reader(*log, slow.clock());
    slow.showNext(100); // begun at 100, ended at 101
    QCOMPARE(ask(reader).figures.filling.events, 1U);
    constexpr std::int64_t Next = 101 + FiguresReader::SumPause;
    sender.send(structuredMessage(2));
    slow.showNext(Next - 1);
    FiguresReader::Answer answer = ask(reader);
    QCOMPARE(answer.figures.filling.events, 1U);
    QCOMPARE(answer.figures.ledger.kept, 2U);
    slow.showNext(Next);
    QCOMPARE(ask(reader).figures.filling.events, 2U);
    sender.send(structuredMessage(3));
    slow.showNext(Next + 1);
    QCOMPARE(ask(reader).figures.filling.events, 2U);
    slow.showNext(Next + 1000);
    QCOMPARE(ask(reader).figures.filling.events, 3U);
}

void TestFiguresReader::endsWhileItIsAsked()
{
    const QTemporaryDir folder;
    const auto log = openLog(captureIn(folder));
    Sender(*log).send(batchMessage(1, 1000));
    for (int round = 0; round < 20; ++round) {
        FiguresReader reader(*log, {});
        for (std::uint64_t number = 1; number <= 20; ++number)
            reader.ask({number, number});
    }
    QCOMPARE(log->ledger().kept, 1000U);
}

QTEST_GUILESS_MAIN(TestFiguresReader)
#include "tst_figuresreader.moc"
