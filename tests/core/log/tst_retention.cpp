// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/log/capturewriter.h"
#include "core/log/refusalstore.h"
#include "core/log/verify.h"
#include "tests/core/log/logtest.h"

#include <QtTest/QtTest>

#include <atomic>

using namespace core;
using namespace logtest;
using namespace std::chrono_literals;

/// What leaves a capture, and that everything agrees afterwards.
class TestRetention : public QObject {
    Q_OBJECT

private slots:
    void segmentsArePartsOfTheLimit_data();
    void segmentsArePartsOfTheLimit();
    void keepsWhatIsAtTheLimit();
    void evictsTheOldestSegmentsAboveTheLimit();
    void goesOnWhereItWasAfterReopening();
    void evictsAcrossManyBlocks();
    void evictsWhatIsTooOld();
    void takesRefusalsWithTheirSegment();
    void boundsTheRowsOfRefusals();
    void refusesToLoseWhatHasNotLeft();
    void leavesOutWhatTheRulesSay();
    void keepsItsRules();
    void verificationFindsAForgedEviction_data();
    void verificationFindsAForgedEviction();
    void aNotedHeadMayHaveLeft();
    void isReadWhileSegmentsGo();
};

namespace {

constexpr std::uint64_t SegmentBytes = 8 * KiB;
constexpr std::uint64_t Limit = 64 * KiB;

EventLog::Options smallCapture()
{
    EventLog::Options options;
    options.segmentBytes = SegmentBytes;
    options.rules.emplace().limitBytes = Limit;
    return options;
}

void send(Sender &sender, std::uint64_t from, std::uint64_t count)
{
    for (std::uint64_t number = from; number < from + count; ++number)
        sender.send(structuredMessage(number));
}

bool isSettled(const EventLog &log)
{
    return log.state().usedBytes <= log.rules().limitBytes;
}

/// Everything that tells of the capture tells the same.
void compareAll(const EventLog &log, std::uint64_t received)
{
    const Ledger ledger = log.ledger();
    QCOMPARE(ledger.received(), received);
    QCOMPARE(log.columns().first(), ledger.evicted);
    QCOMPARE(log.columns().published(), ledger.evicted + ledger.kept);
    const auto events = readAll(log);
    QCOMPARE(events.size(), ledger.kept);
    QCOMPARE(events.front().sequence.value, ledger.evicted + 1);
    QCOMPARE(events.back().sequence.value, ledger.evicted + ledger.kept);
    QCOMPARE(query(log.file(), "SELECT count(*), min(sequence) FROM events"),
             std::to_string(ledger.kept) + '|' + std::to_string(ledger.evicted + 1) + "\n");
    QCOMPARE(query(log.file(), "SELECT coalesce(max(last), 0) FROM evictions"),
             std::to_string(ledger.evicted) + "\n");
}

void compareVerified(const std::filesystem::path &file, std::uint64_t kept)
{
    const auto verified = verifyCapture(file);
    QVERIFY2(verified.has_value(), verified ? "" : verified.error().detail.c_str());
    if (const auto *broken = std::get_if<BrokenSeal>(&*verified))
        QFAIL((std::to_string(broken->seal) + ": " + broken->reason).c_str());
    const auto &head = std::get<VerifiedHead>(*verified);
    QCOMPARE(head.events, kept);
    QCOMPARE(secondOpinion(file), head.hash + ':' + std::to_string(head.seal) + '\n');
}

/// A closed capture from which several segments have left.
std::uint64_t makeEvicted(const std::filesystem::path &file)
{
    const auto log = openLog(file, smallCapture());
    Sender sender(*log);
    send(sender, 0, 400);
    while (!isSettled(*log)) // who sends more may keep it above the limit, by a segment or two
        std::this_thread::yield();
    return log->ledger().kept;
}

} // namespace

void TestRetention::segmentsArePartsOfTheLimit_data()
{
    QTest::addColumn<quint64>("limit");
    QTest::addColumn<quint64>("segment");
    QTest::addRow("the smallest limit") << quint64(16 * MiB) << quint64(512 * KiB);
    QTest::addRow("below a small segment") << quint64(63 * MiB) << quint64(63 * MiB / 32);
    QTest::addRow("at a small segment") << quint64(64 * MiB) << quint64(2 * MiB);
    QTest::addRow("above a small segment") << quint64(65 * MiB) << quint64(2 * MiB);
    QTest::addRow("still a small segment") << quint64(512 * MiB) << quint64(2 * MiB);
    QTest::addRow("a larger one") << quint64(1 * GiB) << quint64(4 * MiB);
    QTest::addRow("the usual limit") << quint64(4 * GiB) << quint64(16 * MiB);
}

void TestRetention::segmentsArePartsOfTheLimit()
{
    QFETCH(quint64, limit);
    QFETCH(quint64, segment);
    QCOMPARE(quint64(CaptureWriter::segmentBytesFor(limit)), segment);
}

void TestRetention::keepsWhatIsAtTheLimit()
{
    const QTemporaryDir folder;
    const auto log = openLog(captureIn(folder), smallCapture());
    Sender sender(*log);
    while (log->state().usedBytes < 3 * SegmentBytes)
        send(sender, 0, 1);
    CaptureRules rules = log->rules();
    rules.limitBytes = log->state().usedBytes;
    log->setRules(rules);
    QTRY_COMPARE(log->rules().limitBytes, rules.limitBytes);
    sender.send(batchMessage(0, 0)); // a commit that adds nothing
    QCOMPARE(log->ledger().evicted, 0U);
    --rules.limitBytes;
    log->setRules(rules);
    QTRY_VERIFY(log->ledger().evicted > 0);
    QVERIFY(log->state().usedBytes > rules.limitBytes - 2 * SegmentBytes);
}

void TestRetention::evictsTheOldestSegmentsAboveTheLimit()
{
    const QTemporaryDir folder;
    auto log = openLog(captureIn(folder), smallCapture());
    Sender sender(*log);
    send(sender, 0, 500);
    QTRY_VERIFY(isSettled(*log));
    QVERIFY(log->ledger().evicted > 100);
    QVERIFY(log->state().usedBytes > Limit - 2 * SegmentBytes);
    compareAll(*log, 500);
    QCOMPARE(query(captureIn(folder), "SELECT DISTINCT reason FROM evictions"), "limit\n");
    const std::uint64_t kept = log->ledger().kept;
    log.reset();
    compareVerified(captureIn(folder), kept);
}

void TestRetention::goesOnWhereItWasAfterReopening()
{
    const QTemporaryDir folder;
    std::uint64_t sent = 0;
    for (int round = 0; round < 5; ++round) {
        auto log = openLog(captureIn(folder), smallCapture());
        QCOMPARE(log->ledger().received(), sent);
        Sender sender(*log);
        send(sender, sent, 300);
        sent += 300;
        QTRY_VERIFY(isSettled(*log));
        compareAll(*log, sent);
        const std::uint64_t kept = log->ledger().kept;
        log.reset();
        compareVerified(captureIn(folder), kept);
    }
}

void TestRetention::evictsAcrossManyBlocks()
{
    const QTemporaryDir folder;
    EventLog::Options options;
    options.segmentBytes = MiB;
    options.rules.emplace().limitBytes = 12 * MiB;
    std::uint64_t sent = 0;
    for (int round = 0; round < 3; ++round) {
        auto log = openLog(captureIn(folder), options);
        Sender sender(*log);
        for (int i = 0; i < 40; ++i)
            sender.send(batchMessage(sent + 1, 1000));
        sent += 40'000;
        QTRY_VERIFY(isSettled(*log));
        compareAll(*log, sent);
        const std::uint64_t firstBlock = log->columns().first() / ColumnBlock::Rows;
        const std::string wanted = std::to_string(firstBlock) + "\n";
        QTRY_COMPARE(query(captureIn(folder), "SELECT min(number) FROM column_blocks"), wanted);
        const std::uint64_t kept = log->ledger().kept;
        log.reset();
        compareVerified(captureIn(folder), kept);
    }
}

void TestRetention::evictsWhatIsTooOld()
{
    const QTemporaryDir folder;
    std::atomic<std::int64_t> seconds{1'000'000};
    EventLog::Options options;
    options.rules.emplace().maxAge = 100s;
    options.clock.wall = [&seconds] { return WallTime(std::chrono::seconds(seconds.load())); };
    auto log = openLog(captureIn(folder), options);
    Sender sender(*log);
    const auto sendNow = [&](std::uint64_t number) {
        Message message = structuredMessage(number);
        message.received = options.clock.wall();
        sender.send(std::move(message));
    };
    sendNow(1);
    seconds += 7; // more than a 16th of the age: another segment
    sendNow(2);
    seconds += 93; // the first is 100 s old: at the limit
    sendNow(3);
    QCOMPARE(log->ledger().evicted, 0U);
    seconds += 1;
    sendNow(4);
    QTRY_COMPARE(log->ledger().evicted, 1U);
    compareAll(*log, 4);
    seconds += 1000; // nobody sends any more
    QTRY_COMPARE_WITH_TIMEOUT(log->ledger().kept, 0U, 20'000);
    QCOMPARE(log->columns().first(), 4U);
    QVERIFY(readAll(*log).empty());
    QCOMPARE(query(captureIn(folder), "SELECT DISTINCT reason FROM evictions"), "age\n");
    log.reset();
    compareVerified(captureIn(folder), 0);
    log = openLog(captureIn(folder), options);
    Sender(*log).send(structuredMessage(5));
    QCOMPARE(readAll(*log).front().sequence.value, 5U);
}

void TestRetention::takesRefusalsWithTheirSegment()
{
    const QTemporaryDir folder;
    auto log = openLog(captureIn(folder), smallCapture());
    Sender sender(*log);
    for (std::uint64_t number = 0; number < 300; ++number) {
        sender.send(structuredMessage(number));
        if (number % 3 == 0)
            sender.send(refusal(number));
    }
    QTRY_VERIFY(isSettled(*log));
    QCOMPARE(log->refusalCount(), 100U);
    QCOMPARE(log->ledger().refused, 100U);
    compareAll(*log, 400);
    const auto reader = std::move(log->reader().value());
    const auto refusals = reader->refusals(1).value();
    QVERIFY(!refusals.empty() && refusals.size() < 100);
    QCOMPARE(refusals.back().number, 100U);
    QVERIFY(refusals.front().after.value + 2 > log->ledger().evicted);
    send(sender, 500, 1); // what has left is deleted with a later commit
    QCOMPARE(query(captureIn(folder), "SELECT min(number) FROM refusal_rows"),
             std::to_string(reader->refusals(1).value().front().number) + "\n");
    const std::uint64_t kept = log->ledger().kept;
    log.reset();
    compareVerified(captureIn(folder), kept);
    log = openLog(captureIn(folder), smallCapture());
    QCOMPARE(log->refusalCount(), 100U);
    Sender(*log).send(refusal(7));
    QCOMPARE(log->refusalCount(), 101U);
}

void TestRetention::boundsTheRowsOfRefusals()
{
    const QTemporaryDir folder;
    auto log = openLog(captureIn(folder));
    const RefusalStore::Bound bound;
    const std::uint64_t most = bound.rows + RefusalStore::RowsAtOnce;
    const auto push = [&log](std::uint64_t count) {
        Refusal made = refusal(1, 0);
        made.head.clear();
        for (std::uint64_t i = 0; i < count; ++i) {
            while (log->intake().push(AppendRefusal{made, nullptr, {}}) != Intake::Pushed::Taken)
                std::this_thread::yield();
        }
    };
    push(most - 1);
    QTRY_COMPARE_WITH_TIMEOUT(log->refusalCount(), most - 1, 60'000);
    QCOMPARE(query(captureIn(folder), "SELECT count(*) FROM refusals"),
             std::to_string(most - 1) + "\n");
    push(1);
    QTRY_COMPARE(query(captureIn(folder), "SELECT count(*) FROM refusals"),
                 std::to_string(bound.rows) + "\n");
    QCOMPARE(log->ledger().refused, most);
    QCOMPARE(query(captureIn(folder), "SELECT reason, refusals_to FROM evictions"),
             "refusals|1000\n");
    log.reset();
    compareVerified(captureIn(folder), 0);
}

void TestRetention::refusesToLoseWhatHasNotLeft()
{
    const QTemporaryDir folder;
    makeEvicted(captureIn(folder));
    openLog(captureIn(folder), smallCapture()).reset();
    const auto refused = [&](const std::string &sql) {
        return query(captureIn(folder), sql).starts_with("error:");
    };
    const std::string segment = query(captureIn(folder), "SELECT max(number) FROM segments");
    const std::string number = segment.substr(0, segment.size() - 1);
    QVERIFY(refused("DELETE FROM segment_" + number));
    QVERIFY(refused("UPDATE segment_" + number + " SET id = 'x'"));
    QVERIFY(refused("DELETE FROM seals_" + number));
    QVERIFY(refused("UPDATE seals_" + number + " SET first = 1"));
    QVERIFY(refused("DELETE FROM heads_" + number));
    QVERIFY(refused("DELETE FROM eviction_rows"));
    QVERIFY(refused("UPDATE eviction_rows SET last = 1"));
}

void TestRetention::leavesOutWhatTheRulesSay()
{
    const QTemporaryDir folder;
    EventLog::Options options;
    options.rules.emplace().leftOutTypes = {"com.noise.*", "exact"};
    options.rules->leftOutSources = {"/quiet"};
    const auto log = openLog(captureIn(folder), options);
    Sender sender(*log);
    const auto sendAs = [&](const std::string &type, const std::string &source) {
        Message message = structuredMessage(1);
        message.events.front().event.type = type;
        message.events.front().event.source = source;
        return sender.send(std::move(message));
    };
    QVERIFY(sendAs("com.noise.tick", "/a").outcome == Receipt::Outcome::Committed);
    QVERIFY(!sendAs("exact", "/a").first);
    sendAs("exact.not", "/a");
    sendAs("com.noise", "/a");
    sendAs("com.shop", "/quiet");
    Message batch = batchMessage(10, 3);
    batch.events[1].event.type = "com.noise.";
    const Receipt receipt = sender.send(std::move(batch));
    QCOMPARE(receipt.first.value, 3U);
    QCOMPARE(receipt.last.value, 4U);
    const Ledger ledger = log->ledger();
    QCOMPARE(ledger.kept, 4U);
    QCOMPARE(ledger.leftOut, 4U);
    QCOMPARE(ledger.received(), 8U);
    QCOMPARE(readAll(*log).size(), 4U);
}

void TestRetention::keepsItsRules()
{
    const QTemporaryDir folder;
    CaptureRules rules;
    rules.limitBytes = 123 * MiB;
    rules.maxAge = 3600s;
    rules.leftOutTypes = {"a*", "b"};
    rules.leftOutSources = {"/c"};
    auto log = openLog(captureIn(folder));
    QVERIFY(log->rules() == CaptureRules());
    log->setRules(rules);
    QTRY_VERIFY(log->rules() == rules);
    log.reset();
    log = openLog(captureIn(folder));
    QVERIFY(log->rules() == rules);
    log->setRules({});
    log.reset(); // which decides what waits
    EventLog::Options options;
    options.rules = rules;
    log = openLog(captureIn(folder), options);
    QVERIFY(log->rules() == rules);
}

void TestRetention::verificationFindsAForgedEviction_data()
{
    QTest::addColumn<QByteArray>("sql");
    QTest::newRow("another last event") << QByteArray("UPDATE eviction_rows SET last = last + 1");
    QTest::newRow("another hash") << QByteArray("UPDATE eviction_rows SET cut_hash = zeroblob(32)");
    QTest::newRow("another seal") << QByteArray("UPDATE eviction_rows SET cut_seal = cut_seal - 1");
    QTest::newRow("more bytes") << QByteArray("UPDATE eviction_rows SET bytes = bytes + 1");
    QTest::newRow("none") << QByteArray("DELETE FROM eviction_rows");
    QTest::newRow("one too many") << QByteArray(
        "INSERT INTO eviction_rows SELECT number + 1, seal + 1, evicted, reason, first,"
        " last, bytes, refusals_to, cut_seal, cut_refusal, cut_hash FROM"
        " eviction_rows ORDER BY number DESC LIMIT 1");
    QTest::newRow("the ledger") << QByteArray(
        "UPDATE ledger SET evicted = evicted - 1, kept = kept + 1");
    QTest::newRow("one segment more went")
        << QByteArray("DELETE FROM segments WHERE number = (SELECT min(number) FROM segments)");
}

void TestRetention::verificationFindsAForgedEviction()
{
    QFETCH(QByteArray, sql);
    const QTemporaryDir folder;
    makeEvicted(captureIn(folder));
    const std::string triggers =
        query(captureIn(folder), "SELECT 'DROP TRIGGER ' || name || ';'"
                                 " FROM sqlite_schema WHERE type = 'trigger'");
    QCOMPARE(query(captureIn(folder), triggers + sql.toStdString()), std::string());
    const auto result = verifyCapture(captureIn(folder));
    QVERIFY2(result.has_value(), result ? "" : result.error().detail.c_str());
    QVERIFY(std::holds_alternative<BrokenSeal>(*result));
}

void TestRetention::aNotedHeadMayHaveLeft()
{
    const QTemporaryDir folder;
    makeEvicted(captureIn(folder));
    const std::string cut =
        query(captureIn(folder), "SELECT cut_hash || ':' || cut_seal FROM evictions"
                                 " ORDER BY number DESC LIMIT 1");
    VerifyOptions options;
    options.head = NotedHead::parse(cut.substr(0, cut.size() - 1)).value();
    auto result = verifyCapture(captureIn(folder), options);
    QVERIFY(std::holds_alternative<VerifiedHead>(*result));
    QVERIFY(!std::get<VerifiedHead>(*result).hasNotedHeadLeft);
    options.head->hash[0] ^= 1U;
    result = verifyCapture(captureIn(folder), options);
    QVERIFY(std::holds_alternative<BrokenSeal>(*result));
    --options.head->seal;
    result = verifyCapture(captureIn(folder), options);
    QVERIFY(std::get<VerifiedHead>(*result).hasNotedHeadLeft);
}

void TestRetention::isReadWhileSegmentsGo()
{
    const QTemporaryDir folder;
    const auto log = openLog(captureIn(folder), smallCapture());
    std::atomic<bool> isOver{false};
    std::atomic<int> wrong{0};
    std::vector<std::thread> readers;
    readers.emplace_back([&] {
        const auto reader = std::move(log->reader().value());
        while (!isOver) {
            std::uint64_t next = 0;
            for (;;) {
                const auto page = reader->read(EventSequence{next + 1}, 50);
                if (!page) {
                    qWarning("%s", page.error().detail.c_str());
                    ++wrong;
                    return;
                }
                if (page->empty())
                    break;
                for (const StoredEvent &stored : *page) {
                    if (stored.sequence.value <= next)
                        ++wrong;
                    next = stored.sequence.value;
                }
            }
        }
    });
    readers.emplace_back([&] {
        while (!isOver) {
            const auto verified = verifyCapture(log->file());
            if (!verified || !std::holds_alternative<VerifiedHead>(*verified)) {
                qWarning("%s", verified ? std::get<BrokenSeal>(*verified).reason.c_str()
                                        : verified.error().detail.c_str());
                ++wrong;
                return;
            }
        }
    });
    Sender sender(*log);
    send(sender, 0, 1500);
    isOver = true;
    for (std::thread &reader : readers)
        reader.join();
    QCOMPARE(wrong.load(), 0);
    QVERIFY(log->ledger().evicted > 500);
}

QTEST_GUILESS_MAIN(TestRetention)
#include "tst_retention.moc"
