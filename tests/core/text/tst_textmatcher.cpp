// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/text/textmatcher.h"

#include "core/text/requiredtext.h"
#include "tests/support/printedstrings.h"

#include <QtTest/QtTest>

#include <random>

using namespace core;

namespace {

TextMatcher matcherOf(TextQuery query)
{
    auto matcher = TextMatcher::make(std::move(query));
    if (!matcher)
        qFatal("%s", matcher.error().detail.c_str());
    return std::move(*matcher);
}

} // namespace

/// One text in another: plainly, without case, by expression.
class TestTextMatcher : public QObject {
    Q_OBJECT

private slots:
    void findsPlainText_data();
    void findsPlainText();
    void findsWhatANaiveSearchFinds();
    void findsNothingWithoutAQuery();
    void matchesExpressions_data();
    void matchesExpressions();
    void namesThePlaceOfAFault();
    void givesUpOnEndlessExpressions();
    void knowsWhatAnExpressionRequires_data();
    void knowsWhatAnExpressionRequires();
    void requiresNothingThatAMatchLacks();
};

void TestTextMatcher::findsPlainText_data()
{
    QTest::addColumn<QString>("wanted");
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("withCase");
    QTest::addColumn<bool>("withoutCase");
    const auto row = [](const char *name, const char *wanted, const char *text, bool with,
                        bool without) {
        QTest::newRow(name) << QString::fromUtf8(wanted) << QString::fromUtf8(text) << with
                            << without;
    };
    row("same", "order", "an order", true, true);
    row("other case", "Order", "an ORDER", false, true);
    row("beginning", "an", "an order", true, true);
    row("end", "r", "an order", true, true);
    row("longer than the text", "an order ", "an order", false, false);
    row("nothing to look in", "a", "", false, false);
    row("signs are no letters", "[", "{", false, false);
    row("at sign and grave", "@", "`", false, false);
    row("beyond ASCII", "käse", "Käse KÄSE", false, true);
    row("beyond ASCII, same", "Käse", "Käse", true, true);
    row("beyond ASCII, in ASCII", "käse", "kase", false, false);
    row("ASCII beside others", "CASE", "ÄcaseÄ", false, true);
    row("Cyrillic", "ЗАКАЗ", "новый заказ", false, true);
    row("composed or not", "ä", "a\u0308", false, false);
    row("Kelvin sign is no k", "k", "\u212A", false, false);
    row("quote", "\"total\":1", "{\"TOTAL\":1}", false, true);
}

void TestTextMatcher::findsPlainText()
{
    QFETCH(QString, wanted);
    QFETCH(QString, text);
    QFETCH(bool, withCase);
    QFETCH(bool, withoutCase);
    for (const bool hasCase : {true, false}) {
        TextMatcher matcher = matcherOf({wanted.toStdString(), hasCase});
        QCOMPARE(matcher.matches(text.toStdString()), hasCase ? withCase : withoutCase);
        // At every place of the vectors.
        for (std::size_t before = 0; before < 140; ++before) {
            const std::string longer =
                std::string(before, '~') + text.toStdString() + std::string(before % 70, '~');
            QCOMPARE(matcher.matches(longer), hasCase ? withCase : withoutCase);
        }
    }
}

void TestTextMatcher::findsWhatANaiveSearchFinds()
{
    const unsigned seed = 815;
    qInfo("seed %u", seed);
    std::mt19937 random(seed);
    const auto randomBytes = [&random](std::size_t length) {
        std::string bytes;
        for (; length > 0; --length)
            bytes += std::string("aAbB\"\0\xC3\x84", 8)[random() % 8];
        return bytes;
    };
    const auto lower = [](std::string text) {
        for (char &c : text)
            c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
        return text;
    };
    for (int round = 0; round < 20'000; ++round) {
        const std::string text = randomBytes(random() % 300);
        const std::string wanted = randomBytes(1 + random() % 9);
        const TextFinder exact(wanted, TextFinder::Case::Exact);
        const TextFinder folded(wanted, TextFinder::Case::AsciiFolded);
        QCOMPARE(exact.isIn(text), text.find(wanted) != std::string::npos);
        QCOMPARE(folded.isIn(text), lower(text).find(lower(wanted)) != std::string::npos);
    }
}

void TestTextMatcher::findsNothingWithoutAQuery()
{
    for (const bool isExpression : {false, true}) {
        TextMatcher matcher = matcherOf({"", false, isExpression});
        QVERIFY(!matcher.matches(""));
        QVERIFY(!matcher.matches("text"));
    }
}

void TestTextMatcher::matchesExpressions_data()
{
    QTest::addColumn<QString>("expression");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("withCase");
    QTest::addColumn<bool>("withoutCase");
    const auto row = [](const char *name, const char *expression, const QByteArray &text, bool with,
                        bool without) {
        QTest::newRow(name) << QString::fromUtf8(expression) << text << with << without;
    };
    row("digits", R"(order-\d{4}\b)", "an order-4711.", true, true);
    row("no digits", R"(order-\d{4}\b)", "an order-47115", false, false);
    row("case", "o[r]der", "an ORDER", false, true);
    row("alternatives", "refund|cancel", "cancelled", true, true);
    row("lines", "^two$", "one\ntwo\nthree", true, true);
    row("beyond ASCII", "k.se", "K\xC3\x84SE", false, true);
    row("the long s is an s", "case",
        "ca\xC5\xBF"
        "e",
        false, true);
    row("no UTF-8 around", "or.er", "\xFF\xC3 order \xE2", true, true);
    row("zero", "a.b", QByteArray("a\0b", 3), true, true);
}

void TestTextMatcher::matchesExpressions()
{
    QFETCH(QString, expression);
    QFETCH(QByteArray, text);
    QFETCH(bool, withCase);
    QFETCH(bool, withoutCase);
    for (const bool hasCase : {true, false}) {
        TextMatcher matcher = matcherOf({expression.toStdString(), hasCase, true});
        QCOMPARE(matcher.matches(text.toStdString()), hasCase ? withCase : withoutCase);
    }
}

void TestTextMatcher::namesThePlaceOfAFault()
{
    const auto matcher = TextMatcher::make({"order(", false, true});
    QVERIFY(!matcher);
    QCOMPARE(matcher.error().kind, Error::Kind::InvalidInput);
    QVERIFY2(matcher.error().detail.find("character 7") != std::string::npos,
             matcher.error().detail.c_str());
    QVERIFY(TextMatcher::make({"order(", false, false}));
}

void TestTextMatcher::givesUpOnEndlessExpressions()
{
    TextMatcher matcher = matcherOf({"(a|aa|aaa)+b$", true, true});
    QVERIFY(!matcher.matches(std::string(200, 'a') + "b."));
    QCOMPARE(matcher.undecided(), 1U);
    QVERIFY(matcher.matches("aaab"));
    QVERIFY(!matcher.matches("aaa"));
    QCOMPARE(matcher.undecided(), 1U);
}

void TestTextMatcher::knowsWhatAnExpressionRequires_data()
{
    QTest::addColumn<QString>("expression");
    QTest::addColumn<std::string>("withCase");
    QTest::addColumn<std::string>("withoutCase");
    const auto row = [](const char *expression, const char *with, const char *without) {
        QTest::newRow(expression) << QString::fromUtf8(expression) << std::string(with)
                                  << std::string(without);
    };
    row("order", "order", "order");
    row("order.*refund", "refund", "refund");
    row("ab+cdef", "cdef", "cdef");
    row("abc?d", "ab", "ab");
    row("abc*", "ab", "ab");
    row("ab{0,22222}c", "a", "a");
    row("ab{2", "a", "a");
    row("a|b", "", "");
    row("(refund|cancel)-order", "-order", "-order");
    row("(?:optional)?abc", "abc", "abc");
    row("(?i)order", "", "");
    row("(?<name>a)b", "", "");
    row("(?=order)abc", "abc", "abc");
    row(R"(\d+\.\d+)", ".", ".");
    row(R"(\x41bcd)", "", "");
    row(R"(\Qa|b\E)", "", "");
    row(R"(com\.shop\.order)", "com.shop.order", "hop.order");
    row("[a-z]refund[]x]", "refund", "refund");
    row("[[:alpha:]]refund", "", "");
    row("ask", "ask", "a");
    row("Käse", "K\xC3\xA4se", "e");
    row("(a(b)c)def", "def", "def");
    row("(a", "", "");
    row("a\\", "", "");
    row("", "", "");
}

void TestTextMatcher::knowsWhatAnExpressionRequires()
{
    QFETCH(QString, expression);
    QFETCH(std::string, withCase);
    QFETCH(std::string, withoutCase);
    QCOMPARE(requiredText(expression, true), withCase);
    QCOMPARE(requiredText(expression, false), withoutCase);
}

/// Random expressions against random texts: with and without the look ahead the answer is the same.
void TestTextMatcher::requiresNothingThatAMatchLacks()
{
    const unsigned seed = 1848;
    qInfo("seed %u", seed);
    std::mt19937 random(seed);
    static const char *const parts[] = {
        "a",  "b",   "ab", "c",  ".",   "*",   "+",     "?",      "(",       ")",
        "|",  "[",   "]",  "^",  "{2}", "\\.", "[^a]",  "k",      "\\b",     "{0,1}",
        "\\", "(?:", "$",  "{,", "}",   "\\w", "(?!a)", "(?=ab)", "\xC3\xA4"};
    int tried = 0;
    for (int round = 0; round < 30'000; ++round) {
        std::string pattern;
        for (auto i = 1 + random() % 7; i > 0; --i)
            pattern += parts[random() % std::size(parts)];
        const bool hasCase = random() % 2 == 0;
        const QString text = QString::fromStdString(pattern);
        QRegularExpression expression(text, QRegularExpression::MultilineOption);
        if (!hasCase)
            expression.setPatternOptions(expression.patternOptions() |
                                         QRegularExpression::CaseInsensitiveOption);
        auto matcher = TextMatcher::make({pattern, hasCase, true});
        QCOMPARE(matcher.has_value(), expression.isValid());
        if (!matcher)
            continue;
        ++tried;
        for (int i = 0; i < 10; ++i) {
            QString subject;
            for (auto length = random() % 8; length > 0; --length)
                subject += QStringView(
                    u"aAbBcC.\u212Ak\u00E4\u00C4{}")[static_cast<qsizetype>(random() % 13)];
            if (matcher->matches(subject.toStdString()) != expression.match(subject).hasMatch())
                QFAIL(qPrintable(text + QStringLiteral(" on ") + subject));
        }
    }
    QVERIFY(tried > 5000);
}

QTEST_GUILESS_MAIN(TestTextMatcher)
#include "tst_textmatcher.moc"
