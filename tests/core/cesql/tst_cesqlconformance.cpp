// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/core/cesql/cesqltest.h"

#include <QtCore/QFile>
#include <QtCore/QHash>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtTest/QtTest>

using namespace core::cesql;
using namespace cesqltest;

/// Every case of the TCK of CESQL, and those on which two other engines agree (tests/data/conformance).
class TestCesqlConformance : public QObject {
    Q_OBJECT
private slots:
    void keepsTheTck_data();
    void keepsTheTck();
    void agreesWithTwoOtherEngines_data();
    void agreesWithTwoOtherEngines();
};

namespace {

QJsonObject load(const char *name)
{
    QFile file(QStringLiteral(TEST_DATA_DIR "/conformance/") + QString::fromLatin1(name));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s is not there", name);
    return QJsonDocument::fromJson(file.readAll()).object();
}

void addColumns()
{
    QTest::addColumn<QString>("expression");
    QTest::addColumn<QJsonObject>("event");
    QTest::addColumn<QJsonValue>("value");
    QTest::addColumn<QString>("error"); // empty: none
}

/// The value with its type, as in evaluationText().
QByteArray jsonText(const QJsonValue &value)
{
    if (value.isBool())
        return value.toBool() ? "TRUE" : "FALSE";
    if (value.isDouble())
        return QByteArray::number(value.toInteger());
    return QByteArray("'" + value.toString().toUtf8() + "'");
}

void check()
{
    QFETCH(QString, expression);
    QFETCH(QJsonObject, event);
    QFETCH(QJsonValue, value);
    QFETCH(QString, error);
    const auto parsed = parse(expression.toStdString());
    QCOMPARE(!parsed, error == u"parse");
    if (!parsed)
        return;
    const JsonEvent given(QJsonDocument(event).toJson().toStdString());
    const CloudEventContext context(given.view());
    const Evaluation evaluation = evaluate(*parsed, context);
    QCOMPARE(valueText(evaluation.value), jsonText(value));
    const QByteArray all = evaluationText(evaluation);
    if (error.isEmpty())
        QVERIFY2(evaluation.errors.isEmpty(), all.constData());
    else
        QVERIFY2(all.contains(QByteArray(' ' + error.toUtf8())), all.constData());
}

} // namespace

void TestCesqlConformance::keepsTheTck_data()
{
    addColumns();
    const QJsonObject minimal{{QStringLiteral("specversion"), QStringLiteral("1.0")},
                              {QStringLiteral("id"), QStringLiteral("1")},
                              {QStringLiteral("source"), QStringLiteral("/s")},
                              {QStringLiteral("type"), QStringLiteral("t")}};
    int cases = 0;
    for (const QJsonValue &each : load("cesql-tck/tck.json")[QStringLiteral("suites")].toArray()) {
        for (const QJsonValue &test : each[QStringLiteral("tests")].toArray()) {
            QJsonObject event = test[QStringLiteral("event")].toObject(minimal);
            const QJsonObject overrides = test[QStringLiteral("eventOverrides")].toObject();
            for (auto it = overrides.begin(); it != overrides.end(); ++it)
                event[it.key()] = it.value();
            QJsonValue value = test[QStringLiteral("result")];
            QString error = test[QStringLiteral("error")].toString();
            const QString name = test[QStringLiteral("name")].toString();
            // It is from before casts of Integers to Boolean were defined (CESQL §3.7).
            if (name == u"Invalid int cast" &&
                test[QStringLiteral("expression")].toString() == u"NOT 10") {
                value = false;
                error.clear();
            }
            QTest::newRow(qPrintable(
                QStringLiteral("%1: %2 (%3)")
                    .arg(each[QStringLiteral("name")].toString(), name, QString::number(++cases))))
                << test[QStringLiteral("expression")].toString() << event << value << error;
        }
    }
    if (cases != 201)
        qFatal("%d cases", cases);
}

void TestCesqlConformance::keepsTheTck()
{
    check();
}

void TestCesqlConformance::agreesWithTwoOtherEngines_data()
{
    addColumns();
    const QJsonObject all = load("cesql-differential.json");
    QHash<QString, QJsonObject> events;
    for (const QJsonValue &event : all[QStringLiteral("events")].toArray())
        events[event[QStringLiteral("id")].toString()] = event[QStringLiteral("event")].toObject();
    int cases = 0;
    for (const QJsonValue &each : all[QStringLiteral("cases")].toArray()) {
        const QString expression = each[QStringLiteral("expression")].toString();
        const QString id = each[QStringLiteral("event_id")].toString();
        QTest::newRow(qPrintable(
            QStringLiteral("%1 %2: %3").arg(QString::number(++cases), id, expression.simplified())))
            << expression << events[id] << each[QStringLiteral("value")]
            << each[QStringLiteral("error")].toString();
    }
    if (cases != 500)
        qFatal("%d cases", cases);
}

void TestCesqlConformance::agreesWithTwoOtherEngines()
{
    check();
}

QTEST_GUILESS_MAIN(TestCesqlConformance)
#include "tst_cesqlconformance.moc"
