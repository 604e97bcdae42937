// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/log/refusalstore.h"

#include "core/log/schema.h"
#include "tests/core/log/logtest.h"

#include <QtTest/QtTest>

using namespace core;
using namespace logtest;

/// Rows stay, evidence is bounded.
class TestRefusalStore : public QObject {
    Q_OBJECT

private slots:
    void readsBackWhatItWrote();
    void boundsTheNumberOfBodies_data();
    void boundsTheNumberOfBodies();
    void boundsTheBytesOfBodies_data();
    void boundsTheBytesOfBodies();
    void keepsNoBodyAboveTheWholeBound();
    void dropsTheOldestOfManyInOneCommit();
    void putsBackWhatARollBackTakes();
    void knowsItsBoundAfterReopening();
    void hasTheBoundsOfTheDesign();
};

namespace {

/// A database with the tables of a capture and a store in it.
struct Fixture {
    explicit Fixture(RefusalStore::Bound bound, const QTemporaryDir &folder, bool make = true)
        : database(std::move(
              SqliteDatabase::open(captureIn(folder), SqliteDatabase::Access::ReadWrite).value()))
    {
        if (make && !database->execute(schema::fixedTables()))
            qFatal("cannot make the tables");
        store = std::make_unique<RefusalStore>(*database, sealer, bound);
        if (!store->load(from(), evidenceFrom()))
            qFatal("cannot load");
        sealer.begin(1, {});
    }

    std::uint64_t from()
    {
        return static_cast<std::uint64_t>(
            database->integer("SELECT refusals_from FROM ledger").value());
    }
    std::uint64_t evidenceFrom()
    {
        return static_cast<std::uint64_t>(
            database->integer("SELECT evidence_from FROM ledger").value());
    }
    bool insert(std::size_t bodyBytes)
    {
        Refusal made = refusal(store->count() + 1, bodyBytes);
        made.head.clear();
        return store->insert(made, EventSequence{7}, 1);
    }
    bool commit()
    {
        store->committed();
        return database->execute(
            "UPDATE ledger SET evidence_from = " + std::to_string(store->evidenceFrom()) +
            ", refusals_from = " + std::to_string(store->from()));
    }
    std::vector<StoredRefusal> all()
    {
        std::vector<StoredRefusal> found;
        SqliteStatement select =
            database->prepare("SELECT " + refusalColumns() + " FROM refusal_rows ORDER BY number");
        while (select.step())
            found.push_back(refusalOf(select));
        return found;
    }
    std::size_t bodies()
    {
        return static_cast<std::size_t>(
            database->integer("SELECT count(body) FROM refusal_rows").value());
    }

    std::unique_ptr<SqliteDatabase> database;
    Sealer sealer;
    std::unique_ptr<RefusalStore> store;
};

} // namespace

void TestRefusalStore::readsBackWhatItWrote()
{
    const QTemporaryDir folder;
    Fixture fixture({10, 1000}, folder);
    Refusal precise = refusal(1);
    Refusal vague = refusal(2);
    vague.why.place = {};
    vague.cut = true;
    vague.bodyBytes = 1'000'000'000'000;
    vague.body = std::string("\0\xFF", 2);
    vague.why.status = 503;
    QVERIFY(fixture.store->insert(precise, EventSequence{0}, 1));
    QVERIFY(fixture.store->insert(vague, EventSequence{5}, 1));
    const std::vector<StoredRefusal> wanted{{1, EventSequence{0}, precise, false},
                                            {2, EventSequence{5}, vague, false}};
    QVERIFY(fixture.all() == wanted);
}

void TestRefusalStore::boundsTheNumberOfBodies_data()
{
    QTest::addColumn<int>("count");
    QTest::addColumn<int>("kept");
    QTest::newRow("below") << 9 << 9;
    QTest::newRow("at") << 10 << 10;
    QTest::newRow("above") << 11 << 10;
    QTest::newRow("far above") << 35 << 10;
}

void TestRefusalStore::boundsTheNumberOfBodies()
{
    QFETCH(int, count);
    QFETCH(int, kept);
    const QTemporaryDir folder;
    Fixture fixture({10, 1'000'000}, folder);
    for (int i = 0; i < count; ++i) {
        QVERIFY(fixture.insert(100));
        QVERIFY(fixture.commit());
    }
    QCOMPARE(fixture.store->count(), std::uint64_t(count));
    QCOMPARE(fixture.store->evidenceFrom(), std::uint64_t(count - kept + 1));
    const auto all = fixture.all();
    QCOMPARE(int(all.size()), count); // the rows stay
    for (int i = 0; i < count; ++i) {
        const StoredRefusal &stored = all[std::size_t(i)];
        QCOMPARE(stored.bodyDropped, i < count - kept); // the oldest first
        QCOMPARE(stored.refusal.body.size(), stored.bodyDropped ? 0U : 100U);
        QCOMPARE(stored.refusal.bodyBytes, 100U);
        QVERIFY(stored.refusal.why == refusal(std::uint64_t(i) + 1).why);
    }
}

void TestRefusalStore::boundsTheBytesOfBodies_data()
{
    QTest::addColumn<int>("last"); // bytes of the last of three
    QTest::addColumn<int>("kept");
    QTest::newRow("below") << 399 << 3;
    QTest::newRow("at") << 400 << 3;
    QTest::newRow("above") << 401 << 2;
    QTest::newRow("above by far") << 801 << 1;
}

void TestRefusalStore::boundsTheBytesOfBodies()
{
    QFETCH(int, last);
    QFETCH(int, kept);
    const QTemporaryDir folder;
    Fixture fixture({100, 1000}, folder);
    QVERIFY(fixture.insert(300) && fixture.insert(300) && fixture.insert(std::size_t(last)));
    QVERIFY(fixture.commit());
    QCOMPARE(fixture.bodies(), std::size_t(kept));
    QVERIFY(!fixture.all().back().bodyDropped);
}

void TestRefusalStore::keepsNoBodyAboveTheWholeBound()
{
    const QTemporaryDir folder;
    Fixture fixture({100, 1000}, folder);
    QVERIFY(fixture.insert(300) && fixture.insert(1001) && fixture.commit());
    QCOMPARE(fixture.bodies(), 0U);
    QCOMPARE(fixture.store->evidenceFrom(), 3U);
    QVERIFY(fixture.insert(1000) && fixture.commit());
    QCOMPARE(fixture.bodies(), 1U);
}

void TestRefusalStore::dropsTheOldestOfManyInOneCommit()
{
    const QTemporaryDir folder;
    Fixture fixture({10, 1000}, folder);
    for (int i = 0; i < 50; ++i)
        QVERIFY(fixture.insert(i % 2 == 0 ? 300 : 10));
    QVERIFY(fixture.commit());
    const auto all = fixture.all();
    std::size_t bytes = 0;
    for (std::size_t i = 0; i < all.size(); ++i) {
        QCOMPARE(all[i].bodyDropped, i + 1 < fixture.store->evidenceFrom());
        bytes += all[i].refusal.body.size();
    }
    QVERIFY(bytes <= 1000);
    QVERIFY(fixture.bodies() >= 6);
}

void TestRefusalStore::putsBackWhatARollBackTakes()
{
    const QTemporaryDir folder;
    Fixture fixture({3, 1000}, folder);
    QVERIFY(fixture.insert(100) && fixture.insert(100) && fixture.commit());
    for (const int many : {1, 2, 3, 10}) {
        QVERIFY(fixture.database->execute("BEGIN"));
        for (int i = 0; i < many; ++i)
            QVERIFY(fixture.insert(400));
        QVERIFY(fixture.database->execute("ROLLBACK"));
        fixture.store->rolledBack();
        QCOMPARE(fixture.store->count(), 2U);
        QCOMPARE(fixture.store->evidenceFrom(), 1U);
    }
    // The bytes are counted right again: 800 more fit, 801 do not.
    QVERIFY(fixture.insert(800) && fixture.commit());
    QCOMPARE(fixture.bodies(), 3U);
}

void TestRefusalStore::knowsItsBoundAfterReopening()
{
    const QTemporaryDir folder;
    {
        Fixture fixture({3, 1000}, folder);
        for (int i = 0; i < 5; ++i)
            QVERIFY(fixture.insert(300) && fixture.commit());
    }
    Fixture fixture({3, 1000}, folder, false);
    QCOMPARE(fixture.store->count(), 5U);
    QCOMPARE(fixture.store->evidenceFrom(), 3U);
    QVERIFY(fixture.insert(400) && fixture.commit());
    QCOMPARE(fixture.bodies(), 3U); // 300 + 300 + 400
    QVERIFY(fixture.insert(401) && fixture.commit());
    QCOMPARE(fixture.bodies(), 2U);
    QCOMPARE(fixture.store->count(), 7U);
}

void TestRefusalStore::hasTheBoundsOfTheDesign()
{
    const RefusalStore::Bound bound;
    QCOMPARE(bound.evidence, 10'000U);
    QCOMPARE(bound.bytes, 64U * MiB);
}

QTEST_GUILESS_MAIN(TestRefusalStore)
#include "tst_refusalstore.moc"
