// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/text/dataplaces.h"

#include "core/codec/jsonstring.h"

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

/// The places within brackets.
QString marked(const std::string &text, const std::vector<TextPlace> &places)
{
    std::string out;
    std::size_t at = 0;
    for (const TextPlace &place : places) {
        out += text.substr(at, place.offset - at) + "[" + text.substr(place.offset, place.length) +
               "]";
        at = place.offset + place.length;
    }
    return QString::fromStdString(out + text.substr(at));
}

std::string randomText(std::mt19937 &random)
{
    static const char *const parts[] = {"a",
                                        "B",
                                        "\xC3\xA4",
                                        "\xC3\x84",
                                        "\xC8\xBA",
                                        "\xF0\x9F\x99\x82",
                                        "\xFF",
                                        "\xE2\x82",
                                        R"(\u00e4)",
                                        R"(\ud83d\ude42)",
                                        R"(\n)",
                                        R"(\")",
                                        "\xE2\xB1\xA5",
                                        " ",
                                        R"(\ud83d)",
                                        R"(\u0041)"};
    std::string text;
    for (auto i = random() % 30; i > 0; --i)
        text += parts[random() % std::size(parts)];
    return text;
}

} // namespace

/// Where a text is in others, so that what is counted as found can be marked.
class TestDataPlaces : public QObject {
    Q_OBJECT

private slots:
    void marksWhatIsFound_data();
    void marksWhatIsFound();
    void marksEscapesAsWhatTheyMean_data();
    void marksEscapesAsWhatTheyMean();
    void takesOnlyTheFirst();
    void marksNothingWithoutAQuery();
    void marksWhereverItIsFound();
};

void TestDataPlaces::marksWhatIsFound_data()
{
    QTest::addColumn<QString>("wanted");
    QTest::addColumn<bool>("hasCase");
    QTest::addColumn<bool>("isExpression");
    QTest::addColumn<QString>("seen");
    const auto row = [](const char *name, const char *wanted, bool hasCase, bool isExpression,
                        const char *seen) {
        QTest::newRow(name) << QString::fromUtf8(wanted) << hasCase << isExpression
                            << QString::fromUtf8(seen);
    };
    row("each", "a", true, false, "[a]b[a]c[a]");
    row("none over another", "aa", true, false, "[aa][aa]a");
    row("any case", "ab", false, false, "[Ab] [aB] [ab]");
    row("its case only", "ab", true, false, "Ab aB [ab]");
    row("nowhere", "x", false, false, "abc");
    row("beyond ASCII, any case", "\xC3\xA4pfel", false, false,
        "\xC3\x9C [\xC3\x84PFEL] [\xC3\xA4pfel]");
    // The folded letter is a byte longer than the one it was made of.
    row("folding that changes the length", "\xE2\xB1\xA5z", false, false,
        "\xC8\xBA [\xC8\xBAz] \xC8\xBA[\xE2\xB1\xA5Z]");
    row("expression", "a.c", false, true, "x[abc][AxC]a");
    row("expression behind wide characters", "b+", true, true, "\xF0\x9F\x99\x82[bb]\xC3\xA4[b]");
    row("expression without length", "x*", true, true, "ab[xx]c");
    row("line by line", "^b$", true, true, "a\n[b]\nbb");
}

void TestDataPlaces::marksWhatIsFound()
{
    QFETCH(QString, wanted);
    QFETCH(bool, hasCase);
    QFETCH(bool, isExpression);
    QFETCH(QString, seen);
    const std::string text = QString(seen).remove(u'[').remove(u']').toStdString();
    TextMatcher matcher = matcherOf({wanted.toStdString(), hasCase, isExpression});
    QCOMPARE(marked(text, matcher.places(text, 100)), seen);
}

void TestDataPlaces::marksEscapesAsWhatTheyMean_data()
{
    QTest::addColumn<QString>("wanted");
    QTest::addColumn<int>("form");
    QTest::addColumn<QString>("seen");
    const auto row = [](const char *name, const char *wanted, DataForm form, const char *seen) {
        QTest::newRow(name) << QString::fromUtf8(wanted) << static_cast<int>(form)
                            << QString::fromUtf8(seen);
    };
    row("both spellings", "k\xC3\xA4se", DataForm::Json, R"("[K\u00e4se]", "[käse]")");
    row("as it is written", "u00e4", DataForm::Json, R"("K\[u00e4]se")");
    row("a part in each", "e\"", DataForm::Json, R"("on[e\"][e"])");
    row("pairs", "\xF0\x9F\x99\x82!", DataForm::Raw, R"("\ud83d\ude43 [\ud83d\ude42!]")");
    row("data of a string is unescaped already", "\xC3\xA4", DataForm::JsonText, R"(\u00e4 [ä])");
    row("XML has no such escapes", "\xC3\xA4", DataForm::XmlElement, R"(<a>\u00e4 [ä]</a>)");
    row("a backslash at the end", "b", DataForm::Raw, "a[b]\\");
    row("a cut escape", "b", DataForm::Raw, R"([b]\u00)");
}

void TestDataPlaces::marksEscapesAsWhatTheyMean()
{
    QFETCH(QString, wanted);
    QFETCH(int, form);
    QFETCH(QString, seen);
    const std::string data = QString(seen).remove(u'[').remove(u']').toStdString();
    TextMatcher matcher = matcherOf({wanted.toStdString()});
    QCOMPARE(marked(data, dataPlaces(matcher, static_cast<DataForm>(form), data, 100)), seen);
}

void TestDataPlaces::takesOnlyTheFirst()
{
    TextMatcher matcher = matcherOf({"a"});
    const std::string data = R"(a\u0061aa)";
    QCOMPARE(marked(data, dataPlaces(matcher, DataForm::Json, data, 2)),
             QStringLiteral(R"([a][\u0061]aa)"));
    QCOMPARE(marked(data, dataPlaces(matcher, DataForm::Json, data, 4)),
             QStringLiteral(R"([a][\u0061][a][a])"));
    QCOMPARE(dataPlaces(matcher, DataForm::Json, data, 0).size(), std::size_t{0});
}

void TestDataPlaces::marksNothingWithoutAQuery()
{
    TextMatcher matcher = matcherOf({});
    QVERIFY(matcher.places("text", 10).empty());
    QVERIFY(matcher.places("", 10).empty());
}

/// Where a text matches there is a place, and what stands at a place matches.
void TestDataPlaces::marksWhereverItIsFound()
{
    std::mt19937 random(41);
    for (int round = 0; round < 3000; ++round) {
        const std::string data = randomText(random);
        TextQuery query;
        query.text = unescapeJson(randomText(random)).substr(0, 1 + random() % 3);
        query.hasCase = random() % 2 == 0;
        TextMatcher matcher = matcherOf(query);
        QCOMPARE(matcher.places(data, 100).empty(), !matcher.matches(data));
        const auto places = dataPlaces(matcher, DataForm::Json, data, 100);
        QCOMPARE(places.empty(), !matcher.matches(data) && !matcher.matches(unescapeJson(data)));
        std::size_t end = 0;
        for (const TextPlace &place : places) {
            QVERIFY(place.offset >= end && place.length > 0);
            end = place.offset + place.length;
            QVERIFY(end <= data.size());
            const std::string stretch = data.substr(place.offset, place.length);
            QVERIFY2(matcher.matches(stretch) || matcher.matches(unescapeJson(stretch)),
                     stretch.c_str());
        }
    }
}

QTEST_GUILESS_MAIN(TestDataPlaces)
#include "tst_dataplaces.moc"
