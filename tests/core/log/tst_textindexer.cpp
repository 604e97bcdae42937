// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/log/textindexer.h"

#include "core/log/eventlog.h"
#include "core/log/verify.h"
#include "tests/core/log/logtest.h"
#include "tests/support/printedstrings.h"

#include <QTemporaryDir>
#include <QtTest/QtTest>

using namespace core;

namespace {

constexpr std::uint64_t Rows = ColumnBlock::Rows;

void fillTo(EventLog &log, std::uint64_t events)
{
    logtest::Sender sender(log);
    while (log.columns().published() < events) {
        const std::uint64_t first = log.columns().published();
        sender.send(logtest::batchMessage(first, std::min<std::uint64_t>(4000, events - first)));
    }
}

std::string signedBlocks(const std::filesystem::path &file)
{
    return logtest::query(file, "SELECT group_concat(number) FROM text_signatures");
}

} // namespace

/// Signatures appear behind the writer, are right, and go with their blocks.
class TestTextIndexer : public QObject {
    Q_OBJECT

private slots:
    void signsEachBlockThatIsFull();
    void makesWhatIsMissingWhenOpened();
    void writesNoSealAndCountsNothing();
    void goesWithItsBlock();
    void ignoresASignatureWithoutItsBlock();
    void endsWhileItWorks();
};

void TestTextIndexer::signsEachBlockThatIsFull()
{
    const QTemporaryDir folder;
    const auto log = logtest::openLog(logtest::captureIn(folder));
    fillTo(*log, Rows - 1);
    fillTo(*log, Rows);
    QTRY_COMPARE_WITH_TIMEOUT(signedBlocks(log->file()), std::string("0\n"), 30'000);
    fillTo(*log, 2 * Rows + 1);
    QTRY_COMPARE_WITH_TIMEOUT(signedBlocks(log->file()), std::string("0,1\n"), 30'000);

    const auto reader = SearchReader::open(log->file());
    QVERIFY(reader);
    QVERIFY((*reader)->blocksWithoutSignature().empty());
    QVERIFY(!(*reader)->signature(2));
    for (const std::uint64_t block : {0U, 1U}) {
        const auto signature = (*reader)->signature(block);
        QVERIFY(signature);
        for (std::size_t group = 0; group < TextSignature::Groups; ++group) {
            const std::uint64_t row = block * Rows + group * TextSignature::GroupRows;
            // As logtest::batchMessage names them.
            QVERIFY(
                signature->mayContain(group, TextGrams("id-" + std::to_string(row) + "-in-batch")));
            QVERIFY(!signature->mayContain(group, TextGrams("insufficient_funds")));
        }
    }
}

void TestTextIndexer::makesWhatIsMissingWhenOpened()
{
    const QTemporaryDir folder;
    const auto file = logtest::captureIn(folder);
    auto log = logtest::openLog(file);
    fillTo(*log, 2 * Rows);
    QTRY_COMPARE_WITH_TIMEOUT(signedBlocks(file), std::string("0,1\n"), 30'000);
    log.reset();
    QCOMPARE(logtest::query(file, "DELETE FROM text_signatures WHERE number = 0"), std::string());
    log = logtest::openLog(file);
    QTRY_COMPARE_WITH_TIMEOUT(signedBlocks(file), std::string("0,1\n"), 30'000);
}

void TestTextIndexer::writesNoSealAndCountsNothing()
{
    const QTemporaryDir folder;
    const auto log = logtest::openLog(logtest::captureIn(folder));
    fillTo(*log, Rows);
    const std::uint64_t seals = log->state().seals;
    QTRY_COMPARE_WITH_TIMEOUT(signedBlocks(log->file()), std::string("0\n"), 30'000);
    QCOMPARE(log->state().seals, seals);
    const Ledger ledger = log->ledger();
    QCOMPARE(ledger.kept, Rows);
    QCOMPARE(ledger.refused, 0U);
    QCOMPARE(ledger.waiting, 0U);
    const auto verified = verifyCapture(log->file());
    QVERIFY(verified);
    QVERIFY(std::holds_alternative<VerifiedHead>(*verified));
}

void TestTextIndexer::goesWithItsBlock()
{
    const QTemporaryDir folder;
    const auto log = logtest::openLog(logtest::captureIn(folder));
    fillTo(*log, 2 * Rows);
    QTRY_COMPARE_WITH_TIMEOUT(signedBlocks(log->file()), std::string("0,1\n"), 30'000);
    QCOMPARE(logtest::query(log->file(), "DELETE FROM column_blocks WHERE number = 0"),
             std::string());
    QCOMPARE(signedBlocks(log->file()), std::string("1\n"));
}

void TestTextIndexer::ignoresASignatureWithoutItsBlock()
{
    const QTemporaryDir folder;
    const auto log = logtest::openLog(logtest::captureIn(folder));
    LogCommand command = StoreTextSignature{7, 0, TextSignatureMaker().finish(), nullptr, {}};
    QCOMPARE(log->intake().push(std::move(command)), Intake::Pushed::Taken);
    fillTo(*log, 10); // committed behind it
    QCOMPARE(signedBlocks(log->file()), std::string("NULL\n"));
    QVERIFY(log->state().writable);
    QCOMPARE(log->ledger().kept, 10U);
}

void TestTextIndexer::endsWhileItWorks()
{
    const QTemporaryDir folder;
    const auto file = logtest::captureIn(folder);
    auto log = logtest::openLog(file);
    fillTo(*log, 3 * Rows);
    log.reset();
    for (int round = 0; round < 3; ++round) {
        QCOMPARE(logtest::query(file, "DELETE FROM text_signatures"), std::string());
        log = logtest::openLog(file);
        QTRY_VERIFY_WITH_TIMEOUT(signedBlocks(file) != "NULL\n", 30'000); // more are to come
        log.reset();
        QVERIFY(!std::filesystem::exists(file.string() + "-wal"));
    }
    const auto verified = verifyCapture(file);
    QVERIFY(verified);
    QVERIFY(std::holds_alternative<VerifiedHead>(*verified));
}

QTEST_GUILESS_MAIN(TestTextIndexer)
#include "tst_textindexer.moc"
