// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/log/headcache.h"

#include <QtTest/QtTest>

using namespace core;

/// Heads that were written lately are found again, and only those.
class TestHeadCache : public QObject {
    Q_OBJECT

private slots:
    void findsTheSameHead();
    void tellsHeadsApart_data();
    void tellsHeadsApart();
    void forgetsTheOneThatWasNotUsedLongest();
    void forgetsAllWhenCleared();
};

namespace {

HeadRow head(std::string_view remote, std::string_view local = "l", std::string_view target = "t",
             std::string_view text = "h")
{
    return {0, remote, local, target, text};
}

} // namespace

void TestHeadCache::findsTheSameHead()
{
    HeadCache cache;
    QCOMPARE(cache.find(head("a")), 0U);
    cache.add(7);
    QCOMPARE(cache.find(head("a")), 7U);
    QCOMPARE(cache.find(head("b")), 0U);
    QCOMPARE(cache.find(head("a")), 7U);
}

void TestHeadCache::tellsHeadsApart_data()
{
    QTest::addColumn<QByteArray>("remote");
    QTest::addColumn<QByteArray>("local");
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("a byte moved on")
        << QByteArray("ab") << QByteArray("c") << QByteArray("d") << QByteArray("e");
    QTest::newRow("empty part") << QByteArray("abc") << QByteArray() << QByteArray("d")
                                << QByteArray("e");
    QTest::newRow("parts that look like a length")
        << QByteArray("a1;bc2;") << QByteArray("d") << QByteArray() << QByteArray("e");
    QTest::newRow("other text") << QByteArray("a") << QByteArray("bc") << QByteArray("d")
                                << QByteArray("f");
}

void TestHeadCache::tellsHeadsApart()
{
    QFETCH(QByteArray, remote);
    QFETCH(QByteArray, local);
    QFETCH(QByteArray, target);
    QFETCH(QByteArray, text);
    HeadCache cache;
    QCOMPARE(cache.find(head("a", "bc", "d", "e")), 0U);
    cache.add(1);
    const auto view = [](const QByteArray &bytes) {
        return std::string_view(bytes.constData(), std::size_t(bytes.size()));
    };
    QCOMPARE(cache.find(head(view(remote), view(local), view(target), view(text))), 0U);
}

void TestHeadCache::forgetsTheOneThatWasNotUsedLongest()
{
    HeadCache cache;
    for (std::uint64_t number = 1; number <= HeadCache::Size; ++number) {
        QCOMPARE(cache.find(head(std::to_string(number))), 0U);
        cache.add(number);
    }
    QCOMPARE(cache.find(head("1")), 1U); // used again: 2 is the oldest now
    QCOMPARE(cache.find(head("new")), 0U);
    cache.add(1000);
    QCOMPARE(cache.find(head("2")), 0U);
    QCOMPARE(cache.find(head("1")), 1U);
    QCOMPARE(cache.find(head("3")), 3U);
    QCOMPARE(cache.find(head("new")), 1000U);
}

void TestHeadCache::forgetsAllWhenCleared()
{
    HeadCache cache;
    QCOMPARE(cache.find(head("a")), 0U);
    cache.add(1);
    cache.clear();
    QCOMPARE(cache.find(head("a")), 0U);
    cache.add(2);
    QCOMPARE(cache.find(head("a")), 2U);
}

QTEST_GUILESS_MAIN(TestHeadCache)
#include "tst_headcache.moc"
