// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/apptheme.h"
#include "ui/models/standin.h"
#include "ui/redaction/rulesdialog.h"
#include "ui/redaction/viewredaction.h"

#include <QCheckBox>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace ui;

class TestViewRedaction : public QObject {
    Q_OBJECT

private slots:
    void holdsOnlyWhileItIsOn();
    void staysOffWithoutRules();
    void keepsItsRulesWhenNewOnesCannotBeRead();
    void saysWhyItIsOff();
    void namesWhatIsHidden();
    void asksForRules();
    void saysWhatIsWrongWithARule();

private:
    AppTheme m_theme;
};

void TestViewRedaction::holdsOnlyWhileItIsOn()
{
    ViewRedaction redaction({{QStringLiteral("subject")}, false});
    QSignalSpy changed(&redaction, &ViewRedaction::changed);
    QVERIFY(redaction.active().isEmpty());
    redaction.setOn(true);
    QVERIFY(redaction.isOn());
    QVERIFY(redaction.active().isAbout("subject"));
    redaction.setOn(true);
    QCOMPARE(changed.size(), 1);
    redaction.setOn(false);
    QVERIFY(redaction.active().isEmpty());
    QCOMPARE(changed.size(), 2);

    const ViewRedaction next({{QStringLiteral("subject")}, true});
    QVERIFY(next.isOn());
    QVERIFY(next.active().isAbout("subject"));
    QVERIFY(next.problem().isEmpty());
}

void TestViewRedaction::staysOffWithoutRules()
{
    ViewRedaction redaction({{}, true});
    QVERIFY(!redaction.isOn());
    redaction.setOn(true);
    QVERIFY(!redaction.isOn());
    QVERIFY(redaction.setRules({QStringLiteral("type")}));
    redaction.setOn(true);
    QVERIFY(redaction.isOn());
    QVERIFY(redaction.setRules({}));
    QVERIFY(!redaction.isOn());
    QVERIFY(redaction.active().isEmpty());
}

void TestViewRedaction::keepsItsRulesWhenNewOnesCannotBeRead()
{
    ViewRedaction redaction({{QStringLiteral("subject")}, true});
    QSignalSpy changed(&redaction, &ViewRedaction::changed);
    const auto set = redaction.setRules({QStringLiteral("remove:id")});
    QVERIFY(!set);
    QVERIFY(set.error().detail.find("remove:id") != std::string::npos);
    QCOMPARE(redaction.state(), (RedactionState{{QStringLiteral("subject")}, true}));
    QVERIFY(redaction.active().isAbout("subject"));
    QCOMPARE(changed.size(), 0);
}

void TestViewRedaction::saysWhyItIsOff()
{
    ViewRedaction redaction({{QStringLiteral("Sub ject")}, true});
    QVERIFY(!redaction.isOn());
    QVERIFY(
        redaction.problem().startsWith(QLatin1String("The view is not redacted. \"Sub ject\"")));
    QVERIFY(redaction.setRules({QStringLiteral("subject")}));
    QVERIFY(redaction.problem().isEmpty());
    QVERIFY(ViewRedaction({{QStringLiteral("Sub ject")}, false}).problem().isEmpty());
}

void TestViewRedaction::namesWhatIsHidden()
{
    const auto rules = ViewRedaction::parse({QStringLiteral("type"), QStringLiteral(" source "),
                                             QString(), QStringLiteral("remove:subject")},
                                            core::Redaction::OtherData::LeaveOut);
    QVERIFY(rules);
    QCOMPARE(standIn(*rules, "type", core::FirstCode), QStringLiteral("[redacted] 1"));
    QCOMPARE(standIn(*rules, "source", core::FirstCode + 2), QStringLiteral("urn:redacted 3"));
    QCOMPARE(standIn(*rules, "source"), QStringLiteral("urn:redacted"));
    QCOMPARE(standIn(*rules, "subject", core::FirstCode), QString());
    QVERIFY(!standIn(*rules, "id"));
    QVERIFY(!standIn(core::Redaction(), "type", core::FirstCode));
}

void TestViewRedaction::asksForRules()
{
    ViewRedaction redaction;
    QPointer<RulesDialog> dialog = new RulesDialog(redaction, true, *m_theme);
    dialog->show();
    auto *isOn = dialog->findChild<QCheckBox *>();
    QVERIFY(isOn->isChecked());
    QVERIFY(!isOn->isEnabled()); // there is nothing to switch on
    dialog->findChild<QPlainTextEdit *>()->setPlainText(QStringLiteral("\n subject \n/a/b\n"));
    QVERIFY(isOn->isEnabled());
    QTest::keyClick(dialog->findChild<QPlainTextEdit *>(), Qt::Key_Tab);
    for (QPushButton *button : dialog->findChildren<QPushButton *>()) {
        if (button->property("primary").toBool()) {
            button->click();
        }
    }
    QCOMPARE(redaction.state(),
             (RedactionState{{QStringLiteral("subject"), QStringLiteral("/a/b")}, true}));
    QTRY_VERIFY(!dialog);
}

void TestViewRedaction::saysWhatIsWrongWithARule()
{
    ViewRedaction redaction({{QStringLiteral("subject")}, false});
    RulesDialog dialog(redaction, false, *m_theme);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    QCOMPARE(dialog.findChild<QPlainTextEdit *>()->toPlainText(), QStringLiteral("subject"));
    QVERIFY(!dialog.findChild<QCheckBox *>()->isChecked());
    dialog.findChild<QPlainTextEdit *>()->setPlainText(QStringLiteral("specversion"));
    bool isSaid = false;
    for (const QLabel *label : dialog.findChildren<QLabel *>()) {
        isSaid = isSaid || label->text().startsWith(QLatin1String("\"specversion\": "));
    }
    QVERIFY(isSaid);
    for (const QPushButton *button : dialog.findChildren<QPushButton *>()) {
        QCOMPARE(button->isEnabled(), !button->property("primary").toBool());
    }
}

QTEST_MAIN(TestViewRedaction)
#include "tst_viewredaction.moc"
