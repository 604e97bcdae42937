// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/codec/jsonpointer.h"

#include "core/codec/bytesatonce.h"
#include "core/codec/jsonscan.h"
#include "tests/core/codec/codectest.h"
#include "tests/support/printedstrings.h"

#include <QtTest/QtTest>

#include <simdjson.h>

#include <random>

using namespace core;
using codectest::ExactCopy;
using Star = JsonPointer::Star;

/// Where a JSON pointer leads (RFC 6901), and that nothing it meets on the way makes it err. simdjson's pointer is the
/// second opinion.
class TestJsonPointer : public QObject {
    Q_OBJECT
private slots:
    void followsTheTableOfTheRfc_data();
    void followsTheTableOfTheRfc();
    void finds_data();
    void finds();
    void tellsKinds_data();
    void tellsKinds();
    void visitsEvery_data();
    void visitsEvery();
    void takesAStarByItsName();
    void refusesWhatIsNoPointer_data();
    void refusesWhatIsNoPointer();
    void boundsItsSteps();
    void goesThroughDeepNesting();
    void passesOverStringsAtEveryOffset();
    void comparesBytesAtOnce();
    void survivesWhatIsNoJson();
    void agreesWithSimdjson();
};

namespace {

constexpr const char *Nothing = "(nothing)";

/// What stands at `pointer`, read from memory that ends where the text does.
std::string found(std::string_view json, std::string_view pointer)
{
    const ExactCopy copy(json);
    const auto parsed = JsonPointer::parse(pointer);
    if (!parsed)
        return parsed.error().detail;
    const auto value = findJson(copy.view(), *parsed);
    return value ? std::string(value->text) : Nothing;
}

std::string visited(std::string_view json, std::string_view pointer)
{
    const ExactCopy copy(json);
    const auto parsed = JsonPointer::parse(pointer, Star::Every);
    if (!parsed)
        return parsed.error().detail;
    std::string all;
    const bool isAny = visitJson(copy.view(), *parsed, [&all](const JsonValue &value) {
        all += all.empty() ? "" : " ";
        all += value.text;
    });
    return isAny ? all : Nothing;
}

auto beginRows()
{
    QTest::addColumn<std::string>("json");
    QTest::addColumn<std::string>("pointer");
    QTest::addColumn<std::string>("value");
    return [](const char *name, std::string json, std::string pointer, std::string value) {
        QTest::newRow(name) << std::move(json) << std::move(pointer) << std::move(value);
    };
}

/// RFC 6901 §5.
constexpr const char *RfcText = R"({
      "foo": ["bar", "baz"],
      "": 0,
      "a/b": 1,
      "c%d": 2,
      "e^f": 3,
      "g|h": 4,
      "i\\j": 5,
      "k\"l": 6,
      " ": 7,
      "m~n": 8
   })";

/// A random JSON text, white space, escapes and all; no name is twice in an object.
class Texts {
public:
    explicit Texts(unsigned seed)
        : m_random(seed)
    {
    }
    std::string next()
    {
        std::string text;
        writeContainer(text, 0);
        return text;
    }

private:
    std::size_t below(std::size_t count)
    {
        return std::uniform_int_distribution<std::size_t>(0, count - 1)(m_random);
    }
    void space(std::string &text)
    {
        if (below(8) == 0)
            text.append(below(3), " \t\n"[below(3)]);
    }
    void writeString(std::string &text, std::string_view prefix)
    {
        static constexpr std::array<std::string_view, 14> Pieces{
            "a", "b", "0", "~", "/", "ü", "\\\"", "\\\\", "\\u0061", "\\ud83d\\ude00",
            "{", "]", ",", ""};
        text += '"';
        text += prefix;
        for (std::size_t i = below(5); i > 0; --i)
            text += Pieces[below(Pieces.size())];
        text += '"';
    }
    void write(std::string &text, std::size_t depth)
    {
        space(text);
        switch (below(depth < 5 ? 8 : 6)) {
        case 0:
            text += "null";
            break;
        case 1:
            text += "true";
            break;
        case 2:
            text += "-12.5e3";
            break;
        case 3:
            text += "0";
            break;
        case 4:
        case 5:
            writeString(text, "");
            break;
        default:
            writeContainer(text, depth);
        }
        space(text);
    }
    void writeContainer(std::string &text, std::size_t depth)
    {
        const bool isObject = below(2) == 0;
        text += isObject ? '{' : '[';
        const std::size_t count = below(5);
        for (std::size_t i = 0; i < count; ++i) {
            if (i > 0)
                text += ',';
            if (isObject) {
                space(text);
                writeString(text, std::to_string(i));
                space(text);
                text += ':';
            }
            write(text, depth + 1);
        }
        if (count == 0)
            space(text);
        text += isObject ? '}' : ']';
    }

    std::mt19937 m_random;
};

void collectPointers(simdjson::dom::element element, const std::string &pointer,
                     std::vector<std::string> &pointers)
{
    pointers.push_back(pointer);
    if (element.is_array()) {
        std::size_t index = 0;
        for (const simdjson::dom::element child : simdjson::dom::array(element))
            collectPointers(child, pointer + "/" + std::to_string(index++), pointers);
        pointers.push_back(pointer + "/" + std::to_string(index));
        pointers.push_back(pointer + "/-");
        pointers.push_back(pointer + "/00");
    } else if (element.is_object()) {
        for (const auto &[name, child] : simdjson::dom::object(element))
            collectPointers(child, pointer + "/" + jsonPointerStep(name), pointers);
        pointers.push_back(pointer + "/nobody");
    } else {
        pointers.push_back(pointer + "/0");
    }
}

} // namespace

void TestJsonPointer::followsTheTableOfTheRfc_data()
{
    QTest::addColumn<std::string>("pointer");
    QTest::addColumn<std::string>("value");
    const auto row = [](const char *pointer, const char *value) {
        QTest::newRow(*pointer == '\0' ? "the whole" : pointer)
            << std::string(pointer) << std::string(value);
    };
    row("", RfcText);
    row("/foo", R"(["bar", "baz"])");
    row("/foo/0", R"("bar")");
    row("/", "0");
    row("/a~1b", "1");
    row("/c%d", "2");
    row("/e^f", "3");
    row("/g|h", "4");
    row("/i\\j", "5");
    row("/k\"l", "6");
    row("/ ", "7");
    row("/m~0n", "8");
}

void TestJsonPointer::followsTheTableOfTheRfc()
{
    QFETCH(std::string, pointer);
    QFETCH(std::string, value);
    QCOMPARE(found(RfcText, pointer), value);
}

void TestJsonPointer::finds_data()
{
    const auto row = beginRows();
    row("the whole without white space around", " \n{\"a\": 1} ", "", "{\"a\": 1}");
    row("a scalar as a whole", " 12 ", "", "12");
    row("a string as a whole", "\"\"", "", "\"\"");
    row("below a scalar", "12", "/0", Nothing);
    row("below a string", R"({"a":"{\"b\":1}"})", "/a/b", Nothing);
    row("below null", R"({"a":null})", "/a/b", Nothing);
    row("nested", R"({"a":{"b":[0,{"c":"here"}]},"c":1})", "/a/b/1/c", R"("here")");
    row("a name that stands deeper first", R"({"x":{"a":1},"y":[{"a":2}],"a":3})", "/a", "3");
    row("a name that is a value first", R"({"x":"a","a":3})", "/a", "3");
    row("a part of a name", R"({"ab":1,"a":2,"abc":3})", "/a", "2");
    row("no member", R"({"ab":1})", "/a", Nothing);
    row("in an empty object", "{ }", "/a", Nothing);
    row("the empty name", R"({"a":1,"":2})", "/", "2");
    row("the empty name below the empty name", R"({"":{"":2}})", "//", "2");
    row("no empty name", R"({"a":1})", "/", Nothing);
    row("the last of two", R"({"a":1,"b":2,"a":3})", "/a", "3");
    row("the last of two, one with escapes", R"({"a":1,"\u0061":2})", "/a", "2");
    row("only through the last of two", R"({"a":{"b":1},"a":{"c":2}})", "/a/b", Nothing);
    row("the last of two may be a scalar", R"({"a":{"b":1},"a":2})", "/a/b", Nothing);
    row("an escaped tilde before 1", R"({"~1":1,"/":2})", "/~01", "1");
    row("a name with escapes", R"({"\u00fc\n":1})", "/\xc3\xbc\n", "1");
    row("a name of a surrogate pair", R"({"\ud83d\ude00":1})", "/\xf0\x9f\x98\x80", "1");
    row("a name that reads like an escape", R"({"\u0061":1,"\\u0061":2})", "/\\u0061", "2");
    row("a name of a zero byte", R"({"\u0000":1})", std::string("/\0", 2), "1");
    row("percent signs stay", R"({"a%20b":1,"a b":2})", "/a%20b", "1");
    row("the first element", "[ 7 ,8]", "/0", "7");
    row("the last element", "[7, 8 ]", "/1", "8");
    row("behind the last element", "[7,8]", "/2", Nothing);
    row("the element that would come next", "[7,8]", "/-", Nothing);
    row("an index with a zero before it", "[7,8]", "/01", Nothing);
    row("zeros", "[7,8]", "/00", Nothing);
    row("a negative index", "[7,8]", "/-1", Nothing);
    row("an index with a sign", "[7,8]", "/+1", Nothing);
    row("an index with a space", "[7,8]", "/ 1", Nothing);
    row("an index that is no integer", "[7,8]", "/1.0", Nothing);
    row("an index with an exponent", "[7,8]", "/1e0", Nothing);
    row("a name in an array", R"([{"a":1}])", "/a", Nothing);
    row("the empty name in an array", "[7,8]", "/", Nothing);
    row("an index of 64 bits", "[7,8]", "/18446744073709551615", Nothing);
    row("an index beyond 64 bits", "[7,8]", "/18446744073709551616", Nothing);
    row("digits in other letters", "[7,8]", "/\xd9\xa1", Nothing);
    row("an index in an object is a name", R"({"0":"x","00":"y"})", "/00", "\"y\"");
    row("in an empty array", "[ ]", "/0", Nothing);
    row("brackets in strings", R"({"a":["]}{[",{"x":"\"]"}],"b":5})", "/b", "5");
    row("backslashes before a quote", R"({"a":"\\\\\"\\","b":5})", "/b", "5");
    row("white space everywhere", " { \"a\" : [ 1 , { \"b\" :\t[ ]\n} ] , \"c\" : 1 } ", "/a/1/b",
        "[ ]");
    row("long values to skip",
        R"({"a":[")" + std::string(1000, 'x') + R"(",[[)" + std::string(1000, ' ') +
            R"(]],{}],"b":5})",
        "/b", "5");
    row("a star is a name", R"({"a":1,"*":2})", "/*", "2");
}

void TestJsonPointer::finds()
{
    QFETCH(std::string, json);
    QFETCH(std::string, pointer);
    QFETCH(std::string, value);
    QVERIFY(isJson(json));
    QCOMPARE(found(json, pointer), value);
    if (pointer.find('*') == std::string::npos)
        QCOMPARE(visited(json, pointer), value);
}

void TestJsonPointer::tellsKinds_data()
{
    QTest::addColumn<std::string>("json");
    QTest::addColumn<int>("kind");
    using Kind = JsonValue::Kind;
    const auto row = [](const char *json, Kind kind) {
        QTest::newRow(json) << std::string(json) << int(kind);
    };
    row("null", Kind::Null);
    row("true", Kind::True);
    row("false", Kind::False);
    row("0", Kind::Number);
    row("-1.5e3", Kind::Number);
    row("\"\"", Kind::String);
    row("\"null\"", Kind::String);
    row("[]", Kind::Array);
    row("[null]", Kind::Array);
    row("{}", Kind::Object);
}

void TestJsonPointer::tellsKinds()
{
    QFETCH(std::string, json);
    QFETCH(int, kind);
    for (const std::string &text : {json, " " + json + "\n"}) {
        const auto value = findJson(text, JsonPointer());
        QVERIFY(value);
        QCOMPARE(int(value->kind), kind);
        QCOMPARE(std::string(value->text), json);
    }
    const std::string inObject = R"({"a":[0,)" + json + "]}";
    const auto value = findJson(inObject, *JsonPointer::parse("/a/1"));
    QVERIFY(value);
    QCOMPARE(int(value->kind), kind);
    QCOMPARE(std::string(value->text), json);
}

void TestJsonPointer::visitsEvery_data()
{
    const auto row = beginRows();
    row("elements", "[1, 2,3 ]", "/*", "1 2 3");
    row("members", R"({"a":1,"b":[2],"c":{"d":3}})", "/*", R"(1 [2] {"d":3})");
    row("a member of elements", R"({"x":{"inputs":[{"value":1},{"v":2},{"value":3}]}})",
        "/x/inputs/*/value", "1 3");
    row("elements of members", R"({"a":[1,2],"b":3,"c":[],"d":[4]})", "/*/*", "1 2 4");
    row("an index of elements", "[[1,2],[3],[],4,[5,6,7]]", "/*/1", "2 6");
    row("the last star alone", R"({"a":{"b":[1,2]}})", "/a/b/*", "1 2");
    row("every member of a name that is twice", R"({"a":1,"a":2})", "/*", "1 2");
    row("through the last of two names", R"({"a":[1],"a":[2,3]})", "/a/*", "2 3");
    row("the last of two names below a star",
        R"([{"a":{"b":[1,2]},"a":{"b":[3]}},{"a":{"b":[4]}}])", "/*/a/b/*", "3 4");
    row("the last of two names has no such member", R"([{"a":{"b":1},"a":2},{"a":{"b":3}}])",
        "/*/a/b", "3");
    row("names behind what a star took", R"({"x":[[{"a":1}],[{"a":2},{"b":3}]],"y":4})", "/x/*/*/a",
        "1 2");
    row("of nothing", "[ ]", "/*", "");
    row("of an empty object", "{}", "/*", "");
    row("elements without the member", R"([{"b":1},2])", "/*/a", "");
    row("of a scalar", "12", "/*", Nothing);
    row("of a string", R"({"a":"b"})", "/a/*", Nothing);
    row("behind what is not there", R"({"a":[1]})", "/b/*", Nothing);
    row("a star in a longer name is a name", R"({"a*":1,"ab":2})", "/a*", "1");
}

void TestJsonPointer::visitsEvery()
{
    QFETCH(std::string, json);
    QFETCH(std::string, pointer);
    QFETCH(std::string, value);
    QVERIFY(isJson(json));
    QCOMPARE(visited(json, pointer), value);
}

void TestJsonPointer::takesAStarByItsName()
{
    constexpr const char *json = R"({"a":1,"*":[2]})";
    QCOMPARE(found(json, "/*/0"), std::string("2"));
    QCOMPARE(visited(json, "/*"), std::string("1 [2]"));
}

void TestJsonPointer::refusesWhatIsNoPointer_data()
{
    QTest::addColumn<std::string>("pointer");
    for (const char *pointer : {"a", "a/b", "#", "#/a", " /a", "/a~", "/a~2b", "/~/b", "/~~0"})
        QTest::newRow(pointer) << std::string(pointer);
}

void TestJsonPointer::refusesWhatIsNoPointer()
{
    QFETCH(std::string, pointer);
    const auto parsed = JsonPointer::parse(pointer);
    QVERIFY(!parsed);
    QCOMPARE(int(parsed.error().kind), int(Error::Kind::InvalidInput));
    QVERIFY(parsed.error().detail.find("JSON pointer") != std::string::npos);
}

void TestJsonPointer::boundsItsSteps()
{
    const auto pointer = [](std::size_t steps) {
        std::string text;
        for (std::size_t i = 0; i < steps; ++i)
            text += "/0";
        return JsonPointer::parse(text);
    };
    QVERIFY(pointer(MaxJsonPointerSteps - 1));
    QVERIFY(pointer(MaxJsonPointerSteps));
    QVERIFY(!pointer(MaxJsonPointerSteps + 1));
    const auto stars = [](std::size_t steps, Star star) {
        std::string text;
        for (std::size_t i = 0; i < steps; ++i)
            text += "/a/*";
        return JsonPointer::parse(text, star);
    };
    QVERIFY(stars(MaxEveryJsonSteps - 1, Star::Every));
    QVERIFY(stars(MaxEveryJsonSteps, Star::Every));
    QVERIFY(!stars(MaxEveryJsonSteps + 1, Star::Every));
    QVERIFY(stars(MaxEveryJsonSteps + 1, Star::Name));
}

void TestJsonPointer::goesThroughDeepNesting()
{
    std::string json;
    std::string pointer;
    std::string stars;
    for (std::size_t i = 0; i < MaxDepth; ++i) {
        json += i % 2 == 0 ? "[" : R"({"a":)";
        pointer += i % 2 == 0 ? "/0" : "/a";
        stars += i % (MaxDepth / MaxEveryJsonSteps) == 0 ? "/*" : i % 2 == 0 ? "/0" : "/a";
    }
    json += "5";
    for (std::size_t i = MaxDepth; i > 0; --i)
        json += i % 2 == 1 ? "]" : "}";
    QVERIFY(isJson(json));
    QCOMPARE(found(json, pointer), std::string("5"));
    QCOMPARE(visited(json, stars), std::string("5"));
    // Deeper than any limit, passed over without recursion.
    constexpr std::size_t Many = 1'000'000;
    const std::string deep =
        R"({"a":)" + std::string(Many, '[') + std::string(Many, ']') + R"(,"b":1})";
    QCOMPARE(found(deep, "/b"), std::string("1"));
}

/// Values are passed over in blocks: whatever stands at their edges is the same as anywhere else.
void TestJsonPointer::passesOverStringsAtEveryOffset()
{
    for (std::size_t pad = 0; pad < 140; ++pad) {
        for (const char *inside : {R"(\\")", R"(\\\"]\\")", R"(]}\"[{")", R"(")", R"(\\\\\\")"}) {
            const std::string json =
                R"({"a":[{"x":")" + std::string(pad, 'x') + inside + R"(},[]],"b":5})";
            QVERIFY2(isJson(json), json.c_str());
            QCOMPARE(found(json, "/b"), std::string("5"));
            QCOMPARE(found(json, "/a/1"), std::string("[]"));
        }
        const std::string brackets(pad, '[');
        const std::string json = "[" + brackets + std::string(pad, ']') + ",7]";
        if (pad > 0)
            QCOMPARE(found(json, "/1"), std::string("7"));
        const std::string slashes(2 * pad, '\\');
        QCOMPARE(found(R"([[")" + slashes + R"("],7])", "/1"), std::string("7"));
        QCOMPARE(found(R"([[")" + slashes + R"(\"]"],7])", "/1"), std::string("7"));
    }
}

void TestJsonPointer::comparesBytesAtOnce()
{
    std::mt19937 random(8);
    constexpr std::string_view Letters = "\"{}[]\\a\xfb\x80\x7f\x01";
    for (int round = 0; round < 5000; ++round) {
        std::string text(EightBytes::Size, '\0');
        for (char &c : text)
            c = random() % 2 == 0 ? Letters[random() % Letters.size()]
                                  : static_cast<char>(random());
        const EightBytes bytes(text.data());
        for (const char wanted : {'"', '{', '}', '\\'}) {
            std::uint64_t bits = 0;
            std::uint64_t folded = 0;
            for (std::size_t at = 0; at < text.size(); ++at) {
                bits |= std::uint64_t(text[at] == wanted ? 1 : 0) << at;
                folded |= std::uint64_t(static_cast<char>(text[at] | ' ') == wanted ? 1 : 0) << at;
            }
            QCOMPARE(bytes.bitsOf(wanted), bits);
            QCOMPARE(bytes.bitsOfFolded(wanted), folded);
            QCOMPARE(findByte(text, 0, [&](auto some) { return some.equal(wanted); }),
                     std::min(text.find(wanted), text.size()));
            QCOMPARE(findByte(std::string_view(text).substr(0, 5), 2,
                              [&](auto some) { return some.equal(wanted); }),
                     std::min(text.substr(0, 5).find(wanted, 2), std::size_t(5)));
        }
    }
}

/// A text from a damaged file: whatever is found, nothing is read outside of it and it ends.
void TestJsonPointer::survivesWhatIsNoJson()
{
    constexpr std::string_view json =
        R"( {"a":[1,{"b":"c\"d\\"},"e"],"f":{"g":null, "\u0061":2}} )";
    const std::vector<std::string> pointers{"",   "/a",   "/a/1/b", "/f/g",
                                            "/*", "/*/*", "/f/a",   "/a/9"};
    const auto checkAll = [&](std::string_view text) {
        for (const std::string &pointer : pointers) {
            QVERIFY(found(text, pointer).size() <= std::max<std::size_t>(text.size(), 9));
            QVERIFY(visited(text, pointer).size() <= 10 * (text.size() + 1));
        }
    };
    for (std::size_t length = 0; length <= json.size(); ++length) {
        checkAll(json.substr(0, length));
        checkAll(json.substr(length));
        for (const char c : {'"', '\\', '{', '}', '[', ']', ',', ':', ' ', '\0'}) {
            std::string changed(json);
            changed[std::min(length, json.size() - 1)] = c;
            checkAll(changed);
        }
    }
}

void TestJsonPointer::agreesWithSimdjson()
{
    Texts texts(6901);
    simdjson::dom::parser parser;
    simdjson::dom::parser otherParser;
    int present = 0;
    for (int round = 0; round < 3000; ++round) {
        const std::string text = texts.next();
        QVERIFY2(isJson(text), text.c_str());
        const simdjson::dom::element document = parser.parse(text);
        std::vector<std::string> pointers;
        collectPointers(document, "", pointers);
        for (const std::string &pointer : pointers) {
            const std::string value = found(text, pointer);
            simdjson::dom::element expected;
            if (document.at_pointer(pointer).get(expected) != simdjson::SUCCESS) {
                QCOMPARE(value, std::string(Nothing));
                continue;
            }
            ++present;
            QVERIFY2(value != Nothing, (pointer + " in " + text).c_str());
            const std::string read = simdjson::minify(otherParser.parse(value));
            QCOMPARE(read, std::string(simdjson::minify(expected)));
        }
    }
    QVERIFY(present > 10'000);
}

QTEST_GUILESS_MAIN(TestJsonPointer)
#include "tst_jsonpointer.moc"
