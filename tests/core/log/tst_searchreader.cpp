// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/log/searchreader.h"

#include "core/log/capturereader.h"
#include "tests/core/log/logtest.h"
#include "tests/support/printedstrings.h"

#include <QTemporaryDir>
#include <QtTest/QtTest>

using namespace core;

namespace {

using Names = SearchReader::Names;

struct Read {
    std::uint64_t next = 0;
    std::vector<std::uint64_t> sequences;
};

Read read(SearchReader &reader, std::uint64_t first, std::uint64_t last)
{
    Read found;
    const auto next = reader.read(first, last, Names::Skip, [&found](const SearchedRow &row) {
        found.sequences.push_back(row.sequence);
    });
    if (!next)
        qFatal("%s", next.error().detail.c_str());
    found.next = *next;
    return found;
}

/// Page by page, as a search does.
std::vector<std::uint64_t> readAll(SearchReader &reader, std::uint64_t first, std::uint64_t last)
{
    std::vector<std::uint64_t> sequences;
    while (first <= last) {
        const Read page = read(reader, first, last);
        sequences.insert(sequences.end(), page.sequences.begin(), page.sequences.end());
        if (page.next <= first)
            qFatal("it does not go on");
        first = page.next;
    }
    return sequences;
}

std::vector<std::uint64_t> range(std::uint64_t first, std::uint64_t last)
{
    std::vector<std::uint64_t> sequences;
    for (; first <= last; ++first)
        sequences.push_back(first);
    return sequences;
}

std::unique_ptr<SearchReader> openReader(const EventLog &log)
{
    auto reader = SearchReader::open(log.file());
    if (!reader)
        qFatal("%s", reader.error().detail.c_str());
    return std::move(*reader);
}

/// A log of many segments: their limit is reached again and again.
std::unique_ptr<EventLog> logOfSegments(const std::filesystem::path &file, std::uint64_t events)
{
    EventLog::Options options;
    options.segmentBytes = 256 * KiB;
    auto log = logtest::openLog(file, options);
    logtest::Sender sender(*log);
    for (std::uint64_t number = 0; number < events; number += 100)
        sender.send(logtest::batchMessage(number, 100));
    return log;
}

} // namespace

/// Rows as text search reads them.
class TestSearchReader : public QObject {
    Q_OBJECT

private slots:
    void readsPages();
    void passesOverWhatIsNotThere();
    void readsAcrossSegments();
    void passesOverASegmentThatWentMeanwhile();
    void saysWhatIsDamaged();
    void readsNamesOnlyWhenAsked();
    void holdsNoStatementOpen();
};

void TestSearchReader::readsPages()
{
    const QTemporaryDir folder;
    const auto log = logtest::openLog(logtest::captureIn(folder));
    logtest::Sender sender(*log);
    sender.send(logtest::batchMessage(0, CaptureReader::MaxPageRows + 1));
    const auto reader = openReader(*log);
    for (const std::uint64_t last : {CaptureReader::MaxPageRows - 1, CaptureReader::MaxPageRows,
                                     CaptureReader::MaxPageRows + 1}) {
        QCOMPARE(readAll(*reader, 1, last), range(1, last));
        QVERIFY(read(*reader, 1, last).sequences.size() <= CaptureReader::MaxPageRows);
    }
    QCOMPARE(readAll(*reader, 500, 500), range(500, 500));
}

void TestSearchReader::passesOverWhatIsNotThere()
{
    const QTemporaryDir folder;
    const auto log = logtest::openLog(logtest::captureIn(folder));
    QCOMPARE(read(*openReader(*log), 1, 10).next, 11U);
    logtest::Sender sender(*log);
    sender.send(logtest::batchMessage(0, 5));
    const auto reader = openReader(*log);
    const Read found = read(*reader, 3, 10);
    QCOMPARE(found.sequences, range(3, 5));
    QCOMPARE(found.next, 11U);
    QCOMPARE(read(*reader, 11, 12).sequences, range(1, 0));
}

void TestSearchReader::readsAcrossSegments()
{
    const QTemporaryDir folder;
    const auto log = logOfSegments(logtest::captureIn(folder), 6000);
    QVERIFY(std::stoi(logtest::query(log->file(), "SELECT count(*) FROM segments")) >= 3);
    const auto reader = openReader(*log);
    QCOMPARE(readAll(*reader, 1, 6000), range(1, 6000));
    // Segments that came since the last look are found, too.
    logtest::Sender sender(*log);
    for (std::uint64_t number = 6000; number < 12'000; number += 100)
        sender.send(logtest::batchMessage(number, 100));
    QCOMPARE(readAll(*reader, 1, 12'000), range(1, 12'000));
}

void TestSearchReader::passesOverASegmentThatWentMeanwhile()
{
    const QTemporaryDir folder;
    const auto log = logOfSegments(logtest::captureIn(folder), 6000);
    const auto reader = openReader(*log);
    QCOMPARE(read(*reader, 1, 10).sequences, range(1, 10));
    const auto second = static_cast<std::uint64_t>(std::stoi(logtest::query(
        log->file(), "SELECT first FROM segments ORDER BY number LIMIT 1 OFFSET 1")));
    QCOMPARE(logtest::query(log->file(), "DROP VIEW events; DROP TABLE segment_1;"
                                         " DELETE FROM segments WHERE number = 1"),
             std::string());
    QCOMPARE(readAll(*reader, 11, 6000), range(second, 6000));
    QCOMPARE(read(*reader, 1, 10).next, 11U);
}

void TestSearchReader::saysWhatIsDamaged()
{
    const QTemporaryDir folder;
    const auto log = logOfSegments(logtest::captureIn(folder), 6000);
    const auto reader = openReader(*log);
    QCOMPARE(logtest::query(log->file(), "DROP VIEW events; DROP TABLE segment_1"), std::string());
    const auto next = reader->read(1, 10, Names::Skip, [](const SearchedRow &) {});
    QVERIFY(!next);
    QVERIFY(next.error().detail.find(log->file().string()) != std::string::npos);
}

void TestSearchReader::readsNamesOnlyWhenAsked()
{
    const QTemporaryDir folder;
    EventLog::Options options;
    options.dictionaryBytes = 16; // no name has room
    const auto log = logtest::openLog(logtest::captureIn(folder), options);
    logtest::Sender sender(*log);
    sender.send(logtest::binaryMessage(4, "{}"));
    const auto reader = openReader(*log);
    for (const Names names : {Names::Read, Names::Skip, Names::Read}) {
        int rows = 0;
        const auto next = reader->read(1, 1, names, [&](const SearchedRow &row) {
            ++rows;
            const bool areRead = names == Names::Read;
            QCOMPARE(row.names[0], std::string_view(areRead ? "com.shop.order.1" : ""));
            QCOMPARE(row.names[2], std::string_view(areRead ? "subject 4" : ""));
            QCOMPARE(row.id, std::string_view("id-4"));
            QCOMPARE(row.data, std::string_view("{}"));
        });
        QVERIFY(next);
        QCOMPARE(rows, 1);
    }
}

/// Otherwise the WAL could never begin anew.
void TestSearchReader::holdsNoStatementOpen()
{
    const QTemporaryDir folder;
    const auto log = logOfSegments(logtest::captureIn(folder), 6000);
    const auto reader = openReader(*log);
    static_cast<void>(read(*reader, 1, 6000)); // one page of it
    static_cast<void>(reader->signature(0));
    QCOMPARE(logtest::query(log->file(), "PRAGMA wal_checkpoint(TRUNCATE)").substr(0, 2),
             std::string("0|"));
}

QTEST_GUILESS_MAIN(TestSearchReader)
#include "tst_searchreader.moc"
