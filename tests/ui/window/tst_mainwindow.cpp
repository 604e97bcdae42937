// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/apptheme.h"
#include "tests/support/rawclient.h"
#include "tests/ui/window/windowbench.h"
#include "ui/eventtable/eventtableview.h"
#include "ui/facets/facetpanel.h"
#include "ui/filterbar/filterbar.h"
#include "ui/firststart/firststartpage.h"
#include "ui/frame/note.h"
#include "ui/frame/toast.h"
#include "ui/inspector/inspectorpanel.h"
#include "ui/models/eventcolumns.h"
#include "ui/problems/problemspanel.h"
#include "ui/ratechart/ratechartpanel.h"
#include "ui/window/captureview.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QApplication>
#include <QDockWidget>
#include <QLabel>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace ui;

namespace {

QModelIndex facetNamed(const QAbstractItemModel &model, const QString &name,
                       const QModelIndex &parent = {})
{
    for (int row = 0; row < model.rowCount(parent); ++row) {
        const QModelIndex index = model.index(row, 0, parent);
        if (index.data().toString() == name) {
            return index;
        }
        if (const QModelIndex below = facetNamed(model, name, index); below.isValid()) {
            return below;
        }
    }
    return {};
}

} // namespace

class TestMainWindow : public QObject {
    Q_OBJECT

private slots:
    void showsWhatASenderPosts();
    void keepsTheFontsOfItsParts();
    void narrowsTheTableWhenAFacetIsClicked();
    void filtersByTheValueInTheTable();
    void explainsWhatWasRefused();
    void holdsTheViewWhilePaused();
    void clearsTheViewAndTakesItBack();
    void showsEverythingAgainAfterAClose();
    void playsTheDemo();
    void opensAnotherCaptureAndSaysWhyNot();
    void showsLiveWhatAnotherWritesAndTakesOver();
    void remembersHowItWasLeft();
    void reachesEveryPaneByKeyboard();
    void endsUnderLoad();

private:
    AppTheme m_theme;
};

void TestMainWindow::showsWhatASenderPosts()
{
    const QTemporaryDir folder;
    Bench bench(*m_theme, folder);
    QVERIFY(bench.window.view()->isFirstStart());
    QAbstractItemModelTester tester(&bench.rows(),
                                    QAbstractItemModelTester::FailureReportingMode::QtTest);
    RawClient client(bench.port);
    for (int number = 1; number <= 3; ++number) {
        QCOMPARE(client.ask(eventRequest(number, "com.shop.order", "/checkout")).status, 202);
    }
    QTRY_COMPARE(bench.rows().rowCount(), 3);
    QVERIFY(!bench.window.view()->isFirstStart());
    QVERIFY(bench.window.view()->chart()->isVisible());
    QVERIFY(bench.window.view()->inspector()->isVisible());
    QTRY_COMPARE(
        bench.statusText().section(u'│', 0, 2).simplified(),
        QStringLiteral("received 3 = kept 3 + refused 0 + evicted 0 │ waiting 0 │ shown 3"));

    EventTableView &table = *bench.window.view()->table();
    QTest::mouseClick(table.viewport(), Qt::LeftButton, {}, table.rowRect(1).center());
    QCOMPARE(table.current().value, quint64(2));
    QTRY_COMPARE(bench.window.view()->inspector()->shown().value, quint64(2));
}

void TestMainWindow::keepsTheFontsOfItsParts()
{
    const QTemporaryDir folder;
    Bench bench(*m_theme, folder);
    const auto labels = bench.window.view()->firstStart()->findChildren<QLabel *>();
    const auto title = std::find_if(labels.begin(), labels.end(), [](const QLabel *label) {
        return label->text().startsWith(QLatin1String("Listening on"));
    });
    QVERIFY(title != labels.end());
    QCOMPARE((*title)->font().pixelSize(), m_theme->font(Face::Hero).pixelSize());
    QCOMPARE((*title)->font().weight(), m_theme->font(Face::Hero).weight());
}

void TestMainWindow::narrowsTheTableWhenAFacetIsClicked()
{
    const QTemporaryDir folder;
    Bench bench(*m_theme, folder);
    RawClient client(bench.port);
    QCOMPARE(client.ask(eventRequest(1, "com.shop.order", "/checkout")).status, 202);
    QCOMPARE(client.ask(eventRequest(2, "com.shop.paid", "/billing")).status, 202);
    QCOMPARE(client.ask(eventRequest(3, "com.shop.paid", "/checkout")).status, 202);
    QTRY_COMPARE(bench.rows().rowCount(), 3);

    FacetView &facets = *bench.window.view()->facets()->view();
    const QAbstractItemModel &model = *facets.model();
    QTRY_VERIFY(facetNamed(model, QStringLiteral("paid")).isValid());
    const auto click = [&](const QString &name, Qt::KeyboardModifiers modifiers = {}) {
        const QModelIndex index = facetNamed(model, name);
        facets.scrollTo(index);
        QTest::mouseClick(facets.viewport(), Qt::LeftButton, modifiers,
                          facets.visualRect(index).center());
    };
    click(QStringLiteral("paid"));
    QTRY_COMPARE(bench.rows().rowCount(), 2);
    QCOMPARE(bench.window.findChild<FilterBar *>()->text(),
             QStringLiteral("type = 'com.shop.paid'"));
    click(QStringLiteral("/checkout"));
    QTRY_COMPARE(bench.rows().rowCount(), 1);
    QCOMPARE(bench.rows().index(0, column(EventColumn::Number)).data(SequenceRole).toULongLong(),
             quint64(3));
    QTRY_VERIFY(bench.statusText().contains(QLatin1String("shown 1")));

    QTest::keyClick(&bench.window, Qt::Key_L, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_COMPARE(bench.rows().rowCount(), 3);
    QCOMPARE(bench.window.findChild<FilterBar *>()->text(), QString());
}

void TestMainWindow::filtersByTheValueInTheTable()
{
    const QTemporaryDir folder;
    Bench bench(*m_theme, folder);
    RawClient client(bench.port);
    QCOMPARE(client.ask(eventRequest(1, "a.one", "/x")).status, 202);
    QCOMPARE(client.ask(eventRequest(2, "a.two", "/x")).status, 202);
    QTRY_COMPARE(bench.rows().rowCount(), 2);
    EventTableView &table = *bench.window.view()->table();
    QVERIFY(table.select({1}));
    table.setFocus();
    QTest::keyClick(&table, Qt::Key_F);
    QTRY_COMPARE(bench.rows().rowCount(), 1);
    QCOMPARE(bench.window.view()->filter().types, core::EventFilter::Texts{"a.one"});
    QTest::keyClick(&table, Qt::Key_X);
    QTRY_COMPARE(bench.window.view()->filter().excludedTypes, core::EventFilter::Texts{"a.one"});
    QTRY_COMPARE(
        bench.rows().index(0, column(EventColumn::Number)).data(SequenceRole).toULongLong(),
        quint64(2));
}

void TestMainWindow::explainsWhatWasRefused()
{
    const QTemporaryDir folder;
    Bench bench(*m_theme, folder);
    RawClient client(bench.port);
    QCOMPARE(client
                 .ask("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                      "Content-Length: 7\r\n\r\n{\"a\":1}")
                 .status,
             400);
    QTRY_VERIFY(bench.statusText().startsWith(QLatin1String("received 1 = kept 0 + refused 1")));
    QTRY_COMPARE(bench.window.actions().problems->iconText(), QStringLiteral("Problems 1"));
    bench.window.actions().problems->trigger();
    auto *problems = bench.window.findChild<ProblemsPanel *>();
    QVERIFY(problems);
    QTRY_VERIFY(problems->isVisible());
    problems->select(1);
    QTRY_COMPARE(problems->shown(), quint64(1));
}

void TestMainWindow::holdsTheViewWhilePaused()
{
    const QTemporaryDir folder;
    Bench bench(*m_theme, folder);
    RawClient client(bench.port);
    QCOMPARE(client.ask(eventRequest(1, "t", "/x")).status, 202);
    QTRY_COMPARE(bench.rows().rowCount(), 1);
    bench.window.actions().pause->trigger();
    QVERIFY(bench.window.view()->isPaused());
    QCOMPARE(client.ask(eventRequest(2, "t", "/x")).status, 202);
    QTRY_VERIFY(bench.statusText().startsWith(QLatin1String("received 2 = kept 2")));
    QCOMPARE(bench.rows().rowCount(), 1);
    bench.window.view()->table()->setFocus();
    QTest::keyClick(bench.window.view()->table(), Qt::Key_Space);
    QTRY_COMPARE(bench.rows().rowCount(), 2);
    QVERIFY(!bench.window.actions().pause->isChecked());
}

void TestMainWindow::clearsTheViewAndTakesItBack()
{
    const QTemporaryDir folder;
    Bench bench(*m_theme, folder);
    RawClient client(bench.port);
    QCOMPARE(client.ask(eventRequest(1, "t", "/x")).status, 202);
    QTRY_COMPARE(bench.rows().rowCount(), 1);
    bench.window.actions().clearView->trigger();
    QTRY_COMPARE(bench.rows().rowCount(), 0);
    QCOMPARE(bench.window.view()->toast()->sentence(),
             QStringLiteral("Cleared this view. Every event is still in the capture."));
    QCOMPARE(client.ask(eventRequest(2, "t", "/x")).status, 202);
    QTRY_COMPARE(bench.rows().rowCount(), 1);
    QTRY_VERIFY(bench.window.actions().undo->isEnabled());
    bench.window.actions().undo->trigger();
    QTRY_COMPARE(bench.rows().rowCount(), 2);
    QTRY_VERIFY(!bench.window.actions().undo->isEnabled());
}

void TestMainWindow::showsEverythingAgainAfterAClose()
{
    const QTemporaryDir folder;
    {
        Bench bench(*m_theme, folder);
        RawClient client(bench.port);
        for (int number = 1; number <= 5; ++number) {
            QCOMPARE(client.ask(eventRequest(number, "t", "/x")).status, 202);
        }
        bench.window.close();
    }
    Bench bench(*m_theme, folder);
    QVERIFY(!bench.window.view()->isFirstStart());
    QTRY_COMPARE(bench.rows().rowCount(), 5);
}

void TestMainWindow::playsTheDemo()
{
    const QTemporaryDir folder;
    Bench bench(*m_theme, folder);
    bench.window.actions().demo->trigger();
    QVERIFY(bench.window.monitor()->isDemoRunning());
    QTRY_VERIFY_WITH_TIMEOUT(bench.rows().rowCount() > 5, 20'000);
    bench.window.actions().demo->trigger();
    QVERIFY(!bench.window.monitor()->isDemoRunning());
    QVERIFY(!bench.window.actions().demo->isChecked());
}

void TestMainWindow::opensAnotherCaptureAndSaysWhyNot()
{
    const QTemporaryDir folder;
    Bench bench(*m_theme, folder);
    RawClient client(bench.port);
    QCOMPARE(client.ask(eventRequest(1, "t", "/x")).status, 202);
    QTRY_COMPARE(bench.rows().rowCount(), 1);

    QSignalSpy shown(&bench.window, &MainWindow::captureShown);
    bench.window.open(folder.filePath(QStringLiteral("other.eventscope")).toStdString());
    QVERIFY(shown.wait());
    QVERIFY(bench.window.view()->isFirstStart());
    QVERIFY(bench.window.windowTitle().startsWith(QLatin1String("other.eventscope")));

    bench.window.open(folder.path().toStdString()); // a folder is no capture
    QVERIFY(shown.wait());
    QVERIFY(bench.window.windowTitle().startsWith(QLatin1String("other.eventscope")));
    QTRY_VERIFY(bench.window.view()->note()->isVisible());
    emit bench.window.view()->note()->actionTriggered();
    QTRY_VERIFY(!bench.window.view()->note()->isVisible());

    bench.window.open(folder.filePath(QStringLiteral("test.eventscope")).toStdString());
    QVERIFY(shown.wait());
    QTRY_COMPARE(bench.rows().rowCount(), 1);
}

void TestMainWindow::showsLiveWhatAnotherWritesAndTakesOver()
{
    const QTemporaryDir folder;
    auto writer = startOnLoopback(folder.filePath(QStringLiteral("test.eventscope")).toStdString());
    QVERIFY(writer);
    const auto portOf = [](const core::Monitor &monitor) {
        const std::string address = monitor.addresses().at(0);
        return static_cast<std::uint16_t>(std::stoi(address.substr(address.rfind(':') + 1)));
    };
    auto client = std::make_unique<RawClient>(portOf(**writer));

    ViewRedaction redaction;
    MainWindow window(*m_theme, redaction, {startOnLoopback, 0, {}});
    QSignalSpy shown(&window, &MainWindow::captureShown);
    window.resize(1280, 800);
    window.show();
    window.open(folder.filePath(QStringLiteral("test.eventscope")).toStdString());
    QVERIFY(shown.wait(10'000));
    QVERIFY(!window.view()->isFirstStart()); // there is no address to send to
    QTRY_VERIFY(window.view()->note()->isVisible());
    QCOMPARE(window.view()->note()->sentence(),
             QStringLiteral("Another program writes this capture. It is shown live, read-only."));
    QVERIFY(!window.actions().demo->isEnabled());
    QVERIFY(!window.actions().webSocket->isEnabled());

    QCOMPARE(client->ask(eventRequest(1, "t", "/x")).status, 202);
    QTRY_COMPARE(window.view()->table()->model()->rowCount(), 1);
    QCOMPARE(client->ask(eventRequest(2, "u", "/y")).status, 202);
    QTRY_COMPARE(window.view()->table()->model()->rowCount(), 2);

    client.reset();
    writer->reset();
    QTRY_COMPARE(window.view()->shownNote()->action, WindowNote::Action::TakeOver);
    emit window.view()->note()->actionTriggered();
    QVERIFY(shown.wait(10'000));
    QVERIFY(!window.monitor()->log().isReadOnly());
    QVERIFY(!window.view()->shownNote());
    QVERIFY(window.actions().demo->isEnabled());
    RawClient next(portOf(*window.monitor()));
    QCOMPARE(next.ask(eventRequest(3, "t", "/x")).status, 202);
    QTRY_COMPARE(window.view()->table()->model()->rowCount(), 3);
}

void TestMainWindow::remembersHowItWasLeft()
{
    const QTemporaryDir folder;
    WindowState left;
    int dockHeight = 0;
    {
        Bench bench(*m_theme, folder);
        RawClient client(bench.port);
        QCOMPARE(client.ask(eventRequest(1, "t", "/x")).status, 202);
        QTRY_COMPARE(bench.rows().rowCount(), 1);
        bench.window.actions().ranges[2]->trigger();
        bench.window.actions().groupings[1]->trigger();
        bench.window.actions().facets->trigger();
        bench.window.actions().connections->trigger();
        const auto *dock = bench.window.findChild<QDockWidget *>(QStringLiteral("connections"));
        QTRY_VERIFY(dock->height() > 200);
        dockHeight = dock->height();
        left = bench.window.state();
    }
    Bench bench(*m_theme, folder, left);
    const CaptureView &view = *bench.window.view();
    QCOMPARE(view.range(), core::RateRange::OneHour);
    QCOMPARE(view.grouping(), core::RateGrouping::Source);
    QVERIFY(view.facets()->isHidden());
    QVERIFY(!view.inspector()->isHidden());
    const auto *dock = bench.window.findChild<QDockWidget *>(QStringLiteral("connections"));
    QVERIFY(!dock->isHidden());
    QTRY_COMPARE(dock->height(), dockHeight);
    QVERIFY(bench.window.findChild<QDockWidget *>(QStringLiteral("problems"))->isHidden());
}

void TestMainWindow::reachesEveryPaneByKeyboard()
{
    const QTemporaryDir folder;
    Bench bench(*m_theme, folder);
    RawClient client(bench.port);
    QCOMPARE(client.ask(eventRequest(1, "t", "/x")).status, 202);
    QTRY_COMPARE(bench.rows().rowCount(), 1);
    QVERIFY(QTest::qWaitForWindowActive(&bench.window));
    CaptureView &view = *bench.window.view();
    view.table()->setFocus();
    QVERIFY(view.table()->hasFocus());
    QTest::keyClick(&bench.window, Qt::Key_F6);
    QVERIFY(view.inspector()->isAncestorOf(QApplication::focusWidget()));
    QTest::keyClick(&bench.window, Qt::Key_F6, Qt::ShiftModifier);
    QVERIFY(view.table()->hasFocus());
    QTest::keyClick(&bench.window, Qt::Key_F6, Qt::ShiftModifier);
    QVERIFY(view.facets()->view()->hasFocus());
}

void TestMainWindow::endsUnderLoad()
{
    const QTemporaryDir folder;
    std::size_t acknowledged = 0;
    {
        Bench bench(*m_theme, folder);
        RawClient client(bench.port);
        std::string many;
        for (int number = 1; number <= 2000; ++number) {
            many += eventRequest(number, "t", "/x");
        }
        client.send(many);
        QTRY_VERIFY(bench.window.monitor()->columns().published() > 0);
        acknowledged = client.answers().size();
        bench.window.close();
    }
    Bench bench(*m_theme, folder);
    QVERIFY(std::size_t(bench.window.monitor()->columns().published()) >= acknowledged);
    QTRY_COMPARE(std::uint64_t(bench.rows().rowCount()),
                 bench.window.monitor()->columns().published());
}

QTEST_MAIN(TestMainWindow)
#include "tst_mainwindow.moc"
