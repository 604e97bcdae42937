// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/log/verify.h"
#include "tests/core/log/logtest.h"
#include "tests/support/apptheme.h"
#include "tests/support/rawclient.h"
#include "tests/ui/window/windowbench.h"
#include "ui/frame/note.h"
#include "ui/frame/toast.h"
#include "ui/transfer/exportdialog.h"
#include "ui/window/recentmenu.h"

#include <QAction>
#include <QDialogButtonBox>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QFileDialog>
#include <QMimeData>
#include <QPushButton>
#include <QTest>
#include <QUrl>

using namespace ui;

/// What the File menu does with files.
class TestWindowFiles : public QObject {
    Q_OBJECT

private slots:
    void savesACopyWhileItReceives();
    void saysWhyACopyCouldNotBeSaved();
    void savesTheReadablePartOfADamagedCapture();
    void exportsWhatIsShown();
    void importsAFileThatIsDroppedOnIt();
    void listsWhatWasOpenBefore();
    void forgetsWhatWasOpenBefore();
    void opensACaptureThatIsDroppedOnIt();

private:
    AppTheme m_theme;
};

namespace {

/// Answers the file dialog that is open as a person would.
void answer(const MainWindow &window, const QString &file)
{
    auto *dialog = window.findChild<QFileDialog *>();
    QVERIFY(dialog);
    QVERIFY(dialog->isModal());
    dialog->selectFile(file);
    QMetaObject::invokeMethod(dialog, "accept");
}

void send(Bench &bench, int count)
{
    RawClient client(bench.port);
    for (int number = 1; number <= count; ++number) {
        QCOMPARE(client.ask(eventRequest(number, "com.shop.order", "/checkout")).status, 202);
    }
}

std::optional<core::VerifiedHead> headOf(const QString &file)
{
    const auto verified = core::verifyCapture(file.toStdString());
    if (!verified || !std::holds_alternative<core::VerifiedHead>(*verified)) {
        return std::nullopt;
    }
    return std::get<core::VerifiedHead>(*verified);
}

bool drop(MainWindow &window, const QString &file)
{
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(file)});
    QDragEnterEvent enter({5, 5}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&window, &enter);
    if (!enter.isAccepted()) {
        return false;
    }
    QDropEvent event({5, 5}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&window, &event);
    return event.isAccepted();
}

QAction *actionFor(const RecentMenu &menu, const QString &file)
{
    for (QAction *action : menu.actions()) {
        if (action->data().toString() == file) {
            return action;
        }
    }
    return nullptr;
}

} // namespace

void TestWindowFiles::savesACopyWhileItReceives()
{
    const QTemporaryDir folder;
    Bench bench(*m_theme, folder);
    send(bench, 3);
    QTRY_COMPARE(bench.rows().rowCount(), 3);
    const QString copy = folder.filePath(QStringLiteral("copy.eventscope"));
    QTRY_VERIFY(bench.window.actions().saveCopy->isEnabled());
    bench.window.actions().saveCopy->trigger();
    answer(bench.window, copy);
    Toast &toast = *bench.window.view()->toast();
    QTRY_COMPARE(toast.sentence(), QStringLiteral("Saved 3 events to copy.eventscope. This window "
                                                  "goes on with test.eventscope."));
    const auto head = headOf(copy);
    QVERIFY(head);
    QCOMPARE(head->events, std::uint64_t{3});

    send(bench, 1);
    QTRY_COMPARE(bench.rows().rowCount(), 4);
    QVERIFY(bench.window.windowTitle().startsWith(QLatin1String("test.eventscope")));
    QSignalSpy shown(&bench.window, &MainWindow::captureShown);
    QTest::mouseClick(toast.findChild<QPushButton *>(), Qt::LeftButton);
    QVERIFY(shown.wait());
    QVERIFY(bench.window.windowTitle().startsWith(QLatin1String("copy.eventscope")));
    QTRY_COMPARE(bench.rows().rowCount(), 3);
}

void TestWindowFiles::saysWhyACopyCouldNotBeSaved()
{
    const QTemporaryDir folder;
    Bench bench(*m_theme, folder);
    QTRY_VERIFY(bench.window.actions().saveCopy->isEnabled());
    bench.window.actions().saveCopy->trigger();
    auto *dialog = bench.window.findChild<QFileDialog *>();
    QVERIFY(dialog);
    // The dialog itself asks before it writes over a file: what it hands on was agreed to.
    emit dialog->fileSelected(folder.filePath(QStringLiteral("test.eventscope")));
    QTRY_VERIFY(bench.window.view()->note()->isVisible());
    QVERIFY(bench.window.view()->note()->sentence().contains(
        QLatin1String("is this capture itself; choose another name")));
    emit bench.window.view()->note()->actionTriggered();
    QTRY_VERIFY(!bench.window.view()->note()->isVisible());
    QTRY_VERIFY(bench.window.actions().saveCopy->isEnabled());
}

void TestWindowFiles::savesTheReadablePartOfADamagedCapture()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("test.eventscope"));
    {
        Bench bench(*m_theme, folder);
        send(bench, 6);
        QTRY_COMPARE(bench.rows().rowCount(), 6);
        QVERIFY(!bench.window.actions().saveReadablePart->isVisible());
    }
    QCOMPARE(logtest::query(file.toStdString(),
                            "DROP TRIGGER segment_1_refuses_UPDATE;"
                            "UPDATE segment_1 SET type = 100000 WHERE sequence = 5"),
             std::string());
    Bench bench(*m_theme, folder);
    MainWindow &window = bench.window;
    QSignalSpy shown(&window, &MainWindow::captureShown);
    QTRY_COMPARE(window.view()->table()->model()->rowCount(), 4);
    Note *note = window.view()->note();
    QTRY_VERIFY(note->isVisible());
    QVERIFY(note->sentence().startsWith(QLatin1String("Opened up to event 4.")));

    emit note->actionTriggered();
    auto *dialog = window.findChild<QFileDialog *>();
    QVERIFY(dialog);
    emit dialog->fileSelected(file); // it is never written over
    delete dialog;
    QTRY_VERIFY(note->sentence().contains(QLatin1String("is there already; name a new file")));
    emit note->actionTriggered();
    QTRY_VERIFY(window.actions().saveReadablePart->isEnabled());
    QVERIFY(window.actions().saveReadablePart->isVisible());
    window.actions().saveReadablePart->trigger();
    answer(window, folder.filePath(QStringLiteral("part.eventscope")));
    Toast &toast = *window.view()->toast();
    QTRY_COMPARE(toast.sentence(),
                 QStringLiteral("Saved 4 events to part.eventscope, with new numbers and seals."));
    QTest::mouseClick(toast.findChild<QPushButton *>(), Qt::LeftButton);
    QVERIFY(shown.wait());
    QVERIFY(window.windowTitle().startsWith(QLatin1String("part.eventscope")));
    QTRY_COMPARE(window.view()->table()->model()->rowCount(), 4);
    QVERIFY(!window.monitor()->log().isReadOnly());
    QTRY_VERIFY(!window.actions().saveReadablePart->isVisible());
}

void TestWindowFiles::exportsWhatIsShown()
{
    const QTemporaryDir folder;
    Bench bench(*m_theme, folder);
    RawClient client(bench.port);
    QCOMPARE(client.ask(eventRequest(1, "com.shop.order", "/checkout")).status, 202);
    QCOMPARE(client.ask(eventRequest(2, "com.shop.paid", "/checkout")).status, 202);
    QTRY_COMPARE(bench.rows().rowCount(), 2);
    core::EventFilter filter;
    filter.types = {"com.shop.paid"};
    bench.window.view()->setFilter(filter);
    QTRY_COMPARE(bench.rows().rowCount(), 1);
    QTRY_VERIFY(bench.window.actions().exportEvents->isEnabled());
    bench.window.actions().exportEvents->trigger();
    auto *dialog = bench.window.findChild<ExportDialog *>();
    QVERIFY(dialog);
    QVERIFY(QMetaObject::invokeMethod(dialog->findChild<QDialogButtonBox *>(), "accepted"));
    const QString file = folder.filePath(QStringLiteral("shown.ndjson"));
    answer(bench.window, file);
    QTRY_COMPARE(bench.window.view()->toast()->sentence(),
                 QStringLiteral("Exported 1 events to shown.ndjson."));
    QFile written(file);
    QVERIFY(written.open(QIODevice::ReadOnly));
    const QList<QByteArray> lines = written.readAll().trimmed().split('\n');
    QCOMPARE(lines.size(), 1);
    QVERIFY(lines.first().contains(R"("id":"2")"));
}

void TestWindowFiles::importsAFileThatIsDroppedOnIt()
{
    const QTemporaryDir folder;
    Bench bench(*m_theme, folder);
    QFile file(folder.filePath(QStringLiteral("events.ndjson")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    for (int number = 1; number <= 3; ++number) {
        QVERIFY(file.write(QByteArray(R"({"specversion":"1.0","type":"t","source":"/s","id":")") +
                           QByteArray::number(number) + "\"}\n") > 0);
    }
    file.close();
    QVERIFY(drop(bench.window, file.fileName()));
    QTRY_COMPARE(bench.rows().rowCount(), 3);
    QTRY_COMPARE(bench.window.view()->toast()->sentence(),
                 QStringLiteral("Imported 3 events from events.ndjson."));
    QTRY_VERIFY(bench.window.actions().importEvents->isEnabled());
}

void TestWindowFiles::listsWhatWasOpenBefore()
{
    const QTemporaryDir folder;
    const QString first = folder.filePath(QStringLiteral("test.eventscope"));
    const QString second = folder.filePath(QStringLiteral("second.eventscope"));
    const QString missing = folder.filePath(QStringLiteral("missing.eventscope"));
    WindowState state;
    state.recent = {missing};
    Bench bench(*m_theme, folder, state);
    QSignalSpy shown(&bench.window, &MainWindow::captureShown);
    bench.window.open(second.toStdString());
    QVERIFY(shown.wait());
    QCOMPARE(bench.window.state().recent, QStringList({second, first, missing}));

    RecentMenu &menu = *bench.window.actions().recent;
    QTRY_VERIFY(actionFor(menu, first));
    QVERIFY(!actionFor(menu, second)); // is the one that is shown
    emit menu.aboutToShow();
    QTRY_VERIFY(!actionFor(menu, missing)->isEnabled());
    QVERIFY(actionFor(menu, first)->isEnabled());
    actionFor(menu, first)->trigger();
    QVERIFY(shown.wait());
    QVERIFY(bench.window.windowTitle().startsWith(QLatin1String("test.eventscope")));
    QCOMPARE(bench.window.state().recent, QStringList({first, second, missing}));
}

void TestWindowFiles::forgetsWhatWasOpenBefore()
{
    QStringList many;
    for (int number = 0; number < MaxRecent + 1; ++number) {
        many = withRecent(many, QString::number(number));
        QCOMPARE(many.size(), std::min<qsizetype>(number + 1, MaxRecent));
    }
    QCOMPARE(many.first(), QString::number(MaxRecent));
    QCOMPARE(withRecent(many, many.last()).size(), MaxRecent);

    const QTemporaryDir folder;
    WindowState state;
    state.recent = {QStringLiteral("/a.eventscope"), QStringLiteral("/b.eventscope")};
    Bench bench(*m_theme, folder, state);
    RecentMenu &menu = *bench.window.actions().recent;
    QTRY_VERIFY(menu.menuAction()->isEnabled());
    QVERIFY(!menu.actions().last()->data().isValid());
    menu.actions().last()->trigger();
    QTRY_VERIFY(!menu.menuAction()->isEnabled());
    QVERIFY(bench.window.state().recent.isEmpty());
}

void TestWindowFiles::opensACaptureThatIsDroppedOnIt()
{
    const QTemporaryDir folder;
    Bench bench(*m_theme, folder);
    const QString other = folder.filePath(QStringLiteral("other.eventscope"));
    QSignalSpy shown(&bench.window, &MainWindow::captureShown);
    QVERIFY(drop(bench.window, other));
    QVERIFY(shown.wait());
    QVERIFY(bench.window.windowTitle().startsWith(QLatin1String("other.eventscope")));
}

QTEST_MAIN(TestWindowFiles)
#include "tst_windowfiles.moc"
