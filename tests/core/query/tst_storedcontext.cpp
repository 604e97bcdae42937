// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/query/storedcontext.h"

#include "core/cesql/parser.h"
#include "core/event/findings.h"
#include "tests/core/log/logtest.h"

#include <QTest>

#include <string>
#include <vector>

using namespace core;
using namespace logtest;

/// What an expression can ask of an event that is read back from a capture.
class TestStoredContext : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void chooses_data();
    void chooses();
    void knowsNoMarksWithoutThem();
    void keepsSomeTextsReady();

private:
    std::vector<StoredEvent> m_events;
    Marks m_marks;
};

namespace {

cesql::Expression expressionOf(const std::string &text)
{
    auto expression = cesql::parse(text);
    if (!expression)
        qFatal("%s: %s", text.c_str(), expression.error().message().c_str());
    return *expression;
}

} // namespace

/// 1 to 4 in binary mode, 5 in JSON, 6 a batch of two.
void TestStoredContext::initTestCase()
{
    const QTemporaryDir folder;
    const auto log = openLog(captureIn(folder));
    Sender sender(*log);
    sender.send(
        binaryMessage(1, R"({"total":129.95,"lines":[{"n":1},{"n":2.5}],"note":"K\u00e4se"})"));
    sender.send(binaryMessage(2, R"({"total":5,"lines":[],"note":null})"));
    sender.send(binaryMessage(1, R"({"total":130,"flag":true})")); // the id again
    sender.send(binaryMessage(4, "no JSON"));
    sender.send(structuredMessage(5));
    sender.send(binaryMessage(7, {})); // no data
    m_events = readAll(*log);
    QVERIFY(m_marks.change({{2}, true, {}}));
    QVERIFY(m_marks.change({{4}, true, "why?"}));
    QVERIFY(m_marks.change({{5}, {}, "because"}));
    QCOMPARE(m_events.size(), std::size_t(6));
    QCOMPARE(m_events[2].findings & DuplicateFinding, int(DuplicateFinding));
}

void TestStoredContext::chooses_data()
{
    QTest::addColumn<QByteArray>("where");
    QTest::addColumn<QByteArray>("numbers"); // of the events that pass
    const auto row = [](const char *where, const char *numbers) {
        QTest::newRow(where) << QByteArray(where) << QByteArray(numbers);
    };
    row("true", "1 2 3 4 5 6");
    row("id = 'id-1'", "1 3");
    row("DATA('/total') > 100", "1 3");
    row("DATA('/total') = 5", "2");
    row("DATA('/total') < 129", "2");
    row("DATA('/flag')", "3");
    row("DATA('/note') = NULL()", "2");
    row("DATA('/note') = 'K\xc3\xa4se'", "1");
    row("DATA('/lines/1/n') > 2", "1");
    row("DATA('/a') = '[1,2,3]'", "5");
    row("NOT (DATA('/total') > 100)", "2"); // what has none does not pass, either way
    row("SUM('/lines/*/n') > 3", "1");
    row("SUM('/lines/*/n') = 0", "2");
    row("FINDING('duplicate')", "3");
    row("NOT FINDING('duplicate')", "1 2 4 5 6");
    row("FINDING('same data')", "");
    row("MARKED()", "2 4");
    row("NOT MARKED()", "1 3 5 6");
    row("NOTE() = 'why?'", "4");
    row("NOTE() != ''", "4 5");
    row("NOTE() LIKE '%?' AND MARKED()", "4");
    row("SIZE() = 0", "6");
    row("SIZE() = 7", "4");
    row("SIZE() = 13", "5");
    row("RECEIVED() > TIME('2023-11-14T22:13:20.000003Z')", "4 5 6");
    row("RECEIVED() < TIME('2023-11-14T22:13:20.000003Z')", "1 3");
    row("ORIGIN() = 'http://127.0.0.1:8080'", "1 2 3 4 5 6");
    row("ORIGIN() LIKE 'ws%'", "");
    row("TEXT('K\xc3\x84SE')", "1");  // in the data, behind an escape
    row("TEXT('checkout/2')", "2 6"); // in the source
    row("TEXT('no json') OR TEXT('129.95')", "1 4");
    row("TEXT('nowhere')", "");
}

void TestStoredContext::chooses()
{
    QFETCH(QByteArray, where);
    QFETCH(QByteArray, numbers);
    const cesql::Expression expression = expressionOf(where.toStdString());
    QByteArray found;
    for (const StoredEvent &stored : m_events) {
        if (passes(expression, stored, &m_marks))
            found += (found.isEmpty() ? "" : " ") +
                     QByteArray::number(qulonglong(stored.sequence.value));
    }
    QCOMPARE(found, numbers);
}

void TestStoredContext::knowsNoMarksWithoutThem()
{
    for (const StoredEvent &stored : m_events) {
        QVERIFY(!passes(expressionOf("MARKED()"), stored));
        QVERIFY(!passes(expressionOf("NOT MARKED()"), stored));
        QVERIFY(!passes(expressionOf("NOTE() = ''"), stored));
    }
}

/// Below, at and above as many as are kept, the answers are the same, again and again.
void TestStoredContext::keepsSomeTextsReady()
{
    for (const std::size_t texts :
         {EventText::MaxTexts - 1, EventText::MaxTexts, EventText::MaxTexts + 1}) {
        EventText text;
        const StoredEvent &stored = m_events.front();
        for (int round = 0; round < 2; ++round) {
            for (std::size_t number = 0; number < texts; ++number) {
                const std::string words = std::to_string(number) + "x";
                QVERIFY(!text.contains({stored.event, stored.text}, words));
                QVERIFY(text.contains({stored.event, stored.text}, "129.95"));
            }
        }
    }
}

QTEST_GUILESS_MAIN(TestStoredContext)
#include "tst_storedcontext.moc"
