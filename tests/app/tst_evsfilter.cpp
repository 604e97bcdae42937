// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/app/evsprocess.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTemporaryFile>
#include <QTest>

/// What `evs filter` lets through.
class TestEvsFilter : public QObject {
    Q_OBJECT

private slots:
    void printsMatchingLinesUnchanged();
    void saysWhetherAnythingMatched_data();
    void saysWhetherAnythingMatched();
    void keepsTheOrderOfManyBlocks();
    void printsWhileTheOtherEndWaits();
    void handlesOtherLinesWhereOneIsNoEvent();
    void takesLinesUpToALimit();
    void keepsLinesBetweenLongOnes();
    void explainsEachEvent();
    void namesWhatIsWrong_data();
    void namesWhatIsWrong();
    void choosesByATrigger();
    void explainsByATrigger();
    void namesWhatIsWrongWithATrigger_data();
    void namesWhatIsWrongWithATrigger();
    void endsWhenNobodyReads();
};

namespace {

struct Answer {
    int code = -1;
    QByteArray output;
    QByteArray errors;
};

Answer filtered(const QStringList &arguments, const QByteArray &input)
{
    EvsProcess evs(QStringList{QStringLiteral("filter")} + arguments);
    evs.startWith(input);
    const int code = evs.waitForEnd(120'000);
    return {code, evs.output(), evs.errors()};
}

/// A file that is there as long as this.
class ManifestFile {
public:
    explicit ManifestFile(const QByteArray &text)
    {
        if (!m_file.open() || m_file.write(text) != text.size() || !m_file.flush())
            qFatal("no manifest");
    }
    QString name() const { return m_file.fileName(); }

private:
    QTemporaryFile m_file;
};

/// A Trigger with one filter, in YAML.
QByteArray trigger(const QByteArray &name, const QByteArray &filter)
{
    return "apiVersion: eventing.knative.dev/v1\nkind: Trigger\nmetadata: {name: " + name +
           "}\nspec:\n  filters: [" + filter + "]\n";
}

QByteArray line(const QByteArray &members)
{
    return R"({"specversion":"1.0","id":"1","source":"/s","type":"t")" + members + "}";
}

} // namespace

void TestEvsFilter::printsMatchingLinesUnchanged()
{
    const QByteArray first =
        " { \"type\" : \"t\", \"specversion\":\"1.0\" ,\"id\":\"\\u0031\",\"source\":\"/s\" , "
        "\"data\" : { \"total\" : 120.0, \"x\":[ 1 ] } } \r\n";
    const QByteArray second = line(R"(,"data":{"total":7})") + '\n';
    const QByteArray old = R"({"specversion":"0.3","id":"1","source":"","type":"t",)"
                           R"("datacontentencoding":"base64","data":"eyJ0b3RhbCI6MTAxfQ=="})";
    const Answer answer = filtered({QStringLiteral("type = 't' AND DATA('/total') > 100")},
                                   first + second + '\n' + old);
    QCOMPARE(answer.errors, QByteArray());
    QCOMPARE(answer.code, 0);
    QCOMPARE(answer.output, first + old + '\n');
}

void TestEvsFilter::saysWhetherAnythingMatched_data()
{
    QTest::addColumn<QByteArray>("expression");
    QTest::addColumn<int>("code");
    const auto row = [](const char *expression, int code) {
        QTest::newRow(expression) << QByteArray(expression) << code;
    };
    row("TRUE", 0);
    row("id = '3'", 0);
    row("FALSE", 1);
    row("id", 1);
    row("1", 1);
    row("missing != 'x'", 1);
    row("NOT DATA('/nosuch')", 1);
}

void TestEvsFilter::saysWhetherAnythingMatched()
{
    QFETCH(QByteArray, expression);
    QFETCH(int, code);
    const Answer answer = filtered({QString::fromUtf8(expression)}, eventLines(5));
    QCOMPARE(answer.code, code);
    QCOMPARE(answer.output.isEmpty(), code == 1);
    QCOMPARE(answer.errors, QByteArray());
    QCOMPARE(filtered({QString::fromUtf8(expression)}, {}).code, 1);
}

void TestEvsFilter::keepsTheOrderOfManyBlocks()
{
    // More than ten blocks, with lines that lie across their borders.
    QByteArray input;
    QByteArray expected;
    for (int id = 1; id <= 40'000; ++id) {
        const QByteArray each = line(",\"number\":" + QByteArray::number(id) + ",\"data\":\"" +
                                     QByteArray(id % 700, 'x') + "\"") +
                                '\n';
        input += each;
        if (id % 3 == 0)
            expected += each;
    }
    QVERIFY(input.size() > 12 * 1024 * 1024);
    const Answer answer = filtered({QStringLiteral("number % 3 = 0")}, input);
    QCOMPARE(answer.code, 0);
    QVERIFY(answer.output == expected);
}

void TestEvsFilter::printsWhileTheOtherEndWaits()
{
    EvsProcess evs({QStringLiteral("filter"), QStringLiteral("id != '2'")});
    evs.start();
    const QByteArray third = eventLine(3);
    evs.write(eventLine(1) + eventLine(2) + third.left(20));
    QTRY_COMPARE(evs.output(), eventLine(1));
    evs.write(third.mid(20));
    QTRY_COMPARE(evs.output(), eventLine(1) + third);
    evs.closeInput();
    QCOMPARE(evs.waitForEnd(), 0);
}

void TestEvsFilter::handlesOtherLinesWhereOneIsNoEvent()
{
    const Answer answer =
        filtered({QStringLiteral("TRUE")},
                 eventLine(1) + "[]\n" + eventLine(2) + "{\"specversion\":\"1.0\"}\n\xFF\n");
    QCOMPARE(answer.code, 3);
    QCOMPARE(answer.output, eventLine(1) + eventLine(2));
    for (const char *said : {"line 2 is no event: ", "line 4 is no event: ", "line 5 is no event: ",
                             "3 lines were no events"})
        QVERIFY2(answer.errors.contains(said), answer.errors.constData());
    QVERIFY(!answer.errors.contains("line 1 "));
    QVERIFY(!answer.errors.contains("line 3 "));
}

void TestEvsFilter::takesLinesUpToALimit()
{
    const qsizetype limit = qsizetype(64) * 1024 * 1024;
    const auto ofLength = [](qsizetype length) {
        const QByteArray empty = line(R"(,"data":"")");
        return line(",\"data\":\"" + QByteArray(length - empty.size(), 'x') + "\"");
    };
    QTemporaryDir folder;
    QFile input(folder.filePath(QStringLiteral("input")));
    QVERIFY(input.open(QIODevice::WriteOnly));
    for (const qsizetype length : {limit - 1, limit, limit + 1})
        input.write(ofLength(length) + '\n');
    input.write(eventLine(4));
    input.close();
    const QString output = folder.filePath(QStringLiteral("output"));
    EvsProcess evs({QStringLiteral("filter"), QStringLiteral("TRUE")});
    evs.setStandardInputFile(input.fileName());
    evs.setStandardOutputFile(output);
    evs.start();
    QCOMPARE(evs.waitForEnd(120'000), 3);
    QVERIFY2(evs.errors().contains("line 3 is no event: it has more than 67108864 bytes"),
             evs.errors().constData());
    QVERIFY2(evs.errors().contains("1 line was no event"), evs.errors().constData());
    QCOMPARE(QFile(output).size(), 2 * limit + 1 + eventLine(4).size());
}

void TestEvsFilter::keepsLinesBetweenLongOnes()
{
    const QByteArray tooLong(qsizetype(65) * 1024 * 1024, 'x');
    const Answer answer =
        filtered({QStringLiteral("TRUE")},
                 tooLong + '\n' + eventLine(2) + eventLine(3) + tooLong + '\n' + eventLine(5));
    QCOMPARE(answer.code, 3);
    QCOMPARE(answer.output, eventLine(2) + eventLine(3) + eventLine(5));
    for (const char *said : {"line 1 is no event: it has more than",
                             "line 4 is no event: it has more than", "2 lines were no events"})
        QVERIFY2(answer.errors.contains(said), answer.errors.constData());
}

void TestEvsFilter::explainsEachEvent()
{
    const Answer answer =
        filtered({QStringLiteral("--why"), QStringLiteral("type = 't' AND DATA('/total') > 100")},
                 line(R"(,"data":{"total":120.5})") + "\n\n" + line(R"(,"data":{"total":7})") +
                     '\n' + line("") + '\n');
    QCOMPARE(answer.code, 0);
    QCOMPARE(answer.output, line(R"(,"data":{"total":120.5})") + '\n');
    QCOMPARE(answer.errors,
             QByteArray("line 1 passes\n"
                        "  type = 't' AND DATA('/total') > 100: true\n"
                        "    type = 't': true, where type is 't'\n"
                        "    DATA('/total') > 100: true, where DATA('/total') is 120.5\n"
                        "line 3 does not pass\n"
                        "  type = 't' AND DATA('/total') > 100: false\n"
                        "    type = 't': true, where type is 't'\n"
                        "    DATA('/total') > 100: false, where DATA('/total') is 7\n"
                        "line 4 does not pass\n"
                        "  type = 't' AND DATA('/total') > 100: false (missingAttribute)\n"
                        "    type = 't': true, where type is 't'\n"
                        "    DATA('/total') > 100: false (missingAttribute), where DATA('/total') "
                        "is false (missingAttribute)\n"));
}

void TestEvsFilter::namesWhatIsWrong_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("said");
    const auto row = [](const char *name, const QStringList &arguments, const char *said) {
        QTest::newRow(name) << arguments << QByteArray(said);
    };
    row("no expression", {}, "one expression is wanted");
    row("two", {QStringLiteral("type"), QStringLiteral("="), QStringLiteral("'t'")},
        "one expression is wanted");
    row("wrong", {QStringLiteral("type = 't' && TRUE")}, "character 12");
    row("wrong, the remedy", {QStringLiteral("type = 't' && TRUE")}, "AND");
    row("unknown option", {QStringLiteral("--triggers"), QStringLiteral("x")},
        "unknown option \"--triggers\"");
    row("a Trigger beside an expression",
        {QStringLiteral("--trigger"), QStringLiteral("x"), QStringLiteral("TRUE")},
        "an expression or --trigger is wanted, not both");
    row("a Trigger that is not there",
        {QStringLiteral("--trigger"), QStringLiteral("/nowhere/t.yaml")},
        "/nowhere/t.yaml: No such file");
}

void TestEvsFilter::namesWhatIsWrong()
{
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, said);
    const Answer answer = filtered(arguments, eventLines(1));
    QCOMPARE(answer.code, 2);
    QCOMPARE(answer.output, QByteArray());
    QVERIFY2(answer.errors.contains(said), answer.errors.constData());
}

void TestEvsFilter::choosesByATrigger()
{
    const ManifestFile manifest(
        trigger("orders", "{any: [{exact: {type: t}}, {cesql: \"DATA('/total') > 100\"}]}"));
    const QByteArray first = line(R"(,"data":{"total":7})") + '\n';
    const QByteArray second =
        R"({"specversion":"1.0","id":"2","source":"/s","type":"T","data":{"total": 101.5}})"
        "\r\n";
    const QByteArray third = R"({"specversion":"1.0","id":"3","source":"/s","type":"T"})"
                             "\n";
    const Answer answer =
        filtered({QStringLiteral("--trigger"), manifest.name()}, first + second + third);
    QCOMPARE(answer.errors, QByteArray());
    QCOMPARE(answer.code, 0);
    QCOMPARE(answer.output, first + second);
    QCOMPARE(filtered({QStringLiteral("--trigger"), manifest.name()}, third).code, 1);
}

void TestEvsFilter::explainsByATrigger()
{
    const ManifestFile manifest(trigger("orders", "{exact: {type: T}}"));
    const Answer answer =
        filtered({QStringLiteral("--why"), QStringLiteral("--trigger"), manifest.name()},
                 line(R"(,"level":1)") + '\n');
    QCOMPARE(answer.code, 1);
    QCOMPARE(answer.errors,
             QByteArray(
                 "line 1 does not pass\n"
                 "  exact type 'T': no, it is 't', which differs in the case of letters alone\n"));
}

void TestEvsFilter::namesWhatIsWrongWithATrigger_data()
{
    QTest::addColumn<QByteArray>("manifest");
    QTest::addColumn<QByteArray>("said");
    const auto row = [](const char *name, const QByteArray &manifest, const char *said) {
        QTest::newRow(name) << manifest << QByteArray(said);
    };
    row("an unknown dialect", trigger("a", "{regex: {type: T}}"),
        ", line 5, column 14, spec.filters[0].regex: is no dialect that is known.");
    row("no Trigger", "apiVersion: v1\nkind: Service\nmetadata: {name: display}\n",
        " has no Trigger, only Service display");
    row("nothing", "", " has no Trigger\n");
    row("several",
        trigger("a", "{exact: {type: T}}") + "---\n" + trigger("b", "{exact: {type: T}}"),
        " has several Triggers (a, b).");
}

void TestEvsFilter::namesWhatIsWrongWithATrigger()
{
    QFETCH(QByteArray, manifest);
    QFETCH(QByteArray, said);
    const ManifestFile file(manifest);
    const Answer answer = filtered({QStringLiteral("--trigger"), file.name()}, eventLines(1));
    QCOMPARE(answer.code, 2);
    QCOMPARE(answer.output, QByteArray());
    QVERIFY2(answer.errors.contains(QByteArray(file.name().toUtf8() + said)), answer.errors.constData());
}

void TestEvsFilter::endsWhenNobodyReads()
{
    // Also while more could come.
    EvsProcess evs({QStringLiteral("filter"), QStringLiteral("TRUE")});
    evs.setStandardOutputFile(QStringLiteral("/dev/full"));
    evs.start();
    evs.write(eventLines(10));
    QCOMPARE(evs.waitForEnd(), 3);
    QVERIFY2(evs.errors().contains("standard output cannot be written"), evs.errors().constData());
}

QTEST_GUILESS_MAIN(TestEvsFilter)
#include "tst_evsfilter.moc"
