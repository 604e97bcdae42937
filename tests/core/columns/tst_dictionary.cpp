// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/columns/dictionary.h"

#include <QTest>

#include <string>

using namespace core;

class TestDictionary : public QObject {
    Q_OBJECT

private slots:
    void givesEachValueOneCode();
    void keepsEveryText();
    void keepsValuesOfAnySize_data();
    void keepsValuesOfAnySize();
    void keepsTheEmptyTextAsTheFirst();
    void answersOtherWhenFull();
    void stillKnowsItsValuesWhenFull();
    void restoresCodes();
    void findsAValue();
};

void TestDictionary::givesEachValueOneCode()
{
    Dictionary dictionary(1024 * 1024);
    const auto first = dictionary.add("com.shop.order");
    QCOMPARE(first.code, FirstCode);
    QVERIFY(first.isNew);
    const auto again = dictionary.add("com.shop.order");
    QCOMPARE(again.code, FirstCode);
    QVERIFY(!again.isNew);
    QCOMPARE(dictionary.add("com.shop.cart").code, FirstCode + 1);
    QCOMPARE(dictionary.end(), FirstCode + 2);
    QVERIFY(dictionary.text(AbsentCode).empty());
    QVERIFY(dictionary.text(OtherCode).empty());
}

void TestDictionary::keepsEveryText()
{
    constexpr std::uint32_t Count = 20000; // several chunks and arena blocks
    Dictionary dictionary(64 * 1024 * 1024);
    for (std::uint32_t i = 0; i < Count; ++i)
        QCOMPARE(dictionary.add("value " + std::to_string(i)).code, FirstCode + i);
    for (std::uint32_t i = 0; i < Count; ++i)
        QVERIFY(dictionary.text(FirstCode + i) == "value " + std::to_string(i));
}

void TestDictionary::keepsValuesOfAnySize_data()
{
    QTest::addColumn<int>("bytes");
    for (const int bytes : {0, 1, 16 * 1024, 16 * 1024 + 1, 64 * 1024, 1024 * 1024})
        QTest::addRow("%d", bytes) << bytes;
}

void TestDictionary::keepsValuesOfAnySize()
{
    QFETCH(int, bytes);
    Dictionary dictionary(8 * 1024 * 1024);
    const std::string text(static_cast<std::size_t>(bytes), 'x');
    const auto before = dictionary.add("before");
    const auto added = dictionary.add(text);
    const auto after = dictionary.add("after");
    QVERIFY(dictionary.text(before.code) == "before");
    QVERIFY(dictionary.text(added.code) == text);
    QVERIFY(dictionary.text(after.code) == "after");
}

void TestDictionary::keepsTheEmptyTextAsTheFirst()
{
    Dictionary dictionary(1024);
    const auto empty = dictionary.add("");
    const auto after = dictionary.add("after");
    QVERIFY(dictionary.text(empty.code).empty());
    QVERIFY(dictionary.text(after.code) == "after");
    QCOMPARE(dictionary.add("").code, empty.code);
}

void TestDictionary::answersOtherWhenFull()
{
    constexpr std::size_t Limit = 4096;
    Dictionary dictionary(Limit);
    int count = 0;
    while (dictionary.add("value " + std::to_string(count)).code != OtherCode) {
        QVERIFY(!dictionary.isFull());
        ++count;
        QVERIFY(count < 1000);
    }
    QVERIFY(count > 10);
    QVERIFY(dictionary.isFull());
    QVERIFY(dictionary.bytes() <= Limit);
}

void TestDictionary::stillKnowsItsValuesWhenFull()
{
    Dictionary dictionary(256);
    QCOMPARE(dictionary.add("known").code, FirstCode);
    QCOMPARE(dictionary.add(std::string(1000, 'x')).code, OtherCode);
    QCOMPARE(dictionary.add("known").code, FirstCode);
    QCOMPARE(dictionary.end(), FirstCode + 1);
}

void TestDictionary::restoresCodes()
{
    Dictionary dictionary(4096);
    dictionary.restore(FirstCode, "one");
    dictionary.restore(FirstCode + 1, "two");
    QCOMPARE(dictionary.add("two").code, FirstCode + 1);
    QCOMPARE(dictionary.add("three").code, FirstCode + 2);
}

void TestDictionary::findsAValue()
{
    Dictionary dictionary(4096);
    dictionary.add("one");
    dictionary.add("two");
    QCOMPARE(dictionary.find("two"), std::optional<ValueCode>(FirstCode + 1));
    QVERIFY(!dictionary.find("three"));
}

QTEST_GUILESS_MAIN(TestDictionary)
#include "tst_dictionary.moc"
