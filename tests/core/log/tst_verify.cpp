// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/log/verify.h"

#include "tests/core/log/logtest.h"
#include "tests/support/printedstrings.h"

#include <QtTest/QtTest>

#include <atomic>
#include <thread>

using namespace core;
using namespace logtest;

/// Seals as core/log/FORMAT.md tells them, and every kind of change that breaks one.
class TestVerify : public QObject {
    Q_OBJECT

private slots:
    void sealsAreWhatTheFormatSays_data();
    void sealsAreWhatTheFormatSays();
    void namesTheHead();
    void findsAChange_data();
    void findsAChange();
    void findsAChangedColumn_data();
    void findsAChangedColumn();
    void findsAChangeInALaterSegment();
    void findsAChangedColumnBlock_data();
    void findsAChangedColumnBlock();
    void acceptsEvidenceThatLeft();
    void readsACaptureThatIsBeingWritten();
    void namesWhatIsNoCapture();
    void comparesWithANotedHead();
    void readsNotedHeads_data();
    void readsNotedHeads();
    void canBeCancelled();
};

namespace {

/// Five commits: event 1, event 2, events 3 to 5 of one batch, refusal 1, event 6.
void make(const std::filesystem::path &file)
{
    const auto log = openLog(file);
    Sender sender(*log);
    sender.send(binaryMessage(6));
    sender.send(structuredMessage(12));
    sender.send(batchMessage(18, 3));
    sender.send(refusal(1));
    sender.send(rawMessage(24));
}

/// A copy of such a capture: making one anew for every change costs the disk more than the test.
void fill(const std::filesystem::path &file)
{
    static const QTemporaryDir folder;
    if (!std::filesystem::exists(captureIn(folder)))
        make(captureIn(folder));
    std::filesystem::copy_file(captureIn(folder), file,
                               std::filesystem::copy_options::overwrite_existing);
}

/// Changes a closed capture as somebody would who knows SQLite: the triggers go first.
std::string change(const std::filesystem::path &file, const std::string &sql)
{
    const std::string triggers = query(
        file, "SELECT 'DROP TRIGGER ' || name || ';' FROM sqlite_schema WHERE type = 'trigger'");
    return query(file, triggers + sql);
}

} // namespace

void TestVerify::sealsAreWhatTheFormatSays_data()
{
    QTest::addColumn<quint64>("limitBytes");
    QTest::addColumn<quint64>("dictionaryBytes");
    QTest::newRow("usual") << quint64{4 * GiB} << quint64{Columns::DictionaryLimit};
    QTest::newRow("many segments") << quint64{32 * 4 * KiB} << quint64{Columns::DictionaryLimit};
    QTest::newRow("no room for names") << quint64{4 * GiB} << quint64{16 * KiB};
}

void TestVerify::sealsAreWhatTheFormatSays()
{
    QFETCH(quint64, limitBytes);
    QFETCH(quint64, dictionaryBytes);
    const QTemporaryDir folder;
    EventLog::Options options;
    options.segmentBytes = limitBytes;
    options.dictionaryBytes = dictionaryBytes;
    for (int opened = 0; opened < 2; ++opened) {
        const auto log = openLog(captureIn(folder), options);
        Sender sender(*log);
        for (std::uint64_t number = 0; number < 60; ++number) {
            sender.send(binaryMessage(number));
            sender.send(structuredMessage(number));
            sender.send(rawMessage(number));
            if (number % 10 == 0) {
                sender.send(batchMessage(number, 20));
                sender.send(refusal(number));
                Refusal vague = refusal(number, 0);
                vague.why.place = {};
                vague.cut = true;
                sender.send(vague);
                sender.send(batchMessage(number, 0));
            }
        }
    }
    const auto verified = verifyCapture(captureIn(folder));
    QVERIFY(verified && std::holds_alternative<VerifiedHead>(*verified));
    const auto &head = std::get<VerifiedHead>(*verified);
    QVERIFY(head.seal > 300);
    QCOMPARE(secondOpinion(captureIn(folder)), head.hash + ':' + std::to_string(head.seal) + '\n');
    QCOMPARE(head.events, 2U * (3 * 60 + 6 * 20));
}

void TestVerify::namesTheHead()
{
    const QTemporaryDir folder;
    openLog(captureIn(folder)).reset();
    const auto empty = verifyCapture(captureIn(folder));
    QVERIFY(empty && std::holds_alternative<VerifiedHead>(*empty));
    QCOMPARE(std::get<VerifiedHead>(*empty).seal, 0U);
    QCOMPARE(std::get<VerifiedHead>(*empty).hash, std::string(64, '0'));
    fill(captureIn(folder));
    const auto filled = verifyCapture(captureIn(folder));
    QVERIFY(filled && std::holds_alternative<VerifiedHead>(*filled));
    QCOMPARE(std::get<VerifiedHead>(*filled).seal, 5U);
    QCOMPARE(std::get<VerifiedHead>(*filled).last.value, 6U);
    QCOMPARE(std::get<VerifiedHead>(*filled).events, 6U);
}

void TestVerify::findsAChange_data()
{
    QTest::addColumn<QByteArray>("sql");
    QTest::addColumn<quint64>("seal");
    QTest::addColumn<quint64>("first");
    QTest::addColumn<quint64>("last");
    QTest::addColumn<QByteArray>("reason"); // a part of it
    const auto row = [](const char *tag, const char *sql, quint64 seal, quint64 first, quint64 last,
                        const char *reason) {
        QTest::newRow(tag) << QByteArray(sql) << seal << first << last << QByteArray(reason);
    };
    row("an event is gone", "DELETE FROM segment_1 WHERE sequence = 4", 3, 3, 5,
        "event 4 is missing");
    row("the first event is gone", "DELETE FROM segment_1 WHERE sequence = 1", 1, 1, 1,
        "event 1 is missing");
    row("the last event is gone", "DELETE FROM segment_1 WHERE sequence = 6", 5, 6, 6,
        "event 6 is missing");
    row("two events change places",
        "UPDATE segment_1 SET sequence = 99 WHERE sequence = 3;"
        "UPDATE segment_1 SET sequence = 3 WHERE sequence = 4;"
        "UPDATE segment_1 SET sequence = 4 WHERE sequence = 99",
        3, 3, 5, "changed");
    row("an event was added behind",
        "INSERT INTO segment_1 SELECT 7, seal, received, time, time_text, id, type, source,"
        " subject, datacontenttype, connection, dataschema, extensions, shape, head, data_offset,"
        " data_length, data_size, text, findings FROM segment_1 WHERE sequence = 6",
        5, 7, 7, "no seal covers event 7");
    row("an event was added before",
        "INSERT INTO segment_1 SELECT 0, seal, received, time, time_text, id, type, source,"
        " subject, datacontenttype, connection, dataschema, extensions, shape, head, data_offset,"
        " data_length, data_size, text, findings FROM segment_1 WHERE sequence = 6",
        5, 0, 0, "no seal covers event 0");
    row("a name was changed",
        "UPDATE names SET text = 'com.shop.other' WHERE kind = 1 AND text = 'com.shop.order.1'", 3,
        3, 5, "changed");
    row("a name is gone", "DELETE FROM names WHERE kind = 2 AND code = 2", 1, 1, 1, "changed");
    row("a head is gone", "DELETE FROM heads_1 WHERE number = 2", 2, 2, 2,
        "the head of event 2 is missing");
    row("the segment is gone", "DROP TABLE segment_1", 1, 1, 1, "its segment is missing");
    row("the segment begins elsewhere", "UPDATE segments SET first = 2", 1, 1, 1,
        "its segment is missing");
    row("a refusal is gone", "DELETE FROM refusal_rows", 4, 0, 0, "refusal 1 is missing");
    row("a refusal was added",
        "INSERT INTO refusal_rows SELECT 2, seal, after, received, status, rule, title, detail,"
        " fix, reference, part, place, place_offset, place_length, connection, remote, local, cut,"
        " body_bytes, evidence_sha256, head, body FROM refusal_rows",
        5, 0, 0, "no seal covers refusal 2");
    row("a seal was changed", "UPDATE seals_1 SET hash = zeroblob(32) WHERE number = 2", 2, 2, 2,
        "changed");
    row("a seal was shortened", "UPDATE seals_1 SET hash = substr(hash, 1, 31) WHERE number = 2", 2,
        2, 2, "changed");
    row("a seal is gone", "DELETE FROM seals_1 WHERE number = 3", 3, 3, 5, "missing");
    row("the first seal is gone", "DELETE FROM seals_1 WHERE number = 1", 1, 1, 1, "missing");
    row("the newest seal is gone", "DELETE FROM seals_1 WHERE number = 5", 4, 5, 5, "ledger");
    row("all seals are gone", "DELETE FROM seals_1", 0, 0, 0, "ledger");
    row("a seal covers less", "UPDATE seals_1 SET last = 4 WHERE number = 3", 3, 3, 4, "changed");
    row("a seal covers an event twice", "UPDATE seals_1 SET first = 2 WHERE number = 3", 3, 2, 5,
        "do not follow");
    row("a seal covers no events", "UPDATE seals_1 SET first = NULL, last = NULL WHERE number = 5",
        5, 0, 0, "changed");
    row("a seal ends before it begins", "UPDATE seals_1 SET last = 2 WHERE number = 3", 3, 3, 2,
        "do not follow");
    row("a seal skips a refusal",
        "UPDATE seals_1 SET first_refusal = 2, last_refusal = 2 WHERE number = 4", 4, 0, 0,
        "refusals do not follow");
    row("the ledger counts more", "UPDATE ledger SET kept = kept + 1", 5, 6, 6, "ledger");
}

void TestVerify::findsAChange()
{
    QFETCH(QByteArray, sql);
    QFETCH(quint64, seal);
    QFETCH(quint64, first);
    QFETCH(quint64, last);
    QFETCH(QByteArray, reason);
    const QTemporaryDir folder;
    fill(captureIn(folder));
    QCOMPARE(change(captureIn(folder), sql.toStdString()), std::string());
    const auto result = verifyCapture(captureIn(folder));
    QVERIFY2(result.has_value(), result ? "" : result.error().detail.c_str());
    QVERIFY(std::holds_alternative<BrokenSeal>(*result));
    const auto &broken = std::get<BrokenSeal>(*result);
    QVERIFY2(QByteArray::fromStdString(broken.reason).contains(reason), broken.reason.c_str());
    QCOMPARE(broken.seal, seal);
    QCOMPARE(broken.first.value, first);
    QCOMPARE(broken.last.value, last);
}

void TestVerify::findsAChangedColumn_data()
{
    QTest::addColumn<QByteArray>("table");
    QTest::addColumn<QByteArray>("where");
    QTest::addColumn<QByteArray>("column");
    QTest::addColumn<quint64>("seal");
    const auto rows = [](const char *table, const char *where, quint64 seal,
                         std::initializer_list<const char *> columns) {
        for (const char *column : columns)
            QTest::newRow((std::string(table) + "." + column).c_str())
                << QByteArray(table) << QByteArray(where) << QByteArray(column) << seal;
    };
    rows("segment_1", "sequence = 2", 2,
         {"seal", "received", "time", "time_text", "id", "type", "source", "subject", "connection",
          "dataschema", "extensions", "shape", "head", "data_offset", "data_length", "data_size",
          "text", "findings"});
    rows("segment_1", "sequence = 1", 1, {"datacontenttype"});
    rows("heads_1", "number = 2", 2, {"remote", "local", "target", "head"});
    rows("refusal_rows", "number = 1", 4,
         {"seal",   "after", "received",       "status",     "rule",  "title",
          "detail", "fix",   "reference",      "part",       "place", "place_offset",
          "remote", "local", "place_length",   "connection", "cut",   "body_bytes",
          "head",   "body",  "evidence_sha256"});
}

void TestVerify::findsAChangedColumn()
{
    QFETCH(QByteArray, table);
    QFETCH(QByteArray, where);
    QFETCH(QByteArray, column);
    QFETCH(quint64, seal);
    const QTemporaryDir folder;
    fill(captureIn(folder));
    // An integer becomes the next one, bytes get one more.
    const QByteArray sql = "UPDATE " + table + " SET " + column + " = CASE typeof(" + column +
                           ") WHEN 'integer' THEN " + column + " + 1 ELSE CAST(" + column +
                           " || 'x' AS BLOB) END WHERE " + where;
    QCOMPARE(change(captureIn(folder), sql.toStdString()), std::string());
    const auto result = verifyCapture(captureIn(folder));
    QVERIFY(result.has_value());
    QVERIFY(std::holds_alternative<BrokenSeal>(*result));
    QCOMPARE(std::get<BrokenSeal>(*result).seal, seal);
}

void TestVerify::findsAChangeInALaterSegment()
{
    const QTemporaryDir folder;
    EventLog::Options options;
    options.segmentBytes = 1; // a segment for each commit
    auto log = openLog(captureIn(folder), options);
    Sender sender(*log);
    for (std::uint64_t number = 0; number < 5; ++number)
        sender.send(structuredMessage(number));
    log.reset();
    QVERIFY(query(captureIn(folder), "SELECT count(*) FROM segments") == "5\n");
    // Into the range of another segment: no seal looks for it there.
    QVERIFY(query(captureIn(folder),
                  "INSERT INTO segment_2 SELECT 4, seal, received, time, time_text, id, type,"
                  " source, subject, datacontenttype, connection, dataschema, extensions, shape,"
                  " head, data_offset, data_length, data_size, text, findings FROM segment_2")
                .empty());
    auto result = verifyCapture(captureIn(folder));
    QVERIFY(result && std::holds_alternative<BrokenSeal>(*result));
    QCOMPARE(std::get<BrokenSeal>(*result).first.value, 4U);
    QVERIFY(query(captureIn(folder), "DROP TRIGGER segment_3_refuses_UPDATE;"
                                     "UPDATE segment_3 SET id = 'other'")
                .empty());
    result = verifyCapture(captureIn(folder));
    QVERIFY(result && std::holds_alternative<BrokenSeal>(*result));
    QCOMPARE(std::get<BrokenSeal>(*result).seal, 3U);
}

void TestVerify::findsAChangedColumnBlock_data()
{
    QTest::addColumn<quint64>("offset"); // of row 4 in its column, as FORMAT.md tells
    constexpr quint64 Rows = ColumnBlock::Rows;
    const auto row = [](const char *tag, quint64 column, quint64 width) {
        QTest::newRow(tag) << column * Rows + 3 * width;
    };
    row("received", 0, 8);
    row("time", 8, 8);
    row("type", 16, 4);
    row("source", 20, 4);
    row("subject", 24, 4);
    row("size", 28, 4);
    row("datacontenttype", 32, 2);
    row("connection", 34, 2);
    row("shape", 36, 2);
    row("findings", 38, 2);
    row("a byte too many", 40, 2);
}

void TestVerify::findsAChangedColumnBlock()
{
    QFETCH(quint64, offset);
    const QTemporaryDir folder;
    {
        const auto log = openLog(captureIn(folder));
        Sender sender(*log);
        sender.send(structuredMessage(1));
        sender.send(batchMessage(2, ColumnBlock::Rows));
    }
    auto result = verifyCapture(captureIn(folder));
    QVERIFY(result && std::holds_alternative<VerifiedHead>(*result));
    const std::string at = std::to_string(offset);
    QCOMPARE(query(captureIn(folder), "UPDATE column_blocks SET data = CAST(substr(data, 1, " + at +
                                          ") || x'7e' || substr(data, " + at +
                                          " + 2) AS BLOB) WHERE number = 0"),
             std::string());
    result = verifyCapture(captureIn(folder));
    QVERIFY(result.has_value());
    QVERIFY(std::holds_alternative<BrokenSeal>(*result));
    const bool isWhole = offset < sizeof(ColumnBlock);
    const auto &broken = std::get<BrokenSeal>(*result);
    QCOMPARE(broken.seal, isWhole ? 2U : 1U);
    QCOMPARE(broken.reason,
             "the column block of event " + std::string(isWhole ? "4" : "1") + " was changed");
}

void TestVerify::acceptsEvidenceThatLeft()
{
    const QTemporaryDir folder;
    fill(captureIn(folder));
    QVERIFY(query(captureIn(folder), "UPDATE refusal_rows SET head = NULL, body = NULL").empty());
    const auto result = verifyCapture(captureIn(folder));
    QVERIFY(result && std::holds_alternative<VerifiedHead>(*result));
}

void TestVerify::readsACaptureThatIsBeingWritten()
{
    const QTemporaryDir folder;
    EventLog::Options options;
    options.segmentBytes = 64 * KiB;
    auto log = openLog(captureIn(folder), options);
    std::atomic<bool> isWriting = true;
    std::thread writing([&log, &isWriting] {
        Sender sender(*log);
        for (std::uint64_t number = 0; number < 500; ++number) {
            sender.send(structuredMessage(number));
            if (number % 8 == 0)
                sender.send(refusal(number));
        }
        isWriting = false;
    });
    std::string reason;
    std::uint64_t seals = 0;
    while (isWriting && reason.empty()) {
        const auto result = verifyCapture(captureIn(folder));
        if (!result)
            reason = result.error().detail;
        else if (const auto *broken = std::get_if<BrokenSeal>(&*result))
            reason = broken->reason;
        else
            seals = std::get<VerifiedHead>(*result).seal;
    }
    writing.join();
    QCOMPARE(reason, std::string());
    QVERIFY(seals > 0);
}

void TestVerify::namesWhatIsNoCapture()
{
    const QTemporaryDir folder;
    const auto none = verifyCapture(captureIn(folder));
    QVERIFY(!none);
    QVERIFY(none.error().kind == Error::Kind::NotFound);
    QVERIFY(!std::filesystem::exists(captureIn(folder)));
}

void TestVerify::comparesWithANotedHead()
{
    const QTemporaryDir folder;
    fill(captureIn(folder));
    const auto headOf = [&] {
        const auto result = verifyCapture(captureIn(folder));
        const auto &head = std::get<VerifiedHead>(*result);
        return NotedHead::parse(head.hash + ':' + std::to_string(head.seal)).value();
    };
    const NotedHead noted = headOf();
    VerifyOptions options;
    options.head = noted;
    auto result = verifyCapture(captureIn(folder), options);
    QVERIFY(std::holds_alternative<VerifiedHead>(*result));
    {
        const auto log = openLog(captureIn(folder));
        Sender(*log).send(structuredMessage(100));
    }
    result = verifyCapture(captureIn(folder), options); // which goes on from it
    QVERIFY(std::holds_alternative<VerifiedHead>(*result));

    options.head->hash[7] ^= 1U;
    result = verifyCapture(captureIn(folder), options);
    QVERIFY(std::holds_alternative<BrokenSeal>(*result));
    QCOMPARE(std::get<BrokenSeal>(*result).seal, noted.seal);

    options.head = headOf();
    fill(captureIn(folder)); // as it was before: the end is gone
    result = verifyCapture(captureIn(folder), options);
    QVERIFY(std::holds_alternative<BrokenSeal>(*result));
    QCOMPARE(std::get<BrokenSeal>(*result).seal, options.head->seal);
    QVERIFY(std::get<BrokenSeal>(*result).reason.find("missing") != std::string::npos);
}

void TestVerify::readsNotedHeads_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("isHead");
    const QByteArray hash(64, 'a');
    QTest::newRow("as printed") << hash + ":12" << true;
    QTest::newRow("capitals") << hash.toUpper() + ":12" << true;
    QTest::newRow("no number") << hash + ":" << false;
    QTest::newRow("no colon") << hash + "12" << false;
    QTest::newRow("number 0") << hash + ":0" << false;
    QTest::newRow("more behind it") << hash + ":12 " << false;
    QTest::newRow("number too large") << hash + ":18446744073709551616" << false;
    QTest::newRow("a digit too few") << hash.chopped(1) + ":12" << false;
    QTest::newRow("no digit") << hash.chopped(1) + "g:12" << false;
    QTest::newRow("nothing") << QByteArray() << false;
}

void TestVerify::readsNotedHeads()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, isHead);
    const auto head = NotedHead::parse(text.toStdString());
    QCOMPARE(head.has_value(), isHead);
    if (isHead) {
        QCOMPARE(head->seal, 12U);
        QCOMPARE(hexText(head->hash), std::string(64, 'a'));
    }
}

void TestVerify::canBeCancelled()
{
    const QTemporaryDir folder;
    fill(captureIn(folder));
    VerifyOptions options;
    std::uint64_t total = 0;
    options.progress = [&](std::uint64_t, std::uint64_t all) {
        total = all;
        return false;
    };
    const auto result = verifyCapture(captureIn(folder), options);
    QVERIFY(!result && result.error().kind == Error::Kind::Cancelled);
    QCOMPARE(total, 6U);
}

QTEST_GUILESS_MAIN(TestVerify)
#include "tst_verify.moc"
