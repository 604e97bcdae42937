// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/disk/walholder.h"

#include "core/log/logwriter.h"
#include "tests/core/log/logtest.h"

#include <QProcess>
#include <QtTest/QtTest>

using namespace core;
using namespace logtest;

/// How long the WAL becomes, alone and while another program reads.
class TestWalHolder : public QObject {
    Q_OBJECT

private slots:
    void staysShortUnderLoad();
    void namesWhoHoldsIt();
};

namespace {

constexpr std::uint64_t MostWalBytes = 256 * MiB;

std::vector<Message> someMegabytes(std::uint64_t number)
{
    std::vector<Message> messages;
    for (std::uint64_t i = 0; i < 16; ++i)
        messages.push_back(binaryMessage(number * 16 + i, '"' + std::string(512 * KiB, 'x') + '"'));
    return messages;
}

} // namespace

void TestWalHolder::staysShortUnderLoad()
{
    const QTemporaryDir folder;
    auto log = openLog(captureIn(folder));
    Sender sender(*log);
    std::uint64_t longest = 0;
    std::uint64_t sent = 0;
    // 8 MiB at a time, without a pause: many times what the WAL may hold.
    for (std::uint64_t round = 0; round < 64; ++round) {
        for (const Receipt &receipt : sender.send(someMegabytes(round)))
            QVERIFY(receipt.outcome == Receipt::Outcome::Committed);
        sent += 8 * MiB;
        longest = std::max(longest, log->state().walBytes);
        QVERIFY(log->state().walBytes < MostWalBytes);
    }
    QVERIFY(sent > 2 * MostWalBytes - 1);
    QVERIFY(longest > 0);
    QVERIFY(log->state().walHolder.empty());
    log.reset();
}

void TestWalHolder::namesWhoHoldsIt()
{
    const QTemporaryDir folder;
    const auto file = captureIn(folder);
    auto log = openLog(file);
    Sender sender(*log);
    sender.send(batchMessage(1, 100));
    QVERIFY(walHolder(file).empty());

    QProcess reader;
    reader.start(QStringLiteral("sqlite3"),
                 {QStringLiteral("-batch"), QString::fromStdString(file.string())});
    QVERIFY(reader.waitForStarted());
    reader.write("BEGIN;\nSELECT count(*) FROM events;\n");
    QVERIFY(reader.waitForReadyRead());
    QCOMPARE(reader.readAllStandardOutput().trimmed(), QByteArray("100"));
    const std::string name = "sqlite3 (process " + std::to_string(reader.processId()) + ")";
    QCOMPARE(walHolder(file), name);

    // The log goes on, and says who is in the way once it matters.
    std::uint64_t round = 0;
    while (log->state().walHolder.empty() && round < 40) {
        for (const Receipt &receipt : sender.send(someMegabytes(round++)))
            QVERIFY(receipt.outcome == Receipt::Outcome::Committed);
    }
    QCOMPARE(log->state().walHolder, name);
    QVERIFY(log->state().walBytes > std::uint64_t{LogWriter::FinishPages} * 4096);
    QVERIFY(log->state().writable);

    reader.write("COMMIT;\n.quit\n");
    QVERIFY(reader.waitForFinished());
    QVERIFY(walHolder(file).empty());
    // From now on the WAL begins anew, and does not grow beyond what it has.
    const std::uint64_t longest = log->state().walBytes + 32 * MiB;
    for (int more = 0; more < 40; ++more) {
        for (const Receipt &receipt : sender.send(someMegabytes(round++)))
            QVERIFY(receipt.outcome == Receipt::Outcome::Committed);
    }
    QVERIFY(log->state().walBytes < longest + 64 * MiB);
}

QTEST_GUILESS_MAIN(TestWalHolder)
#include "tst_walholder.moc"
