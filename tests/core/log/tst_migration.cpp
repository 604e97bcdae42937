// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/log/verify.h"
#include "tests/core/log/logtest.h"

#include <QFile>
#include <QtTest/QtTest>

using namespace core;
using namespace logtest;

/// A capture that an older version wrote (tests/data/captures/README.md) is read as it is, and becomes one of this
/// version when it is written.
class TestMigration : public QObject {
    Q_OBJECT

private slots:
    void init();
    void readsTheFirstVersion();
    void verifiesTheFirstVersion();
    void becomesTheNewestVersion();
    void goesOnInTheNewestVersion();
    void findsAChangeInWhatTheFirstVersionSealed();
    void losesNothingToALimit();
    void marksEventsOfTheFirstVersion();
    void readsTheSecondVersion();
    void becomesTheNewestVersionFromTheSecond();

private:
    void unpack(const char *name);

    std::unique_ptr<QTemporaryDir> m_folder;
};

namespace {

constexpr std::uint64_t Events = 17'023;
constexpr std::uint64_t Refusals = 7;
constexpr const char *Head = "3b876455b2f8a196bca07fc9266748256ae75b0ab942d8554d9169353eb0bf04";

std::vector<StoredEvent> eventsOf(const std::filesystem::path &file)
{
    const auto reader = std::move(CaptureReader::open(file).value());
    std::vector<StoredEvent> events;
    for (;;) {
        auto page = reader->read(EventSequence{events.size() + 1}).value();
        if (page.empty())
            return events;
        events.insert(events.end(), std::make_move_iterator(page.begin()),
                      std::make_move_iterator(page.end()));
    }
}

} // namespace

void TestMigration::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    unpack("first-version");
}

void TestMigration::unpack(const char *name)
{
    QFile packed(
        QStringLiteral(TEST_DATA_DIR "/captures/%1.eventscope.qz").arg(QLatin1String(name)));
    QVERIFY(packed.open(QIODevice::ReadOnly));
    QFile file(QString::fromStdString(captureIn(*m_folder).string()));
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    file.write(qUncompress(packed.readAll()));
}

void TestMigration::readsTheFirstVersion()
{
    const auto events = eventsOf(captureIn(*m_folder));
    QCOMPARE(events.size(), Events);
    QCOMPARE(events.front().event.id, std::string("1"));
    QCOMPARE(events.back().event.id, std::string("s"));
    const auto reader = std::move(CaptureReader::open(captureIn(*m_folder)).value());
    QCOMPARE(reader->refusals(1).value().size(), Refusals);
    QCOMPARE(query(captureIn(*m_folder), "PRAGMA user_version"), "1\n"); // it was only read
}

void TestMigration::verifiesTheFirstVersion()
{
    const auto verified = verifyCapture(captureIn(*m_folder));
    QVERIFY(verified && std::holds_alternative<VerifiedHead>(*verified));
    QCOMPARE(std::get<VerifiedHead>(*verified).hash, std::string(Head));
    QCOMPARE(std::get<VerifiedHead>(*verified).seal, 47U);
    QCOMPARE(std::get<VerifiedHead>(*verified).events, Events);
}

void TestMigration::becomesTheNewestVersion()
{
    const auto before = eventsOf(captureIn(*m_folder));
    const auto log = openLog(captureIn(*m_folder));
    QCOMPARE(query(captureIn(*m_folder), "PRAGMA user_version"), "3\n");
    QCOMPARE(log->ledger().kept, Events);
    QCOMPARE(log->ledger().refused, Refusals);
    QCOMPARE(log->columns().published(), Events);
    QVERIFY(readAll(*log) == before);
    QCOMPARE(query(captureIn(*m_folder), "SELECT hash FROM seals ORDER BY number DESC LIMIT 1"),
             std::string(Head) + "\n");
    QCOMPARE(
        query(captureIn(*m_folder), "SELECT count(*) FROM sqlite_schema WHERE name = 'seals_of_1'"),
        "0\n");
}

void TestMigration::goesOnInTheNewestVersion()
{
    openLog(captureIn(*m_folder)).reset();
    openLog(captureIn(*m_folder)).reset(); // once is enough
    {
        const auto log = openLog(captureIn(*m_folder));
        Sender sender(*log);
        QCOMPARE(sender.send(structuredMessage(1)).first.value, Events + 1);
        sender.send(refusal(2));
        sender.send(batchMessage(3, 10));
    }
    VerifyOptions options;
    options.head = NotedHead::parse(std::string(Head) + ":47").value();
    const auto verified = verifyCapture(captureIn(*m_folder), options);
    QVERIFY(verified && std::holds_alternative<VerifiedHead>(*verified));
    QCOMPARE(std::get<VerifiedHead>(*verified).events, Events + 11);
    QCOMPARE(std::get<VerifiedHead>(*verified).seal, 50U);
}

void TestMigration::findsAChangeInWhatTheFirstVersionSealed()
{
    openLog(captureIn(*m_folder)).reset();
    QCOMPARE(query(captureIn(*m_folder), "DROP TRIGGER segment_1_refuses_UPDATE;"
                                         "UPDATE segment_1 SET id = '2' WHERE sequence = 1"),
             std::string());
    const auto verified = verifyCapture(captureIn(*m_folder));
    QVERIFY(verified && std::holds_alternative<BrokenSeal>(*verified));
    QCOMPARE(std::get<BrokenSeal>(*verified).seal, 1U);
}

void TestMigration::losesNothingToALimit()
{
    const auto log = openLog(captureIn(*m_folder));
    QCOMPARE(log->rules().limitBytes, CaptureRules::DefaultLimit);
    QVERIFY(log->state().usedBytes > 0);
    // Smaller than what is there: the one segment of the first version goes as a whole, once another has begun.
    CaptureRules rules = log->rules();
    rules.limitBytes = MiB;
    log->setRules(rules);
    Sender sender(*log);
    while (log->ledger().evicted == 0)
        sender.send(batchMessage(1, 100));
    QCOMPARE(log->ledger().evicted, Events);
    QCOMPARE(log->columns().first(), Events);
}

void TestMigration::marksEventsOfTheFirstVersion()
{
    QVERIFY(CaptureReader::open(captureIn(*m_folder)).value()->marks()->isEmpty());
    const auto log = openLog(captureIn(*m_folder));
    QVERIFY(log->changeMarks({{{17}, true, "of long ago"}}));
    QTRY_COMPARE(log->marks()->size(), 1U);
    QCOMPARE(query(captureIn(*m_folder), "SELECT sequence, note FROM marks"), "17|of long ago\n");
}

void TestMigration::readsTheSecondVersion()
{
    unpack("second-version");
    EventLog::Options options;
    options.access = LogAccess::Read;
    const auto log = openLog(captureIn(*m_folder), options);
    QCOMPARE(log->columns().published(), 122U);
    QVERIFY(log->marks()->isEmpty());
    QCOMPARE(QString::fromStdString(query(captureIn(*m_folder), "PRAGMA user_version")),
             QStringLiteral("2\n")); // it was only read
}

void TestMigration::becomesTheNewestVersionFromTheSecond()
{
    unpack("second-version");
    const auto before = eventsOf(captureIn(*m_folder));
    EventLog::Options reading;
    reading.access = LogAccess::Read;
    const auto follower = openLog(captureIn(*m_folder), reading);
    {
        const auto log = openLog(captureIn(*m_folder));
        QCOMPARE(query(captureIn(*m_folder), "PRAGMA user_version"), "3\n");
        QVERIFY(readAll(*log) == before);
        QCOMPARE(log->ledger().refused, 1U);
        QVERIFY(log->changeMarks({{{122}, true, {}}}));
        QTRY_VERIFY(log->marks()->isMarked({122}));
        QTRY_VERIFY(follower->marks()->isMarked({122})); // open since before there was a table
    }
    VerifyOptions options;
    options.head =
        NotedHead::parse("f1d04dfdb9eed1e5364ba6e25555daec1b34058b0edf9c8793d752bcd526b5ed:6")
            .value();
    const auto verified = verifyCapture(captureIn(*m_folder), options);
    QVERIFY(verified && std::holds_alternative<VerifiedHead>(*verified));
    QVERIFY(openLog(captureIn(*m_folder))->marks()->isMarked({122}));
}

QTEST_GUILESS_MAIN(TestMigration)
#include "tst_migration.moc"
