// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/core/log/logtest.h"
#include "tests/support/apptheme.h"
#include "ui/captures/capturesdialog.h"
#include "ui/frame/smalltable.h"

#include <QAbstractItemModelTester>
#include <QLabel>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace ui;

/// Captures that nobody named, on a real folder.
class TestCapturesDialog : public QObject {
    Q_OBJECT

private slots:
    void listsWhatThereIs();
    void opensTheChosenOne();
    void deletesOnlyAfterItHasAsked();
    void keepsWhatIsInUse();
    void saysThatThereIsNone();

private:
    AppTheme m_theme;
};

namespace {

std::filesystem::path in(const QTemporaryDir &folder, const char *name)
{
    return folder.filePath(QString::fromLatin1(name)).toStdString();
}

void make(const std::filesystem::path &file, int events)
{
    const auto log = logtest::openLog(file);
    logtest::Sender sender(*log);
    for (int number = 1; number <= events; ++number) {
        sender.send(logtest::binaryMessage(std::uint64_t(number)));
    }
}

QPushButton *button(const QDialog &dialog, const QString &words)
{
    for (QPushButton *candidate : dialog.findChildren<QPushButton *>()) {
        if (candidate->text() == words) {
            return candidate;
        }
    }
    return nullptr;
}

QString cell(const CapturesDialog &dialog, int row, CaptureColumn column)
{
    return dialog.model().index(row, int(column)).data().toString().replace(QChar(0x00A0), u' ');
}

} // namespace

void TestCapturesDialog::listsWhatThereIs()
{
    const QTemporaryDir folder;
    make(in(folder, "default.eventscope"), 3);
    make(in(folder, "default-2.eventscope"), 0);
    const auto shown = in(folder, "default-3.eventscope");
    const auto log = logtest::openLog(shown);
    CapturesDialog dialog(folder.path().toStdString(), shown, *m_theme);
    QAbstractItemModelTester tester(&const_cast<CapturesModel &>(dialog.model()),
                                    QAbstractItemModelTester::FailureReportingMode::QtTest);
    dialog.show();
    QTRY_COMPARE(dialog.model().rowCount(), 3);
    // What was used last comes first.
    QCOMPARE(cell(dialog, 0, CaptureColumn::Name), QStringLiteral("default.eventscope"));
    QCOMPARE(cell(dialog, 0, CaptureColumn::Events), QStringLiteral("3"));
    QCOMPARE(cell(dialog, 0, CaptureColumn::First), QStringLiteral("2023-11-14 22:13"));
    QCOMPARE(cell(dialog, 0, CaptureColumn::State), QString());
    QCOMPARE(cell(dialog, 1, CaptureColumn::Name), QStringLiteral("default-2.eventscope"));
    QCOMPARE(cell(dialog, 1, CaptureColumn::Events), QStringLiteral("0"));
    QCOMPARE(cell(dialog, 1, CaptureColumn::First), QString());
    QCOMPARE(cell(dialog, 2, CaptureColumn::State), QStringLiteral("this window"));
    QCOMPARE(dialog.model().index(0, 0).data(Qt::AccessibleTextRole).toString().section(u',', 2, 3),
             QStringLiteral(" 3 events, 2023-11-14 22:13"));
}

void TestCapturesDialog::opensTheChosenOne()
{
    const QTemporaryDir folder;
    make(in(folder, "a.eventscope"), 1);
    make(in(folder, "b.eventscope"), 1);
    QPointer<CapturesDialog> dialog = new CapturesDialog(folder.path().toStdString(), {}, *m_theme);
    dialog->show();
    QTRY_COMPARE(dialog->model().rowCount(), 2);
    QSignalSpy open(dialog, &CapturesDialog::openRequested);
    auto *table = dialog->findChild<SmallTable *>();
    QTRY_VERIFY(button(*dialog, QStringLiteral("&Open"))->isEnabled());
    QCOMPARE(table->currentRow(), 0);
    QTest::keyClick(table, Qt::Key_Down);
    QTest::keyClick(table, Qt::Key_Return);
    QCOMPARE(open.size(), 1);
    QCOMPARE(open.first().first().value<std::filesystem::path>(), in(folder, "b.eventscope"));
    QTRY_VERIFY(!dialog); // closed
}

void TestCapturesDialog::deletesOnlyAfterItHasAsked()
{
    const QTemporaryDir folder;
    const auto file = in(folder, "a.eventscope");
    make(file, 2);
    CapturesDialog dialog(folder.path().toStdString(), {}, *m_theme);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.show();
    QTRY_COMPARE(dialog.model().rowCount(), 1);
    QPushButton *remove = button(dialog, QStringLiteral("&Delete…"));
    QTRY_VERIFY(remove->isEnabled());

    remove->click();
    QPointer<QMessageBox> box = dialog.findChild<QMessageBox *>();
    QVERIFY(box);
    QVERIFY(box->isModal());
    QVERIFY(box->informativeText().startsWith(QLatin1String("Its 2 events")));
    QTest::keyClick(box, Qt::Key_Return); // the answer that destroys nothing
    QTRY_VERIFY(!box);
    QVERIFY(std::filesystem::exists(file));

    remove->click();
    box = dialog.findChild<QMessageBox *>();
    QVERIFY(box);
    for (QAbstractButton *choice : box->buttons()) {
        if (box->buttonRole(choice) == QMessageBox::DestructiveRole) {
            choice->click();
            break;
        }
    }
    QTRY_COMPARE(dialog.model().rowCount(), 0);
    QVERIFY(!std::filesystem::exists(file));
}

void TestCapturesDialog::keepsWhatIsInUse()
{
    const QTemporaryDir folder;
    const auto file = in(folder, "a.eventscope");
    const auto log = logtest::openLog(file);
    CapturesDialog dialog(folder.path().toStdString(), {}, *m_theme);
    dialog.show();
    QTRY_COMPARE(dialog.model().rowCount(), 1);
    QCOMPARE(cell(dialog, 0, CaptureColumn::State), QStringLiteral("in use"));
    QPushButton *remove = button(dialog, QStringLiteral("&Delete…"));
    QTRY_VERIFY(button(dialog, QStringLiteral("&Open"))->isEnabled());
    QVERIFY(!remove->isEnabled());
    QCOMPARE(remove->toolTip(), QStringLiteral("It is in use, so it stays."));
}

void TestCapturesDialog::saysThatThereIsNone()
{
    const QTemporaryDir folder;
    CapturesDialog dialog(folder.path().toStdString(), {}, *m_theme);
    dialog.show();
    QTRY_VERIFY(
        dialog.findChild<QLabel *>()->text().startsWith(QLatin1String("There are no captures in")));
    QVERIFY(!button(dialog, QStringLiteral("&Open"))->isEnabled());
    QVERIFY(!button(dialog, QStringLiteral("&Delete…"))->isEnabled());
}

QTEST_MAIN(TestCapturesDialog)
#include "tst_capturesdialog.moc"
