// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/log/intake.h"

#include <QTest>

#include <poll.h>

#include <thread>

using namespace core;

namespace {

/// A command that costs exactly `bytes`.
LogCommand messageOf(std::size_t bytes, std::shared_ptr<Receipts> receipts = {},
                     std::size_t events = 0)
{
    AppendMessage append;
    append.receipts = std::move(receipts);
    append.message.events.resize(events);
    const std::size_t bare = Intake::cost(LogCommand(append));
    append.message.body.assign(bytes - bare, 'x');
    return append;
}

bool isReadable(const Receipts &receipts)
{
    pollfd entry{receipts.descriptor(), POLLIN, 0};
    return ::poll(&entry, 1, 0) == 1;
}

constexpr std::size_t Limit = 64 * KiB;

} // namespace

class TestIntake : public QObject {
    Q_OBJECT

private slots:
    void takesEverythingAtOnceInOrder();
    void refusesAboveItsLimit_data();
    void refusesAboveItsLimit();
    void leavesARefusedCommandUntouched();
    void wakesWhomItRefusedOnceThereIsSpace();
    void takesOneCommandAboveTheWholeLimitWhenEmpty();
    void handsOutWhatWaitsAfterClosing();
    void wakesWhomItRefusedWhenClosing();
    void wakesAWaitingWriterWhenClosing();
    void countsWhatWaits();
    void keepsTheOrderOfEachOfSeveralThreads();
};

void TestIntake::takesEverythingAtOnceInOrder()
{
    Intake intake(Limit);
    for (std::uint64_t i = 0; i < 5; ++i) {
        AppendMessage append;
        append.address = {1, i};
        QVERIFY(intake.push(append) == Intake::Pushed::Taken);
    }
    QVERIFY(intake.push(AppendRefusal{}) == Intake::Pushed::Taken);
    const auto taken = intake.takeAll();
    QCOMPARE(taken.size(), 6U);
    for (std::uint64_t i = 0; i < 5; ++i)
        QCOMPARE(std::get<AppendMessage>(taken[i]).address.request, i);
    QVERIFY(std::holds_alternative<AppendRefusal>(taken[5]));
}

void TestIntake::refusesAboveItsLimit_data()
{
    QTest::addColumn<int>("difference");
    QTest::addColumn<bool>("isTaken");
    QTest::newRow("below") << -1 << true;
    QTest::newRow("at") << 0 << true;
    QTest::newRow("above") << 1 << false;
}

void TestIntake::refusesAboveItsLimit()
{
    QFETCH(int, difference);
    QFETCH(bool, isTaken);
    Intake intake(Limit);
    QVERIFY(intake.push(messageOf(Limit / 2)) == Intake::Pushed::Taken);
    const auto bytes = static_cast<std::size_t>(static_cast<int>(Limit / 2) + difference);
    QVERIFY(intake.push(messageOf(bytes)) ==
            (isTaken ? Intake::Pushed::Taken : Intake::Pushed::Full));
}

void TestIntake::leavesARefusedCommandUntouched()
{
    Intake intake(Limit);
    QVERIFY(intake.push(messageOf(Limit)) == Intake::Pushed::Taken);
    LogCommand command = messageOf(2 * KiB);
    const std::string body = std::get<AppendMessage>(command).message.body;
    QVERIFY(intake.push(std::move(command)) == Intake::Pushed::Full);
    QVERIFY(std::get<AppendMessage>(command).message.body == body);
}

void TestIntake::wakesWhomItRefusedOnceThereIsSpace()
{
    Intake intake(Limit);
    const auto receipts = std::make_shared<Receipts>();
    QVERIFY(intake.push(messageOf(Limit)) == Intake::Pushed::Taken);
    QVERIFY(intake.push(messageOf(2 * KiB, receipts)) == Intake::Pushed::Full);
    QVERIFY(intake.push(messageOf(2 * KiB, receipts)) == Intake::Pushed::Full);
    QVERIFY(!isReadable(*receipts));
    QCOMPARE(intake.takeAll().size(), 1U);
    QVERIFY(isReadable(*receipts));
    QVERIFY(receipts->take().empty());
    QVERIFY(intake.push(messageOf(2 * KiB, receipts)) == Intake::Pushed::Taken);
}

void TestIntake::takesOneCommandAboveTheWholeLimitWhenEmpty()
{
    Intake intake(Limit);
    QVERIFY(intake.push(messageOf(2 * Limit)) == Intake::Pushed::Taken);
    QVERIFY(intake.push(messageOf(2 * KiB)) == Intake::Pushed::Full);
    QCOMPARE(intake.takeAll().size(), 1U);
    QVERIFY(intake.push(messageOf(2 * KiB)) == Intake::Pushed::Taken);
    QVERIFY(intake.push(messageOf(2 * Limit)) == Intake::Pushed::Full);
}

void TestIntake::handsOutWhatWaitsAfterClosing()
{
    Intake intake(Limit);
    QVERIFY(intake.push(messageOf(2 * KiB)) == Intake::Pushed::Taken);
    intake.close();
    QVERIFY(intake.push(messageOf(2 * KiB)) == Intake::Pushed::Closed);
    QCOMPARE(intake.takeAll().size(), 1U);
    QVERIFY(intake.takeAll().empty());
}

void TestIntake::wakesWhomItRefusedWhenClosing()
{
    Intake intake(Limit);
    const auto receipts = std::make_shared<Receipts>();
    QVERIFY(intake.push(messageOf(Limit)) == Intake::Pushed::Taken);
    QVERIFY(intake.push(messageOf(2 * KiB, receipts)) == Intake::Pushed::Full);
    intake.close();
    QVERIFY(isReadable(*receipts));
}

void TestIntake::wakesAWaitingWriterWhenClosing()
{
    Intake intake(Limit);
    std::vector<LogCommand> taken(1);
    std::thread writer([&] { taken = intake.takeAll(); });
    intake.close();
    writer.join();
    QVERIFY(taken.empty());
}

void TestIntake::countsWhatWaits()
{
    Intake intake(Limit);
    QVERIFY(intake.push(messageOf(8 * KiB, {}, 3)) == Intake::Pushed::Taken);
    QVERIFY(intake.push(AppendRefusal{}) == Intake::Pushed::Taken);
    QCOMPARE(intake.waitingEvents(), 4U);
    QCOMPARE(intake.waitingBytes(), 8 * KiB + Intake::cost(AppendRefusal{}));
    QCOMPARE(intake.takeAll().size(), 2U);
    QCOMPARE(intake.waitingEvents(), 0U);
    QCOMPARE(intake.waitingBytes(), 0U);
}

void TestIntake::keepsTheOrderOfEachOfSeveralThreads()
{
    constexpr std::uint64_t Sources = 4;
    constexpr std::uint64_t Each = 5000;
    Intake intake(Limit);
    std::vector<std::thread> threads;
    for (std::uint64_t source = 0; source < Sources; ++source) {
        threads.emplace_back([&intake, source] {
            const auto receipts = std::make_shared<Receipts>();
            for (std::uint64_t i = 0; i < Each; ++i) {
                AppendMessage append;
                append.address = {source, i};
                append.receipts = receipts;
                LogCommand command(std::move(append));
                while (intake.push(std::move(command)) == Intake::Pushed::Full) {
                    pollfd entry{receipts->descriptor(), POLLIN, 0};
                    ::poll(&entry, 1, -1);
                    static_cast<void>(receipts->take());
                }
            }
        });
    }
    std::array<std::uint64_t, Sources> next{};
    bool isInOrder = true;
    for (std::uint64_t count = 0; count < Sources * Each;) {
        for (const LogCommand &command : intake.takeAll()) {
            const ReceiptAddress address = std::get<AppendMessage>(command).address;
            isInOrder = isInOrder && address.request == next[address.connection]++;
            ++count;
        }
    }
    for (std::thread &thread : threads)
        thread.join();
    QVERIFY(isInOrder);
}

QTEST_GUILESS_MAIN(TestIntake)
#include "tst_intake.moc"
