// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/app/evsprocess.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

/// What `evs eval` prints for each event, and how it says what is wrong.
class TestEvsEval : public QObject {
    Q_OBJECT

private slots:
    void printsValuesWithTheirTypes_data();
    void printsValuesWithTheirTypes();
    void answersEachEventInTurn();
    void namesWhatIsNoEvent();
    void takesAnExpressionThatBeginsWithADash();
    void namesThePlaceInTheExpression_data();
    void namesThePlaceInTheExpression();
    void agreesWithTheDifferentialData();
};

namespace {

const QByteArray Event =
    R"({"specversion":"1.0","id":"1","source":"/s","type":"t","subject":"gr\u00f6\u00dfe \"x\"",)"
    R"("count":5,"data":{"total":12.50,"huge":1e400,"none":null,"list":[1, 2]}})"
    "\n";

QByteArray evaluated(const QString &expression, const QByteArray &input, int code = 0,
                     QByteArray *errors = nullptr)
{
    EvsProcess evs({QStringLiteral("eval"), QStringLiteral("--"), expression});
    evs.startWith(input);
    const int ended = evs.waitForEnd();
    if (errors)
        *errors = evs.errors();
    if (ended != code)
        qFatal("evs ended with %d: %s", ended, evs.errors().constData());
    return evs.output();
}

} // namespace

void TestEvsEval::printsValuesWithTheirTypes_data()
{
    QTest::addColumn<QByteArray>("expression");
    QTest::addColumn<QByteArray>("answer");
    const auto row = [](const char *expression, const char *answer) {
        QTest::newRow(expression) << QByteArray(expression) << QByteArray(answer);
    };
    row("type = 't'", R"({"value": true, "errors": []})");
    row("count * -2", R"({"value": -10, "errors": []})");
    row("subject", R"({"value": "größe \"x\"", "errors": []})");
    row("missing", R"({"value": false, "errors": ["missingAttribute"]})");
    row("1 / 0", R"({"value": 0, "errors": ["math"]})");
    row("INT('x')", R"({"value": 0, "errors": ["cast"]})");
    row("NOSUCH(1)", R"({"value": false, "errors": ["missingFunction"]})");
    row("LEFT('abc', -1)", R"({"value": "abc", "errors": ["functionEvaluation"]})");
    row("RECEIVED()", R"({"value": 0, "errors": ["generic"]})");
    row("DATA('/total')", R"({"value": 12.5, "errors": []})");
    row("DATA('/huge')", R"({"value": 1e+400, "errors": []})");
    row("DATA('/none')", R"({"value": null, "errors": []})");
    row("DATA('/list')", R"({"value": "[1, 2]", "errors": []})");
    row("TEXT('GRÖßE')", R"({"value": true, "errors": []})");
    row("SUM('/list/*')", R"({"value": 3, "errors": []})");
}

void TestEvsEval::printsValuesWithTheirTypes()
{
    QFETCH(QByteArray, expression);
    QFETCH(QByteArray, answer);
    QCOMPARE(evaluated(QString::fromUtf8(expression), Event), answer + '\n');
}

void TestEvsEval::answersEachEventInTurn()
{
    const int last = 5000;
    QByteArray expected;
    for (int id = 1; id <= last; ++id)
        expected += "{\"value\": \"" + QByteArray::number(id) + "\", \"errors\": []}\n";
    QCOMPARE(evaluated(QStringLiteral("id"), eventLines(last)), expected);
    QCOMPARE(evaluated(QStringLiteral("id"), {}), QByteArray());
    // While the other end still writes, and without a line feed at the end.
    EvsProcess evs({QStringLiteral("eval"), QStringLiteral("id")});
    evs.start();
    evs.write(eventLine(1));
    QTRY_COMPARE(evs.output(), QByteArray("{\"value\": \"1\", \"errors\": []}\n"));
    evs.write(eventLine(2).chopped(1));
    evs.closeInput();
    QCOMPARE(evs.waitForEnd(), 0);
    QVERIFY(evs.output().endsWith("{\"value\": \"2\", \"errors\": []}\n"));
}

void TestEvsEval::namesWhatIsNoEvent()
{
    QByteArray errors;
    const QByteArray output = evaluated(QStringLiteral("id"),
                                        eventLine(1) + "\n \t\n{\"id\":\"x\"}\n" +
                                            eventLine(2).chopped(1) + "\r\nnonsense\n",
                                        3, &errors);
    QCOMPARE(output.count('\n'), 2);
    QVERIFY2(errors.contains("line 4 is no event: "), errors.constData());
    QVERIFY2(errors.contains("line 6 is no event: "), errors.constData());
    QVERIFY2(errors.contains("2 lines were no events"), errors.constData());
}

/// An expression may begin as an option does.
void TestEvsEval::takesAnExpressionThatBeginsWithADash()
{
    EvsProcess refused({QStringLiteral("eval"), QStringLiteral("-7 % 3")});
    refused.startWith(Event);
    QCOMPARE(refused.waitForEnd(), 2);
    QVERIFY2(refused.errors().contains(
                 "unknown option \"-7 % 3\"; behind -- nothing is taken for an option"),
             refused.errors().constData());
    QCOMPARE(evaluated(QStringLiteral("-7 % 3"), Event), // behind --
             QByteArray("{\"value\": -1, \"errors\": []}\n"));
    EvsProcess unknown({QStringLiteral("eval"), QStringLiteral("--quick=1"), QStringLiteral("1")});
    unknown.startWith(Event);
    QCOMPARE(unknown.waitForEnd(), 2);
    QVERIFY2(unknown.errors().contains("unknown option \"--quick\"\n"),
             unknown.errors().constData());
}

void TestEvsEval::namesThePlaceInTheExpression_data()
{
    QTest::addColumn<QByteArray>("expression");
    QTest::addColumn<QByteArray>("said");
    const auto row = [](const char *expression, const char *said) {
        QTest::newRow(expression) << QByteArray(expression) << QByteArray(said);
    };
    row("type == 't'", "character 6");
    row("type == 't'", "one =");
    row("", "no expression");
    row("größe = 'ß' AND", "character 3");
    row("DATA('total')", "character 6");
    row("FINDING('nope')", "character 9: The name of a finding was expected, 'duplicate' or");
}

void TestEvsEval::namesThePlaceInTheExpression()
{
    QFETCH(QByteArray, expression);
    QFETCH(QByteArray, said);
    QByteArray errors;
    QCOMPARE(evaluated(QString::fromUtf8(expression), Event, 2, &errors), QByteArray());
    QVERIFY2(errors.contains(said), errors.constData());
}

void TestEvsEval::agreesWithTheDifferentialData()
{
    // All expressions over all events would start 500 processes: one for each event, of all its cases, in one CONCAT.
    QFile file(QStringLiteral(TEST_DATA_DIR "/conformance/cesql-differential.json"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QJsonObject all = QJsonDocument::fromJson(file.readAll()).object();
    const QJsonArray events = all[QStringLiteral("events")].toArray();
    QVERIFY(events.size() > 10);
    for (const QJsonValue &event : events) {
        QByteArray expected;
        QStringList expressions;
        for (const QJsonValue &each : all[QStringLiteral("cases")].toArray()) {
            if (each[QStringLiteral("event_id")] != event[QStringLiteral("id")] ||
                !each[QStringLiteral("value")].isBool() || !each[QStringLiteral("error")].isNull())
                continue;
            expressions << u'(' + each[QStringLiteral("expression")].toString() + u')';
            expected += each[QStringLiteral("value")].toBool() ? "true" : "false";
        }
        if (expressions.isEmpty())
            continue;
        const QByteArray line =
            QJsonDocument(event[QStringLiteral("event")].toObject()).toJson(QJsonDocument::Compact);
        QCOMPARE(evaluated(QString(u"CONCAT(" + expressions.join(u", ") + u')'), line + '\n'),
                 QByteArray("{\"value\": \"" + expected + "\", \"errors\": []}\n"));
    }
}

QTEST_GUILESS_MAIN(TestEvsEval)
#include "tst_evseval.moc"
