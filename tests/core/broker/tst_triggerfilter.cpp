// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/broker/manifest.h"
#include "core/broker/triggerfilter.h"
#include "tests/core/cesql/cesqltest.h"

#include <QtCore/QFile>
#include <QtCore/QHash>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtTest/QtTest>

using namespace core::broker;
using cesqltest::JsonEvent;

/// Filters of Triggers decide as those of Knative (tests/data/conformance/knative-filter-pairs.json), and say why.
class TestTriggerFilter : public QObject {
    Q_OBJECT
private slots:
    void decidesAsKnative_data();
    void decidesAsKnative();
    void followsTheTextWhereKnativeDoesNot_data();
    void followsTheTextWhereKnativeDoesNot();
    void refusesWhatKnativeRefuses_data();
    void refusesWhatKnativeRefuses();
    void saysWhy_data();
    void saysWhy();
};

namespace {

/// The file of pairs, and what is needed to look something up in it.
struct Pairs {
    Pairs()
    {
        QFile file(QStringLiteral(TEST_DATA_DIR "/conformance/knative-filter-pairs.json"));
        if (!file.open(QIODevice::ReadOnly))
            qFatal("no pairs");
        all = QJsonDocument::fromJson(file.readAll()).object();
        for (const char *list : {"filters", "disputed_filters", "rejected"})
            for (const QJsonValue &filter : all[QLatin1String(list)].toArray())
                filters.insert(filter[u"id"].toString(), filter.toObject());
        for (const QJsonValue &event : all[u"events"].toArray())
            events.insert(event[u"id"].toString(), event[u"event"].toObject());
    }

    QJsonObject all;
    QHash<QString, QJsonObject> filters;
    QHash<QString, QJsonObject> events;
};

const Pairs &pairs()
{
    static const Pairs read;
    return read;
}

std::string indented(const QString &yaml)
{
    std::string text;
    for (const QString &line : yaml.split(u'\n'))
        text += "  " + line.toStdString() + "\n";
    return text;
}

std::string manifestOf(const QString &filter)
{
    const QJsonObject described = pairs().filters[filter];
    const QString version =
        described[u"apiVersion"].toString(QStringLiteral("eventing.knative.dev/v1"));
    return "apiVersion: " + version.toStdString() +
           "\nkind: Trigger\nmetadata: {name: t}\nspec:\n  broker: default\n" +
           indented(described[u"yaml"].toString());
}

void addPair(const QString &filter, const QString &event, bool passes)
{
    QTest::newRow(qPrintable(filter + QStringLiteral(", ") + event)) << filter << event << passes;
}

void addPairColumns()
{
    QTest::addColumn<QString>("filter");
    QTest::addColumn<QString>("event");
    QTest::addColumn<bool>("passes");
}

void checkPair()
{
    QFETCH(QString, filter);
    QFETCH(QString, event);
    QFETCH(bool, passes);
    const auto manifests = readManifests(manifestOf(filter));
    QVERIFY2(manifests, manifests ? "" : manifests.error().message().c_str());
    QCOMPARE(manifests->triggers.size(), std::size_t(1));
    const JsonEvent given(QJsonDocument(pairs().events[event]).toJson().toStdString());
    const core::cesql::CloudEventContext context(given.view());
    const TriggerFilter &read = manifests->triggers.front().filter;
    QCOMPARE(core::broker::passes(read, context), passes);

    // What explains it says the same.
    bool holds = true;
    for (const FilterReason &reason : explain(read, context))
        holds = holds && (reason.depth > 0 || reason.holds);
    QCOMPARE(holds, passes);
}

QStringList disputedEvents(const QJsonValue &disputed)
{
    QStringList names;
    for (const QJsonValue &event : disputed[u"events"].toArray())
        names << event.toString();
    return names;
}

} // namespace

void TestTriggerFilter::decidesAsKnative_data()
{
    addPairColumns();
    for (const QJsonValue &row : pairs().all[u"results"].toArray())
        addPair(row[0].toString(), row[1].toString(), row[2].toBool());
}

void TestTriggerFilter::decidesAsKnative()
{
    checkPair();
}

void TestTriggerFilter::followsTheTextWhereKnativeDoesNot_data()
{
    addPairColumns();
    for (const QJsonValue &disputed : pairs().all[u"disputed"].toArray()) {
        if (disputed[u"specification"].isBool())
            for (const QString &event : disputedEvents(disputed))
                addPair(disputed[u"filter"].toString(), event, disputed[u"specification"].toBool());
    }
}

void TestTriggerFilter::followsTheTextWhereKnativeDoesNot()
{
    checkPair();
}

void TestTriggerFilter::refusesWhatKnativeRefuses_data()
{
    QTest::addColumn<QString>("filter");
    QTest::addColumn<QByteArray>("field");
    const auto row = [](const char *filter, const char *field) {
        QTest::newRow(filter) << QString::fromLatin1(filter) << QByteArray(field);
    };
    row("d-bad-dialects", "spec.filters[0]: has several dialects (exact, cesql)");
    row("d-bad-name", "spec.filters[0].exact.my-name");
    row("d-bad-cesql", "spec.filters[0].cesql: character 11");
    row("d-bad-value", "spec.filters[0].prefix.level: must be a text: put 2 in quotes.");
    row("d-bad-unknown",
        "spec.filters[0].like: is no dialect that is known. There are exact, prefix");
    // Knative lets these through and then lets every event through.
    row("d-any-empty", "spec.filters[0].any[0]");
    row("d-exact-empty-value", "spec.filters[0].exact.by: is empty");
}

void TestTriggerFilter::refusesWhatKnativeRefuses()
{
    QFETCH(QString, filter);
    QFETCH(QByteArray, field);
    QVERIFY(pairs().filters.contains(filter));
    const auto read = readManifests(manifestOf(filter));
    QVERIFY(!read);
    QVERIFY2(QByteArray::fromStdString(read.error().message()).contains(", column "),
             read.error().message().c_str());
    QVERIFY2(QByteArray::fromStdString(read.error().message()).contains(field),
             read.error().message().c_str());
}

void TestTriggerFilter::saysWhy_data()
{
    QTest::addColumn<QByteArray>("spec");
    QTest::addColumn<QByteArrayList>("lines");
    const auto row = [](const char *name, const char *spec, const QByteArrayList &lines) {
        QTest::newRow(name) << QByteArray(spec) << lines;
    };
    row("all events", "{}", {});
    row("holds", "{filters: [{exact: {type: t}}]}", {"exact type 't': yes"});
    row("begins so", "{filters: [{prefix: {source: /s}}]}",
        {"prefix source '/s': yes, it is '/shop'"});
    row("another value", "{filters: [{suffix: {source: /x}}]}",
        {"suffix source '/x': no, it is '/shop'"});
    row("another case", "{filters: [{exact: {type: T}}]}",
        {"exact type 'T': no, it is 't', which differs in the case of letters alone"});
    row("a slash", "{filters: [{exact: {source: /shop/}}]}",
        {"exact source '/shop/': no, it is '/shop', which differs in a slash at the end alone"});
    row("white space", "{filters: [{exact: {type: 't '}}]}",
        {"exact type 't ': no, it is 't', which differs in white space alone"});
    row("absent", "{filters: [{exact: {subject: x}}]}",
        {"exact subject 'x': no, the event has no subject"});
    row("any value", "{filter: {attributes: {level: ''}}}",
        {"attributes level of any value: yes, it is '21'"});
    row("two conditions", "{filter: {attributes: {type: t, source: /x}}}",
        {"attributes: no", "  attributes type 't': yes",
         "  attributes source '/x': no, it is '/shop'"});
    row("nested", "{filters: [{not: {any: [{exact: {type: x}}, {cesql: level > 20}]}}]}",
        {"not: no", "  any: yes", "    exact type 'x': no, it is 't'",
         "    cesql level > 20: true"});
}

void TestTriggerFilter::saysWhy()
{
    QFETCH(QByteArray, spec);
    QFETCH(QByteArrayList, lines);
    const auto read = readYaml(spec.toStdString());
    QVERIFY(read);
    const auto filter = readTriggerFilter(read->front(), "v1");
    QVERIFY2(filter, filter ? "" : filter.error().message().c_str());
    const JsonEvent given(
        R"({"specversion":"1.0","id":"1","source":"/shop","type":"t","level":21})");
    const core::cesql::CloudEventContext context(given.view());
    QByteArrayList said;
    for (const FilterReason &reason : explain(*filter, context))
        said << QByteArray(2 * qsizetype(reason.depth), ' ') +
                    QByteArray::fromStdString(textOf(reason, context));
    QCOMPARE(said, lines);
}

QTEST_APPLESS_MAIN(TestTriggerFilter)
#include "tst_triggerfilter.moc"
