// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/core/log/logtest.h"
#include "tests/support/apptheme.h"
#include "ui/frame/codebox.h"
#include "ui/frame/note.h"
#include "ui/verify/verifydialog.h"

#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace ui;

/// Verifying real captures, whole and changed.
class TestVerifyDialog : public QObject {
    Q_OBJECT

private slots:
    void saysThatACaptureIsWhole();
    void verifiesWhileItIsWritten();
    void leadsToTheEventsOfTheFirstBadSeal();
    void comparesWithAHeadThatWasNoted();
    void saysWhatIsWrongWithANotedHead();
    void saysWhatCannotBeVerified();

private:
    AppTheme m_theme;
};

namespace {

std::filesystem::path make(const QTemporaryDir &folder, int events)
{
    const auto file = logtest::captureIn(folder);
    const auto log = logtest::openLog(file);
    logtest::Sender sender(*log);
    for (int number = 1; number <= events; ++number) {
        sender.send(logtest::binaryMessage(std::uint64_t(number)));
    }
    return file;
}

QPushButton *verifyButton(const VerifyDialog &dialog)
{
    for (QPushButton *button : dialog.findChildren<QPushButton *>()) {
        if (button->property("primary").toBool()) {
            return button;
        }
    }
    return nullptr;
}

QString headOf(const VerifyDialog &dialog)
{
    return dialog.findChild<CodeBox *>()->code();
}

} // namespace

void TestVerifyDialog::saysThatACaptureIsWhole()
{
    const QTemporaryDir folder;
    VerifyDialog dialog(make(folder, 3), *m_theme);
    dialog.show();
    QTRY_VERIFY(dialog.words());
    QCOMPARE(dialog.words()->severity, Note::Severity::Success);
    QCOMPARE(dialog.findChild<Note *>()->sentence().trimmed(),
             QStringLiteral("Whole: 3 seals, 3 events."));
    QTRY_VERIFY(dialog.findChild<Note *>()->isVisible());
    QCOMPARE(headOf(dialog).size(), 64 + 2);
    QVERIFY(headOf(dialog).endsWith(QLatin1String(":3")));
    QTRY_COMPARE(verifyButton(dialog)->text(), QStringLiteral("Verify again"));
}

void TestVerifyDialog::verifiesWhileItIsWritten()
{
    const QTemporaryDir folder;
    const auto log = logtest::openLog(logtest::captureIn(folder));
    logtest::Sender sender(*log);
    sender.send(logtest::binaryMessage(1));
    VerifyDialog dialog(log->file(), *m_theme);
    dialog.show();
    QTRY_VERIFY(dialog.words());
    QVERIFY(headOf(dialog).endsWith(QLatin1String(":1")));
    sender.send(logtest::binaryMessage(2));
    QTRY_VERIFY(verifyButton(dialog)->isEnabled());
    QTest::keyClick(verifyButton(dialog), Qt::Key_Space);
    QTRY_VERIFY(dialog.words() && headOf(dialog).endsWith(QLatin1String(":2")));
}

void TestVerifyDialog::leadsToTheEventsOfTheFirstBadSeal()
{
    const QTemporaryDir folder;
    const auto file = make(folder, 3);
    QCOMPARE(logtest::query(file, "DROP TRIGGER segment_1_refuses_UPDATE;"
                                  "UPDATE segment_1 SET id = 'forged' WHERE sequence = 2"),
             std::string());
    VerifyDialog dialog(file, *m_theme);
    QSignalSpy verified(&dialog, &VerifyDialog::verified);
    QSignalSpy events(&dialog, &VerifyDialog::eventsRequested);
    dialog.show();
    QTRY_VERIFY(dialog.words());
    QCOMPARE(verified.size(), 1);
    QCOMPARE(dialog.words()->severity, Note::Severity::Danger);
    QCOMPARE(dialog.words()->strong, QStringLiteral("Broken at seal 2."));
    QCOMPARE(headOf(dialog), QString());
    QPushButton *show = dialog.findChild<Note *>()->findChild<QPushButton *>();
    QTRY_VERIFY(show->isVisible());
    QCOMPARE(show->text(), QStringLiteral("Show its events"));
    show->click();
    QCOMPARE(events.size(), 1);
    QCOMPARE(events.first().at(0).value<core::EventSequence>().value, std::uint64_t{2});
    QCOMPARE(events.first().at(1).value<core::EventSequence>().value, std::uint64_t{2});
}

void TestVerifyDialog::comparesWithAHeadThatWasNoted()
{
    const QTemporaryDir folder;
    const auto file = make(folder, 2);
    VerifyDialog dialog(file, *m_theme);
    dialog.show();
    QTRY_VERIFY(dialog.words());
    const QString noted = headOf(dialog);
    {
        const auto log = logtest::openLog(file);
        logtest::Sender(*log).send(logtest::binaryMessage(3));
    }
    auto *field = dialog.findChild<QLineEdit *>();
    field->setText(noted);
    QTRY_COMPARE(verifyButton(dialog)->text(), QStringLiteral("Verify and compare"));
    QTRY_VERIFY(verifyButton(dialog)->isEnabled());
    verifyButton(dialog)->click();
    QTRY_VERIFY(dialog.words());
    QCOMPARE(dialog.words()->severity, Note::Severity::Success);
    QVERIFY(dialog.words()->sentence.startsWith(
        QLatin1String("It goes on from the head that you noted, seal 2:")));

    // A head of another capture.
    field->setText(QString(64, u'a') + QLatin1String(":2"));
    QTRY_VERIFY(verifyButton(dialog)->isEnabled());
    verifyButton(dialog)->click();
    QTRY_VERIFY(dialog.words());
    QCOMPARE(dialog.words()->severity, Note::Severity::Danger);
}

void TestVerifyDialog::saysWhatIsWrongWithANotedHead()
{
    const QTemporaryDir folder;
    VerifyDialog dialog(make(folder, 1), *m_theme);
    dialog.show();
    QTRY_VERIFY(dialog.words());
    QTRY_VERIFY(verifyButton(dialog)->isEnabled());
    dialog.findChild<QLineEdit *>()->setText(QStringLiteral("no head"));
    QVERIFY(!verifyButton(dialog)->isEnabled());
    dialog.findChild<QLineEdit *>()->clear();
    QVERIFY(verifyButton(dialog)->isEnabled());
}

void TestVerifyDialog::saysWhatCannotBeVerified()
{
    const QTemporaryDir folder;
    VerifyDialog dialog(folder.filePath(QStringLiteral("missing.eventscope")).toStdString(),
                        *m_theme);
    dialog.show();
    QTRY_VERIFY(dialog.words());
    QCOMPARE(dialog.words()->severity, Note::Severity::Danger);
    QCOMPARE(dialog.words()->strong, QStringLiteral("It could not be verified."));
    QVERIFY(dialog.words()->sentence.contains(QLatin1String("missing.eventscope")));
}

QTEST_MAIN(TestVerifyDialog)
#include "tst_verifydialog.moc"
