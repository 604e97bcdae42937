// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/units.h"
#include "tests/support/apptheme.h"
#include "tests/support/rawclient.h"
#include "tests/ui/window/windowbench.h"
#include "ui/frame/note.h"
#include "ui/frame/toast.h"
#include "ui/space/fillingdialog.h"
#include "ui/space/limitsdialog.h"
#include "ui/verify/verifydialog.h"
#include "ui/window/capturebadge.h"

#include <QAction>
#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTest>
#include <QToolButton>

using namespace ui;

/// What the window says and asks about the capture that it shows.
class TestWindowCapture : public QObject {
    Q_OBJECT

private slots:
    void verifiesFromTheBadge();
    void changesTheLimitsAndTakesItBack();
    void saysThatTheLimitIsReached();
    void leavesOutWhatFillsIt();
    void closesWhatIsAboutACaptureWithIt();

private:
    AppTheme m_theme;
};

namespace {

std::string sized(int number, std::size_t bytes, const char *type = "com.shop.order")
{
    const std::string body = '"' + std::string(bytes, 'x') + '"';
    return "POST /in HTTP/1.1\r\nHost: localhost\r\nContent-Type: "
           "application/json\r\nce-specversion: 1.0\r\nce-id: " +
           std::to_string(number) + "\r\nce-type: " + type +
           "\r\nce-source: /checkout\r\nContent-Length: " + std::to_string(body.size()) +
           "\r\n\r\n" + body;
}

void accept(const QDialog &dialog)
{
    QVERIFY(QMetaObject::invokeMethod(dialog.findChild<QDialogButtonBox *>(), "accepted"));
}

} // namespace

void TestWindowCapture::verifiesFromTheBadge()
{
    const QTemporaryDir folder;
    Bench bench(*m_theme, folder);
    RawClient client(bench.port);
    QCOMPARE(client.ask(eventRequest(1, "t", "/x")).status, 202);
    auto *seals = bench.window.findChild<CaptureBadge *>()->findChild<QToolButton *>();
    QTRY_COMPARE(seals->text(), QStringLiteral("1 seal"));
    seals->click();
    auto *dialog = bench.window.findChild<VerifyDialog *>();
    QVERIFY(dialog);
    QTRY_VERIFY(dialog->words());
    QCOMPARE(seals->text(), QStringLiteral("1 seal, whole"));
    QVERIFY(seals->toolTip().startsWith(QLatin1String("Whole: ")));
    emit dialog->eventsRequested({1}, {1});
    QTRY_COMPARE(bench.window.view()->table()->selectedRows(), quint64(1));
}

void TestWindowCapture::changesTheLimitsAndTakesItBack()
{
    const QTemporaryDir folder;
    Bench bench(*m_theme, folder);
    QTRY_VERIFY(bench.statusText().endsWith(QLatin1String("0 of 4 GiB")));
    QTRY_VERIFY(bench.window.actions().limits->isEnabled());
    bench.window.actions().limits->trigger();
    auto *dialog = bench.window.findChild<LimitsDialog *>();
    QVERIFY(dialog);
    dialog->findChild<QDoubleSpinBox *>()->setValue(8);
    accept(*dialog);
    QTRY_COMPARE(bench.window.monitor()->log().rules().limitBytes, 8 * core::GiB);
    QTRY_VERIFY(bench.statusText().endsWith(QLatin1String("0 of 8 GiB")));
    Toast &toast = *bench.window.view()->toast();
    QCOMPARE(toast.sentence(), QStringLiteral("Changed the limits of this capture."));
    toast.findChild<QPushButton *>()->click();
    QTRY_COMPARE(bench.window.monitor()->log().rules().limitBytes, 4 * core::GiB);
}

void TestWindowCapture::saysThatTheLimitIsReached()
{
    const QTemporaryDir folder;
    Bench bench(*m_theme, folder);
    core::CaptureRules rules;
    rules.limitBytes = core::CaptureRules::MinLimit;
    bench.window.monitor()->log().setRules(rules);
    RawClient client(bench.port);
    for (int number = 1; bench.window.monitor()->log().ledger().evicted == 0; ++number) {
        QVERIFY(number < 100);
        QCOMPARE(client.ask(sized(number, 500'000)).status, 202);
    }
    Note &note = *bench.window.view()->note();
    QTRY_VERIFY(note.isVisible());
    QVERIFY(note.sentence()
                .replace(QChar(0x00A0), u' ')
                .startsWith(QLatin1String(
                    "The capture reached its limit of 16 MiB. The oldest events leave: ")));
    emit note.actionTriggered();
    QVERIFY(bench.window.findChild<LimitsDialog *>());
    QTRY_VERIFY(!note.isVisible()); // it was read
}

void TestWindowCapture::leavesOutWhatFillsIt()
{
    const QTemporaryDir folder;
    Bench bench(*m_theme, folder);
    RawClient client(bench.port);
    QCOMPARE(client.ask(sized(1, 1000)).status, 202);
    QTRY_VERIFY(bench.window.actions().filling->isEnabled());
    bench.window.actions().filling->trigger();
    auto *filling = bench.window.findChild<FillingDialog *>();
    QVERIFY(filling);
    QTRY_COMPARE(filling->model().rowCount(), 1);
    emit filling->leaveOutRequested(true, QStringLiteral("/checkout"));
    QVERIFY(!bench.window.findChild<FillingDialog *>());
    auto *limits = bench.window.findChild<LimitsDialog *>();
    QVERIFY(limits);
    accept(*limits);
    QTRY_VERIFY(bench.window.monitor()->log().rules().leftOutSources ==
                core::CaptureRules::Patterns{"/checkout"});
    QCOMPARE(client.ask(sized(2, 1000)).status, 202);
    QTRY_VERIFY(bench.statusText().contains(QLatin1String("+ left out 1")));
    QCOMPARE(bench.rows().rowCount(), 1);
}

void TestWindowCapture::closesWhatIsAboutACaptureWithIt()
{
    const QTemporaryDir folder;
    Bench bench(*m_theme, folder);
    QTRY_VERIFY(bench.window.actions().verify->isEnabled());
    bench.window.actions().verify->trigger();
    bench.window.actions().filling->trigger();
    QSignalSpy shown(&bench.window, &MainWindow::captureShown);
    bench.window.open(folder.filePath(QStringLiteral("other.eventscope")).toStdString());
    QVERIFY(!bench.window.findChild<VerifyDialog *>());
    QVERIFY(!bench.window.findChild<FillingDialog *>());
    QVERIFY(shown.wait());
}

QTEST_MAIN(TestWindowCapture)
#include "tst_windowcapture.moc"
