// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/cesql/datavalue.h"

#include "tests/support/printedstrings.h"

#include <QtTest/QtTest>

using namespace core;
using namespace core::cesql;

/// What DATA() and SUM() find, as a value with its type.
class TestDataValue : public QObject {
    Q_OBJECT
private slots:
    void findsValues_data();
    void findsValues();
    void sums_data();
    void sums();
    void tellsWhatHasNoJson();
    void borrowsTextFromTheEvent();
    void boundsSums();
};

namespace {

struct Printer {
    std::string operator()(NoValue why) const
    {
        switch (why) {
        case NoValue::Absent:
            return "absent";
        case NoValue::NotJson:
            return "not JSON";
        case NoValue::NotANumber:
            return "not a number";
        case NoValue::NoSum:
            return "no sum";
        }
        return {};
    }
    std::string operator()(JsonNull) const { return "null"; }
    std::string operator()(bool value) const { return value ? "true" : "false"; }
    std::string operator()(std::int32_t value) const { return "integer " + std::to_string(value); }
    std::string operator()(const Decimal &value) const { return "number " + value.text(); }
    std::string operator()(std::string_view value) const { return "text " + std::string(value); }
    std::string operator()(const std::string &value) const { return "text " + value; }
};

/// An event in binary mode with that body.
class Body {
public:
    explicit Body(std::string body, const char *type = "application/json")
        : m_body(std::move(body))
    {
        m_event.dataContentType = type;
        m_event.dataForm = DataForm::Raw;
        m_event.data = {0, static_cast<std::uint32_t>(m_body.size())};
    }
    EventView view() const { return {m_event, m_body}; }
    CloudEvent &event() { return m_event; }

private:
    std::string m_body;
    CloudEvent m_event;
};

std::string value(const Body &body, std::string_view pointer)
{
    const JsonData data(body.view());
    return std::visit(Printer(), valueAt(data, *JsonPointer::parse(pointer)));
}

std::string sum(const Body &body, std::string_view pointer)
{
    const JsonData data(body.view());
    return std::visit(Printer(),
                      sumAt(data, *JsonPointer::parse(pointer, JsonPointer::Star::Every)));
}

void addColumns()
{
    QTest::addColumn<std::string>("json");
    QTest::addColumn<std::string>("pointer");
    QTest::addColumn<std::string>("value");
}

void addRow(const char *json, const char *pointer, const char *value)
{
    QTest::addRow("%s in %s", pointer, json)
        << std::string(json) << std::string(pointer) << std::string(value);
}

} // namespace

void TestDataValue::findsValues_data()
{
    addColumns();
    addRow(R"({"a":true})", "/a", "true");
    addRow(R"({"a":false})", "/a", "false");
    addRow(R"({"a":null})", "/a", "null");
    addRow(R"({"a":null})", "/b", "absent");
    addRow(R"({"a":null})", "/a/b", "absent");
    addRow("5", "", "integer 5");
    addRow("5.0", "", "integer 5");
    addRow("50e-1", "", "integer 5");
    addRow("-0", "", "integer 0");
    addRow("2147483647", "", "integer 2147483647");
    addRow("2147483648", "", "number 2147483648");
    addRow("-2147483648", "", "integer -2147483648");
    addRow("-2147483649", "", "number -2147483649");
    addRow("129.950", "", "number 129.95");
    addRow("1e999999999", "", "number 1e+999999999");
    addRow("\"5\"", "", "text 5");
    addRow("\"\"", "", "text ");
    addRow(R"("a\"\\\u00fc\n")", "", "text a\"\\\xc3\xbc\n");
    addRow(R"({"a": [1, {"b" :2}]})", "/a", R"(text [1, {"b" :2}])");
    addRow(R"({"a": [1, {"b" :2}]})", "/a/1", R"(text {"b" :2})");
    addRow(R"({"a":1,"a":2})", "/a", "integer 2");
}

void TestDataValue::findsValues()
{
    QFETCH(std::string, json);
    QFETCH(std::string, pointer);
    QFETCH(std::string, value);
    QCOMPARE(::value(Body(json), pointer), value);
}

void TestDataValue::sums_data()
{
    addColumns();
    addRow(R"({"x":{"inputs":[{"value":1},{"value":2.5},{"value":-0.25}]}})", "/x/inputs/*/value",
           "number 3.25");
    addRow("[0.1,0.2]", "/*", "number 0.3");
    addRow("[0.5,0.5]", "/*", "integer 1");
    addRow("[2147483647,1]", "/*", "number 2147483648");
    addRow(R"({"a":1,"b":2})", "/*", "integer 3");
    addRow(R"({"a":7})", "/a", "integer 7");
    addRow("[1,null,2]", "/*", "integer 3");
    addRow("[]", "/*", "integer 0");
    addRow("[{},{}]", "/*/a", "integer 0");
    addRow("[{\"a\":1},{}]", "/*/a", "integer 1");
    addRow("[1,\"2\"]", "/*", "not a number");
    addRow("[1,true]", "/*", "not a number");
    addRow("[1,[2]]", "/*", "not a number");
    addRow("{\"a\":5}", "/a/*", "absent");
    addRow("{\"a\":5}", "/b", "absent");
    addRow("{\"a\":5}", "/b/*", "absent");
    addRow("[1e600,1e-600]", "/*", "no sum");
}

void TestDataValue::sums()
{
    QFETCH(std::string, json);
    QFETCH(std::string, pointer);
    QFETCH(std::string, value);
    QCOMPARE(sum(Body(json), pointer), value);
}

void TestDataValue::tellsWhatHasNoJson()
{
    Body nothing("");
    nothing.event().dataForm = DataForm::None;
    for (const char *pointer : {"", "/a"}) {
        QCOMPARE(value(nothing, pointer), std::string("absent"));
        QCOMPARE(sum(nothing, pointer), std::string("absent"));
        for (const Body &body : {Body("{\"a\":1"), Body("{\"a\":1}", "text/plain"), Body("")}) {
            QCOMPARE(value(body, pointer), std::string("not JSON"));
            QCOMPARE(sum(body, pointer), std::string("not JSON"));
        }
    }
}

void TestDataValue::borrowsTextFromTheEvent()
{
    const Body body(R"({"a":"x","b":[1],"c":"\n"})");
    const JsonData data(body.view());
    const auto isBorrowed = [&](const char *pointer) {
        const DataValue value = valueAt(data, *JsonPointer::parse(pointer));
        return std::holds_alternative<std::string_view>(value);
    };
    QVERIFY(isBorrowed("/a"));
    QVERIFY(isBorrowed("/b"));
    QVERIFY(!isBorrowed("/c"));
}

void TestDataValue::boundsSums()
{
    const auto ofWidth = [](std::int64_t digits) {
        return sum(Body("[1e" + std::to_string(digits - 1) + ",1]"), "/*");
    };
    QVERIFY(ofWidth(DecimalSum::MaxDigits - 1).starts_with("number 1"));
    QVERIFY(ofWidth(DecimalSum::MaxDigits).starts_with("number 1"));
    QCOMPARE(ofWidth(DecimalSum::MaxDigits + 1), std::string("no sum"));
}

QTEST_GUILESS_MAIN(TestDataValue)
#include "tst_datavalue.moc"
