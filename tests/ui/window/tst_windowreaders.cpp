// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
//
// What a window shows of a log that is larger than its memory: values without a code; and of one that forgets while it is
// looked at.
#include "tests/core/log/logtest.h"
#include "tests/support/apptheme.h"
#include "tests/support/rawclient.h"
#include "tests/ui/window/windowbench.h"
#include "ui/facets/facetpanel.h"
#include "ui/frame/note.h"
#include "ui/inspector/inspectorpanel.h"
#include "ui/models/eventcolumns.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace ui;

namespace {

ui::StartMonitor startWithoutRoom()
{
    core::EventLog::Options options;
    options.dictionaryBytes = 0; // no value has a code
    return startWith(options);
}

ui::StartMonitor startSmall()
{
    core::EventLog::Options options;
    options.rules.emplace().limitBytes = 1 * core::MiB;
    return startWith(options);
}

std::string largeEvent(int number)
{
    const std::string body = '"' + std::string(30 * core::KiB, 'x') + '"';
    return "POST /in HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
           "ce-specversion: 1.0\r\nce-id: " +
           std::to_string(number) + "\r\nce-type: t." + std::to_string(number % 3) +
           "\r\nce-source: /s\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" +
           body;
}

quint64 typesIn(const QAbstractItemModel &facets)
{
    quint64 count = 0;
    const QModelIndex head = facets.index(0, 0);
    for (int row = 0; row < facets.rowCount(head); ++row)
        count += facets.index(row, 0, head).data(CountRole).toULongLong();
    return count;
}

quint64 othersIn(const QAbstractItemModel &facets, int section)
{
    const QModelIndex head = facets.index(section, 0);
    for (int row = 0; row < facets.rowCount(head); ++row) {
        const QModelIndex index = facets.index(row, 0, head);
        if (index.data(CodeRole).toUInt() == core::OtherCode)
            return index.data(CountRole).toULongLong();
    }
    return 0;
}

} // namespace

class TestWindowReaders : public QObject {
    Q_OBJECT

private slots:
    void showsAndFiltersValuesWithoutACode();
    void saysThatValuesCouldNotBeRead();
    void agreesWhenRowsLeaveWhileTheyAreLookedAt();

private:
    AppTheme m_theme;
};

void TestWindowReaders::showsAndFiltersValuesWithoutACode()
{
    const QTemporaryDir folder;
    Bench bench(*m_theme, folder, {}, startWithoutRoom());
    MainWindow &window = bench.window;
    RawClient client(bench.port);
    EventTableView &table = *window.view()->table();
    QAbstractItemModel &rows = *table.model();
    const QAbstractItemModelTester tester(&rows,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    for (int number = 1; number <= 6; ++number) {
        const char *type = number % 3 == 0 ? "com.shop.paid" : "com.shop.order";
        QCOMPARE(client.ask(eventRequest(number, type, "/checkout")).status, 202);
    }
    QTRY_COMPARE(rows.rowCount(), 6);
    const auto typeOf = [&](int row) {
        return rows.index(row, column(EventColumn::Type)).data().toString();
    };
    QTRY_COMPARE(typeOf(0), QStringLiteral("com.shop.order")); // read when it was painted
    QTRY_COMPARE(typeOf(5), QStringLiteral("com.shop.paid"));
    const QAbstractItemModel &facets = *window.view()->facets()->view()->model();
    QTRY_COMPARE(othersIn(facets, 0), 6ULL);
    QCOMPARE(othersIn(facets, 1), 6ULL);

    QVERIFY(table.select({3}));
    table.setFocus();
    QTest::keyClick(&table, Qt::Key_F);
    QCOMPARE(window.view()->filter().types, core::EventFilter::Texts{"com.shop.paid"});
    QTRY_COMPARE(rows.rowCount(), 2);
    QTRY_COMPARE(othersIn(facets, 1), 2ULL);
    QCOMPARE(othersIn(facets, 0), 6ULL);
    QCOMPARE(client.ask(eventRequest(7, "com.shop.paid", "/checkout")).status, 202);
    QCOMPARE(client.ask(eventRequest(8, "com.shop.order", "/checkout")).status, 202);
    QTRY_COMPARE(rows.rowCount(), 3);
    QTRY_COMPARE(othersIn(facets, 1), 3ULL);
}

void TestWindowReaders::saysThatValuesCouldNotBeRead()
{
    const QTemporaryDir folder;
    Bench bench(*m_theme, folder, {}, startWithoutRoom());
    MainWindow &window = bench.window;
    RawClient client(bench.port);
    QCOMPARE(client.ask(eventRequest(1, "com.shop.paid", "/checkout")).status, 202);
    QTRY_COMPARE(window.view()->table()->model()->rowCount(), 1);
    Note *note = window.view()->note();
    QVERIFY(!note->isVisible());

    // Its readers find it no more.
    QCOMPARE(logtest::query(bench.file, "ALTER TABLE segments RENAME TO away"), std::string());
    window.view()->setFilter({.types = {"com.shop.paid"}});
    QTRY_VERIFY(note->isVisible());
    QVERIFY2(window.view()->shownNote()->close == WindowNote::Close::Unread,
             qPrintable(note->sentence()));
    emit note->closeRequested();
    QVERIFY(!note->isVisible());
}

void TestWindowReaders::agreesWhenRowsLeaveWhileTheyAreLookedAt()
{
    const QTemporaryDir folder;
    Bench bench(*m_theme, folder, {}, startSmall());
    MainWindow &window = bench.window;
    RawClient client(bench.port);
    CaptureView &view = *window.view();
    EventTableView &table = *view.table();
    QAbstractItemModel &rows = *table.model();
    const QAbstractItemModelTester tester(&rows,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    const QAbstractItemModel &facets = *view.facets()->view()->model();
    int sent = 0;
    const auto send = [&](int count) {
        for (const int last = sent + count; sent < last;)
            QCOMPARE(client.ask(largeEvent(++sent)).status, 202);
    };
    send(10);
    QTRY_COMPARE(rows.rowCount(), 10);
    QVERIFY(table.select({2}));
    QTRY_COMPARE(view.inspector()->shown().value, 2ULL);
    QVERIFY(!view.inspector()->isEvicted());

    send(90);
    QTRY_VERIFY(view.inspector()->isEvicted());
    QCOMPARE(view.inspector()->shown().value, 2ULL);
    QCOMPARE(table.selectedRows(), 0ULL);
    // Retention may still be at work when the last answer is there.
    const auto isSettled = [&] {
        const core::EventLog &log = window.monitor()->log();
        return log.state().usedBytes <= log.rules().limitBytes;
    };
    QTRY_VERIFY(isSettled());
    core::Ledger ledger;
    const auto isInStep = [&](int (*wanted)(const core::Ledger &)) {
        ledger = window.monitor()->log().ledger();
        return ledger.kept + ledger.evicted == quint64(sent) && rows.rowCount() == wanted(ledger) &&
               typesIn(facets) == ledger.kept;
    };
    QTRY_VERIFY(isInStep([](const core::Ledger &now) { return static_cast<int>(now.kept); }) &&
                rows.index(0, 0).data(SequenceRole).toULongLong() == ledger.evicted + 1);
    QVERIFY(ledger.evicted > 0 && ledger.kept > 0);
    const quint64 evictedBefore = ledger.evicted;

    view.setFilter({.types = {"t.1"}});
    send(50);
    QTRY_VERIFY(isSettled());
    QTRY_VERIFY(isInStep([](const core::Ledger &now) {
        int matching = 0;
        for (quint64 number = now.evicted + 1; number <= now.evicted + now.kept; ++number)
            matching += number % 3 == 1 ? 1 : 0;
        return matching;
    }));
    QVERIFY(ledger.evicted > evictedBefore);
}

QTEST_MAIN(TestWindowReaders)
#include "tst_windowreaders.moc"
