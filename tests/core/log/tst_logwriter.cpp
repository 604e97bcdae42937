// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/log/logwriter.h"

#include "core/log/capturefile.h"
#include "core/log/verify.h"
#include "tests/core/log/logtest.h"
#include "tests/support/printedstrings.h"

#include <QtTest/QtTest>

using namespace core;
using namespace logtest;

/// How what waits becomes commits: everything was in the intake before the writer began.
class TestLogWriter : public QObject {
    Q_OBJECT

private slots:
    void sharesACommit();
    void boundsTheEventsOfACommit_data();
    void boundsTheEventsOfACommit();
    void boundsTheBytesOfACommit_data();
    void boundsTheBytesOfACommit();
    void neverSplitsAMessage();
    void neverCrossesASegment();
    void putsReceiptsInOrderAndOncePerThread();
};

namespace {

/// A writer that has not begun.
struct Desk {
    explicit Desk(std::uint64_t segmentLimit = GiB)
        : capture(std::move(CaptureFile::open(captureIn(folder), {}).value()))
        , checkpointer(std::move(Checkpointer::start(captureIn(folder)).value()))
        , limit(segmentLimit)
    {
    }

    void push(Message message, std::shared_ptr<Receipts> receipts = {}, std::uint64_t request = 0)
    {
        if (intake.push(AppendMessage{std::move(message), std::move(receipts), {1, request}}) !=
            Intake::Pushed::Taken)
            qFatal("the intake is full");
    }
    /// Writes everything and ends.
    void write()
    {
        auto writer = std::make_unique<CaptureWriter>(*capture, columns, limit);
        if (!writer->load())
            qFatal("cannot load");
        LogWriter log(std::move(writer), *checkpointer, intake, columns);
        intake.close();
        log.finish();
        status = log.status();
    }
    std::string query(const std::string &sql) { return logtest::query(captureIn(folder), sql); }

    QTemporaryDir folder;
    Intake intake{GiB};
    Columns columns;
    std::unique_ptr<CaptureFile> capture;
    std::unique_ptr<Checkpointer> checkpointer;
    std::uint64_t limit;
    LogWriter::Status status;
};

} // namespace

void TestLogWriter::sharesACommit()
{
    Desk desk;
    for (std::uint64_t number = 0; number < 500; ++number)
        desk.push(binaryMessage(number));
    QVERIFY(desk.intake.push(AppendRefusal{refusal(1), {}, {}}) == Intake::Pushed::Taken);
    desk.write();
    QCOMPARE(desk.status.seals, 1U);
    QVERIFY(desk.status.ledger == (Ledger{500, 1, 0, 0}));
    QCOMPARE(desk.columns.published(), 500U);
    QCOMPARE(desk.query("SELECT first, last, first_refusal, last_refusal FROM seals"),
             std::string("1|500|1|1\n"));
}

void TestLogWriter::boundsTheEventsOfACommit_data()
{
    QTest::addColumn<quint64>("count");
    QTest::addColumn<quint64>("seals");
    QTest::newRow("below") << quint64{LogWriter::MaxGroupEvents - 1} << quint64{1};
    QTest::newRow("at") << quint64{LogWriter::MaxGroupEvents} << quint64{1};
    QTest::newRow("above") << quint64{LogWriter::MaxGroupEvents + 1} << quint64{2};
}

void TestLogWriter::boundsTheEventsOfACommit()
{
    QFETCH(quint64, count);
    QFETCH(quint64, seals);
    Desk desk;
    for (std::uint64_t number = 0; number < count; ++number)
        desk.push(binaryMessage(number));
    desk.write();
    QCOMPARE(desk.status.seals, seals);
    QCOMPARE(desk.columns.published(), count);
}

void TestLogWriter::boundsTheBytesOfACommit_data()
{
    QTest::addColumn<int>("more"); // bytes than the bound, of two messages
    QTest::addColumn<quint64>("seals");
    QTest::newRow("below") << -1 << quint64{1};
    QTest::newRow("at") << 0 << quint64{1};
    QTest::newRow("above") << 1 << quint64{2};
}

void TestLogWriter::boundsTheBytesOfACommit()
{
    QFETCH(int, more);
    QFETCH(quint64, seals);
    const std::size_t around = 2 * Intake::cost(AppendMessage{binaryMessage(1, {}), {}, {}});
    const std::size_t data = std::size_t(std::ptrdiff_t(LogWriter::MaxGroupBytes - around) + more);
    Desk desk;
    desk.push(binaryMessage(1, std::string(data / 2, 'x')));
    desk.push(binaryMessage(1, std::string(data - data / 2, 'x')));
    desk.write();
    QCOMPARE(desk.status.seals, seals);
    QCOMPARE(desk.columns.published(), 2U);
}

void TestLogWriter::neverSplitsAMessage()
{
    Desk desk;
    desk.push(binaryMessage(1));
    desk.push(batchMessage(2, 2 * LogWriter::MaxGroupEvents));
    desk.push(binaryMessage(3, std::string(LogWriter::MaxGroupBytes + 1, 'x')));
    desk.push(binaryMessage(4));
    desk.write();
    QCOMPARE(desk.query("SELECT first, last FROM seals"),
             std::string("1|1\n2|8193\n8194|8194\n8195|8195\n"));
}

void TestLogWriter::neverCrossesASegment()
{
    Desk desk(64 * KiB);
    for (std::uint64_t number = 0; number < 400; ++number) {
        desk.push(binaryMessage(number, std::string(number % 7 * 1000, 'x')));
        if (number % 50 == 0)
            desk.push(batchMessage(number, 100)); // larger than what is left of most segments
    }
    desk.write();
    const int segments = std::stoi(desk.query("SELECT count(*) FROM segments"));
    QVERIFY(segments > 10);
    for (int number = 1; number <= segments; ++number) {
        const std::string table = "segment_" + std::to_string(number);
        QCOMPARE(desk.query("SELECT sum(length(text)) <= 65536 FROM " + table), std::string("1\n"));
    }
    // The segment of a seal's first event is that of its last.
    QCOMPARE(desk.query("SELECT count(*) FROM seals WHERE"
                        " (SELECT max(number) FROM segments WHERE segments.first <= seals.first) <>"
                        " (SELECT max(number) FROM segments WHERE segments.first <= seals.last)"),
             std::string("0\n"));
    QCOMPARE(desk.query("SELECT count(*) FROM events"), std::string("1200\n"));
    const auto verified = verifyCapture(captureIn(desk.folder));
    QVERIFY(verified && std::holds_alternative<VerifiedHead>(*verified));
}

void TestLogWriter::putsReceiptsInOrderAndOncePerThread()
{
    Desk desk;
    const auto mine = std::make_shared<Receipts>();
    const auto other = std::make_shared<Receipts>();
    desk.push(binaryMessage(1), mine, 10);
    desk.push(batchMessage(2, 3), other, 11);
    desk.push(batchMessage(2, 0), mine, 12);
    desk.push(binaryMessage(3));
    desk.push(binaryMessage(4), mine, 13);
    desk.write();
    const auto told = [](Receipts &receipts) {
        std::string text;
        for (const Receipt &receipt : receipts.take()) {
            text += std::to_string(receipt.address.request) + ":" +
                    std::to_string(receipt.first.value) + "-" + std::to_string(receipt.last.value) +
                    (receipt.outcome == Receipt::Outcome::Committed ? " " : "! ");
        }
        return text;
    };
    QCOMPARE(told(*mine), std::string("10:1-1 12:0-0 13:6-6 "));
    QCOMPARE(told(*other), std::string("11:2-4 "));
    QCOMPARE(desk.status.seals, 1U);
}

QTEST_GUILESS_MAIN(TestLogWriter)
#include "tst_logwriter.moc"
