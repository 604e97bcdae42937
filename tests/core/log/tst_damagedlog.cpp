// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/log/eventlog.h"
#include "core/log/readablepart.h"
#include "core/log/verify.h"

#include "tests/core/log/logtest.h"
#include "tests/support/printedstrings.h"

#include <QtTest/QtTest>

#include <algorithm>
#include <fstream>
#include <random>
#include <variant>

using namespace core;
using namespace logtest;

/// A damaged capture opens as far as its seals are whole, says how far, and gives that part back as a new capture.
class TestDamagedLog : public QObject {
    Q_OBJECT

private slots:
    void opensUpToTheDamage_data();
    void opensUpToTheDamage();
    void showsNothingBehindTheDamage();
    void opensWhatRetentionAndDamageLeft();
    void refusesWhatHasNothingToShow();
    void opensWhatIsLeftOfATruncatedFile();
    void opensAPrefixWhateverPagesAreOverwritten_data();
    void opensAPrefixWhateverPagesAreOverwritten();
    void savesTheReadablePart();
    void savesNothingByHalves();
};

namespace {

constexpr std::uint64_t Commits = 6;
constexpr std::uint64_t EventsPerCommit = 10;

const std::string WithoutTriggers =
    "DROP TRIGGER segment_1_refuses_UPDATE; DROP TRIGGER segment_1_refuses_DELETE;";

EventLog::Options withAccess(LogAccess access)
{
    EventLog::Options options;
    options.access = access;
    return options;
}

/// Six commits of ten events, with a refusal before the last: seal N covers events 10 N - 9 to 10 N, but for the last.
std::vector<StoredEvent> makeCapture(const std::filesystem::path &file)
{
    const auto log = openLog(file);
    Sender sender(*log);
    for (std::uint64_t number = 0; number < Commits; ++number) {
        if (number + 1 == Commits)
            sender.send(refusal(1));
        sender.send(batchMessage(number * EventsPerCommit + 1, EventsPerCommit));
    }
    return readAll(*log);
}

std::string contentOf(const std::filesystem::path &file)
{
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

void write(const std::filesystem::path &file, std::string_view content)
{
    std::ofstream(file, std::ios::binary)
        .write(content.data(), static_cast<std::streamsize>(content.size()));
}

bool isPrefix(const std::vector<StoredEvent> &events, const std::vector<StoredEvent> &all)
{
    return events.size() <= all.size() && std::equal(events.begin(), events.end(), all.begin());
}

/// What the columns say of each event, as far as a window shows it.
bool areColumnsOf(const EventLog &log, const std::vector<StoredEvent> &events)
{
    const Columns &columns = log.columns();
    if (columns.published() - columns.first() != events.size())
        return false;
    const auto isText = [](const Dictionary &dictionary, ValueCode code, const std::string &text) {
        return code == OtherCode || dictionary.text(code) == text;
    };
    return std::all_of(events.begin(), events.end(), [&](const StoredEvent &stored) {
        const Row row = columns.row(stored.sequence.value - 1);
        return row.received == stored.received.time_since_epoch().count() &&
               isText(columns.types, row.type, stored.event.type) &&
               isText(columns.sources, row.source, stored.event.source) &&
               isText(columns.subjects, row.subject, stored.event.subject.value_or("")) &&
               row.shape.dataForm == stored.event.dataForm;
    });
}

/// The events that can be read, one by one: what cannot be read is left out.
std::vector<StoredEvent> readableEvents(const EventLog &log)
{
    std::vector<StoredEvent> events;
    const auto reader = log.reader();
    if (!reader)
        return events;
    for (std::uint64_t next = 1; next <= log.columns().published(); ++next) {
        const auto event = (*reader)->event(EventSequence{next});
        if (event && *event)
            events.push_back(**event);
    }
    return events;
}

} // namespace

void TestDamagedLog::opensUpToTheDamage_data()
{
    QTest::addColumn<QByteArray>("damage");
    QTest::addColumn<quint64>("last");
    QTest::addColumn<quint64>("seal"); ///< the first that is not whole; 0: all are
    const auto row = [](const char *tag, const std::string &sql, quint64 last, quint64 seal) {
        QTest::newRow(tag) << QByteArray::fromStdString(sql) << last << seal;
    };
    row("an event is missing", WithoutTriggers + "DELETE FROM segment_1 WHERE sequence = 25", 20,
        3);
    row("the last event is missing", WithoutTriggers + "DELETE FROM segment_1 WHERE sequence = 60",
        50, 7);
    row("an event holds what cannot be",
        WithoutTriggers + "UPDATE segment_1 SET type = 1000 WHERE sequence = 31", 30, 4);
    row("two are damaged, one unseen",
        WithoutTriggers + "UPDATE segment_1 SET text = 'x' WHERE sequence = 15;"
                          "UPDATE segment_1 SET shape = 65535 WHERE sequence = 45",
        10, 2);
    row("a name is missing", "DELETE FROM names WHERE kind = 3 AND text = 'subject 22'", 20, 3);
    row("a name was changed to what another is",
        "DELETE FROM names WHERE kind = 3 AND text = 'subject 32';"
        "UPDATE names SET text = 'subject 32' WHERE kind = 3 AND text = 'subject 34'",
        30, 4);
    row("the ledger counts too few", "UPDATE ledger SET kept = 59", 60, 0);
    row("the ledger counts too many", "UPDATE ledger SET kept = 61", 60, 0);
    row("the ledger counts none", "UPDATE ledger SET kept = 0", 60, 0);
    row("the ledger counts below zero", "UPDATE ledger SET kept = -1", 60, 0);
    row("the ledger counts what no file can hold", "UPDATE ledger SET kept = 9223372036854775807",
        60, 0);
    // Which refusals there must be stands in the ledger.
    row("the ledger is empty", "DELETE FROM ledger", 50, 6);
}

void TestDamagedLog::opensUpToTheDamage()
{
    QFETCH(QByteArray, damage);
    QFETCH(quint64, last);
    QFETCH(quint64, seal);
    const QTemporaryDir folder;
    std::vector<StoredEvent> all = makeCapture(captureIn(folder));
    QCOMPARE(query(captureIn(folder), damage.toStdString()), std::string());

    const auto refused = EventLog::open(captureIn(folder));
    QVERIFY(!refused);
    QVERIFY(refused.error().detail.find("test.eventscope") != std::string::npos);
    for (const LogAccess access : {LogAccess::ReadIfNeeded, LogAccess::Read}) {
        // A ledger that counts too few is only seen by who goes on behind it.
        if (access == LogAccess::Read && damage.contains("ledger SET kept"))
            continue;
        const auto log = openLog(captureIn(folder), withAccess(access));
        const LogState state = log->state();
        QVERIFY(state.readOnly == ReadOnlyReason::Damaged);
        QVERIFY(!state.writable);
        QVERIFY(!state.canBeWritten);
        QCOMPARE(state.readableTo.value, last);
        QCOMPARE(state.brokenSeal, seal);
        QCOMPARE(QString::fromStdString(readOnlySentence(state)),
                 seal == 0
                     ? QStringLiteral("Opened up to event 60, which is all. The account of the "
                                      "file is damaged.")
                     : QStringLiteral("Opened up to event %1. After it the file is damaged, at "
                                      "seal %2.")
                           .arg(last)
                           .arg(seal));
        QCOMPARE(log->columns().published(), last);
        QCOMPARE(log->ledger().kept, last);
        const auto events = readAll(*log);
        QCOMPARE(events.size(), std::size_t(last));
        QVERIFY(isPrefix(events, all));
        QVERIFY(areColumnsOf(*log, events));
    }
}

void TestDamagedLog::showsNothingBehindTheDamage()
{
    const QTemporaryDir folder;
    makeCapture(captureIn(folder));
    query(captureIn(folder),
          WithoutTriggers + "UPDATE segment_1 SET type = 1000 WHERE sequence = 25");
    const auto log = openLog(captureIn(folder), withAccess(LogAccess::ReadIfNeeded));
    const auto reader = log->reader();
    QVERIFY(reader);
    QCOMPARE((*reader)->read(EventSequence{15})->size(), 6U);
    QVERIFY((*reader)->read(EventSequence{21})->empty());
    QVERIFY((*reader)->event(EventSequence{20})->has_value());
    QVERIFY(!(*reader)->event(EventSequence{21})->has_value());
    QCOMPARE((*reader)->last()->value, 20U);
    QVERIFY(log->intake().push(AppendMessage{binaryMessage(1), nullptr, {}}) ==
            Intake::Pushed::Closed);
    QCOMPARE(log->refusalCount(), 0U); // it came behind the damage
}

void TestDamagedLog::opensWhatRetentionAndDamageLeft()
{
    const QTemporaryDir folder;
    std::vector<StoredEvent> all;
    std::uint64_t evicted = 0;
    {
        EventLog::Options options;
        options.rules = CaptureRules{};
        options.rules->limitBytes = 40'000;
        options.segmentBytes = 4'000;
        const auto log = openLog(captureIn(folder), options);
        Sender sender(*log);
        for (std::uint64_t number = 1; number <= 100; ++number)
            sender.send(batchMessage(number * 10, 10));
        QTRY_VERIFY(log->state().usedBytes <= log->rules().limitBytes);
        all = readAll(*log);
        evicted = all.front().sequence.value - 1;
    }
    QVERIFY(evicted > 0);
    QVERIFY(evicted + 30 < 1000);
    const std::string damaged = std::to_string(evicted + 25);
    std::string table =
        query(captureIn(folder), "SELECT max(number) FROM segments WHERE first <= " + damaged);
    table = "segment_" + table.substr(0, table.size() - 1);
    QCOMPARE(query(captureIn(folder), "DROP TRIGGER " + table + "_refuses_UPDATE; UPDATE " + table +
                                          " SET type = 100000 WHERE sequence = " + damaged),
             std::string());
    const auto log = openLog(captureIn(folder), withAccess(LogAccess::ReadIfNeeded));
    QVERIFY(log->state().readOnly == ReadOnlyReason::Damaged);
    QCOMPARE(log->columns().first(), evicted);
    QCOMPARE(log->columns().published(), evicted + 20);
    const auto events = readAll(*log);
    QCOMPARE(events.size(), 20U);
    QVERIFY(isPrefix(events, all));
    QVERIFY(areColumnsOf(*log, events));
    QCOMPARE(log->ledger().kept, 20U);
    QCOMPARE(log->ledger().evicted, evicted);
}

void TestDamagedLog::refusesWhatHasNothingToShow()
{
    const QTemporaryDir folder;
    makeCapture(captureIn(folder));
    query(captureIn(folder), WithoutTriggers + "DELETE FROM segment_1 WHERE sequence = 5");
    const auto log = EventLog::open(captureIn(folder), withAccess(LogAccess::ReadIfNeeded));
    QVERIFY(!log);
    QVERIFY(log.error().kind == Error::Kind::Damaged);
    write(captureIn(folder), "this is no database at all, but it is long enough to be looked at");
    const auto text = EventLog::open(captureIn(folder), withAccess(LogAccess::ReadIfNeeded));
    QVERIFY(!text);
    QVERIFY(text.error().kind == Error::Kind::Damaged);
}

void TestDamagedLog::opensWhatIsLeftOfATruncatedFile()
{
    const QTemporaryDir folder;
    std::vector<StoredEvent> all;
    {
        const auto log = openLog(captureIn(folder));
        Sender sender(*log);
        // The same names again and again: they stand in front.
        for (std::uint64_t number = 0; number < 400; ++number)
            sender.send(batchMessage(1, 10));
        all = readAll(*log);
    }
    const std::string whole = contentOf(captureIn(folder));
    std::size_t opened = 0;
    std::size_t longest = 0;
    for (std::size_t tenths = 1; tenths < 10; ++tenths) {
        const QTemporaryDir other;
        write(captureIn(other), std::string_view(whole).substr(0, whole.size() * tenths / 10));
        const auto log = EventLog::open(captureIn(other), withAccess(LogAccess::ReadIfNeeded));
        if (!log) {
            QVERIFY(!log.error().detail.empty());
            continue;
        }
        QVERIFY((*log)->state().readOnly == ReadOnlyReason::Damaged);
        const auto events = readAll(**log);
        QVERIFY(isPrefix(events, all));
        QVERIFY(areColumnsOf(**log, events));
        longest = std::max(longest, events.size());
        ++opened;
    }
    qInfo("%zu of 9 opened, the longest with %zu of %zu events", opened, longest, all.size());
    QVERIFY(opened >= 5);
    QVERIFY(longest > all.size() / 2);
}

void TestDamagedLog::opensAPrefixWhateverPagesAreOverwritten_data()
{
    QTest::addColumn<int>("rounds");
    QTest::addColumn<int>("commits");
    QTest::addColumn<int>("events"); ///< per commit
    QTest::newRow("small") << 150 << 40 << 8;
    QTest::newRow("with a column block") << 12 << 5 << 4000;
}

void TestDamagedLog::opensAPrefixWhateverPagesAreOverwritten()
{
    QFETCH(int, rounds);
    QFETCH(int, commits);
    QFETCH(int, events);
    constexpr unsigned Seed = 20261127;
    constexpr std::size_t PageBytes = 4096;
    std::mt19937 dice(Seed);
    const QTemporaryDir folder;
    std::vector<StoredEvent> all;
    {
        const auto log = openLog(captureIn(folder));
        Sender sender(*log);
        for (std::uint64_t number = 0; number < static_cast<std::uint64_t>(commits); ++number) {
            sender.send(batchMessage(number * 1000, static_cast<std::size_t>(events)));
            // Longer than a page: what lies in pages of its own no structure of the file guards.
            if (number % 4 == 0)
                sender.send(binaryMessage(number, std::string(20'000, 'x')));
            if (number % 8 == 0)
                sender.send(refusal(number));
        }
        all = readAll(*log);
    }
    const std::string whole = contentOf(captureIn(folder));
    int asItWas = 0;
    int inPart = 0;
    int refused = 0;
    for (int round = 0; round < rounds; ++round) {
        std::string changed = whole;
        for (auto pages = 1 + dice() % 3; pages > 0; --pages) {
            const std::size_t page = dice() % (whole.size() / PageBytes);
            for (std::size_t i = 0; i < PageBytes; ++i)
                changed[page * PageBytes + i] = static_cast<char>(dice());
        }
        const QTemporaryDir other;
        write(captureIn(other), changed);
        const auto log = EventLog::open(captureIn(other), withAccess(LogAccess::ReadIfNeeded));
        const std::string where =
            "seed " + std::to_string(Seed) + ", round " + std::to_string(round);
        if (!log) {
            QVERIFY2(!log.error().detail.empty(), where.c_str());
            ++refused;
            continue;
        }
        const auto shown = readableEvents(**log);
        if ((*log)->state().readOnly == ReadOnlyReason::Damaged) {
            ++inPart;
            QVERIFY2(shown.size() == (*log)->columns().published(), where.c_str());
            QVERIFY2(isPrefix(shown, all), where.c_str());
            QVERIFY2(areColumnsOf(**log, shown), where.c_str());
            continue;
        }
        // Nobody has looked at every page when a capture opens: what was missed, verification finds.
        ++asItWas;
        QVERIFY2((*log)->columns().published() == all.size(), where.c_str());
        const bool isAsWritten =
            std::all_of(shown.begin(), shown.end(), [&all](const StoredEvent &event) {
                return event == all[event.sequence.value - 1];
            });
        const auto verdict = verifyCapture(captureIn(other));
        const bool isFound = !verdict || std::holds_alternative<BrokenSeal>(*verdict);
        QVERIFY2((isAsWritten && shown.size() == all.size()) || isFound, where.c_str());
    }
    qInfo("seed %u: of %d rounds %d opened in part, %d whole, %d were refused", Seed, rounds,
          inPart, asItWas, refused);
    QVERIFY(inPart > 0);
}

void TestDamagedLog::savesTheReadablePart()
{
    const QTemporaryDir folder;
    const std::vector<StoredEvent> all = makeCapture(captureIn(folder));
    query(captureIn(folder), WithoutTriggers + "DELETE FROM segment_1 WHERE sequence = 60");
    const auto log = openLog(captureIn(folder), withAccess(LogAccess::ReadIfNeeded));
    const std::filesystem::path file = captureIn(folder).parent_path() / "saved.eventscope";
    std::uint64_t reported = 0;
    const auto saved = saveReadablePart(*log, file, [&reported](std::uint64_t done) {
        reported = done;
        return true;
    });
    QVERIFY2(saved, saved ? "" : saved.error().detail.c_str());
    QVERIFY(*saved);
    QCOMPARE((*saved)->events, 50U);
    QCOMPARE((*saved)->refusals, 1U);
    QCOMPARE(reported, 50U);
    const auto verdict = verifyCapture(file);
    QVERIFY(verdict && std::holds_alternative<VerifiedHead>(*verdict));
    const auto copy = openLog(file);
    auto events = readAll(*copy);
    QCOMPARE(events.size(), 50U);
    for (std::size_t i = 0; i < events.size(); ++i) {
        events[i].seal = all[i].seal;
        QVERIFY(events[i] == all[i]);
    }
    const auto reader = copy->reader();
    const auto refusals = (*reader)->refusals(1);
    QCOMPARE(refusals->size(), 1U);
    QCOMPARE(refusals->front().after.value, 50U);
    QVERIFY(refusals->front().refusal == refusal(1));
}

void TestDamagedLog::savesNothingByHalves()
{
    const QTemporaryDir folder;
    makeCapture(captureIn(folder));
    query(captureIn(folder), WithoutTriggers + "DELETE FROM segment_1 WHERE sequence = 60");
    const auto log = openLog(captureIn(folder), withAccess(LogAccess::ReadIfNeeded));
    const std::filesystem::path file = captureIn(folder).parent_path() / "saved.eventscope";
    const auto given = saveReadablePart(*log, file, [](std::uint64_t) { return false; });
    QVERIFY(given && !*given);
    QVERIFY(!std::filesystem::exists(file));
    write(file, "something of somebody");
    const auto taken = saveReadablePart(*log, file);
    QVERIFY(!taken);
    QVERIFY(taken.error().kind == Error::Kind::InUse);
    QCOMPARE(contentOf(file), std::string("something of somebody"));
}

QTEST_GUILESS_MAIN(TestDamagedLog)
#include "tst_damagedlog.moc"
