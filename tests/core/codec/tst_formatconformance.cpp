// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/codec/protobuf/protobufformat.h"
#include "core/codec/xml/xmlformat.h"
#include "tests/core/codec/codectest.h"
#include "tests/core/codec/goldenevents.h"

#include <QtCore/QFile>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QRegularExpression>
#include <QtTest/QtTest>

#include <algorithm>
#include <array>

using namespace core;

/// The tests of the CloudEvents project for its formats Protobuf and XML: what is valid gives the sample that it names,
/// what is invalid is refused.
class TestFormatConformance : public QObject {
    Q_OBJECT
private slots:
    void readsProtobuf_data();
    void readsProtobuf();
    void readsXml_data();
    void readsXml();
};

namespace {

const QString Folder = QStringLiteral(TEST_DATA_DIR "/conformance/cloudevents-conformance/format/");

QByteArray readFile(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

// --- Protobuf: the cases are written in the JSON of Protocol Buffers ---

void appendVarint(QByteArray &out, quint64 value)
{
    for (; value >= 0x80; value >>= 7)
        out.append(static_cast<char>((value & 0x7f) | 0x80));
    out.append(static_cast<char>(value));
}

QByteArray bytesField(int number, const QByteArray &content)
{
    QByteArray out;
    appendVarint(out, static_cast<quint64>(number) << 3 | 2);
    appendVarint(out, static_cast<quint64>(content.size()));
    return out + content;
}

QByteArray numberField(int number, quint64 value)
{
    QByteArray out;
    appendVarint(out, static_cast<quint64>(number) << 3);
    appendVarint(out, value);
    return out;
}

QByteArray valueMessage(const QJsonObject &value)
{
    if (value.isEmpty())
        return {};
    const QString kind = value.keys().constFirst();
    const QJsonValue is = value.value(kind);
    const QByteArray text = is.toString().toUtf8();
    if (kind == QLatin1String("ceBoolean"))
        return numberField(1, is.toBool() ? 1 : 0);
    if (kind == QLatin1String("ceInteger"))
        return numberField(2, static_cast<quint64>(is.toInt()));
    if (kind == QLatin1String("ceString"))
        return bytesField(3, text);
    if (kind == QLatin1String("ceBytes"))
        return bytesField(4, QByteArray::fromBase64(text));
    if (kind == QLatin1String("ceUri"))
        return bytesField(5, text);
    if (kind == QLatin1String("ceUriRef"))
        return bytesField(6, text);
    const qint64 seconds = QDateTime::fromString(is.toString(), Qt::ISODate).toSecsSinceEpoch();
    return bytesField(7, numberField(1, static_cast<quint64>(seconds)));
}

QByteArray eventMessage(const QJsonObject &event)
{
    QByteArray out;
    constexpr std::array Fields{"id", "source", "specVersion", "type"};
    for (std::size_t i = 0; i < Fields.size(); ++i) {
        const QLatin1String name(Fields[i]);
        if (event.contains(name))
            out += bytesField(static_cast<int>(i) + 1, event[name].toString().toUtf8());
    }
    const QJsonObject attributes = event[QStringLiteral("attributes")].toObject();
    for (auto each = attributes.begin(); each != attributes.end(); ++each)
        out += bytesField(5, bytesField(1, each.key().toUtf8()) +
                                 bytesField(2, valueMessage(each.value().toObject())));
    if (event.contains(QStringLiteral("text_data")))
        out += bytesField(7, event[QStringLiteral("text_data")].toString().toUtf8());
    return out;
}

void addProtobufCases(const char *file)
{
    const auto suite = QJsonDocument::fromJson(
                           readFile(Folder + QStringLiteral("protobuf/") + QLatin1String(file)))
                           .object();
    const QJsonArray tests = suite[QStringLiteral("tests")].toArray();
    QVERIFY(!tests.isEmpty());
    for (const QJsonValue &test : tests) {
        for (const bool isValid : {true, false}) {
            const QString word = isValid ? QStringLiteral("valid") : QStringLiteral("invalid");
            const QJsonValue single = test[word + QStringLiteral("Single")];
            const QJsonValue batch = test[word + QStringLiteral("Batch")];
            if (single.isUndefined() && batch.isUndefined())
                continue;
            QByteArray bytes = eventMessage(single.toObject());
            const QJsonArray events = batch[QStringLiteral("events")].toArray();
            for (const QJsonValue &event : events)
                bytes += bytesField(1, eventMessage(event.toObject()));
            QTest::newRow(qPrintable(test[QStringLiteral("id")].toString()))
                << bytes << batch.isObject() << isValid
                << test[QStringLiteral("sampleId")].toString();
        }
    }
}

// --- XML: the cases are elements of one document, which declares their prefixes ---

void addXmlCases(const char *file, bool isBatch, bool isValid)
{
    const QByteArray suite = readFile(Folder + QStringLiteral("xml/") + QLatin1String(file));
    const QByteArray begin = "<test id=\"";
    qsizetype at = suite.indexOf(begin);
    QVERIFY(at >= 0);
    while (at >= 0) {
        const qsizetype next = suite.indexOf(begin, at + 1);
        const qsizetype tagEnd = suite.indexOf('>', at);
        const QString tag = QString::fromUtf8(suite.mid(at, tagEnd - at));
        const qsizetype end = suite.lastIndexOf("</test>", next < 0 ? suite.size() : next);
        QByteArray xml = suite.mid(tagEnd + 1, end - tagEnd - 1).trimmed();
        const auto valueOf = [&tag](const char *name) {
            const QRegularExpression pattern(QLatin1String(name) + QStringLiteral("=\"([^\"]*)\""));
            return pattern.match(tag).captured(1);
        };
        // The declarations that the root of the suite has.
        const qsizetype nameEnd = static_cast<qsizetype>(
            std::string_view(xml.constData(), static_cast<std::size_t>(xml.size()))
                .find_first_of(" />"));
        xml.insert(nameEnd, " xmlns:ce=\"http://cloudevents.io/xmlformat/V1\""
                            " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"");
        if (valueOf("sampleExtensionAttributes") != QLatin1String("true"))
            QTest::newRow(qPrintable(valueOf("<test id")))
                << xml << isBatch << isValid << valueOf("sampleId");
        at = next;
    }
}

void addColumns()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("isBatch");
    QTest::addColumn<bool>("isValid");
    QTest::addColumn<QString>("sampleId");
}

void compareBatch(const std::vector<ReceivedEvent> &events, std::string_view text,
                  const std::string &sampleId)
{
    const auto wanted = golden::batch(sampleId);
    QCOMPARE(events.size(), wanted.size());
    for (std::size_t i = 0; i < events.size(); ++i) {
        const ByteRange range = events[i].text;
        QVERIFY(
            golden::isSample(events[i].event, text.substr(range.offset, range.length), wanted[i]));
    }
}

} // namespace

void TestFormatConformance::readsProtobuf_data()
{
    addColumns();
    for (const char *file :
         {"valid-events.json", "invalid-events.json", "valid-batches.json", "invalid-batches.json"})
        addProtobufCases(file);
}

void TestFormatConformance::readsProtobuf()
{
    QFETCH(QByteArray, bytes);
    QFETCH(bool, isBatch);
    QFETCH(bool, isValid);
    QFETCH(QString, sampleId);
    const std::string text = bytes.toStdString();
    if (isBatch) {
        const auto events = decodeProtobufBatch(text);
        QCOMPARE(events.has_value(), isValid);
        if (events)
            compareBatch(*events, text, sampleId.toStdString());
        else
            QVERIFY(codectest::isComplete(events.error()));
        return;
    }
    const auto event = decodeProtobufEvent(text);
    QVERIFY2(event.has_value() == isValid, event ? "" : event.error().detail.c_str());
    if (event)
        QVERIFY(golden::isSample(*event, text, sampleId.toStdString()));
    else
        QVERIFY(codectest::isComplete(event.error()));
}

void TestFormatConformance::readsXml_data()
{
    addColumns();
    addXmlCases("valid-events.xml", false, true);
    addXmlCases("invalid-events.xml", false, false);
    addXmlCases("valid-batches.xml", true, true);
    addXmlCases("invalid-batches.xml", true, false);
}

void TestFormatConformance::readsXml()
{
    QFETCH(QByteArray, bytes);
    QFETCH(bool, isBatch);
    QFETCH(bool, isValid);
    QFETCH(QString, sampleId);
    const std::string text = bytes.toStdString();
    if (isBatch) {
        const auto batch = decodeXmlBatch(text);
        QVERIFY2(batch.has_value() == isValid, batch ? "" : batch.error().detail.c_str());
        if (batch)
            compareBatch(batch->events, batch->text.value_or(text), sampleId.toStdString());
        else
            QVERIFY(codectest::isComplete(batch.error()));
        return;
    }
    const auto event = decodeXmlEvent(text);
    QVERIFY2(event.has_value() == isValid, event ? "" : event.error().detail.c_str());
    if (!event) {
        QVERIFY(codectest::isComplete(event.error()));
        return;
    }
    // Two cases have no sample.
    if (event->id == "binaryData")
        QCOMPARE(dataBytes(*event, text), std::string("\x01\x02\x03"));
    else if (event->id == "xmlData")
        QCOMPARE(dataBytes(*event, text),
                 std::string("<test attr=\"x\">\n          Text<nested />\n          </test>"));
    else
        QVERIFY(golden::isSample(*event, text, sampleId.toStdString()));
}

QTEST_GUILESS_MAIN(TestFormatConformance)
#include "tst_formatconformance.moc"
