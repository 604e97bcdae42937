// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/query/eventvalue.h"

#include <QTest>

#include <string>

using namespace core;
using Kind = EventValue::Kind;

namespace {

StoredEvent eventWith(const std::string &data)
{
    StoredEvent stored;
    stored.text = data;
    stored.event.id = "a1";
    stored.event.source = "/shop";
    stored.event.type = "t";
    stored.event.time = "2026-11-28T14:31:41.5+01:00";
    stored.event.dataContentType = "application/json";
    stored.event.dataForm = DataForm::Raw;
    stored.event.data = {0, static_cast<std::uint32_t>(data.size())};
    stored.event.extensions = {
        {"region", AttributeValue::string("north")},
        {"shelf", AttributeValue::integer(-7)},
        {"isgift", AttributeValue::boolean(true)},
        {"partition", AttributeValue::string("12")},
        {"code", AttributeValue::string("007")},
        {"seen", AttributeValue::text(AttributeType::Timestamp, "2026-11-28T14:31:41Z")},
        {"empty", AttributeValue::string("")},
    };
    return stored;
}

} // namespace

class TestEventValue : public QObject {
    Q_OBJECT

private slots:
    void hasTheRightType_data();
    void hasTheRightType();
    void hasNothingWhereDataIsNoJson();
    void refusesWhatIsNoName_data();
    void refusesWhatIsNoName();
    void namesHaveALimit();
};

void TestEventValue::hasTheRightType_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<QString>("text");
    QTest::newRow("attribute") << "id" << Kind::Text << "a1";
    QTest::newRow("time") << "time" << Kind::Time << "2026-11-28T14:31:41.5+01:00";
    QTest::newRow("no subject") << "subject" << Kind::Absent << "";
    QTest::newRow("text") << "region" << Kind::Text << "north";
    QTest::newRow("Integer") << "shelf" << Kind::Number << "-7";
    QTest::newRow("Boolean") << "isgift" << Kind::Boolean << "true";
    QTest::newRow("Integer sent as text") << "partition" << Kind::Number << "12";
    QTest::newRow("digits that are none") << "code" << Kind::Text << "007";
    QTest::newRow("Timestamp") << "seen" << Kind::Time << "2026-11-28T14:31:41Z";
    QTest::newRow("empty") << "empty" << Kind::Text << "";
    QTest::newRow("no such extension") << "colour" << Kind::Absent << "";
    QTest::newRow("number, verbatim") << "/total" << Kind::Number << "129.50";
    QTest::newRow("large number") << "/id" << Kind::Number << "12345678901234567890";
    QTest::newRow("JSON text") << "/note" << Kind::Text << "Käse\n";
    QTest::newRow("JSON time") << "/at" << Kind::Time << "2026-11-28T14:31:41Z";
    QTest::newRow("false") << "/paid" << Kind::Boolean << "false";
    QTest::newRow("null") << "/nil" << Kind::Null << "null";
    QTest::newRow("array") << "/items" << Kind::Structure << "[1, 2]";
    QTest::newRow("element") << "/items/1" << Kind::Number << "2";
    QTest::newRow("leads nowhere") << "/items/2" << Kind::Absent << "";
}

void TestEventValue::hasTheRightType()
{
    QFETCH(QString, name);
    QFETCH(Kind, kind);
    QFETCH(QString, text);
    const StoredEvent stored = eventWith(
        R"({"total":129.50,"id":12345678901234567890,"note":"K\u00e4se\n","at":"2026-11-28T14:31:41Z",)"
        R"("paid":false,"nil":null,"items":[1, 2]})");
    const auto parsed = ValueName::parse(name.toStdString());
    QVERIFY(parsed);
    const EventValue value = valueOf(*parsed, stored);
    QCOMPARE(value.kind, kind);
    QCOMPARE(QString::fromStdString(value.text), text);
}

void TestEventValue::hasNothingWhereDataIsNoJson()
{
    QCOMPARE(valueOf(*ValueName::parse("/total"), eventWith("no JSON")), EventValue());
    StoredEvent without;
    QCOMPARE(valueOf(*ValueName::parse("/total"), without), EventValue());
}

void TestEventValue::refusesWhatIsNoName_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("nothing") << "";
    QTest::newRow("capital letter") << "orderId";
    QTest::newRow("space") << "order id";
    QTest::newRow("the data") << "data";
    QTest::newRow("escape of nothing") << "/a~2b";
}

void TestEventValue::refusesWhatIsNoName()
{
    QFETCH(QString, name);
    const auto parsed = ValueName::parse(name.toStdString());
    QVERIFY(!parsed);
    QCOMPARE(parsed.error().kind, Error::Kind::InvalidInput);
    QVERIFY(parsed.error().detail.size() > 10);
}

void TestEventValue::namesHaveALimit()
{
    const std::string longest(ValueName::MaxBytes, 'a');
    QVERIFY(ValueName::parse(longest.substr(1)));
    QVERIFY(ValueName::parse(longest));
    QVERIFY(!ValueName::parse(longest + 'a'));
}

QTEST_GUILESS_MAIN(TestEventValue)
#include "tst_eventvalue.moc"
