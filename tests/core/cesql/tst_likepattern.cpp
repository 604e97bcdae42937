// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/cesql/likepattern.h"

#include <QtTest/QtTest>

#include <random>
#include <string>

using core::cesql::LikePattern;

class TestLikePattern : public QObject {
    Q_OBJECT
private slots:
    void matches_data();
    void matches();
    void agreesWithTheDefinition();
    void hostilePatternsEnd();
    void knowsItsPrefix_data();
    void knowsItsPrefix();
};

void TestLikePattern::matches_data()
{
    QTest::addColumn<QByteArray>("pattern");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("matches");
    const auto row = [](const char *pattern, const char *text, bool matches) {
        QTest::newRow(qPrintable(
            QStringLiteral("%1 on %2").arg(QString::fromUtf8(pattern), QString::fromUtf8(text))))
            << QByteArray(pattern) << QByteArray(text) << matches;
    };
    row("", "", true);
    row("", "a", false);
    row("%", "", true);
    row("%", "anything", true);
    row("%%", "", true);
    row("_", "", false);
    row("_", "a", true);
    row("_", "ab", false);
    row("__", "ab", true);
    row("abc", "abc", true);
    row("abc", "ABC", false);
    row("abc", "abcd", false);
    row("abc", "ab", false);
    row("a%", "abc", true);
    row("a%", "ba", false);
    row("%c", "abc", true);
    row("%c", "cb", false);
    row("%b%", "abc", true);
    row("%b%", "ac", false);
    row("a%c", "ac", true);
    row("a%c", "abbbc", true);
    row("a%a", "a", false);
    row("ab%bc", "abc", false);
    row("%ab%ab%", "abab", true);
    row("%ab%ab%", "aab", false);
    row("a_c", "abc", true);
    row("a_c", "ac", false);
    row("_b%", "abc", true);
    row("%_b", "b", false);
    row("%_b", "aab", true);
    row("%_", "", false);
    row("%_%", "", false);
    row("%_%", "x", true);
    row("%a_b%", "xaybz", true);
    row("%a_b%", "xaabbz", true);
    row("%a_b", "aabab", false);
    row("\\%", "%", true);
    row("\\%", "a", false);
    row("\\_", "_", true);
    row("\\_", "a", false);
    row("a\\%b", "a%b", true);
    row("\\a", "\\a", true);
    row("\\", "\\", true);
    row("\\\\", "\\\\", true);
    row("\\\\", "\\", false);
    row("\\\\%", "\\%", true);
    row("\\\\%", "\\x", false);
    row("gr_ße", "größe", true);
    row("gr__ße", "größe", false);
    row("%_本", "日本", true);
    row("_本", "日本", true);
    row("__", "日本", true);
    row("%__", "日本", true);
    row("%___", "日本", false);
    row("_party", "🎉party", true);
    row("%_", "🎉", true);
    row("_", "\xFF", true);
    row("%_", "\x80", true);
    row("__", "\xC3\xC3", true);
    row("%____", "\xF0\x9F\x8E", false);
    row("%___", "\xF0\x9F\x8E", true);
}

void TestLikePattern::matches()
{
    QFETCH(QByteArray, pattern);
    QFETCH(QByteArray, text);
    QFETCH(bool, matches);
    QCOMPARE(LikePattern(pattern.toStdString()).matches(text.toStdString()), matches);
}

namespace {

/// The definition, read literally. Takes exponential time.
bool isLike(std::string_view pattern, std::string_view text)
{
    if (pattern.empty())
        return text.empty();
    if (pattern.front() == '%')
        return isLike(pattern.substr(1), text) ||
               (!text.empty() && isLike(pattern, text.substr(1)));
    return !text.empty() && (pattern.front() == '_' || pattern.front() == text.front()) &&
           isLike(pattern.substr(1), text.substr(1));
}

} // namespace

void TestLikePattern::agreesWithTheDefinition()
{
    std::mt19937 random(20261128);
    const auto words = [&random](std::string_view letters, int longest) {
        std::string word(
            std::uniform_int_distribution<std::size_t>(0, std::size_t(longest))(random), ' ');
        for (char &c : word)
            c = letters[std::uniform_int_distribution<std::size_t>(0, letters.size() - 1)(random)];
        return word;
    };
    int matching = 0;
    for (int i = 0; i < 20'000; ++i) {
        const std::string pattern = words("ab%_", 6);
        const std::string text = words("ab", 8);
        const bool expected = isLike(pattern, text);
        matching += expected ? 1 : 0;
        QVERIFY2(LikePattern(pattern).matches(text) == expected, (pattern + " on " + text).c_str());
    }
    QVERIFY(matching > 1000);
}

void TestLikePattern::hostilePatternsEnd()
{
    std::string pattern;
    for (int i = 0; i < 2000; ++i)
        pattern += "%a";
    const std::string text(5000, 'a');
    QVERIFY(LikePattern(pattern).matches(text));
    QVERIFY(!LikePattern(pattern + "b").matches(text));
    std::string ones;
    for (int i = 0; i < 500; ++i)
        ones += "%a_";
    QVERIFY(LikePattern(ones).matches(text));
    QVERIFY(!LikePattern(ones + "b").matches(text));
}

void TestLikePattern::knowsItsPrefix_data()
{
    QTest::addColumn<QByteArray>("pattern");
    QTest::addColumn<QByteArray>("prefix");
    QTest::addColumn<bool>("isLiteral");
    const auto row = [](const char *pattern, const char *prefix, bool isLiteral) {
        QTest::newRow(pattern) << QByteArray(pattern) << QByteArray(prefix) << isLiteral;
    };
    row("", "", true);
    row("abc", "abc", true);
    row("a\\%c", "a%c", true);
    row("abc%", "abc", false);
    row("%abc", "", false);
    row("ab_c", "ab", false);
    row("_", "", false);
}

void TestLikePattern::knowsItsPrefix()
{
    QFETCH(QByteArray, pattern);
    QFETCH(QByteArray, prefix);
    QFETCH(bool, isLiteral);
    const LikePattern like(pattern.toStdString());
    QCOMPARE(QByteArray::fromStdString(std::string(like.prefix())), prefix);
    QCOMPARE(like.isLiteral(), isLiteral);
}

QTEST_GUILESS_MAIN(TestLikePattern)
#include "tst_likepattern.moc"
