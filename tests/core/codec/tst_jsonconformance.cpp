// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/codec/jsonformat.h"

#include "core/event/timestamp.h"

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtTest/QtTest>

using namespace core;

/// The format tests of the CloudEvents project and the examples of its JSON format.
class TestJsonConformance : public QObject {
    Q_OBJECT
private slots:
    void decodesValidEvents_data();
    void decodesValidEvents();
    void decodesValidBatches_data();
    void decodesValidBatches();
    void refusesInvalidBatches_data();
    void refusesInvalidBatches();
    void decodesExamples_data();
    void decodesExamples();
};

namespace {

const QString Folder = QStringLiteral(TEST_DATA_DIR "/conformance/");

QByteArray readFile(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Golden events of format/README.md.
CloudEvent golden(const QString &id)
{
    CloudEvent event;
    event.id = id.toStdString();
    event.type = "io.cloudevents.test";
    event.source = "https://cloudevents.io";
    if (id == QLatin1String("minimalWithTime"))
        event.time = "2018-04-05T17:31:00Z";
    if (id == QLatin1String("minimalWithRelativeSource"))
        event.source = "#fragment";
    if (id == QLatin1String("allCore")) {
        event.dataContentType = "text/plain";
        event.dataSchema = "https://cloudevents.io/dataschema";
        event.subject = "tests";
        event.time = "2018-04-05T17:31:00Z";
    }
    if (id == QLatin1String("simpleTextData")) {
        event.dataContentType = "text/plain";
        event.dataForm = DataForm::JsonText;
    }
    return event;
}

void compareWithGolden(CloudEvent event, const QString &sampleId, std::string_view text)
{
    CloudEvent wanted = golden(sampleId);
    QCOMPARE(event.time.has_value(), wanted.time.has_value());
    if (event.time) {
        QVERIFY(parseTimestamp(*event.time).value() == parseTimestamp(*wanted.time).value());
        wanted.time = event.time;
    }
    QCOMPARE(dataBytes(event, text),
             std::string(wanted.dataForm == DataForm::JsonText ? "Simple text" : ""));
    event.data = wanted.data;
    QVERIFY(event == wanted);
}

void addCases(const char *file, const char *member)
{
    QTest::addColumn<QString>("sampleId");
    QTest::addColumn<QByteArray>("json");
    const auto suite =
        QJsonDocument::fromJson(readFile(Folder +
                                         QStringLiteral("cloudevents-conformance/format/json/") +
                                         QLatin1String(file)))
            .object();
    const auto tests = suite[QStringLiteral("tests")].toArray();
    QVERIFY(!tests.isEmpty());
    for (const QJsonValue &test : tests) {
        if (test[QStringLiteral("sampleExtensionAttributes")].toBool())
            continue; // needs type hints from outside, which this decoder does not take
        const QJsonValue value = test[QLatin1String(member)];
        const QByteArray json = value.isArray() ? QJsonDocument(value.toArray()).toJson()
                                                : QJsonDocument(value.toObject()).toJson();
        QTest::newRow(qPrintable(test[QStringLiteral("id")].toString()))
            << test[QStringLiteral("sampleId")].toString() << json;
    }
}

} // namespace

void TestJsonConformance::decodesValidEvents_data()
{
    addCases("valid-events.json", "event");
}

void TestJsonConformance::decodesValidEvents()
{
    QFETCH(QString, sampleId);
    QFETCH(QByteArray, json);
    const std::string text = json.toStdString();
    const auto event = decodeJsonEvent(text);
    QVERIFY2(event.has_value(), event ? "" : event.error().detail.c_str());
    // The suite calls this sample by one name and its event by another.
    if (sampleId == QLatin1String("simpleTextData"))
        QCOMPARE(event->id, std::string("simpleTextData"));
    compareWithGolden(*event, sampleId, text);
}

void TestJsonConformance::decodesValidBatches_data()
{
    addCases("valid-batches.json", "batch");
}

void TestJsonConformance::decodesValidBatches()
{
    QFETCH(QString, sampleId);
    QFETCH(QByteArray, json);
    QStringList wanted;
    if (sampleId == QLatin1String("minimal"))
        wanted = {sampleId};
    else if (sampleId == QLatin1String("minimal2"))
        wanted = {QStringLiteral("minimal"), QStringLiteral("minimal")};
    else if (sampleId == QLatin1String("minimalAndAllCore"))
        wanted = {QStringLiteral("minimal"), QStringLiteral("allCore")};
    const std::string text = json.toStdString();
    const auto events = decodeJsonBatch(text);
    QVERIFY(events.has_value());
    QCOMPARE(qsizetype(events->size()), wanted.size());
    for (qsizetype i = 0; i < wanted.size(); ++i) {
        const ReceivedEvent &event = (*events)[std::size_t(i)];
        compareWithGolden(event.event, wanted[i],
                          std::string_view(text).substr(event.text.offset, event.text.length));
    }
}

void TestJsonConformance::refusesInvalidBatches_data()
{
    addCases("invalid-batches.json", "batch");
}

void TestJsonConformance::refusesInvalidBatches()
{
    QFETCH(QByteArray, json);
    const auto events = decodeJsonBatch(json.toStdString());
    QVERIFY(!events.has_value());
    QVERIFY(events.error().detail.find("of the batch") != std::string::npos);
}

void TestJsonConformance::decodesExamples_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<bool>("placeholder");
    const QDir folder(Folder + QStringLiteral("schemas/json-format-examples"));
    const QStringList names = folder.entryList(QDir::Files);
    QCOMPARE(names.size(), 15);
    for (const QString &name : names) {
        // These flag "... base64 encoded string ..." as Base64; those of 0.3 do not flag it.
        const bool placeholder = name == QLatin1String("v1.0-json-format-01.json") ||
                                 name == QLatin1String("v1.0-json-format-07.json");
        QTest::newRow(qPrintable(name)) << readFile(folder.filePath(name)) << placeholder;
    }
}

void TestJsonConformance::decodesExamples()
{
    QFETCH(QByteArray, json);
    QFETCH(bool, placeholder);
    const std::string text = json.toStdString();
    std::optional<Rejection> rejection;
    if (json.trimmed().startsWith('[')) {
        if (const auto events = decodeJsonBatch(text); !events)
            rejection = events.error();
    } else if (const auto event = decodeJsonEvent(text); !event) {
        rejection = event.error();
    }
    QCOMPARE(rejection.has_value(), placeholder);
    if (rejection)
        QCOMPARE(rejection->rule, std::string("invalid-base64"));
}

QTEST_GUILESS_MAIN(TestJsonConformance)
#include "tst_jsonconformance.moc"
