// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/units.h"
#include "tests/support/apptheme.h"
#include "ui/models/spacetext.h"
#include "ui/space/limitsdialog.h"
#include "ui/space/limitswords.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QSpinBox>
#include <QTest>

#include <algorithm>
#include <optional>

using namespace ui;

class TestLimitsDialog : public QObject {
    Q_OBJECT

private slots:
    void writesSizes_data();
    void writesSizes();
    void showsTheRulesAsTheyAre_data();
    void showsTheRulesAsTheyAre();
    void handsOnWhatWasChanged();
    void saysWhatLeaves();
    void asksForNoLessThanTheLeast();
    void takesPatternsOneALine();

private:
    AppTheme m_theme;
};

namespace {

QPushButton *applyButton(const QDialog &dialog)
{
    for (QPushButton *button : dialog.findChildren<QPushButton *>()) {
        if (button->property("primary").toBool()) {
            return button;
        }
    }
    return nullptr;
}

bool says(const QDialog &dialog, const char *words)
{
    const auto labels = dialog.findChildren<QLabel *>();
    return std::any_of(labels.begin(), labels.end(), [words](const QLabel *label) {
        return label->text().replace(QChar(0x00A0), u' ').contains(QLatin1String(words));
    });
}

} // namespace

void TestLimitsDialog::writesSizes_data()
{
    QTest::addColumn<quint64>("used");
    QTest::addColumn<quint64>("limit");
    QTest::addColumn<QString>("text");
    QTest::newRow("in the unit of the limit")
        << quint64(1200 * core::MiB) << quint64(4 * core::GiB) << "1.2 of 4 GiB";
    QTest::newRow("nothing") << quint64(0) << quint64(512 * core::MiB) << "0 of 512 MiB";
    QTest::newRow("half") << quint64(core::GiB) << quint64(core::GiB + core::GiB / 2)
                          << "1 of 1.5 GiB";
    QTest::newRow("the least") << quint64(core::MiB / 2) << quint64(core::CaptureRules::MinLimit)
                               << "0.5 of 16 MiB";
    QTest::newRow("much") << quint64(512 * core::GiB) << quint64(2048 * core::GiB)
                          << "0.5 of 2 TiB";
}

void TestLimitsDialog::writesSizes()
{
    QFETCH(quint64, used);
    QFETCH(quint64, limit);
    QFETCH(QString, text);
    QCOMPARE(spaceText(used, limit).replace(QChar(0x00A0), u' '), text);
}

void TestLimitsDialog::showsTheRulesAsTheyAre_data()
{
    QTest::addColumn<quint64>("limit");
    QTest::addColumn<qint64>("age");
    QTest::newRow("as at first") << quint64(core::CaptureRules::DefaultLimit) << qint64(0);
    QTest::newRow("the least of both")
        << quint64(core::CaptureRules::MinLimit) << qint64(core::CaptureRules::MinAge.count());
    QTest::newRow("ninety minutes") << quint64(1536 * core::MiB) << qint64(90 * 60);
    QTest::newRow("a week") << quint64(2048 * core::GiB) << qint64(7 * 86400);
}

void TestLimitsDialog::showsTheRulesAsTheyAre()
{
    QFETCH(quint64, limit);
    QFETCH(qint64, age);
    core::CaptureRules rules;
    rules.limitBytes = limit;
    if (age > 0) {
        rules.maxAge = std::chrono::seconds(age);
    }
    rules.leftOutTypes = {"a.*", "b"};
    const LimitsDialog dialog({rules, 0, 0, 0}, *m_theme);
    QVERIFY(dialog.rules() == rules);
    QVERIFY(!applyButton(dialog)->isEnabled()); // nothing was changed
}

void TestLimitsDialog::handsOnWhatWasChanged()
{
    core::CaptureRules rules;
    QPointer<LimitsDialog> dialog = new LimitsDialog({rules, core::GiB, 12480, 7}, *m_theme);
    dialog->show();
    QVERIFY(says(*dialog, "12 480 so far"));
    QVERIFY(says(*dialog, "Left out so far: 7."));
    std::optional<core::CaptureRules> chosen;
    connect(dialog, &LimitsDialog::chosen, this,
            [&chosen](const core::CaptureRules &changed) { chosen = changed; });
    dialog->findChild<QDoubleSpinBox *>()->setValue(8);
    dialog->findChild<QCheckBox *>()->setChecked(true);
    dialog->findChild<QSpinBox *>()->setValue(2);
    dialog->addLeftOut(true, QStringLiteral("/probe"));
    QVERIFY(applyButton(*dialog)->isEnabled());
    QTest::keyClick(applyButton(*dialog), Qt::Key_Space);
    QVERIFY(chosen);
    QCOMPARE(chosen->limitBytes, 8 * core::GiB);
    QCOMPARE(chosen->maxAge, std::optional(std::chrono::seconds(2 * 7 * 86400)));
    QVERIFY(chosen->leftOutSources == core::CaptureRules::Patterns{"/probe"});
    QTRY_VERIFY(!dialog);
}

void TestLimitsDialog::saysWhatLeaves()
{
    core::CaptureRules rules;
    LimitsDialog dialog({rules, 3 * core::GiB, 0, 0}, *m_theme);
    QVERIFY(!says(dialog, "leave at once"));
    dialog.findChild<QDoubleSpinBox *>()->setValue(3);
    QVERIFY(!says(dialog, "leave at once"));
    dialog.findChild<QDoubleSpinBox *>()->setValue(2);
    QVERIFY(says(dialog, "1.0 GiB of the oldest events leave at once, and are gone."));
    dialog.findChild<QDoubleSpinBox *>()->setValue(4);
    dialog.findChild<QCheckBox *>()->setChecked(true);
    QVERIFY(says(dialog, "Events that are older leave at once"));
    dialog.findChild<QCheckBox *>()->setChecked(false);
    dialog.addLeftOut(false, QStringLiteral("*"));
    QVERIFY(says(dialog, "nothing is kept any more"));
}

void TestLimitsDialog::asksForNoLessThanTheLeast()
{
    core::CaptureRules rules;
    LimitsDialog dialog({rules, 0, 0, 0}, *m_theme);
    dialog.findChild<QComboBox *>()->setCurrentIndex(0); // MiB
    dialog.findChild<QDoubleSpinBox *>()->setValue(15.9);
    QVERIFY(!applyButton(dialog)->isEnabled());
    QVERIFY(says(dialog, "The least is 16 MiB."));
    dialog.findChild<QDoubleSpinBox *>()->setValue(16);
    QVERIFY(applyButton(dialog)->isEnabled());
    dialog.findChild<QDoubleSpinBox *>()->setValue(16.1);
    QVERIFY(applyButton(dialog)->isEnabled());
}

void TestLimitsDialog::takesPatternsOneALine()
{
    QVERIFY(patternsOf(QString()).empty());
    const core::CaptureRules::Patterns two{"a", "b.*"};
    QVERIFY(patternsOf(QStringLiteral(" b.*\n\n a \na")) == two);
    QVERIFY(patternsOf(linesOf(two)) == two);
}

QTEST_MAIN(TestLimitsDialog)
#include "tst_limitsdialog.moc"
