// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/app/evsprocess.h"
#include "tests/support/rawclient.h"

#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <string>

namespace {

/// Orders: total 10 × number, two lines each; every third from north.
QByteArray orderLine(int number)
{
    const QByteArray text = QByteArray::number(number);
    const QByteArray tenant = number % 3 == 0 ? R"(,"tenant":"north")" : "";
    return R"({"specversion":"1.0","id":")" + text +
           R"(","source":"/shop","type":"com.shop.order")" + tenant + R"(,"data":{"total":)" +
           QByteArray::number(10 * number) + R"(,"lines":[{"n":)" + text +
           R"(},{"n":0.5}],"note":"Grüße"}})";
}

QByteArray orderLines(int last)
{
    QByteArray lines;
    for (int number = 1; number <= last; ++number)
        lines += orderLine(number) + '\n';
    return lines;
}

std::string orderRequest(int number)
{
    return postRequest("application/cloudevents+json", orderLine(number).toStdString());
}

QStringList words(const QString &command, const QStringList &more)
{
    return QStringList{command} + more;
}

QStringList listen(const QStringList &more)
{
    return words(QStringLiteral("listen"),
                 QStringList{QStringLiteral("--listen=127.0.0.1:0")} + more);
}

std::string percentEncoded(const QString &text)
{
    return text.toUtf8().toPercentEncoding().toStdString();
}

/// The target that an answer names as the next.
std::string nextOf(const std::string &head)
{
    const std::size_t begin = head.find("\r\nLink: <") + 9;
    return head.substr(begin, head.find('>', begin) - begin);
}

} // namespace

/// Expressions that choose events, wherever `evs` takes one.
class TestEvsWhere : public QObject {
    Q_OBJECT

private slots:
    void printsAndCountsOnlyWhatPasses_data();
    void printsAndCountsOnlyWhatPasses();
    void tellsByItsCodeWhetherSomethingPassed_data();
    void tellsByItsCodeWhetherSomethingPassed();
    void exportsOnlyWhatPasses_data();
    void exportsOnlyWhatPasses();
    void showsThePlaceOfAMistake_data();
    void showsThePlaceOfAMistake();
    void saysHowItReadsAMixOfOperators();
    void choosesTheSameEverywhere_data();
    void choosesTheSameEverywhere();
};

void TestEvsWhere::printsAndCountsOnlyWhatPasses_data()
{
    QTest::addColumn<bool>("isQuiet");
    QTest::newRow("printed") << false;
    QTest::newRow("quiet") << true;
}

void TestEvsWhere::printsAndCountsOnlyWhatPasses()
{
    QFETCH(bool, isQuiet);
    QStringList more{QStringLiteral("--where"), QStringLiteral("tenant = 'north'"),
                     QStringLiteral("--count=2")};
    if (isQuiet)
        more << QStringLiteral("--quiet");
    EvsProcess evs(listen(more));
    evs.startListening();
    RawClient client(evs.port());
    for (int number = 1; number <= 5; ++number)
        QCOMPARE(client.ask(orderRequest(number)).status, 202);
    QVERIFY(evs.isRunning());
    QCOMPARE(client.ask(orderRequest(6)).status, 202);
    QCOMPARE(evs.waitForEnd(), 0);
    QCOMPARE(evs.output(), isQuiet ? QByteArray() : orderLine(3) + '\n' + orderLine(6) + '\n');
}

void TestEvsWhere::tellsByItsCodeWhetherSomethingPassed_data()
{
    QTest::addColumn<QStringList>("more");
    QTest::addColumn<int>("code");
    const auto row = [](const char *name, const char *more, int code) {
        QTest::newRow(name) << QString::fromLatin1(more).split(u' ') << code;
    };
    row("nothing", "--where=false --timeout=1s", 1);
    row("nothing, quiet", "--where=false --timeout=1s --quiet", 1);
    row("something", "--where=true --timeout=1s", 0);
    row("something, quiet", "--where=true --timeout=1s --quiet", 0);
    row("less than the count", "--where=id='2' --timeout=1s --count=2", 1);
}

void TestEvsWhere::tellsByItsCodeWhetherSomethingPassed()
{
    QFETCH(QStringList, more);
    QFETCH(int, code);
    EvsProcess evs(listen(more));
    evs.startListening();
    RawClient client(evs.port());
    for (int number = 1; number <= 3; ++number)
        QCOMPARE(client.ask(orderRequest(number)).status, 202);
    QCOMPARE(evs.waitForEnd(), code);
}

void TestEvsWhere::exportsOnlyWhatPasses_data()
{
    QTest::addColumn<QString>("where");
    QTest::addColumn<QList<int>>("numbers");
    const auto row = [](const char *where, const QList<int> &numbers) {
        QTest::newRow(where) << QString::fromUtf8(where) << numbers;
    };
    row("tenant = 'north'", {3, 6, 9});
    row("id = '7'", {7});
    row("INT(id) % 4 = 0", {4, 8});
    row("NOT EXISTS tenant AND INT(id) > 7", {8, 10});
    row("type LIKE 'com.shop.%' AND id IN ('1', '10', '11')", {1, 10});
    row("DATA('/total') > 70", {8, 9, 10});
    row("SUM('/lines/*/n') < 3 AND TEXT('GR\u00dc')", {1, 2});
    row("tenant = 1", {}); // an error is no match
    row("id", {});         // nor is what is no Boolean
}

void TestEvsWhere::exportsOnlyWhatPasses()
{
    QFETCH(QString, where);
    QFETCH(QList<int>, numbers);
    const QTemporaryDir folder;
    const QString capture = folder.filePath(QStringLiteral("a.eventscope"));
    EvsProcess import({QStringLiteral("import"), capture, QStringLiteral("-")});
    import.startWith(orderLines(10));
    QCOMPARE(import.waitForEnd(), 0);
    QByteArray lines;
    for (const int number : numbers)
        lines += orderLine(number) + '\n';
    EvsProcess evs({QStringLiteral("export"), capture, QStringLiteral("--where"), where});
    evs.start();
    QCOMPARE(evs.waitForEnd(), numbers.isEmpty() ? 1 : 0);
    QCOMPARE(evs.output(), lines);
    // Together with the other choices.
    EvsProcess part({QStringLiteral("export"), capture, QStringLiteral("--where"), where,
                     QStringLiteral("--from=4"), QStringLiteral("--type=com.shop.order")});
    part.start();
    const bool isAny = !numbers.isEmpty() && numbers.last() >= 4;
    QCOMPARE(part.waitForEnd(), isAny ? 0 : 1);
    QVERIFY(lines.endsWith(part.output()));
}

void TestEvsWhere::showsThePlaceOfAMistake_data()
{
    QTest::addColumn<QString>("where");
    QTest::addColumn<QByteArray>("shown"); // from the name of the option to the marks
    const auto row = [](const char *name, const char *where, const char *shown) {
        QTest::newRow(name) << QString::fromUtf8(where) << QByteArray(shown);
    };
    row("an operator too many", "type = = 'a'", "\n  type = = 'a'\n         ^\n");
    row("at the end", "type =", "\n  type =\n        ^\n");
    row("a whole word", "type LIKE source", "\n  type LIKE source\n            ^^^^^^\n");
    row("behind letters beyond ASCII", "'Grüße' = = 1", "\n  'Grüße' = = 1\n            ^\n");
    row("in the second of two lines", "type = 'a'\nAND AND", "\n  AND AND\n      ^^^\n");
    row("behind a tab", "\ttype = = 'a'", "\n   type = = 'a'\n          ^\n");
}

void TestEvsWhere::showsThePlaceOfAMistake()
{
    QFETCH(QString, where);
    QFETCH(QByteArray, shown);
    const QList<QStringList> commands{{QStringLiteral("listen"), QStringLiteral("--where"), where},
                                      {QStringLiteral("export"), QStringLiteral("none.eventscope"),
                                       QStringLiteral("--where"), where}};
    for (const QStringList &command : commands) {
        EvsProcess evs(command);
        evs.start();
        QCOMPARE(evs.waitForEnd(), 2);
        QCOMPARE(evs.output(), QByteArray());
        const QByteArray said = evs.errors();
        const QByteArray begin = "evs " + command.first().toUtf8() + ": --where, character ";
        QVERIFY2(said.startsWith(begin), said.constData());
        QVERIFY2(said.contains(shown), said.constData());
    }
}

void TestEvsWhere::saysHowItReadsAMixOfOperators()
{
    EvsProcess evs(
        listen({QStringLiteral("--where"), QStringLiteral("id = '1' OR id = '2' AND id = '3'"),
                QStringLiteral("--timeout=1ms")}));
    evs.start();
    QCOMPARE(evs.waitForEnd(), 1);
    QVERIFY2(evs.errors().contains("--where is read from left to right: "
                                   "((id = '1') OR (id = '2')) AND (id = '3')"),
             evs.errors().constData());
}

void TestEvsWhere::choosesTheSameEverywhere_data()
{
    QTest::addColumn<QString>("where");
    for (const char *where :
         {"true", "false", "tenant = 'north'", "INT(id) > 200 AND INT(id) % 2 = 1",
          "tenant LIKE 'n%' OR id = '5'", "source = '/shop' AND LENGTH(id) = 2", "id = 5",
          "tenant != 'south'", "missing", "INT(tenant) = 0", "DATA('/total') > 1234",
          "SUM('/lines/*/n') > 100 AND DATA('/lines/0/n') < 110", "SIZE() > 57",
          "TEXT('gr\u00fcße') AND TEXT('1.0')", "DATA('/note') LIKE 'Gr_\u00dfe'",
          "DATA('/none') = 1", "NOT FINDING('duplicate') AND RECEIVED() > 0"})
        QTest::newRow(where) << QString::fromUtf8(where);
}

/// `evs listen`, `evs export`, `evs filter` and GET /v1/events, over the same events.
void TestEvsWhere::choosesTheSameEverywhere()
{
    QFETCH(QString, where);
    constexpr int Events = 250;
    const QTemporaryDir folder;
    const QString capture = folder.filePath(QStringLiteral("a.eventscope"));
    EvsProcess evs(listen({QStringLiteral("--log"), capture, QStringLiteral("--where"), where}));
    evs.startListening();
    RawClient client(evs.port());
    std::string requests;
    for (int number = 1; number <= Events; ++number)
        requests += orderRequest(number);
    client.send(requests);
    QCOMPARE(client.waitForAnswers(Events).size(), std::size_t(Events));

    QByteArray queried;
    std::string target = "/v1/events?limit=1000&where=" + percentEncoded(where);
    for (;;) {
        const RawAnswer answer =
            client.ask("GET " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
        QCOMPARE(answer.status, 200);
        if (answer.head.find("\r\nEventscope-Searched: ") == std::string::npos)
            break;
        const QByteArray batch = QByteArray::fromStdString(answer.body);
        QVERIFY(batch.startsWith('[') && batch.endsWith(']'));
        queried +=
            batch.mid(1, batch.size() - 2).replace("}},{\"specversion\"", "}}\n{\"specversion\"");
        if (batch.size() > 2)
            queried += '\n';
        target = nextOf(answer.head);
    }
    evs.signal(SIGINT);
    QCOMPARE(evs.waitForEnd(), 0);
    QCOMPARE(queried, evs.output());

    EvsProcess exported({QStringLiteral("export"), capture, QStringLiteral("--where"), where});
    exported.start();
    QCOMPARE(exported.waitForEnd(), queried.isEmpty() ? 1 : 0);
    QCOMPARE(exported.output(), queried);

    // Lines of JSON do not say what only a capture knows.
    if (where.contains(u"FINDING") || where.contains(u"RECEIVED"))
        return;
    EvsProcess filter({QStringLiteral("filter"), where});
    filter.startWith(orderLines(Events));
    QCOMPARE(filter.waitForEnd(), queried.isEmpty() ? 1 : 0);
    QCOMPARE(filter.output(), queried);
}

QTEST_GUILESS_MAIN(TestEvsWhere)
#include "tst_evswhere.moc"
