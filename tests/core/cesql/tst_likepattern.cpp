// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/cesql/likepattern.h"

#include "core/cesql/characters.h"

#include <QtTest/QtTest>

#include <algorithm>
#include <chrono>
#include <random>
#include <string>
#include <vector>

using core::cesql::LikePattern;

class TestLikePattern : public QObject {
    Q_OBJECT
private slots:
    void matches_data();
    void matches();
    void agreesWithTheDefinition();
    void longPartsAgreeWithTheDefinition();
    void hostilePatternsEnd();
    void longPatternsAreNotTriedAtEachPlace_data();
    void longPatternsAreNotTriedAtEachPlace();
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

namespace {

/// The characters of a text, as CESQL counts them.
std::vector<std::string> charactersOf(std::string_view text)
{
    std::vector<std::string> all;
    for (std::size_t at = 0; at < text.size(); at += all.back().size())
        all.emplace_back(text.substr(at, core::cesql::characterLength(text, at)));
    return all;
}

/// The definition in a table of text times pattern.
bool isLikeByTable(const std::string &pattern, const std::string &text)
{
    const std::vector<std::string> wanted = charactersOf(pattern);
    const std::vector<std::string> there = charactersOf(text);
    std::vector<char> reached(there.size() + 1, 0); // with what of the pattern was looked at
    reached[0] = 1;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        const bool isEscape = wanted[i] == "\\" && i + 1 < wanted.size() &&
                              (wanted[i + 1] == "%" || wanted[i + 1] == "_");
        i += isEscape ? 1 : 0;
        if (!isEscape && wanted[i] == "%") {
            for (std::size_t at = 1; at <= there.size(); ++at)
                reached[at] = reached[at] || reached[at - 1];
            continue;
        }
        for (std::size_t at = there.size(); at > 0; --at) {
            const bool fits = (!isEscape && wanted[i] == "_") || wanted[i] == there[at - 1];
            reached[at] = fits && reached[at - 1];
        }
        reached[0] = 0;
    }
    return reached.back() != 0;
}

} // namespace

void TestLikePattern::longPartsAgreeWithTheDefinition()
{
    std::mt19937 random(20261129);
    const auto below = [&random](std::size_t end) {
        return std::uniform_int_distribution<std::size_t>(0, end - 1)(random);
    };
    // Of some letters there are masks, of others lists; some are escaped, some are no letters and two are no UTF-8.
    const std::vector<std::string> letters{"a", "b", "ä", "日", "🎉", "%", "_", "\\", "c", "d"};
    int matching = 0;
    int differing = 0;
    for (int round = 0; round < 4000; ++round) {
        const std::size_t used = 1 + below(letters.size());
        const std::size_t length = LikePattern::LongPart - 2 + below(200);
        std::string part;
        std::string match;
        for (std::size_t i = 0; i < length; ++i) {
            const std::string &letter = letters[below(used)];
            const bool isOne = below(8) == 0;
            match += isOne && below(4) == 0 ? (below(2) == 0 ? "\xFF" : "\x80") : letter;
            if (isOne)
                part += '_';
            else
                part += letter == "%" || letter == "_" ? '\\' + letter : letter;
        }
        std::string text;
        for (std::size_t i = below(300); i > 0; --i)
            text += letters[below(used)];
        if (below(3) > 0)
            text += match;
        if (below(4) == 0) // one byte is another
            text.insert(below(text.size() + 1), 1, "ab\xC3"[below(3)]);
        for (std::size_t i = below(70); i > 0; --i)
            text += letters[below(used)];
        const std::string pattern = (below(4) == 0 ? "%a%" : "%") + part + '%';
        const bool expected = isLikeByTable(pattern, text);
        (expected ? matching : differing) += 1;
        QVERIFY2(LikePattern(pattern).matches(text) == expected, (pattern + " on " + text).c_str());
    }
    QVERIFY(matching > 1000);
    QVERIFY(differing > 500);
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

void TestLikePattern::longPatternsAreNotTriedAtEachPlace_data()
{
    QTest::addColumn<QByteArray>("begin");
    QTest::addColumn<QByteArray>("middle");
    QTest::addColumn<QByteArray>("end");
    QTest::newRow("_") << QByteArray("%") << QByteArray("_") << QByteArray("b%");
    QTest::newRow("a_") << QByteArray("%") << QByteArray("a_") << QByteArray("b%");
    QTest::newRow("letters") << QByteArray("%") << QByteArray("a") << QByteArray("b%");
    QTest::newRow("many short parts")
        << QByteArray("%") << QByteArray("a_a%") << QByteArray("a_b%");
    QTest::newRow("at the end") << QByteArray("%") << QByteArray("a_") << QByteArray("b");
}

/// Against the time in which the characters are counted: tried at each place, a part of 15 000 takes 15 000 times that.
void TestLikePattern::longPatternsAreNotTriedAtEachPlace()
{
    using Clock = std::chrono::steady_clock;
    QFETCH(QByteArray, begin);
    QFETCH(QByteArray, middle);
    QFETCH(QByteArray, end);
    std::string pattern = begin.toStdString();
    for (int i = 0; i < 15'000 / middle.size(); ++i)
        pattern += middle.toStdString();
    const LikePattern like(pattern + end.toStdString());
    const std::string text(48'000, 'a');
    Clock::duration counting = Clock::duration::max();
    Clock::duration matching = Clock::duration::max();
    for (int i = 0; i < 3; ++i) {
        const auto start = Clock::now();
        QCOMPARE(core::cesql::countCharacters(text), text.size());
        const auto counted = Clock::now();
        QVERIFY(!like.matches(text));
        counting = std::min(counting, counted - start);
        matching = std::min(matching, Clock::now() - counted);
    }
    QVERIFY2(
        matching < 2000 * counting,
        qPrintable(
            QStringLiteral("%1 times").arg(double(matching.count()) / double(counting.count()))));
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
