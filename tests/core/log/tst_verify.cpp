// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/log/verify.h"

#include "tests/core/log/logtest.h"
#include "tests/support/printedstrings.h"

#include <QCryptographicHash>
#include <QtEndian>
#include <QtTest/QtTest>

#include <sqlite3.h>

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
};

namespace {

/// The reader of a capture that FORMAT.md describes, made of SQLite and SHA-256 alone: nothing of
/// the code that seals is used.
class SecondReader {
public:
    explicit SecondReader(const std::filesystem::path &file)
    {
        if (sqlite3_open_v2(file.c_str(), &m_handle, SQLITE_OPEN_READONLY, nullptr) != SQLITE_OK)
            qFatal("cannot open the capture");
    }
    ~SecondReader() { sqlite3_close(m_handle); }
    SecondReader(const SecondReader &) = delete;
    SecondReader &operator=(const SecondReader &) = delete;

    /// Hash of each seal as computed, and as stored.
    std::vector<std::pair<QByteArray, QByteArray>> seals()
    {
        std::vector<std::pair<QByteArray, QByteArray>> found;
        QByteArray previous(32, '\0');
        for (const Cells &seal : rows("SELECT number, first, last, first_refusal, last_refusal,"
                                      " hash FROM seals ORDER BY number")) {
            QCryptographicHash hash(QCryptographicHash::Sha256);
            hash.addData(QByteArray(previous + number(seal[0].integer)));
            if (!seal[1].isNull)
                addEvents(hash, seal[1].integer, seal[2].integer);
            if (!seal[3].isNull)
                addRefusals(hash, seal[3].integer, seal[4].integer);
            previous = hash.result();
            found.emplace_back(previous, seal[5].bytes);
        }
        return found;
    }

private:
    struct Cell {
        bool isNull = false;
        bool isInteger = false;
        qint64 integer = 0;
        QByteArray bytes;
    };
    using Cells = std::vector<Cell>;

    std::vector<Cells> rows(const QByteArray &sql)
    {
        sqlite3_stmt *select = nullptr;
        if (sqlite3_prepare_v2(m_handle, sql.constData(), -1, &select, nullptr) != SQLITE_OK)
            qFatal("%s", sqlite3_errmsg(m_handle));
        std::vector<Cells> found;
        while (sqlite3_step(select) == SQLITE_ROW) {
            Cells cells;
            for (int i = 0; i < sqlite3_column_count(select); ++i) {
                Cell cell;
                cell.isNull = sqlite3_column_type(select, i) == SQLITE_NULL;
                cell.isInteger = sqlite3_column_type(select, i) == SQLITE_INTEGER;
                cell.integer = sqlite3_column_int64(select, i);
                cell.bytes = QByteArray(static_cast<const char *>(sqlite3_column_blob(select, i)),
                                        sqlite3_column_bytes(select, i));
                cells.push_back(cell);
            }
            found.push_back(cells);
        }
        sqlite3_finalize(select);
        return found;
    }

    static QByteArray number(qint64 value)
    {
        QByteArray bytes(8, '\0');
        qToLittleEndian(value, bytes.data());
        return bytes;
    }
    static QByteArray text(const QByteArray &value)
    {
        QByteArray bytes(4, '\0');
        qToLittleEndian(static_cast<quint32>(value.size()), bytes.data());
        return bytes + value;
    }
    static QByteArray optional(const Cell &cell)
    {
        return cell.isNull ? QByteArray("\xFF\xFF\xFF\xFF") : text(cell.bytes);
    }
    /// A cell of a dictionary column: a code is looked up.
    QByteArray name(const Cell &cell, int kind)
    {
        if (!cell.isInteger)
            return optional(cell);
        return text(rows("SELECT text FROM names WHERE kind = " + QByteArray::number(kind) +
                         " AND code = " + QByteArray::number(cell.integer))
                        .at(0)
                        .at(0)
                        .bytes);
    }

    void addEvents(QCryptographicHash &hash, qint64 first, qint64 last)
    {
        const qint64 segment =
            rows("SELECT max(number) FROM segments WHERE first <= " + QByteArray::number(first))
                .at(0)
                .at(0)
                .integer;
        if (segment != m_segment)
            m_head = 0;
        m_segment = segment;
        const QByteArray suffix = QByteArray::number(segment);
        for (const Cells &row :
             rows("SELECT sequence, received, time, time_text, id, type, source, subject,"
                  " datacontenttype, connection, dataschema, extensions, shape, head, data_offset,"
                  " data_length, data_size, text FROM segment_" +
                  suffix + " WHERE sequence BETWEEN " + QByteArray::number(first) + " AND " +
                  QByteArray::number(last) + " ORDER BY sequence")) {
            const qint64 headNumber = row[13].integer;
            if (headNumber > m_head) {
                const Cells head = rows("SELECT remote, local, target, head FROM heads_" + suffix +
                                        " WHERE number = " + QByteArray::number(headNumber))
                                       .at(0);
                hash.addData(QByteArray("H" + number(headNumber) + text(head[0].bytes) +
                                        text(head[1].bytes) + text(head[2].bytes) +
                                        text(head[3].bytes)));
                m_head = headNumber;
            }
            hash.addData(QByteArray(
                "E" + number(row[0].integer) + number(row[1].integer) +
                number(row[2].isNull ? std::numeric_limits<qint64>::min() : row[2].integer) +
                optional(row[3]) + text(row[4].bytes) + name(row[5], 1) + name(row[6], 2) +
                name(row[7], 3) + name(row[8], 4) + name(row[9], 5) + optional(row[10]) +
                optional(row[11]) + number(row[12].integer) + number(headNumber) +
                number(row[14].integer) + number(row[15].integer) + number(row[16].integer) +
                text(row[17].bytes)));
        }
    }

    void addRefusals(QCryptographicHash &hash, qint64 first, qint64 last)
    {
        for (const Cells &row :
             rows("SELECT number, after, received, status, rule, title, detail, fix, reference,"
                  " part, place, place_offset, place_length, connection, remote, local, cut,"
                  " body_bytes, evidence_sha256, head, body FROM refusal_rows WHERE number "
                  "BETWEEN " +
                  QByteArray::number(first) + " AND " + QByteArray::number(last) +
                  " ORDER BY number")) {
            QByteArray entry = "R" + number(row[0].integer) + number(row[1].integer) +
                               number(row[2].integer) + number(row[3].integer);
            for (std::size_t i = 4; i <= 8; ++i)
                entry += text(row[i].bytes);
            entry += static_cast<char>(row[9].integer);
            entry += text(row[10].bytes);
            entry += row[11].isNull ? '\0' : '\1';
            entry += number(row[11].integer) + number(row[12].integer);
            for (std::size_t i = 13; i <= 15; ++i)
                entry += text(row[i].bytes);
            entry += static_cast<char>(row[16].integer);
            entry += number(row[17].integer) + row[18].bytes;
            hash.addData(entry);
            if (!row[19].isNull) {
                const QByteArray evidence = QCryptographicHash::hash(
                    QByteArray(number(row[19].bytes.size()) + row[19].bytes + row[20].bytes),
                    QCryptographicHash::Sha256);
                QCOMPARE(evidence, row[18].bytes);
            }
        }
    }

    sqlite3 *m_handle = nullptr;
    qint64 m_segment = 0;
    qint64 m_head = 0;
};

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
    return query(file, "DROP TRIGGER segment_1_refuses_UPDATE;"
                       "DROP TRIGGER segment_1_refuses_DELETE;"
                       "DROP TRIGGER heads_1_refuses_UPDATE;"
                       "DROP TRIGGER heads_1_refuses_DELETE;"
                       "DROP TRIGGER refusal_rows_refuses_UPDATE;"
                       "DROP TRIGGER refusal_rows_refuses_CHANGE;"
                       "DROP TRIGGER refusal_rows_refuses_DELETE;" +
                           sql);
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
    options.limitBytes = limitBytes;
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
    const auto seals = SecondReader(captureIn(folder)).seals();
    QVERIFY(seals.size() > 300);
    for (const auto &[computed, stored] : seals)
        QCOMPARE(computed, stored);
    const auto verified = verifyCapture(captureIn(folder));
    QVERIFY(verified && std::holds_alternative<VerifiedHead>(*verified));
    const auto &head = std::get<VerifiedHead>(*verified);
    QCOMPARE(QByteArray::fromStdString(head.hash), seals.back().first.toHex());
    QCOMPARE(head.seal, std::uint64_t(seals.size()));
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
        " data_length, data_size, text FROM segment_1 WHERE sequence = 6",
        5, 7, 7, "no seal covers event 7");
    row("an event was added before",
        "INSERT INTO segment_1 SELECT 0, seal, received, time, time_text, id, type, source,"
        " subject, datacontenttype, connection, dataschema, extensions, shape, head, data_offset,"
        " data_length, data_size, text FROM segment_1 WHERE sequence = 6",
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
    row("a seal was changed", "UPDATE seals SET hash = zeroblob(32) WHERE number = 2", 2, 2, 2,
        "changed");
    row("a seal was shortened", "UPDATE seals SET hash = substr(hash, 1, 31) WHERE number = 2", 2,
        2, 2, "changed");
    row("a seal is gone", "DELETE FROM seals WHERE number = 3", 3, 3, 5, "missing");
    row("the first seal is gone", "DELETE FROM seals WHERE number = 1", 1, 1, 1, "missing");
    row("the newest seal is gone", "DELETE FROM seals WHERE number = 5", 4, 5, 5, "ledger");
    row("all seals are gone", "DELETE FROM seals", 0, 0, 0, "ledger");
    row("a seal covers less", "UPDATE seals SET last = 4 WHERE number = 3", 3, 3, 4, "changed");
    row("a seal covers an event twice", "UPDATE seals SET first = 2 WHERE number = 3", 3, 2, 5,
        "do not follow");
    row("a seal covers no events", "UPDATE seals SET first = NULL, last = NULL WHERE number = 5", 5,
        0, 0, "changed");
    row("a seal ends before it begins", "UPDATE seals SET last = 2 WHERE number = 3", 3, 3, 2,
        "do not follow");
    row("a seal skips a refusal",
        "UPDATE seals SET first_refusal = 2, last_refusal = 2 WHERE number = 4", 4, 0, 0,
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
          "text"});
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
    options.limitBytes = 32; // a segment for each commit
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
                  " head, data_offset, data_length, data_size, text FROM segment_2")
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
    QTest::addColumn<bool>("found");
    constexpr quint64 Rows = ColumnBlock::Rows;
    const auto row = [](const char *tag, quint64 column, quint64 width, bool found) {
        QTest::newRow(tag) << column * Rows + 3 * width << found;
    };
    row("received", 0, 8, true);
    row("time", 8, 8, true);
    row("type", 16, 4, true);
    row("source", 20, 4, true);
    row("subject", 24, 4, true);
    row("size", 28, 4, true);
    row("datacontenttype", 32, 2, true);
    row("connection", 34, 2, true);
    row("shape", 36, 2, true);
    row("findings", 38, 2, false); // what the program noticed, not what came
    row("a byte too many", 40, 2, true);
}

void TestVerify::findsAChangedColumnBlock()
{
    QFETCH(quint64, offset);
    QFETCH(bool, found);
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
    QCOMPARE(std::holds_alternative<BrokenSeal>(*result), found);
    if (found) {
        const bool isWhole = offset < sizeof(ColumnBlock);
        const auto &broken = std::get<BrokenSeal>(*result);
        QCOMPARE(broken.seal, isWhole ? 2U : 1U);
        QCOMPARE(broken.reason,
                 "the column block of event " + std::string(isWhole ? "4" : "1") + " was changed");
    }
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
    options.limitBytes = 32 * 64 * KiB;
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

QTEST_GUILESS_MAIN(TestVerify)
#include "tst_verify.moc"
