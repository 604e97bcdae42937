// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/columns/columns.h"

#include <QElapsedTimer>
#include <QTest>

#include <stop_token>
#include <string>
#include <thread>
#include <vector>

using namespace core;
using namespace std::chrono_literals;

namespace {

Row rowOf(std::uint64_t number)
{
    Row row;
    row.received = static_cast<std::int64_t>(number * 3);
    row.time = number % 7 ? static_cast<std::int64_t>(number) : NoTime;
    row.type = static_cast<ValueCode>(number % 11);
    row.source = static_cast<ValueCode>(number % 13);
    row.subject = static_cast<ValueCode>(number);
    row.size = static_cast<std::uint32_t>(number * 5);
    row.contentType = static_cast<ValueCode>(number % 17);
    row.connection = static_cast<ValueCode>(number % 19);
    row.shape.mode = static_cast<ContentMode>(number % 4);
    row.findings = static_cast<std::uint16_t>(number % 23);
    return row;
}

} // namespace

class TestColumns : public QObject {
    Q_OBJECT

private slots:
    void packsEveryShape();
    void showsRowsOnlyOncePublished();
    void keepsRowsAcrossBlocks_data();
    void keepsRowsAcrossBlocks();
    void forgetsWhatWasRolledBack();
    void turnsShortCodesAboveTheirRangeIntoOther_data();
    void turnsShortCodesAboveTheirRangeIntoOther();
    void adoptsWholeBlocks();
    void boundsItsDictionariesTogether();
    void wakesReadersWhenMoreIsPublished();
    void givesUpWaitingAfterTheTimeout();
    void wakesReadersForGoodWhenClosed();
    void wakesTheReaderThatIsToldToStop();
    void letsFourReadersFollowAWriter();
    void keepsEvictedRowsReadableForAWhile();
    void keepsEveryRowThatIsNotEvicted();
    void beginsInTheMiddleOfABlock();
    void beginsWithAStoredBlockWhoseFrontIsGone();
    void letsReadersRunWhileRowsGo();
};

void TestColumns::packsEveryShape()
{
    for (const auto mode :
         {ContentMode::Binary, ContentMode::Structured, ContentMode::Batch, ContentMode::Raw}) {
        for (const auto format : {EventFormat::None, EventFormat::Json, EventFormat::Protobuf,
                                  EventFormat::Xml, EventFormat::Avro}) {
            for (const auto version : {SpecVersion::V03, SpecVersion::V10}) {
                for (const auto origin :
                     {OriginKind::Http, OriginKind::WebSocket, OriginKind::Import,
                      OriginKind::Reply, OriginKind::Demo}) {
                    for (const auto form :
                         {DataForm::None, DataForm::Raw, DataForm::Json, DataForm::JsonText,
                          DataForm::JsonBase64, DataForm::Text, DataForm::ProtobufAny,
                          DataForm::XmlText, DataForm::XmlBase64, DataForm::XmlElement,
                          DataForm::XmlBoundElement, DataForm::AvroValue}) {
                        const RowShape shape{mode, format, version, origin, form};
                        QVERIFY(RowShape::unpack(shape.packed()) == shape);
                        QVERIFY(shape.isKnown());
                    }
                }
            }
        }
    }
}

void TestColumns::showsRowsOnlyOncePublished()
{
    Columns columns;
    columns.append(rowOf(1));
    QCOMPARE(columns.published(), 0U);
    QCOMPARE(columns.appended(), 1U);
    columns.publish();
    QCOMPARE(columns.published(), 1U);
    QVERIFY(columns.row(0) == rowOf(1));
}

void TestColumns::keepsRowsAcrossBlocks_data()
{
    QTest::addColumn<quint64>("count");
    QTest::newRow("below a block") << quint64{ColumnBlock::Rows - 1};
    QTest::newRow("a block") << quint64{ColumnBlock::Rows};
    QTest::newRow("above a block") << quint64{ColumnBlock::Rows + 1};
    QTest::newRow("above two blocks") << quint64{2 * ColumnBlock::Rows + 1};
}

void TestColumns::keepsRowsAcrossBlocks()
{
    QFETCH(quint64, count);
    Columns columns;
    for (std::uint64_t i = 0; i < count; ++i)
        columns.append(rowOf(i));
    columns.publish();
    for (std::uint64_t i = 0; i < count; ++i)
        QVERIFY(columns.row(i) == rowOf(i));
}

void TestColumns::forgetsWhatWasRolledBack()
{
    Columns columns;
    columns.append(rowOf(1));
    columns.publish();
    columns.append(rowOf(2));
    columns.append(rowOf(3));
    columns.rollBack();
    QCOMPARE(columns.appended(), 1U);
    columns.append(rowOf(4));
    columns.publish();
    QCOMPARE(columns.published(), 2U);
    QVERIFY(columns.row(0) == rowOf(1));
    QVERIFY(columns.row(1) == rowOf(4));
}

void TestColumns::turnsShortCodesAboveTheirRangeIntoOther_data()
{
    QTest::addColumn<quint32>("code");
    QTest::addColumn<quint32>("expected");
    QTest::newRow("below") << quint32{65534} << quint32{65534};
    QTest::newRow("at") << quint32{65535} << quint32{65535};
    QTest::newRow("above") << quint32{65536} << quint32{OtherCode};
}

void TestColumns::turnsShortCodesAboveTheirRangeIntoOther()
{
    QFETCH(quint32, code);
    QFETCH(quint32, expected);
    Columns columns;
    Row row;
    row.contentType = row.connection = code;
    columns.append(row);
    columns.publish();
    QCOMPARE(columns.row(0).contentType, expected);
    QCOMPARE(columns.row(0).connection, expected);
}

void TestColumns::adoptsWholeBlocks()
{
    Columns origin;
    for (std::uint64_t i = 0; i < ColumnBlock::Rows; ++i)
        origin.append(rowOf(i));
    origin.publish();
    Columns columns;
    columns.nextWholeBlock() = origin.block(0);
    columns.adopted();
    columns.append(rowOf(ColumnBlock::Rows));
    columns.publish();
    QCOMPARE(columns.published(), std::uint64_t{ColumnBlock::Rows + 1});
    for (std::uint64_t i = 0; i <= ColumnBlock::Rows; ++i)
        QVERIFY(columns.row(i) == rowOf(i));
}

void TestColumns::boundsItsDictionariesTogether()
{
    constexpr std::size_t Limit = 64 * KiB;
    Columns columns(Limit);
    std::size_t bytes = 0;
    for (Dictionary *dictionary : {&columns.types, &columns.sources, &columns.subjects,
                                   &columns.contentTypes, &columns.connections}) {
        for (int i = 0; !dictionary->isFull(); ++i)
            dictionary->add("value " + std::to_string(i));
        bytes += dictionary->bytes();
    }
    QVERIFY(bytes <= Limit);
    QVERIFY(bytes > Limit * 9 / 10);
}

void TestColumns::wakesReadersWhenMoreIsPublished()
{
    Columns columns;
    std::thread writer([&columns] {
        columns.append(rowOf(1));
        columns.publish();
    });
    QCOMPARE(columns.waitForMore(0, 10s), 1U);
    writer.join();
}

void TestColumns::givesUpWaitingAfterTheTimeout()
{
    Columns columns;
    columns.append(rowOf(1));
    columns.publish();
    QCOMPARE(columns.waitForMore(0, 0ms), 1U);
    QCOMPARE(columns.waitForMore(1, 1ms), 1U);
}

void TestColumns::wakesReadersForGoodWhenClosed()
{
    Columns columns;
    std::thread closer([&columns] { columns.close(); });
    QCOMPARE(columns.waitForMore(0, 10s), 0U);
    closer.join();
    QVERIFY(columns.isClosed());
    QCOMPARE(columns.waitForMore(0, 10s), 0U);
}

void TestColumns::wakesTheReaderThatIsToldToStop()
{
    Columns columns;
    std::stop_source source;
    std::thread stopper([&source] { source.request_stop(); });
    QElapsedTimer waited;
    waited.start();
    QCOMPARE(columns.waitForMore(0, 60s, source.get_token()), 0U);
    QVERIFY(waited.elapsed() < 30'000);
    stopper.join();
    QVERIFY(!columns.isClosed());
    columns.append(rowOf(1));
    columns.publish();
    QCOMPARE(columns.waitForMore(0, 60s, source.get_token()), 1U);
}

void TestColumns::letsFourReadersFollowAWriter()
{
    constexpr std::uint64_t Count = 3 * ColumnBlock::Rows;
    Columns columns;
    std::array<std::uint64_t, 4> read{};
    std::array<bool, 4> isRight{};
    std::vector<std::thread> readers;
    for (std::size_t reader = 0; reader < read.size(); ++reader) {
        readers.emplace_back([&columns, &count = read[reader], &right = isRight[reader]] {
            bool matches = true;
            std::uint64_t done = 0;
            while (done < Count) {
                const std::uint64_t published = columns.waitForMore(done, 10s);
                for (; done < published; ++done) {
                    const Row row = columns.row(done);
                    matches = matches && row.size == static_cast<std::uint32_t>(done * 5) &&
                              columns.subjects.text(row.subject) ==
                                  "subject " + std::to_string(done / 16);
                }
            }
            count = done;
            right = matches;
        });
    }
    for (std::uint64_t i = 0; i < Count; ++i) {
        Row row = rowOf(i);
        row.subject = columns.subjects.add("subject " + std::to_string(i / 16)).code;
        columns.append(row);
        if (i % 97 == 0) {
            // A commit that fails, and is written again.
            columns.rollBack();
            for (std::uint64_t again = columns.appended(); again <= i; ++again) {
                row = rowOf(again);
                row.subject = columns.subjects.add("subject " + std::to_string(again / 16)).code;
                columns.append(row);
            }
            columns.publish();
        }
    }
    columns.publish();
    for (std::thread &reader : readers)
        reader.join();
    for (std::size_t reader = 0; reader < read.size(); ++reader) {
        QCOMPARE(read[reader], Count);
        QVERIFY(isRight[reader]);
    }
}

namespace {

void fill(Columns &columns, std::uint64_t upTo)
{
    while (columns.appended() < upTo)
        columns.append(rowOf(columns.appended()));
    columns.publish();
}

constexpr std::uint64_t BlockRows = ColumnBlock::Rows;

} // namespace

void TestColumns::keepsEvictedRowsReadableForAWhile()
{
    Columns columns;
    fill(columns, (Columns::EvictedBlocks + 3) * BlockRows);
    columns.evict(Columns::EvictedBlocks * BlockRows + 7);
    QCOMPARE(columns.first(), Columns::EvictedBlocks * BlockRows + 7);
    QCOMPARE(columns.readable(), 0U);
    QCOMPARE(columns.row(0), rowOf(0));

    columns.evict((Columns::EvictedBlocks + 1) * BlockRows);
    QCOMPARE(columns.readable(), BlockRows);
    QCOMPARE(columns.row(BlockRows - 1), Row());
    QCOMPARE(columns.block(0).type[5], AbsentCode);
    QCOMPARE(columns.row(BlockRows), rowOf(BlockRows));
}

void TestColumns::keepsEveryRowThatIsNotEvicted()
{
    Columns columns;
    fill(columns, 3 * BlockRows + 5);
    columns.evict(2 * BlockRows + 1);
    fill(columns, 3 * BlockRows + 100);
    for (std::uint64_t index = columns.first(); index < columns.published(); ++index)
        QCOMPARE(columns.row(index), rowOf(index));
    columns.evict(BlockRows); // it never falls
    QCOMPARE(columns.first(), 2 * BlockRows + 1);
    columns.evict(columns.published());
    QCOMPARE(columns.first(), columns.published());
}

void TestColumns::beginsInTheMiddleOfABlock()
{
    Columns columns;
    const std::uint64_t first = 100'000 * BlockRows + 17;
    columns.beginAt(first);
    QCOMPARE(columns.first(), first);
    QCOMPARE(columns.readable(), first);
    QCOMPARE(columns.published(), first);
    fill(columns, first + 2 * BlockRows);
    for (std::uint64_t index = first; index < columns.published(); index += 101)
        QCOMPARE(columns.row(index), rowOf(index));
    columns.evict(first + BlockRows);
    QCOMPARE(columns.first(), first + BlockRows);
    QCOMPARE(columns.row(first), rowOf(first));
}

void TestColumns::beginsWithAStoredBlockWhoseFrontIsGone()
{
    Columns columns;
    columns.beginAt(5 * BlockRows + 17);
    columns.nextWholeBlock().type[20] = 42;
    columns.adopted();
    columns.publish();
    QCOMPARE(columns.appended(), 6 * BlockRows);
    QCOMPARE(columns.first(), 5 * BlockRows + 17);
    QCOMPARE(columns.row(5 * BlockRows + 20).type, 42U);
}

void TestColumns::letsReadersRunWhileRowsGo()
{
    Columns columns;
    constexpr std::uint64_t blocks = 3 * Columns::EvictedBlocks;
    std::vector<std::thread> readers;
    std::atomic<std::uint64_t> wrong{0};
    for (int i = 0; i < 3; ++i) {
        readers.emplace_back([&] {
            while (columns.published() < blocks * BlockRows) {
                const std::uint64_t first = columns.first();
                const std::uint64_t published = columns.published();
                if (first == published)
                    continue;
                const std::uint64_t index = first + (published - first) / 2;
                const Row row = columns.row(index);
                if (index >= columns.readable() && row != rowOf(index))
                    ++wrong;
            }
        });
    }
    for (std::uint64_t block = 1; block <= blocks; ++block) {
        fill(columns, block * BlockRows);
        columns.evict(block * BlockRows - BlockRows / 2);
    }
    for (std::thread &reader : readers)
        reader.join();
    QCOMPARE(wrong.load(), 0U);
    QCOMPARE(columns.readable(), (blocks - 1 - Columns::EvictedBlocks) * BlockRows);
}

QTEST_GUILESS_MAIN(TestColumns)
#include "tst_columns.moc"
