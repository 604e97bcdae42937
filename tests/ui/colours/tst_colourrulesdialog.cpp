// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/apptheme.h"
#include "ui/colours/colourrulesdialog.h"
#include "ui/filterbar/filterfield.h"

#include <QFile>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QToolButton>
#include <QtTest>

using namespace ui;

namespace {

struct Bench {
    explicit Bench(
        const Theme &theme,
        const ColourRules &rules = {{QStringLiteral("type = 'a'"), RowColour::Green, true},
                                    {QStringLiteral("type = 'b'"), RowColour::Blue, true},
                                    {QStringLiteral("type = 'c'"), RowColour::Pink, false}})
        : dialog(*new ColourRulesDialog(rules, theme))
    {
        QObject::connect(&dialog, &ColourRulesDialog::changed, &dialog,
                         [this](const ColourRules &now) {
                             ++changes;
                             told = now;
                         });
        dialog.show();
        dialog.activateWindow();
        if (!QTest::qWaitForWindowActive(&dialog))
            qFatal("no focus");
    }
    ~Bench() { delete &dialog; }
    QListWidget &list() { return *dialog.findChild<QListWidget *>(); }
    FilterField &field() { return *dialog.findChild<FilterField *>(); }
    QPushButton &button(const char *words)
    {
        for (QPushButton *button : dialog.findChildren<QPushButton *>()) {
            if (button->text().remove(u'&') == QLatin1String(words))
                return *button;
        }
        qFatal("no button %s", words);
    }
    QToolButton &colour(const char *name)
    {
        for (QToolButton *button : dialog.findChildren<QToolButton *>()) {
            if (button->accessibleName() == QLatin1String(name))
                return *button;
        }
        qFatal("no colour %s", name);
    }
    void click(QAbstractButton &button) { QTest::mouseClick(&button, Qt::LeftButton); }
    /// Those that were told last: `a+ c-`.
    QString said() const
    {
        QStringList words;
        for (const ColourRule &rule : told) {
            QString type = rule.expression;
            words.append(type.remove(QStringLiteral("type = ")).remove(u'\'') +
                         (rule.isOn ? u'+' : u'-'));
        }
        return words.join(u' ');
    }

    ColourRulesDialog &dialog;
    int changes = 0;
    ColourRules told;
};

} // namespace

class TestColourRulesDialog : public QObject {
    Q_OBJECT

private slots:
    void showsTheRules();
    void addsARule();
    void changesAnExpression();
    void keepsTheRuleWhileTheTextIsWrong();
    void choosesAColour();
    void movesByButtonsAndKeys();
    void removesByButtonAndKey();
    void switchesOff();
    void takesSoMany();
    void goesThroughAFile();
    void takesTheDefaults();

private:
    AppTheme m_theme;
};

void TestColourRulesDialog::showsTheRules()
{
    Bench bench(*m_theme);
    QCOMPARE(bench.list().count(), 3);
    QCOMPARE(bench.list().item(2)->checkState(), Qt::Unchecked);
    QCOMPARE(bench.field().text(), QStringLiteral("type = 'a'"));
    QVERIFY(bench.colour("Green").isChecked());
    QCOMPARE(bench.changes, 0);
    QTest::keyClick(&bench.list(), Qt::Key_Down);
    QCOMPARE(bench.field().text(), QStringLiteral("type = 'b'"));
    QVERIFY(bench.colour("Blue").isChecked());
}

void TestColourRulesDialog::addsARule()
{
    Bench bench(*m_theme);
    bench.click(bench.button("Add"));
    QVERIFY(bench.field().hasFocus());
    QCOMPARE(bench.list().count(), 4);
    QCOMPARE(bench.dialog.rules().size(), 3); // it says nothing yet
    QTest::keyClicks(&bench.field(), QStringLiteral("type = 'new'"));
    QCOMPARE(bench.changes, 0);
    QTRY_COMPARE(bench.said(), QStringLiteral("new+ a+ b+ c-")); // above the others
    bench.dialog.addRule(QStringLiteral("type = 'clicked'"));
    QCOMPARE(bench.said(), QStringLiteral("clicked+ new+ a+ b+ c-"));
    QVERIFY(bench.field().hasFocus());
    bench.list().setFocus();
    QTest::keyClick(&bench.list(), Qt::Key_Insert);
    QVERIFY(bench.field().hasFocus());
}

void TestColourRulesDialog::changesAnExpression()
{
    Bench bench(*m_theme);
    bench.field().setFocus();
    QTest::keyClick(&bench.field(), Qt::Key_A, Qt::ControlModifier);
    QTest::keyClicks(&bench.field(), QStringLiteral("type = 'other'"));
    QTest::keyClick(&bench.field(), Qt::Key_Return); // at once
    QCOMPARE(bench.said(), QStringLiteral("other+ b+ c-"));
    QVERIFY(bench.dialog.isVisible());
    QCOMPARE(bench.list().item(0)->text(), QStringLiteral("type = 'other'"));
}

void TestColourRulesDialog::keepsTheRuleWhileTheTextIsWrong()
{
    Bench bench(*m_theme);
    bench.field().setFocus();
    QTest::keyClick(&bench.field(), Qt::Key_End);
    QTest::keyClicks(&bench.field(), QStringLiteral(" OR OR"));
    QTRY_VERIFY(!bench.dialog.sentence().isEmpty());
    QVERIFY(bench.field().underlined().length > 0);
    QCOMPARE(bench.changes, 0);
    QCOMPARE(bench.dialog.rules().front().expression, QStringLiteral("type = 'a'"));
    QTest::keyClick(&bench.field(), Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(&bench.field(), Qt::Key_Delete);
    QTRY_VERIFY(bench.dialog.sentence().startsWith(QLatin1String("Write which events")));
    QCOMPARE(bench.changes, 0);
    QTest::keyClicks(&bench.field(),
                     QStringLiteral("NOT type = 'x'")); // valid, and surely not meant
    QTRY_COMPARE(bench.changes, 1);
    QVERIFY(!bench.dialog.sentence().isEmpty());
}

void TestColourRulesDialog::choosesAColour()
{
    Bench bench(*m_theme);
    bench.click(bench.colour("Danger"));
    QCOMPARE(bench.told.front().colour, RowColour::Danger);
    bench.colour("Sand").setFocus();
    QTest::keyClick(&bench.colour("Sand"), Qt::Key_Space);
    QCOMPARE(bench.told.front().colour, RowColour::Sand);
    QCOMPARE(bench.told.at(1).colour, RowColour::Blue);
}

void TestColourRulesDialog::movesByButtonsAndKeys()
{
    Bench bench(*m_theme);
    QVERIFY(!bench.button("Move up").isEnabled());
    bench.click(bench.button("Move down"));
    QCOMPARE(bench.said(), QStringLiteral("b+ a+ c-"));
    bench.click(bench.button("Move down"));
    QCOMPARE(bench.said(), QStringLiteral("b+ c- a+"));
    QVERIFY(!bench.button("Move down").isEnabled());
    bench.click(bench.button("Move up"));
    QCOMPARE(bench.said(), QStringLiteral("b+ a+ c-"));
    bench.list().setFocus();
    QTest::keyClick(&bench.list(), Qt::Key_Up, Qt::AltModifier);
    QCOMPARE(bench.said(), QStringLiteral("a+ b+ c-"));
    QTest::keyClick(&bench.list(), Qt::Key_Up, Qt::AltModifier); // there is nothing above
    QTest::keyClick(&bench.list(), Qt::Key_Down, Qt::AltModifier);
    QCOMPARE(bench.said(), QStringLiteral("b+ a+ c-"));
    QCOMPARE(bench.field().text(), QStringLiteral("type = 'a'"));
}

void TestColourRulesDialog::removesByButtonAndKey()
{
    Bench bench(*m_theme);
    bench.click(bench.button("Remove"));
    QCOMPARE(bench.said(), QStringLiteral("b+ c-"));
    bench.list().setFocus();
    QTest::keyClick(&bench.list(), Qt::Key_Delete);
    QCOMPARE(bench.said(), QStringLiteral("c-"));
    QTest::keyClick(&bench.list(), Qt::Key_Delete);
    QCOMPARE(bench.said(), QString());
    QVERIFY(!bench.button("Remove").isEnabled());
    QVERIFY(!bench.field().isEnabled());
    QCOMPARE(bench.dialog.sentence(), QStringLiteral("Add a rule, or take the defaults."));
}

void TestColourRulesDialog::switchesOff()
{
    Bench bench(*m_theme);
    bench.list().setFocus();
    QTest::keyClick(&bench.list(), Qt::Key_Space);
    QCOMPARE(bench.said(), QStringLiteral("a- b+ c-"));
    QTest::keyClick(&bench.list(), Qt::Key_Space);
    QCOMPARE(bench.said(), QStringLiteral("a+ b+ c-"));
}

void TestColourRulesDialog::takesSoMany()
{
    const ColourRule rule{QStringLiteral("TRUE"), RowColour::Green, true};
    Bench bench(*m_theme, ColourRules(MaxColourRules - 1, rule));
    bench.dialog.addRule(QStringLiteral("FALSE"));
    QCOMPARE(bench.dialog.rules().size(), MaxColourRules);
    bench.dialog.addRule(QStringLiteral("FALSE"));
    QCOMPARE(bench.dialog.rules().size(), MaxColourRules);
    QCOMPARE(bench.dialog.sentence(),
             QStringLiteral("There are 64 rules already: remove one first."));
}

void TestColourRulesDialog::goesThroughAFile()
{
    const QTemporaryDir folder;
    const QString name = folder.filePath(QStringLiteral("rules.json"));
    Bench bench(*m_theme);
    bench.dialog.exportTo(name);
    QVERIFY(bench.dialog.sentence().startsWith(QLatin1String("Wrote ")));
    Bench other(*m_theme, {});
    other.dialog.importFrom(name);
    QCOMPARE(other.said(), QStringLiteral("a+ b+ c-"));
    QFile file(name);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("[{}]");
    file.close();
    other.dialog.importFrom(name);
    QVERIFY(other.dialog.sentence().startsWith(QLatin1String("Rule 1: ")));
    QCOMPARE(other.changes, 1);
    other.dialog.importFrom(folder.filePath(QStringLiteral("none.json")));
    QVERIFY(other.dialog.sentence().contains(QStringLiteral("none.json")));
    other.dialog.exportTo(folder.filePath(QStringLiteral("no/folder.json")));
    QVERIFY(other.dialog.sentence().contains(QStringLiteral("no/folder.json")));
}

void TestColourRulesDialog::takesTheDefaults()
{
    Bench bench(*m_theme);
    bench.click(bench.button("Defaults"));
    QVERIFY(bench.told == defaultColourRules());
    QCOMPARE(bench.list().count(), defaultColourRules().size());
}

QTEST_MAIN(TestColourRulesDialog)
#include "tst_colourrulesdialog.moc"
