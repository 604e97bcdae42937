// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/inspector/detailsmodel.h"
#include "ui/inspector/eventdetails.h"

#include "core/codec/httpmessage.h"
#include "ui/inspector/eventloader.h"
#include "ui/verbatim/plainlines.h"

#include <QAbstractItemModelTester>
#include <QtTest>

namespace {

core::StoredEvent orderPaid()
{
    core::StoredEvent stored;
    stored.sequence = {2'481'358};
    stored.seal = 4102;
    stored.received = core::WallTime(std::chrono::microseconds(1'795'441'001'002'203));
    stored.mode = core::ContentMode::Binary;
    stored.connection = "http://127.0.0.1:8080";
    stored.remote = "127.0.0.1:51824";
    stored.head = "POST /shop/default HTTP/1.1\r\nHost: x\r\n\r\n";
    stored.text = R"({"order":"88223","amount":149.90})";
    stored.event.id = "pay-1";
    stored.event.source = "/payments";
    stored.event.type = "com.shop.payment.declined";
    stored.event.subject = "order/88223";
    stored.event.time = "2026-11-23T13:36:40.998Z";
    stored.event.dataContentType = "application/json";
    stored.event.extensions = {
        {"traceparent",
         core::AttributeValue::string("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")},
        {"sequence", core::AttributeValue::integer(412)},
    };
    stored.event.dataForm = core::DataForm::Raw;
    stored.event.data = {0, static_cast<std::uint32_t>(stored.text.size())};
    return stored;
}

/// The sections written as text: one line per row, children indented.
QString asText(const std::vector<ui::DetailSection> &sections)
{
    QStringList lines;
    for (const ui::DetailSection &section : sections) {
        lines.append(QString(section.title + u':'));
        for (const ui::DetailRow &row : section.rows) {
            lines.append(QStringList{row.name, row.value, row.meaning}.join(u'|'));
            for (const ui::DetailRow &part : row.children)
                lines.append(QString(u"  " + part.name + u'|' + part.value));
        }
    }
    return lines.join(u'\n').replace(QChar(0x00A0), u' ');
}

std::shared_ptr<const ui::LoadedEvent> layOutWhole(const core::StoredEvent &event)
{
    return ui::layOut(std::make_shared<const core::StoredEvent>(event)).value();
}

} // namespace

class TestEventDetails : public QObject {
    Q_OBJECT

private slots:
    void describesAnEvent();
    void tellsTheContentCoding_data();
    void tellsTheContentCoding();
    void leavesOutWhatIsAbsent();
    void tellsTheFormat_data();
    void tellsTheFormat();
    void namesTheSchemaOfOldEventsAsTheyDo();
    void unfoldsOnlyAWholeTraceparent_data();
    void unfoldsOnlyAWholeTraceparent();
    void previewsNoMoreThanItsLimit_data();
    void previewsNoMoreThanItsLimit();
    void showsSectionsAsATree();
    void laysOutDataByItsKind_data();
    void laysOutDataByItsKind();
    void showsTheWireAsItCame();
};

void TestEventDetails::describesAnEvent()
{
    QCOMPARE(asText(ui::describeEvent(orderPaid(), 33, ui::ClockZone::Utc)),
             QStringLiteral(
                 "Attributes:\n"
                 "id|pay-1|\n"
                 "source|/payments|uri-ref\n"
                 "specversion|1.0|\n"
                 "type|com.shop.payment.declined|\n"
                 "subject|order/88223|\n"
                 "time|2026-11-23T13:36:40.998Z|\n"
                 "datacontenttype|application/json|\n"
                 "Extensions:\n"
                 "traceparent|00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01|W3C trace\n"
                 "  trace id|4bf92f3577b34da6a3ce929d0e0e4736\n"
                 "  parent span|00f067aa0ba902b7\n"
                 "  sampled|yes\n"
                 "sequence|412|integer\n"
                 "Received:\n"
                 "at|13:36:41.002 203|+4.2 ms\n"
                 "date|2026-11-23T13:36:41.002203Z|\n"
                 "from|127.0.0.1:51824|\n"
                 "connection|http://127.0.0.1:8080|\n"
                 "request|POST /shop/default|\n"
                 "mode|binary, HTTP/1.1|\n"
                 "size|33 B data, 73 B in all|\n"
                 "seal|#4 102|"));
}

void TestEventDetails::tellsTheContentCoding_data()
{
    QTest::addColumn<QByteArray>("fields");
    QTest::addColumn<QString>("said");
    QTest::newRow("none") << QByteArray() << QString();
    QTest::newRow("gzip") << QByteArray("Content-Encoding: gzip\r\n") << QStringLiteral("gzip");
    QTest::newRow("gzip by its old name")
        << QByteArray("content-encoding:X-GZIP \r\n") << QStringLiteral("gzip");
    QTest::newRow("deflate") << QByteArray("A: b\r\nContent-Encoding: deflate\r\n")
                             << QStringLiteral("deflate");
    QTest::newRow("zstd") << QByteArray("Content-Encoding: zstd\r\nA: b\r\n")
                          << QStringLiteral("zstd");
    QTest::newRow("identity") << QByteArray("Content-Encoding: identity\r\n") << QString();
}

void TestEventDetails::tellsTheContentCoding()
{
    QFETCH(QByteArray, fields);
    QFETCH(QString, said);
    core::StoredEvent stored = orderPaid();
    stored.head = "POST / HTTP/1.1\r\nHost: x\r\n" + fields.toStdString() + "\r\n";
    const QString text = asText(ui::describeEvent(stored, 33, ui::ClockZone::Utc));
    QCOMPARE(text.contains(QLatin1String("\ncoding|")), !said.isEmpty());
    QVERIFY2(said.isEmpty() || text.contains(QString(u"\nmode|binary, HTTP/1.1|\ncoding|" + said +
                                                     u"|kept decoded\n")),
             qPrintable(text));
}

void TestEventDetails::leavesOutWhatIsAbsent()
{
    core::StoredEvent stored;
    stored.origin = core::OriginKind::WebSocket;
    stored.mode = core::ContentMode::Raw;
    stored.event.id = "1";
    stored.event.subject = "";
    const QString text = asText(ui::describeEvent(stored, 0, ui::ClockZone::Utc));
    QVERIFY(!text.contains(QLatin1String("Extensions")));
    QVERIFY(!text.contains(QLatin1String("request")));
    QVERIFY(!text.contains(QLatin1String("from|")));
    QVERIFY(!text.contains(QLatin1String("time|")));
    QVERIFY(text.contains(QLatin1String("subject|\"\"|")));
}

void TestEventDetails::tellsTheFormat_data()
{
    QTest::addColumn<QByteArray>("mediaType");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QString>("data"); // its first line
    const QByteArray required("\x0A\x01"
                              "1\x12\x02/s\x1A\x03"
                              "1.0\x22\x01t");
    QTest::newRow("json") << QByteArray("application/cloudevents+json")
                          << QByteArray(
                                 R"({"specversion":"1.0","id":"1","source":"/s","type":"t"})")
                          << QStringList{QStringLiteral("mode|structured json|")} << QString();
    QTest::newRow("protobuf") << QByteArray("application/cloudevents+protobuf")
                              << QByteArray(required + "\x3A\x01x")
                              << QStringList{QStringLiteral("mode|structured protobuf|")}
                              << QStringLiteral("x");
    QTest::newRow("a message of protobuf")
        << QByteArray("application/cloudevents+protobuf")
        << QByteArray(required + "\x42\x0C\x0A\x05t/a.B\x12\x03{}\n")
        << QStringList{QStringLiteral("mode|structured protobuf|"),
                       QStringLiteral("message|t/a.B|")}
        << QStringLiteral("{}");
    QTest::newRow("xml") << QByteArray("application/cloudevents+xml")
                         << QByteArray(
                                "<event xmlns='http://cloudevents.io/xmlformat/V1' "
                                "xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' "
                                "specversion='1.0'><id>1</id><source>/s</source><type>t</type>"
                                "<data xsi:type='xs:any'><a>&lt;</a></data></event>")
                         << QStringList{QStringLiteral("mode|structured xml|")}
                         << QStringLiteral("<a xmlns=\"http://cloudevents.io/xmlformat/V1\" "
                                           "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\""
                                           ">&lt;</a>");
    QTest::newRow("avro") << QByteArray("application/cloudevents+avro")
                          << QByteArray("\x08\x16specversion\x06\x06"
                                        "1.0\x04id\x06\x02"
                                        "1\x0Csource"
                                        "\x06\x04/s\x08type\x06\x02t\x00\x04\x01",
                                        46)
                          << QStringList{QStringLiteral("mode|structured avro|")}
                          << QStringLiteral("true");
}

void TestEventDetails::tellsTheFormat()
{
    QFETCH(QByteArray, mediaType);
    QFETCH(QByteArray, body);
    QFETCH(QStringList, words);
    QFETCH(QString, data);
    const std::string type = mediaType.toStdString();
    const core::HeaderField field{"Content-Type", type, {}};
    core::StoredEvent stored;
    stored.text = body.toStdString();
    const auto decoded = core::decodeHttp(std::span(&field, 1), stored.text);
    QVERIFY(decoded);
    stored.mode = decoded->mode;
    stored.format = decoded->format;
    stored.event = decoded->events.front().event;
    const auto loaded = layOutWhole(stored);
    const QString text = asText(loaded->sections);
    for (const QString &word : words)
        QVERIFY2(text.contains(word), qPrintable(text));
    QCOMPARE(loaded->text != nullptr, !data.isEmpty());
    if (loaded->text)
        QCOMPARE(loaded->text->line(0).text, data);
}

void TestEventDetails::namesTheSchemaOfOldEventsAsTheyDo()
{
    core::StoredEvent stored;
    stored.event.dataSchema = "http://x/schema";
    QVERIFY(asText(ui::describeEvent(stored, 0, ui::ClockZone::Utc))
                .contains(QLatin1String("\ndataschema|")));
    stored.event.specVersion = core::SpecVersion::V03;
    QVERIFY(asText(ui::describeEvent(stored, 0, ui::ClockZone::Utc))
                .contains(QLatin1String("\nschemaurl|")));
}

void TestEventDetails::unfoldsOnlyAWholeTraceparent_data()
{
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("sampled");
    QTest::newRow("sampled") << "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
                             << "yes";
    QTest::newRow("not sampled") << "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00"
                                 << "no";
    QTest::newRow("too short") << "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0"
                               << "";
    QTest::newRow("no dashes") << QString(55, u'a') << "";
    QTest::newRow("empty") << ""
                           << "";
}

void TestEventDetails::unfoldsOnlyAWholeTraceparent()
{
    QFETCH(QString, value);
    QFETCH(QString, sampled);
    core::StoredEvent stored;
    stored.event.extensions = {{"traceparent", core::AttributeValue::string(value.toStdString())}};
    const auto sections = ui::describeEvent(stored, 0, ui::ClockZone::Utc);
    const auto &parts = sections[1].rows[0].children;
    QCOMPARE(parts.empty() ? QString() : parts.back().value, sampled);
}

void TestEventDetails::previewsNoMoreThanItsLimit_data()
{
    QTest::addColumn<qint64>("lines");
    QTest::addColumn<qint64>("rows");
    const qint64 limit = ui::MaxPreviewLines;
    QTest::newRow("one below") << limit - 1 << limit - 1;
    QTest::newRow("at") << limit << limit;
    QTest::newRow("one above") << limit + 1 << limit + 1;
    QTest::newRow("far above") << 10 * limit << limit + 1;
}

void TestEventDetails::previewsNoMoreThanItsLimit()
{
    QFETCH(qint64, lines);
    QFETCH(qint64, rows);
    std::string text;
    for (qint64 line = 0; line < lines; ++line)
        text += "x\n";
    const ui::PlainLines source(std::make_shared<const std::string>(text));
    const ui::DetailSection section = ui::previewOf(source, QStringLiteral("text/plain"));
    QCOMPARE(static_cast<qint64>(section.rows.size()), rows);
    QCOMPARE(section.rows.back().value, rows > ui::MaxPreviewLines ? u"\u2026"_qs : u"x"_qs);
    QCOMPARE(section.meaning, QStringLiteral("text/plain"));
}

void TestEventDetails::showsSectionsAsATree()
{
    ui::DetailsModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(model.rowCount(), 0);
    model.setSections(ui::describeEvent(orderPaid(), 33, ui::ClockZone::Utc));
    QCOMPARE(model.rowCount(), 3);
    const QModelIndex extensions = model.index(1, 0);
    QVERIFY(extensions.data(ui::DetailsModel::SectionRole).toBool());
    const QModelIndex trace = model.index(0, 0, extensions);
    QCOMPARE(trace.data(ui::DetailsModel::NameRole).toString(), QStringLiteral("traceparent"));
    QCOMPARE(model.rowCount(trace), 3);
    QCOMPARE(trace.parent(), extensions);
    QCOMPARE(model.index(2, 0, trace).data(Qt::AccessibleTextRole).toString(),
             QStringLiteral("sampled yes"));
    model.setSections({});
    QCOMPARE(model.rowCount(), 0);
    QCOMPARE(model.data({}, Qt::DisplayRole), QVariant());
}

void TestEventDetails::laysOutDataByItsKind_data()
{
    QTest::addColumn<int>("form");
    QTest::addColumn<QByteArray>("contentType");
    QTest::addColumn<QByteArray>("data");
    QTest::addColumn<bool>("json");
    const int raw = static_cast<int>(core::DataForm::Raw);
    const int value = static_cast<int>(core::DataForm::Json);
    QTest::newRow("json") << raw << QByteArray("application/json") << QByteArray("{}") << true;
    QTest::newRow("json with charset")
        << raw << QByteArray("Application/JSON; charset=utf-8") << QByteArray("1") << true;
    QTest::newRow("structured suffix")
        << raw << QByteArray("application/vnd.x+json") << QByteArray("[]") << true;
    QTest::newRow("json in name only")
        << raw << QByteArray("application/json") << QByteArray("<a/>") << false;
    QTest::newRow("text") << raw << QByteArray("text/plain") << QByteArray("{}") << false;
    QTest::newRow("not said") << raw << QByteArray() << QByteArray("{}") << true;
    QTest::newRow("JSON value in an event of JSON")
        << value << QByteArray("application/xml") << QByteArray("\"<a/>\"") << true;
}

void TestEventDetails::laysOutDataByItsKind()
{
    QFETCH(int, form);
    QFETCH(QByteArray, contentType);
    QFETCH(QByteArray, data);
    QFETCH(bool, json);
    core::StoredEvent stored;
    stored.text = data.toStdString();
    stored.event.dataForm = static_cast<core::DataForm>(form);
    stored.event.data = {0, static_cast<std::uint32_t>(data.size())};
    if (!contentType.isEmpty())
        stored.event.dataContentType = contentType.toStdString();
    const auto loaded = layOutWhole(stored);
    QCOMPARE(loaded->json != nullptr, json);
    QVERIFY(loaded->text && loaded->hex);
    QCOMPARE(loaded->dataSize, static_cast<quint64>(data.size()));
    QCOMPARE(loaded->sections.back().title, QStringLiteral("Data"));
}

void TestEventDetails::showsTheWireAsItCame()
{
    const auto loaded = layOutWhole(orderPaid());
    QStringList lines;
    for (qint64 index = 0; index < loaded->wire->count(); ++index)
        lines.append(loaded->wire->line(index).text);
    QCOMPARE(lines, (QStringList{u"POST /shop/default HTTP/1.1"_qs, u"Host: x"_qs, QString(),
                                 uR"({"order":"88223","amount":149.90})"_qs}));
    core::StoredEvent none = orderPaid();
    none.event.dataForm = core::DataForm::None;
    const auto empty = layOutWhole(none);
    QVERIFY(!empty->text && !empty->hex && !empty->json);
    QVERIFY(empty->wire);
}

QTEST_GUILESS_MAIN(TestEventDetails)
#include "tst_eventdetails.moc"
