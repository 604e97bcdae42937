// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/query/largestvalues.h"

#include "tests/core/query/filledcolumns.h"

#include <QTest>

#include <algorithm>
#include <map>

using namespace core;

namespace {

bool go(std::uint64_t, std::uint64_t)
{
    return true;
}

void append(Columns &columns, const std::string &type, const std::string &source,
            std::uint32_t size)
{
    Row row;
    row.type = columns.types.add(type).code;
    row.source = columns.sources.add(source).code;
    row.size = size;
    columns.append(row);
}

ValueSize sized(const char *value, std::uint64_t bytes, std::uint64_t events)
{
    return {std::string(value), bytes, events};
}

} // namespace

class TestLargestValues : public QObject {
    Q_OBJECT

private slots:
    void putsTheLargestFirst()
    {
        Columns columns;
        append(columns, "small", "/a", 10);
        append(columns, "large", "/b", 500);
        append(columns, "small", "/a", 20);
        append(columns, "empty", "/a", 0);
        columns.publish();
        append(columns, "not published", "/c", 1'000'000);
        const auto found = largestValues(columns, 10, go);
        QVERIFY(found);
        QCOMPARE(found->bytes, std::uint64_t{530});
        QCOMPARE(found->events, std::uint64_t{4});
        QCOMPARE(found->types, (std::vector{sized("large", 500, 1), sized("small", 30, 2),
                                            sized("empty", 0, 1)}));
        QCOMPARE(found->sources, (std::vector{sized("/b", 500, 1), sized("/a", 30, 3)}));
        QCOMPARE(found->busiestSources, (std::vector{sized("/a", 30, 3), sized("/b", 500, 1)}));
        QCOMPARE(found->allTypes, std::size_t{3});
        QCOMPARE(found->allSources, std::size_t{2});
    }

    void saysHowManyMoreThereAre()
    {
        Columns columns;
        for (std::uint32_t number = 1; number <= 5; ++number)
            append(columns, std::to_string(number), "/", number);
        columns.publish();
        const auto found = largestValues(columns, 2, go);
        QCOMPARE(found->types, (std::vector{sized("5", 5, 1), sized("4", 4, 1)}));
        QCOMPARE(found->allTypes, std::size_t{5});
        QVERIFY(largestValues(columns, 0, go)->types.empty());
    }

    void joinsWhatTheDictionaryHadNoRoomFor()
    {
        Columns columns(4096);
        for (int number = 0; number < 1000; ++number)
            append(columns, "a type that is long enough " + std::to_string(number), "/", 3);
        columns.publish();
        QVERIFY(columns.types.isFull());
        const auto found = largestValues(columns, 2000, go);
        const auto other = std::find_if(found->types.begin(), found->types.end(),
                                        [](const ValueSize &value) { return !value.value; });
        QVERIFY(other != found->types.end());
        QCOMPARE(other->events, 1000 - (found->allTypes - 1));
        QCOMPARE(other->bytes, 3 * other->events);
        QCOMPARE(found->bytes, std::uint64_t{3000});
    }

    void agreesWithACountRowByRow()
    {
        Columns columns;
        std::mt19937 random(7);
        for (std::uint64_t i = 0; i < 3 * ColumnBlock::Rows + 17; ++i)
            append(columns, "t" + std::to_string(random() % 40), "/" + std::to_string(random() % 9),
                   static_cast<std::uint32_t>(random() % 5000));
        columns.publish();
        columns.evict(ColumnBlock::Rows + 5);
        std::map<std::string, ValueSize> types;
        for (std::uint64_t i = columns.first(); i < columns.published(); ++i) {
            const Row row = columns.row(i);
            ValueSize &size = types[std::string(columns.types.text(row.type))];
            size.bytes += row.size;
            ++size.events;
        }
        const auto found = largestValues(columns, 100, go);
        QCOMPARE(found->events, columns.published() - columns.first());
        QCOMPARE(found->types.size(), types.size());
        for (const ValueSize &size : found->types) {
            QCOMPARE(size.bytes, types[*size.value].bytes);
            QCOMPARE(size.events, types[*size.value].events);
        }
        QVERIFY(std::is_sorted(
            found->types.begin(), found->types.end(),
            [](const ValueSize &a, const ValueSize &b) { return a.bytes > b.bytes; }));
    }

    void endsWhenNobodyWantsIt()
    {
        Columns columns;
        for (std::uint64_t i = 0; i < 2 * ColumnBlock::Rows; ++i)
            append(columns, "t", "/", 1);
        columns.publish();
        int calls = 0;
        QVERIFY(!largestValues(columns, 1, [&calls](std::uint64_t done, std::uint64_t total) {
            ++calls;
            return done == total;
        }));
        QCOMPARE(calls, 1);
    }
};

QTEST_GUILESS_MAIN(TestLargestValues)
#include "tst_largestvalues.moc"
