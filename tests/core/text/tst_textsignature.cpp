// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/text/textsignature.h"

#include "core/text/casefold.h"
#include "tests/support/printedstrings.h"

#include <QtTest/QtTest>

#include <random>
#include <set>

using namespace core;

namespace {

std::string folded(std::string_view text)
{
    std::string result;
    appendFoldedCase(result, text);
    return result;
}

TextSignature signatureOf(TextSignatureMaker &maker)
{
    auto signature = TextSignature::read(maker.finish());
    if (!signature)
        qFatal("a signature that cannot be read");
    return *signature;
}

/// Text as machines write it: few words, many numbers, some of it beyond ASCII.
std::string randomText(std::mt19937 &random)
{
    static const char *const parts[] = {"order", "Customer", "{\"a\":",     "-",
                                        "4711",  "0x1f",     "K\xC3\xA4se", "\xC3\x84",
                                        " ",     "zz",       "\xFF",        "\xE2\x82\xAC"};
    std::string text;
    for (auto i = random() % 12; i > 0; --i)
        text += parts[random() % std::size(parts)];
    return text;
}

} // namespace

/// Letters without case, and what a signature rules out and what it must not.
class TestTextSignature : public QObject {
    Q_OBJECT

private slots:
    void foldsCase_data();
    void foldsCase();
    void neverRulesOutWhatIsThere();
    void keepsGroupsApart();
    void knowsWhatIsShorterThanAGram_data();
    void knowsWhatIsShorterThanAGram();
    void findsNothingAcrossFields();
    void takesAsFewBytesAsItNeeds();
    void rulesOutMostIdentifiersAtItsFullest();
    void refusesWhatItDidNotWrite();
    void hasTheLayoutOfItsFormat();
};

void TestTextSignature::foldsCase_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("ascii") << QByteArray("AZaz09[`{@") << QByteArray("azaz09[`{@");
    QTest::newRow("latin") << QByteArray("K\xC3\x84SE") << QByteArray("k\xC3\xA4se");
    QTest::newRow("greek") << QByteArray("\xCE\xA3") << QByteArray("\xCF\x83");
    QTest::newRow("longer in UTF-8") << QByteArray("\xC8\xBA") << QByteArray("\xE2\xB1\xA5");
    QTest::newRow("beyond the plane")
        << QByteArray("\xF0\x90\x90\x80") << QByteArray("\xF0\x90\x90\xA8");
    QTest::newRow("sharp s") << QByteArray("\xE1\xBA\x9E\xC3\x9F")
                             << QByteArray("\xC3\x9F\xC3\x9F");
    QTest::newRow("Kelvin sign stays") << QByteArray("\xE2\x84\xAA") << QByteArray("\xE2\x84\xAA");
    QTest::newRow("long s stays") << QByteArray("\xC5\xBF") << QByteArray("\xC5\xBF");
    QTest::newRow("no UTF-8") << QByteArray("A\xC3\xC3\x84\xFF\xE2\x82"
                                            "B\x84")
                              << QByteArray("a\xC3\xC3\xA4\xFF\xE2\x82"
                                            "b\x84");
    QTest::newRow("cut") << QByteArray("A\xE2\x82") << QByteArray("a\xE2\x82");
    QTest::newRow("surrogate") << QByteArray("\xED\xA0\x80") << QByteArray("\xED\xA0\x80");
    QTest::newRow("zero") << QByteArray("A\0B", 3) << QByteArray("a\0b", 3);
}

void TestTextSignature::foldsCase()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, expected);
    QCOMPARE(folded(text.toStdString()), expected.toStdString());
    QCOMPARE(folded(expected.toStdString()), expected.toStdString());
}

void TestTextSignature::neverRulesOutWhatIsThere()
{
    const unsigned seed = 20261127;
    qInfo("seed %u", seed);
    std::mt19937 random(seed);
    TextSignatureMaker maker;
    for (int round = 0; round < 40; ++round) {
        std::vector<std::pair<std::uint64_t, std::string>> fields;
        for (auto count = 1 + random() % 200; count > 0; --count) {
            fields.emplace_back(random() % ColumnBlock::Rows, randomText(random));
            maker.add(fields.back().first, fields.back().second);
        }
        const TextSignature signature = signatureOf(maker);
        for (const auto &[row, field] : fields) {
            const std::size_t from = random() % (field.size() + 1);
            std::string part = field.substr(from, random() % 12);
            if (folded(field).find(folded(part)) == std::string::npos)
                continue; // it cuts a character in two
            if (random() % 2 == 0)
                part = folded(part);
            if (!signature.mayContain(row / TextSignature::GroupRows, TextGrams(part)))
                QFAIL(qPrintable(
                    QString::fromLatin1("round %1: %2 in %3")
                        .arg(round)
                        .arg(QString::fromStdString(part), QString::fromStdString(field))));
        }
    }
}

void TestTextSignature::keepsGroupsApart()
{
    TextSignatureMaker maker;
    maker.add(0, "aardvark");
    maker.add(TextSignature::GroupRows - 1, "badger17");
    maker.add(TextSignature::GroupRows, "capybara");
    maker.add(ColumnBlock::Rows - 1, "dormouse");
    const TextSignature signature = signatureOf(maker);
    const auto groupsWith = [&](std::string_view text) {
        std::set<std::size_t> groups;
        for (std::size_t group = 0; group < TextSignature::Groups; ++group) {
            if (signature.mayContain(group, TextGrams(text)))
                groups.insert(group);
        }
        return groups;
    };
    QCOMPARE(groupsWith("aardvark"), std::set<std::size_t>{0});
    QCOMPARE(groupsWith("BADGER17"), std::set<std::size_t>{0});
    QCOMPARE(groupsWith("ybar"), std::set<std::size_t>{1});
    QCOMPARE(groupsWith("dormouse"), std::set<std::size_t>{TextSignature::Groups - 1});
    QCOMPARE(groupsWith("zebra"), std::set<std::size_t>{});
    QCOMPARE(groupsWith("badger18"), std::set<std::size_t>{});
}

void TestTextSignature::knowsWhatIsShorterThanAGram_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("isEmpty");
    QTest::newRow("none") << "" << true;
    QTest::newRow("below") << "xyz" << true;
    QTest::newRow("at") << "wxyz" << false;
    QTest::newRow("above") << "vwxyz" << false;
    QTest::newRow("two characters of four bytes") << QString::fromUtf8("\xC3\x84\xC3\x96") << false;
    QTest::newRow("digits below") << "123" << true;
    QTest::newRow("digits at") << "1234" << false;
}

void TestTextSignature::knowsWhatIsShorterThanAGram()
{
    QFETCH(QString, text);
    QFETCH(bool, isEmpty);
    const TextGrams grams(text.toStdString());
    QCOMPARE(grams.isEmpty(), isEmpty);
    TextSignatureMaker maker;
    QCOMPARE(signatureOf(maker).mayContain(0, grams), isEmpty);
}

void TestTextSignature::findsNothingAcrossFields()
{
    TextSignatureMaker maker;
    maker.add(0, "gira");
    maker.add(0, "ffes");
    QVERIFY(!signatureOf(maker).mayContain(0, TextGrams("iraf")));
}

void TestTextSignature::takesAsFewBytesAsItNeeds()
{
    TextSignatureMaker maker;
    const std::size_t least = maker.finish().size();
    QCOMPARE(least, 2 + TextSignature::Groups * 64);
    std::mt19937 random(1);
    std::size_t before = least;
    for (const unsigned texts : {1'000U, 100'000U}) {
        for (unsigned i = 0; i < texts; ++i)
            maker.add(i % ColumnBlock::Rows,
                      std::to_string(random()) + "-" + std::to_string(random()));
        const std::size_t bytes = maker.finish().size();
        QVERIFY(bytes > before);
        before = bytes;
    }
    QVERIFY(before < TextSignature::MaxBytes);
    QCOMPARE(maker.finish().size(), least); // empty again
}

void TestTextSignature::rulesOutMostIdentifiersAtItsFullest()
{
    std::mt19937 random(4711);
    const auto uuid = [&random] {
        std::string text;
        for (const int digits : {8, 4, 4, 4, 12}) {
            text += text.empty() ? "" : "-";
            for (int i = 0; i < digits; ++i)
                text += "0123456789abcdef"[random() % 16];
        }
        return text;
    };
    TextSignatureMaker maker;
    for (std::uint64_t row = 0; row < ColumnBlock::Rows; ++row) {
        for (int i = 0; i < 5; ++i)
            maker.add(row, uuid());
    }
    const std::string stored = maker.finish();
    QVERIFY(stored.size() <= TextSignature::MaxBytes);
    const auto signature = TextSignature::read(stored);
    QVERIFY(signature);
    int left = 0;
    constexpr int Asked = 200;
    for (int i = 0; i < Asked; ++i) {
        const TextGrams grams(uuid());
        for (std::size_t group = 0; group < TextSignature::Groups; ++group)
            left += signature->mayContain(group, grams) ? 1 : 0;
    }
    qInfo("%d of %zu groups left", left, Asked * TextSignature::Groups);
    QVERIFY(left < Asked * static_cast<int>(TextSignature::Groups) / 50);
}

void TestTextSignature::refusesWhatItDidNotWrite()
{
    TextSignatureMaker maker;
    maker.add(1, "some text");
    const std::string good = maker.finish();
    QVERIFY(TextSignature::read(good));
    QVERIFY(!TextSignature::read(""));
    QVERIFY(!TextSignature::read("\x08"));
    QVERIFY(!TextSignature::read(good.substr(0, good.size() - 1)));
    QVERIFY(!TextSignature::read(good + '\0'));
    for (const std::size_t place : {0U, 1U}) {
        for (const int bits : {0, 7, 15, 17, 63, 64, 255}) {
            std::string bad = good;
            bad[place] = static_cast<char>(bits);
            QVERIFY(!TextSignature::read(bad));
        }
    }
}

/// As a stranger would make it after FORMAT.md.
void TestTextSignature::hasTheLayoutOfItsFormat()
{
    TextSignatureMaker maker;
    maker.add(600, "AbcD1");
    const std::string stored = maker.finish();
    const auto slot = [](std::uint32_t gram) { return (gram * 0x9E3779B97F4A7C15U >> 48U) % 256U; };
    std::string expected(2 + 32 * 32 + 32 * 32, '\0');
    expected[0] = expected[1] = 8;
    const std::size_t word = slot(0x61626364U);
    const std::size_t number = slot(0x62636431U);
    expected[2 + 32 + word / 8] = static_cast<char>(1U << word % 8);
    expected[2 + 32 * 32 + 32 + number / 8] = static_cast<char>(1U << number % 8);
    QCOMPARE(QByteArray::fromStdString(stored).toHex(),
             QByteArray::fromStdString(expected).toHex());
}

QTEST_GUILESS_MAIN(TestTextSignature)
#include "tst_textsignature.moc"
