// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/codec/httpmessage.h"

#include "core/codec/jsonformat.h"
#include "core/event/timestamp.h"

#include <QtCore/QFile>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtTest/QtTest>

#include <map>

using namespace core;

/// The 40 receiver vectors, through the codec alone. `conventions` in http-vectors.json explains
/// every field.
class TestHttpVectors : public QObject {
    Q_OBJECT
private slots:
    void decodesAsTheVectorSays_data();
    void decodesAsTheVectorSays();
    void decodesTheFeatureFile_data();
    void decodesTheFeatureFile();
};

namespace {

struct Request {
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;

    tl::expected<DecodedMessage, Rejection> decode() const
    {
        std::vector<HeaderField> fields;
        std::uint32_t at = 0;
        for (const auto &[name, value] : headers) {
            const auto length = static_cast<std::uint32_t>(name.size() + value.size() + 2);
            fields.push_back({name, value, {at, length}});
            at += length + 2;
        }
        return decodeHttp(fields, body);
    }
};

QByteArray fromBase64(const QJsonValue &value)
{
    return QByteArray::fromBase64(value.toString().toLatin1());
}

QByteArray generated(const QJsonObject &generator)
{
    return fromBase64(generator[QStringLiteral("prefix_base64")]) +
           fromBase64(generator[QStringLiteral("repeat_base64")])
               .repeated(generator[QStringLiteral("count")].toInt()) +
           fromBase64(generator[QStringLiteral("suffix_base64")]);
}

std::map<std::string, AttributeValue> attributesOf(const CloudEvent &event)
{
    std::map<std::string, AttributeValue> all;
    const auto put = [&](const char *name, const std::optional<std::string> &value) {
        if (value)
            all.emplace(name, AttributeValue::string(*value));
    };
    put("specversion", std::string(specVersionText(event.specVersion)));
    put("id", event.id);
    put("source", event.source);
    put("type", event.type);
    put("subject", event.subject);
    put("time", event.time);
    put("datacontenttype", event.dataContentType);
    put(event.specVersion == SpecVersion::V10 ? "dataschema" : "schemaurl", event.dataSchema);
    for (const Extension &extension : event.extensions)
        all.emplace(extension.name, extension.value);
    return all;
}

QByteArray typeName(AttributeType type)
{
    switch (type) {
    case AttributeType::Boolean:
        return "Boolean";
    case AttributeType::Integer:
        return "Integer";
    default:
        return "String";
    }
}

void compareAttributes(const CloudEvent &event, const QJsonObject &expected)
{
    auto actual = attributesOf(event);
    const auto optional = expected[QStringLiteral("attributes_optional")].toObject();
    for (const QString &name : optional.keys())
        actual.erase(name.toStdString());
    const auto maps = expected[QStringLiteral("attributes_json")].toObject();
    for (const QString &name : maps.keys()) {
        const auto value = QByteArray::fromStdString(actual.at(name.toStdString()).canonical());
        QCOMPARE(QJsonDocument::fromJson(value).object(), maps[name].toObject());
        actual.erase(name.toStdString());
    }
    const auto attributes = expected[QStringLiteral("attributes")].toObject();
    for (const QString &name : attributes.keys()) {
        const std::string wanted = attributes[name].toString().toStdString();
        QVERIFY2(actual.contains(name.toStdString()), qPrintable(name));
        const std::string value = actual.at(name.toStdString()).canonical();
        if (name == QLatin1String("time"))
            QVERIFY(parseTimestamp(value).value() == parseTimestamp(wanted).value());
        else
            QCOMPARE(value, wanted);
    }
    QCOMPARE(qsizetype(actual.size()), attributes.size());
    const auto types = expected[QStringLiteral("attribute_types")].toObject();
    for (const QString &name : types.keys())
        QCOMPARE(typeName(actual.at(name.toStdString()).type()), types[name].toString().toLatin1());
}

void compareData(const ReceivedEvent &event, std::string_view body, const QJsonObject &expected)
{
    const std::string_view text = body.substr(event.text.offset, event.text.length);
    const auto bytes = QByteArray::fromStdString(dataBytes(event.event, text));
    QCOMPARE(std::size_t(bytes.size()), dataSize(event.event, text));
    if (expected.contains(QStringLiteral("data_json"))) {
        const auto wrapped = QJsonDocument::fromJson("[" + bytes + "]").array();
        QCOMPARE(wrapped, QJsonArray{expected[QStringLiteral("data_json")]});
    } else if (expected.contains(QStringLiteral("data_generated"))) {
        QCOMPARE(bytes, generated(expected[QStringLiteral("data_generated")].toObject()));
    } else {
        QCOMPARE(bytes, fromBase64(expected[QStringLiteral("data_base64")]));
    }
}

} // namespace

void TestHttpVectors::decodesAsTheVectorSays_data()
{
    QTest::addColumn<QJsonObject>("vector");
    QFile file(QStringLiteral(TEST_DATA_DIR "/conformance/http-vectors.json"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto document = QJsonDocument::fromJson(file.readAll()).object();
    QJsonArray vectors;
    for (const QJsonValue &value : document) {
        if (value.isArray())
            vectors = value.toArray();
    }
    QCOMPARE(vectors.size(), 40);
    for (const QJsonValue &vector : vectors)
        QTest::newRow(qPrintable(vector[QStringLiteral("name")].toString())) << vector.toObject();
}

void TestHttpVectors::decodesAsTheVectorSays()
{
    QFETCH(QJsonObject, vector);
    Request request;
    for (const QJsonValue &pair : vector[QStringLiteral("headers")].toArray())
        request.headers.emplace_back(pair[0].toString().toStdString(),
                                     pair[1].toString().toStdString());
    const QByteArray body = vector.contains(QStringLiteral("body_generator"))
                                ? generated(vector[QStringLiteral("body_generator")].toObject())
                                : fromBase64(vector[QStringLiteral("body_base64")]);
    request.body = body.toStdString();

    const auto expect = vector[QStringLiteral("expect")].toObject();
    const auto message = request.decode();
    // Where the outcome is left open, ours is the preferred one, which `accept` holds.
    QCOMPARE(message.has_value(), expect[QStringLiteral("accept")].toBool());
    if (!message) {
        const auto hints = expect[QStringLiteral("status_hint")].toArray();
        QVERIFY(hints.contains(message.error().status));
        QVERIFY(!message.error().rule.empty() && !message.error().title.empty());
        QVERIFY(!message.error().detail.empty() && !message.error().fix.empty());
        return;
    }
    const auto events = expect[QStringLiteral("events")].toArray();
    QCOMPARE(qsizetype(message->events.size()), events.size());
    for (qsizetype i = 0; i < events.size(); ++i) {
        const ReceivedEvent &event = message->events[std::size_t(i)];
        compareAttributes(event.event, events[i].toObject());
        compareData(event, request.body, events[i].toObject());
        for (const QJsonValue &absent : events[i][QStringLiteral("attributes_absent")].toArray())
            QVERIFY(!attributesOf(event.event).contains(absent.toString().toStdString()));
    }
}

void TestHttpVectors::decodesTheFeatureFile_data()
{
    QTest::addColumn<QByteArray>("scenario");
    QTest::addColumn<QByteArray>("contentType");
    QFile file(QStringLiteral(
        TEST_DATA_DIR
        "/conformance/cloudevents-conformance/features/http-protocol-binding.feature"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray text = file.readAll();
    for (const QByteArray &scenario :
         text.split('@').last().replace("Scenario Outline:", "@").split('@').mid(1)) {
        for (const QByteArray &line :
             scenario.mid(scenario.indexOf("Examples:")).split('\n').mid(2)) {
            const QByteArray contentType =
                line.mid(line.indexOf('|') + 1).split('|').first().trimmed();
            if (!contentType.isEmpty())
                QTest::newRow(contentType.constData()) << scenario << contentType;
        }
    }
}

void TestHttpVectors::decodesTheFeatureFile()
{
    QFETCH(QByteArray, scenario);
    QFETCH(QByteArray, contentType);
    scenario.replace("<contentType>", contentType);
    // Between the first pair of triple quotes stands the request: a line, headers, an empty line,
    // the body.
    const QByteArray request = scenario.mid(scenario.indexOf("\"\"\"") + 3);
    const QList<QByteArray> lines = request.left(request.indexOf("\"\"\"")).split('\n').mid(1);
    Request built;
    bool inBody = false;
    for (const QByteArray &line : lines.mid(1)) {
        inBody = inBody || line.trimmed().isEmpty();
        const qsizetype colon = line.indexOf(':');
        if (inBody)
            built.body += line.toStdString() + '\n';
        else
            built.headers.emplace_back(line.left(colon).trimmed().toStdString(),
                                       line.mid(colon + 1).trimmed().toStdString());
    }
    const auto message = built.decode();
    QVERIFY(message.has_value());
    const ReceivedEvent &event = message->events.at(0);
    std::size_t compared = 0;
    const auto attributes = attributesOf(event.event);
    for (const QByteArray &line :
         scenario.mid(scenario.indexOf("Then the attributes")).split('\n')) {
        const QList<QByteArray> cells = line.split('|');
        if (cells.size() < 4 || cells[1].trimmed() == "key")
            continue;
        QCOMPARE(
            QByteArray::fromStdString(attributes.at(cells[1].trimmed().toStdString()).canonical()),
            cells[2].trimmed());
        ++compared;
    }
    QCOMPARE(compared, attributes.size());
    const auto data = QByteArray::fromStdString(dataBytes(
        event.event, std::string_view(built.body).substr(event.text.offset, event.text.length)));
    QCOMPARE(QJsonDocument::fromJson(data).object(),
             (QJsonObject{{QStringLiteral("message"), QStringLiteral("Hello World!")}}));
}

QTEST_GUILESS_MAIN(TestHttpVectors)
#include "tst_httpvectors.moc"
