// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/redaction/jsonredaction.h"

#include "core/codec/jsonscan.h"

#include <QTest>

using namespace core;

class TestJsonRedaction : public QObject {
    Q_OBJECT

private slots:
    void replaces_data();
    void replaces();
    void removes_data();
    void removes();
    void appliesRulesTogether();
    void refusesWhatIsNoPointer_data();
    void refusesWhatIsNoPointer();
    void goesAsDeepAsItsPointer();
    void survivesWhatIsNoJson();

private:
    /// Of a test that redacts one JSON text by one rule.
    static auto beginRows()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QByteArray>("pointer");
        QTest::addColumn<QByteArray>("expected");
        return [](const char *name, const char *json, const char *pointer, const char *expected) {
            QTest::newRow(name) << QByteArray(json) << QByteArray(pointer) << QByteArray(expected);
        };
    }
    static void check(JsonRedaction::Action action)
    {
        QFETCH(QByteArray, json);
        QFETCH(QByteArray, pointer);
        QFETCH(QByteArray, expected);
        QCOMPARE(redacted(json, pointer, action), expected);
        QVERIFY(isJson(expected.toStdString()));
    }
    static QByteArray redacted(const QByteArray &json, const QByteArray &pointer,
                               JsonRedaction::Action action)
    {
        const auto rule = JsonRedaction::parse(pointer.toStdString(), action);
        if (!rule)
            return QByteArray::fromStdString(rule.error().detail);
        const std::string text = redactJson(json.toStdString(), {{*rule}});
        return QByteArray::fromStdString(text);
    }
};

void TestJsonRedaction::replaces_data()
{
    const auto row = beginRows();
    row("a member", R"({"a":1,"b":2})", "/a", R"({"a":"[redacted]","b":2})");
    row("white space stays", " { \"a\" :\n 1.50 , \"b\":\t[ 1 ,2 ] } ", "/a",
        " { \"a\" :\n \"[redacted]\" , \"b\":\t[ 1 ,2 ] } ");
    row("nested", R"({"a":{"b":{"c":"secret"},"d":1e5}})", "/a/b/c",
        R"({"a":{"b":{"c":"[redacted]"},"d":1e5}})");
    row("an object as a whole", R"({"a":{"b":[1,{"c":"}"}]}})", "/a", R"({"a":"[redacted]"})");
    row("an element", R"([1,2,3])", "/1", R"([1,"[redacted]",3])");
    row("an element of an element", R"([[1,2],[3,4]])", "/1/0", R"([[1,2],["[redacted]",4]])");
    row("a member named like an index", R"({"0":"x","00":"y"})", "/0",
        R"({"0":"[redacted]","00":"y"})");
    row("an index has no zeros before it", "[1,2]", "/01", "[1,2]");
    row("no index", "[1,2]", "/a", "[1,2]");
    row("behind the last element", "[1,2]", "/-", "[1,2]");
    row("beyond the last element", "[1,2]", "/2", "[1,2]");
    row("nowhere", R"({"a":1})", "/b/c", R"({"a":1})");
    row("through a string", R"({"a":"{\"b\":1}"})", "/a/b", R"({"a":"{\"b\":1}"})");
    row("through a number", R"({"a":12})", "/a/0", R"({"a":12})");
    row("of a scalar", "12", "/a", "12");
    row("every member of that name", R"({"a":1,"b":2,"a":3})", "/a",
        R"({"a":"[redacted]","b":2,"a":"[redacted]"})");
    row("a name written with escapes", R"({"\u0061":1,"\"":2})", "/a",
        R"({"\u0061":"[redacted]","\"":2})");
    row("a name with a quote", R"({"\u0061":1,"\"":2})", "/\"",
        R"({"\u0061":1,"\"":"[redacted]"})");
    row("a name with a slash", R"({"a/b":1,"a":{"b":2}})", "/a~1b",
        R"({"a/b":"[redacted]","a":{"b":2}})");
    row("a name with a tilde", R"({"a~b":1})", "/a~0b", R"({"a~b":"[redacted]"})");
    row("a name with an escaped escape", R"({"~1":1,"/":2})", "/~01",
        R"({"~1":"[redacted]","/":2})");
    row("the empty name", R"({"":1,"a":2})", "/", R"({"":"[redacted]","a":2})");
    row("the empty name below", R"({"a":{"":1}})", "/a/", R"({"a":{"":"[redacted]"}})");
    row("unicode", "{\"\xc3\xbc\":\"\xf0\x9f\x98\x80\",\"u\":\"\xc3\xbc\"}", "/\xc3\xbc",
        "{\"\xc3\xbc\":\"[redacted]\",\"u\":\"\xc3\xbc\"}");
    row("a surrogate pair in a name", R"({"\ud83d\ude00":1})", "/\xf0\x9f\x98\x80",
        R"({"\ud83d\ude00":"[redacted]"})");
    row("every element", R"({"items":[{"name":"a","n":1},{"n":2},{"name":"c"}]})", "/items/*/name",
        R"({"items":[{"name":"[redacted]","n":1},{"n":2},{"name":"[redacted]"}]})");
    row("every member", R"({"a":1,"b":[2]})", "/*", R"({"a":"[redacted]","b":"[redacted]"})");
    row("every member of every member", R"({"a":{"x":1},"b":[2,3],"c":4})", "/*/*",
        R"({"a":{"x":"[redacted]"},"b":["[redacted]","[redacted]"],"c":4})");
    row("literals", R"([true,false,null,-1.5E+3])", "/2", R"([true,false,"[redacted]",-1.5E+3])");
    row("brackets in strings", R"({"a":"[{","b":"}]\\\"","c":1})", "/c",
        R"({"a":"[{","b":"}]\\\"","c":"[redacted]"})");
    row("numbers keep their digits", R"({"a":1,"n":12345678901234567890.10})", "/a",
        R"({"a":"[redacted]","n":12345678901234567890.10})");
}

void TestJsonRedaction::replaces()
{
    check(JsonRedaction::Action::Replace);
}

void TestJsonRedaction::removes_data()
{
    const auto row = beginRows();
    row("the first", R"({"a":1, "b":2})", "/a", R"({ "b":2})");
    row("the middle", R"({"a":1,"b":2,"c":3})", "/b", R"({"a":1,"c":3})");
    row("the last", R"({"a":1,"b":2})", "/b", R"({"a":1})");
    row("the only one", R"({ "a" : 1 })", "/a", R"({})");
    row("all", R"({"a":1,"b":2})", "/*", R"({})");
    row("two of three", R"([1,2,3])", "/1", R"([1,3])");
    row("elements keep the numbers they had", R"([[1,2,3],[4,5,6]])", "/*/0", R"([[2,3],[5,6]])");
    row("a whole object", R"({"a":{"b":[{}]},"c":[]})", "/a", R"({"c":[]})");
    row("twice the name", R"({"a":1,"b":2,"a":3})", "/a", R"({"b":2})");
    row("nowhere", R"({ "a" : [ ] , "b" : { } })", "/c", R"({ "a" : [ ] , "b" : { } })");
}

void TestJsonRedaction::removes()
{
    check(JsonRedaction::Action::Remove);
}

void TestJsonRedaction::appliesRulesTogether()
{
    using Action = JsonRedaction::Action;
    const std::vector<JsonRedaction> rules{{{"a", "b"}, Action::Replace},
                                           {{"a", "c"}, Action::Remove},
                                           {{"a", "*", "x"}, Action::Replace, "gone"},
                                           {{"d"}, Action::Replace},
                                           {{"d"}, Action::Remove}};
    QCOMPARE(redactJson(R"({"a":{"b":1,"c":2,"e":{"x":3,"y":4}},"d":5,"f":6})", rules),
             std::string(R"({"a":{"b":"[redacted]","e":{"x":"gone","y":4}},"f":6})"));
    QCOMPARE(redactJson(R"({"a":1})", {}), std::string(R"({"a":1})"));
}

void TestJsonRedaction::refusesWhatIsNoPointer_data()
{
    QTest::addColumn<QByteArray>("pointer");
    for (const char *pointer : {"", "a", "a/b", "#/a", "/a~", "/a~2b", "/~/b"})
        QTest::newRow(pointer) << QByteArray(pointer);
}

void TestJsonRedaction::refusesWhatIsNoPointer()
{
    QFETCH(QByteArray, pointer);
    const auto rule = JsonRedaction::parse(pointer.toStdString(), JsonRedaction::Action::Replace);
    QVERIFY(!rule);
    QCOMPARE(int(rule.error().kind), int(Error::Kind::InvalidInput));
    QVERIFY(rule.error().detail.find("JSON pointer") != std::string::npos);
}

void TestJsonRedaction::goesAsDeepAsItsPointer()
{
    constexpr int depth = 1000;
    const QByteArray json = QByteArray("[").repeated(depth) + QByteArray("]").repeated(depth);
    QCOMPARE(redacted(json, "/0/0", JsonRedaction::Action::Replace),
             QByteArray("[[\"[redacted]\"]]"));
    QCOMPARE(redacted(json, QByteArray("/*").repeated(depth - 1), JsonRedaction::Action::Replace),
             QByteArray("[").repeated(depth - 1) + "\"[redacted]\"" +
                 QByteArray("]").repeated(depth - 1));
}

/// A text from a damaged file: whatever comes out, nothing is read outside of it and it ends.
void TestJsonRedaction::survivesWhatIsNoJson()
{
    const QByteArray json = R"({"a":[1,{"b":"c\"d"},"e"],"f":{"g":null}})";
    for (qsizetype length = 0; length <= json.size(); ++length) {
        for (const char *pointer : {"/a", "/a/1/b", "/f/g", "/*", "/*/*"}) {
            for (const auto action :
                 {JsonRedaction::Action::Replace, JsonRedaction::Action::Remove}) {
                // A copy of exactly this size, so that the address sanitizer sees its end.
                const QByteArray cut(json.constData(), length);
                QVERIFY(redacted(cut, pointer, action).size() <= 3 * json.size());
            }
        }
    }
    for (const char *text :
         {"{\"a\"", "{a:1}", "[,]", "{,}", "}", "]", "{\"a\" 1}", "[\"\\", "[1}"})
        QVERIFY(redacted(text, "/*", JsonRedaction::Action::Replace).size() < 100);
}

QTEST_GUILESS_MAIN(TestJsonRedaction)
#include "tst_jsonredaction.moc"
