// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/log/duplicatefinder.h"

#include "core/event/findings.h"
#include "core/log/capturebackup.h"
#include "core/log/verify.h"
#include "tests/core/log/logtest.h"
#include "tests/support/printedstrings.h"

#include <QTemporaryDir>
#include <QtTest/QtTest>

using namespace core;

namespace {

constexpr std::uint64_t Rows = ColumnBlock::Rows;
constexpr std::uint16_t Both = DuplicateFinding | SameDataFinding;

/// One event with nothing in common with others but what the test gives it.
struct Sent {
    std::string id;
    std::string source = "/source";
    std::string type = "type";
    std::string subject = {}; ///< empty: none
    std::string data = {};
};
using SentEvents = std::vector<Sent>;

Message messageOf(const Sent &sent)
{
    Message message = logtest::binaryMessage(0, sent.data);
    CloudEvent &event = message.events.front().event;
    event.id = sent.id;
    event.source = sent.source;
    event.type = sent.type;
    if (sent.subject.empty())
        event.subject.reset();
    else
        event.subject = sent.subject;
    return message;
}

/// Sends and answers what was found about it.
std::uint16_t send(EventLog &log, const Sent &sent)
{
    logtest::Sender(log).send(messageOf(sent));
    return log.columns().row(log.columns().published() - 1).findings;
}

/// Until the log has `events` in all, each with an id and data of its own.
void fillTo(EventLog &log, std::uint64_t events)
{
    logtest::Sender sender(log);
    while (log.columns().published() < events) {
        const std::uint64_t first = log.columns().published();
        sender.send(logtest::batchMessage(first, std::min<std::uint64_t>(4000, events - first)));
    }
}

std::string stored(const std::filesystem::path &file)
{
    return logtest::query(file, "SELECT group_concat(number) FROM event_hashes");
}

} // namespace

Q_DECLARE_METATYPE(SentEvents)

/// Each event says when it is appended whether the log holds one like it.
class TestDuplicateFinder : public QObject {
    Q_OBJECT

private slots:
    void findsTheSameSourceAndId_data();
    void findsTheSameSourceAndId();
    void findsInsideOneMessage();
    void findsWhatIsOlderThanTheNewestBlocks();
    void findsAfterOpeningAgain_data();
    void findsAfterOpeningAgain();
    void comparesTextsAndNotCodes();
    void knowsNothingOfWhatHasLeft();
    void doesNotCountWhatIsLeftOut();
    void storesTheHashesOfOneLargeMessage();
    void goesOnWithoutHashes_data();
    void goesOnWithoutHashes();
    void isInACopy();
    void standsInTheViewAndTheSeals();
};

void TestDuplicateFinder::findsTheSameSourceAndId_data()
{
    QTest::addColumn<SentEvents>("events"); // id, source, type, subject, data
    QTest::addColumn<QList<int>>("findings");
    const auto row = [](const char *name, const SentEvents &events, const QList<int> &findings) {
        QTest::newRow(name) << events << findings;
    };
    row("once", {{"1", "s", "t", "", "d"}}, {0});
    row("again", {{"1", "s", "t", "", "d"}, {"1", "s", "t", "", "d"}}, {0, 1});
    row("again with other data", {{"1", "s", "t", "", "d"}, {"1", "s", "t", "", "e"}}, {0, 1});
    row("again with another type", {{"1", "s", "t", "", "d"}, {"1", "s", "u", "", "d"}}, {0, 1});
    row("another source", {{"1", "s", "t", "", "d"}, {"1", "r", "t", "", "d"}}, {0, 0});
    row("another id", {{"1", "s", "t", "", "d"}, {"2", "s", "t", "", "d"}}, {0, 2});
    row("another id and data", {{"1", "s", "t", "", "d"}, {"2", "s", "t", "", "e"}}, {0, 0});
    row("another id and type", {{"1", "s", "t", "", "d"}, {"2", "s", "u", "", "d"}}, {0, 0});
    row("another id and subject", {{"1", "s", "t", "a", "d"}, {"2", "s", "t", "b", "d"}}, {0, 0});
    row("a subject and none", {{"1", "s", "t", "a", "d"}, {"2", "s", "t", "", "d"}}, {0, 0});
    row("the same subject", {{"1", "s", "t", "a", "d"}, {"2", "s", "t", "a", "d"}}, {0, 2});
    row("no data", {{"1", "s", "t", "", ""}, {"2", "s", "t", "", ""}, {"1", "s", "t", "", ""}},
        {0, 0, 1});
    row("both", {{"1", "s", "t", "", "d"}, {"2", "s", "t", "", "d"}, {"1", "s", "t", "", "d"}},
        {0, 2, 3});
    row("texts that join to the same",
        {{"ab", "c", "t", "", "d"}, {"b", "ca", "t", "", "d"}, {"bc", "a", "t", "", "d"}},
        {0, 0, 0});
    row("large data",
        {{"1", "s", "t", "", std::string(100'000, 'd')},
         {"2", "s", "t", "", std::string(100'000, 'd')}},
        {0, 2});
}

void TestDuplicateFinder::findsTheSameSourceAndId()
{
    QFETCH(const SentEvents, events);
    QFETCH(const QList<int>, findings);
    const QTemporaryDir folder;
    const auto log = logtest::openLog(logtest::captureIn(folder));
    for (std::size_t i = 0; i < events.size(); ++i)
        QCOMPARE(int{send(*log, events[i])}, findings[static_cast<qsizetype>(i)]);
}

void TestDuplicateFinder::findsInsideOneMessage()
{
    const QTemporaryDir folder;
    const auto log = logtest::openLog(logtest::captureIn(folder));
    Message message = logtest::batchMessage(1, 6);
    message.events[4].event = message.events[1].event;
    message.events[4].text = message.events[1].text;
    logtest::Sender(*log).send(std::move(message));
    for (const std::uint64_t row : {0U, 1U, 2U, 3U, 5U})
        QCOMPARE(log->columns().row(row).findings, std::uint16_t{0});
    QCOMPARE(log->columns().row(4).findings, DuplicateFinding);
}

void TestDuplicateFinder::findsWhatIsOlderThanTheNewestBlocks()
{
    const QTemporaryDir folder;
    const auto log = logtest::openLog(logtest::captureIn(folder));
    QCOMPARE(send(*log, {.id = "a", .data = "x"}), std::uint16_t{0});
    QCOMPARE(send(*log, {.id = "b", .subject = "y", .data = "x"}), std::uint16_t{0});
    fillTo(*log, 4 * Rows);
    QCOMPARE(send(*log, {.id = "a", .data = "z"}), DuplicateFinding);
    QCOMPARE(send(*log, {.id = "c", .data = "x"}), SameDataFinding);
    QCOMPARE(send(*log, {.id = "a", .subject = "y", .data = "x"}), Both);
    QCOMPARE(send(*log, {.id = "d", .source = "/other", .data = "x"}), std::uint16_t{0});
    for (std::uint64_t row = 2; row < 4 * Rows; ++row)
        QCOMPARE(log->columns().row(row).findings, std::uint16_t{0});
}

void TestDuplicateFinder::findsAfterOpeningAgain_data()
{
    QTest::addColumn<quint64>("before");
    QTest::addColumn<quint64>("after");
    const auto row = [](const char *name, quint64 before, quint64 after) {
        QTest::newRow(name) << before << after;
    };
    row("in the rows behind the last block", 10, 20);
    row("in the last row of a block", Rows - 1, Rows);
    row("in the first row behind a block", Rows, Rows + 1);
    row("in a block", 5, 2 * Rows + 7);
}

void TestDuplicateFinder::findsAfterOpeningAgain()
{
    QFETCH(const quint64, before);
    QFETCH(const quint64, after);
    const QTemporaryDir folder;
    const std::filesystem::path file = logtest::captureIn(folder);
    {
        const auto log = logtest::openLog(file);
        fillTo(*log, before);
        send(*log, {.id = "a", .data = "x"});
        fillTo(*log, after);
    }
    {
        const auto log = logtest::openLog(file);
        QCOMPARE(send(*log, {.id = "b", .data = "x"}), SameDataFinding);
        QCOMPARE(send(*log, {.id = "a", .data = "y"}), DuplicateFinding);
        fillTo(*log, 3 * Rows); // the block that was begun before is stored whole
    }
    QCOMPARE(stored(file), std::string("0,1,2\n"));
    const auto log = logtest::openLog(file);
    QCOMPARE(send(*log, {.id = "a", .data = "x"}), Both);
}

/// A value without a code may have one later, when the dictionary has room.
void TestDuplicateFinder::comparesTextsAndNotCodes()
{
    const QTemporaryDir folder;
    const std::filesystem::path file = logtest::captureIn(folder);
    {
        EventLog::Options options;
        options.dictionaryBytes = 1024;
        const auto log = logtest::openLog(file, options);
        fillTo(*log, 100);
        send(*log, {.id = "a", .source = std::string(600, 's'), .data = "x"});
        QCOMPARE(log->columns().row(100).source, OtherCode);
        fillTo(*log, 3 * Rows);
        QCOMPARE(send(*log, {.id = "a", .source = std::string(600, 's')}), DuplicateFinding);
    }
    const auto log = logtest::openLog(file);
    QCOMPARE(send(*log, {.id = "b", .source = std::string(600, 's'), .data = "x"}),
             SameDataFinding);
    QVERIFY(log->columns().row(log->columns().published() - 1).source != OtherCode);
}

void TestDuplicateFinder::knowsNothingOfWhatHasLeft()
{
    const QTemporaryDir folder;
    EventLog::Options options;
    options.segmentBytes = MiB;
    const auto log = logtest::openLog(logtest::captureIn(folder), options);
    send(*log, {.id = "a", .data = "x"});
    fillTo(*log, Rows);
    QCOMPARE(send(*log, {.id = "a", .data = "x"}), DuplicateFinding);
    send(*log, {.id = "gone", .data = "y"});
    fillTo(*log, 3 * Rows);
    CaptureRules rules = log->rules();
    rules.limitBytes = MiB;
    log->setRules(rules);
    QTRY_VERIFY(log->columns().first() > Rows + 2);
    QCOMPARE(send(*log, {.id = "gone", .data = "y"}), std::uint16_t{0});
    QCOMPARE(send(*log, {.id = "b", .data = "x"}), std::uint16_t{0});
    QVERIFY(stored(log->file()).find('0') == std::string::npos);
}

void TestDuplicateFinder::doesNotCountWhatIsLeftOut()
{
    const QTemporaryDir folder;
    EventLog::Options options;
    options.rules.emplace().leftOutTypes = {"noise"};
    const auto log = logtest::openLog(logtest::captureIn(folder), options);
    Message message = logtest::batchMessage(1, 3);
    message.events[0].event.type = "noise";
    message.events[2].event.id = message.events[0].event.id;
    message.events[2].event.source = message.events[0].event.source;
    logtest::Sender(*log).send(std::move(message));
    QCOMPARE(log->columns().published(), std::uint64_t{2});
    QCOMPARE(log->columns().row(0).findings, std::uint16_t{0});
    QCOMPARE(log->columns().row(1).findings, std::uint16_t{0});
}

void TestDuplicateFinder::storesTheHashesOfOneLargeMessage()
{
    const QTemporaryDir folder;
    const std::filesystem::path file = logtest::captureIn(folder);
    {
        const auto log = logtest::openLog(file);
        logtest::Sender(*log).send(logtest::batchMessage(0, 3 * Rows + 1));
        QCOMPARE(stored(file), std::string("0,1,2\n"));
    }
    const auto log = logtest::openLog(file);
    logtest::Sender(*log).send(logtest::batchMessage(Rows - 1, 2 * Rows));
    for (std::uint64_t row = 0; row < log->columns().published(); ++row)
        QCOMPARE(log->columns().row(row).findings & DuplicateFinding, row > 3 * Rows ? 1 : 0);
}

void TestDuplicateFinder::goesOnWithoutHashes_data()
{
    QTest::addColumn<QString>("sql");
    QTest::newRow("a block is missing") << "DELETE FROM event_hashes";
    QTest::newRow("a block is cut") << "UPDATE event_hashes SET data = x'00'";
    QTest::newRow("as of a version that kept none")
        << "DROP TRIGGER column_blocks_take_hashes; DROP TABLE event_hashes;"
           " DELETE FROM meta WHERE key = 'hash_seed'";
}

void TestDuplicateFinder::goesOnWithoutHashes()
{
    QFETCH(const QString, sql);
    const QTemporaryDir folder;
    const std::filesystem::path file = logtest::captureIn(folder);
    {
        const auto log = logtest::openLog(file);
        send(*log, {.id = "a", .data = "x"});
        fillTo(*log, Rows);
        send(*log, {.id = "b", .data = "x"});
    }
    QCOMPARE(logtest::query(file, sql.toStdString()), std::string());
    const auto log = logtest::openLog(file);
    QCOMPARE(send(*log, {.id = "a", .data = "y"}), std::uint16_t{0});
    QCOMPARE(send(*log, {.id = "b", .data = "z"}), DuplicateFinding);
    fillTo(*log, 2 * Rows);
    QVERIFY(stored(file).ends_with("1\n"));
}

void TestDuplicateFinder::isInACopy()
{
    const QTemporaryDir folder;
    const std::filesystem::path file = logtest::captureIn(folder);
    const std::filesystem::path copy = file.parent_path() / "copy.eventscope";
    {
        const auto log = logtest::openLog(file);
        send(*log, {.id = "a", .data = "x"});
        fillTo(*log, Rows);
        QVERIFY(backUpCapture(file, copy, [](auto, auto) { return true; }));
    }
    const auto log = logtest::openLog(copy);
    QCOMPARE(send(*log, {.id = "a"}), DuplicateFinding);
}

void TestDuplicateFinder::standsInTheViewAndTheSeals()
{
    const QTemporaryDir folder;
    const std::filesystem::path file = logtest::captureIn(folder);
    {
        const auto log = logtest::openLog(file);
        send(*log, {.id = "a", .data = "x"});
        send(*log, {.id = "b", .data = "x"});
        send(*log, {.id = "a", .data = "x"});
        send(*log, {.id = "a", .data = "x"});
    }
    QCOMPARE(logtest::query(file, "SELECT sequence, findings FROM events WHERE findings NOT NULL"),
             std::string("2|same data\n3|duplicate, same data\n4|duplicate\n"));
    const auto verified = verifyCapture(file);
    QVERIFY(verified && std::holds_alternative<VerifiedHead>(*verified));
    const auto &head = std::get<VerifiedHead>(*verified);
    QCOMPARE(logtest::secondOpinion(file), head.hash + ':' + std::to_string(head.seal) + '\n');
    QCOMPARE(logtest::query(file, "DROP TRIGGER segment_1_refuses_UPDATE;"
                                  "UPDATE segment_1 SET findings = 0 WHERE sequence = 3"),
             std::string());
    const auto changed = verifyCapture(file);
    QVERIFY(changed && std::holds_alternative<BrokenSeal>(*changed));
}

QTEST_APPLESS_MAIN(TestDuplicateFinder)
#include "tst_duplicatefinder.moc"
