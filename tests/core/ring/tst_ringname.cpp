// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/ring/ringname.h"

#include <QTemporaryDir>
#include <QTest>

#include <filesystem>
#include <fstream>

using namespace core;
using namespace std::chrono_literals;

namespace {

const WallTime Began = std::chrono::sys_days(std::chrono::year(2026) / 11 / 28) + 2h + 3min + 4s;

} // namespace

/// How the files of a ring are called.
class TestRingName : public QObject {
    Q_OBJECT

private slots:
    void saysNumberAndTime();
    void keepsOtherSuffixes_data();
    void keepsOtherSuffixes();
    void takesNoOtherNameForOne_data();
    void takesNoOtherNameForOne();
    void listsFilesByNumber();
};

void TestRingName::saysNumberAndTime()
{
    const auto file = RingName::make("/tmp/shop.eventscope", 2, Began + 999ms);
    QCOMPARE(file.string(), std::string("/tmp/shop-00002-20261128T020304Z.eventscope"));
    const auto name = RingName::parse(file);
    QVERIFY(name);
    QCOMPARE(*name, (RingName{"/tmp/shop.eventscope", 2, Began}));
    QCOMPARE(RingName::baseOf(file).string(), std::string("/tmp/shop.eventscope"));
    QCOMPARE(RingName::baseOf("shop.eventscope").string(), std::string("shop.eventscope"));
}

void TestRingName::keepsOtherSuffixes_data()
{
    QTest::addColumn<QString>("base");
    QTest::addColumn<quint64>("number");
    QTest::newRow("none") << "shop" << quint64(1);
    QTest::newRow("points") << "shop.of.last.week" << quint64(99'999);
    QTest::newRow("more digits") << "shop.eventscope" << quint64(100'000);
    QTest::newRow("a number before") << "shop-00007.eventscope" << quint64(3);
    QTest::newRow("a folder") << "a-00001-20260101T000000Z/b.eventscope" << quint64(3);
}

void TestRingName::keepsOtherSuffixes()
{
    QFETCH(QString, base);
    QFETCH(quint64, number);
    const std::filesystem::path path = base.toStdString();
    const auto name = RingName::parse(RingName::make(path, number, Began));
    QVERIFY(name);
    QCOMPARE(*name, (RingName{path, number, Began}));
}

void TestRingName::takesNoOtherNameForOne_data()
{
    QTest::addColumn<QString>("file");
    for (const char *file :
         {"shop.eventscope", "shop-00001.eventscope", "shop-0001-20261128T020304Z.eventscope",
          "shop-00000-20261128T020304Z.eventscope", "shop-00001-20261128T020304.eventscope",
          "shop-00001-20261128 020304Z.eventscope", "shop-00001-2026112xT020304Z.eventscope",
          "shop00001-20261128T020304Z.eventscope", "-00001-20261128T020304Z.eventscope",
          "shop-00001-20261128T020304Z-copy.eventscope",
          "shop-99999999999999999999999-20261128T020304Z.eventscope", ""})
        QTest::newRow(file) << QString::fromLatin1(file);
}

void TestRingName::takesNoOtherNameForOne()
{
    QFETCH(QString, file);
    QVERIFY(!RingName::parse(file.toStdString()));
}

void TestRingName::listsFilesByNumber()
{
    const QTemporaryDir folder;
    const std::filesystem::path base =
        std::filesystem::path(folder.path().toStdString()) / "shop.eventscope";
    const auto make = [](const std::filesystem::path &file) { std::ofstream(file) << "x"; };
    for (const std::uint64_t number : {100'000U, 2U, 99'999U})
        make(RingName::make(base, number, Began));
    make(base);
    make(RingName::make(base.parent_path() / "other.eventscope", 1, Began));
    std::filesystem::create_directory(RingName::make(base, 3, Began));
    std::filesystem::create_symlink(base, RingName::make(base, 4, Began));
    const std::vector<std::filesystem::path> expected{RingName::make(base, 2, Began),
                                                      RingName::make(base, 99'999, Began),
                                                      RingName::make(base, 100'000, Began)};
    QCOMPARE(filesNamedInRing(base), expected);
    QVERIFY(filesNamedInRing("/no/such/folder/shop.eventscope").empty());
}

QTEST_GUILESS_MAIN(TestRingName)
#include "tst_ringname.moc"
