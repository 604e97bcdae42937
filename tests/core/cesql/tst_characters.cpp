// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/cesql/characters.h"

#include "core/event/unicodetext.h"

#include <QtCore/QChar>
#include <QtTest/QtTest>

#include <string>

using namespace core::cesql;

class TestCharacters : public QObject {
    Q_OBJECT
private slots:
    void changesCaseAsUnicodeDoes();
    void trimsWhatUnicodeCallsWhiteSpace();
    void countsCharacters_data();
    void countsCharacters();
    void leavesWhatIsNoUtf8();
};

namespace {

std::string utf8(char32_t point)
{
    std::string text;
    core::appendUtf8(text, point);
    return text;
}

/// Characters that Qt's Unicode and ours (14.0) both know.
template<typename Check>
void forEachCharacter(Check check)
{
    for (char32_t point = 0; point <= 0x10FFFF; ++point) {
        const QChar::UnicodeVersion version = QChar::unicodeVersion(point);
        if (!QChar::isSurrogate(point) && version != QChar::Unicode_Unassigned &&
            version <= QChar::Unicode_14_0)
            check(point, utf8(point));
    }
}

} // namespace

void TestCharacters::changesCaseAsUnicodeDoes()
{
    int changed = 0;
    // Qt has simple mappings alone where there is no longer one, such as SS of ß.
    const auto isSame = [](const std::string &ours, const QString &qt) {
        return qt.toUcs4().size() != 1 || ours == qt.toStdString();
    };
    forEachCharacter([&](char32_t point, const std::string &text) {
        const QString character = QString::fromUcs4(&point, 1);
        const QString upper = character.toUpper();
        const QString lower = character.toLower();
        changed += upper != lower ? 1 : 0;
        if (!isSame(upperCase(text), upper) || !isSame(lowerCase(text), lower))
            QFAIL(qPrintable(QString::number(point, 16)));
    });
    QVERIFY(changed > 2500);
    QCOMPARE(upperCase("größe żółw é"), std::string("GRÖßE ŻÓŁW É"));
    QCOMPARE(lowerCase("GRÖßE ŻÓŁW É"), std::string("größe żółw é"));
}

void TestCharacters::trimsWhatUnicodeCallsWhiteSpace()
{
    forEachCharacter([](char32_t point, const std::string &text) {
        const std::string expected = QChar::isSpace(point) ? "" : text;
        if (trimmed(text) != expected)
            QFAIL(qPrintable(QString::number(point, 16)));
    });
    QCOMPARE(trimmed(" \t\u00A0\u3000a b\u2028 "), std::string_view("a b"));
    QCOMPARE(trimmed(" "), std::string_view());
    QCOMPARE(trimmed(""), std::string_view());
    QCOMPARE(trimmed("\u200Ba\uFEFF"), std::string_view("\u200Ba\uFEFF")); // zero width is no space
}

void TestCharacters::countsCharacters_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("count");
    QTest::newRow("nothing") << QByteArray() << 0;
    QTest::newRow("ASCII") << QByteArray("abc") << 3;
    QTest::newRow("two bytes") << QByteArray("größe") << 5;
    QTest::newRow("three bytes") << QByteArray("日本") << 2;
    QTest::newRow("four bytes") << QByteArray("🎉party") << 6;
    QTest::newRow("combining") << QByteArray("e\u0301") << 2;
    QTest::newRow("no UTF-8") << QByteArray("a\xF0\x9F\x8E") << 4;
}

void TestCharacters::countsCharacters()
{
    QFETCH(QByteArray, text);
    QFETCH(int, count);
    const std::string given = text.toStdString();
    QCOMPARE(countCharacters(given), std::size_t(count));
    QCOMPARE(offsetOfCharacter(given, 0), std::size_t(0));
    QCOMPARE(offsetOfCharacter(given, std::size_t(count)), given.size());
    QCOMPARE(offsetOfCharacter(given, std::size_t(count) + 1), given.size());
}

void TestCharacters::leavesWhatIsNoUtf8()
{
    const std::string bytes = "a\xFF\xC3\x80\xED\xA0\x80";
    QCOMPARE(upperCase(bytes), "A" + bytes.substr(1));
    QCOMPARE(lowerCase("A" + bytes.substr(1)).substr(0, 2), bytes.substr(0, 2));
    QCOMPARE(std::string(trimmed(" \xFF ")), std::string("\xFF"));
}

QTEST_GUILESS_MAIN(TestCharacters)
#include "tst_characters.moc"
