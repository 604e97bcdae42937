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
    void showsARingAsItIs_data();
    void showsARingAsItIs();
    void beginsAndEndsARing();
    void boundsAFileOfARing_data();
    void boundsAFileOfARing();

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
    QTest::newRow("hardly anything")
        << quint64(core::MiB) << quint64(4 * core::GiB) << "< 0.1 of 4 GiB";
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

void TestLimitsDialog::showsARingAsItIs_data()
{
    QTest::addColumn<quint64>("bytes");
    QTest::addColumn<qint64>("age");
    QTest::addColumn<quint64>("files");
    QTest::newRow("by size") << quint64(512 * core::MiB) << qint64(0) << quint64(0);
    QTest::newRow("all of it") << quint64(core::RingRules::MinBytes) << qint64(2 * 86400)
                               << quint64(core::RingRules::MinFiles);
    QTest::newRow("by the limit") << quint64(0) << qint64(3600) << quint64(24);
    QTest::newRow("finer than the fields") << quint64(core::GiB) << qint64(90) << quint64(0);
    QTest::newRow("a second") << quint64(core::GiB) << qint64(1) << quint64(0);
}

void TestLimitsDialog::showsARingAsItIs()
{
    QFETCH(quint64, bytes);
    QFETCH(qint64, age);
    QFETCH(quint64, files);
    core::CaptureRules rules;
    rules.ring = core::RingRules{bytes, std::chrono::seconds(age), files};
    const LimitsDialog dialog({rules, 0, 0, 0}, *m_theme);
    QVERIFY(dialog.rules() == rules);
    QVERIFY(!applyButton(dialog)->isEnabled());
}

void TestLimitsDialog::beginsAndEndsARing()
{
    LimitsDialog dialog({{}, 0, 0, 0, 3, 12480}, *m_theme);
    QVERIFY(says(dialog, "Files removed so far: 3, with 12 480 events."));
    const auto boxes = dialog.findChildren<QCheckBox *>();
    QCOMPARE(boxes.size(), 4); // the age of events, then a ring, its time, its files
    QVERIFY(!boxes.at(2)->isEnabled());
    QVERIFY(says(dialog, "Then the oldest events leave"));
    boxes.at(1)->setChecked(true);
    QCOMPARE(dialog.rules().ring, std::optional(core::RingRules{512 * core::MiB, {}, 0}));
    QVERIFY(!says(dialog, "Then the oldest events leave"));
    QVERIFY(says(dialog, "No file of the ring has more"));
    QVERIFY(!says(dialog, "Files of which all events are older"));
    boxes.at(0)->setChecked(true);
    QVERIFY(says(dialog, "Files of which all events are older are removed."));
    boxes.at(0)->setChecked(false);
    boxes.at(2)->setChecked(true);
    boxes.at(3)->setChecked(true);
    QCOMPARE(dialog.rules().ring,
             std::optional(core::RingRules{512 * core::MiB, std::chrono::hours(1), 10}));
    QVERIFY(applyButton(dialog)->isEnabled());
    boxes.at(1)->setChecked(false);
    QVERIFY(!dialog.rules().ring);
    QVERIFY(!applyButton(dialog)->isEnabled());
}

void TestLimitsDialog::boundsAFileOfARing_data()
{
    QTest::addColumn<double>("size"); // MiB, with a limit of 1 GiB
    QTest::addColumn<bool>("isTaken");
    QTest::newRow("below the least") << 0.9 << false;
    QTest::newRow("the least") << 1.0 << true;
    QTest::newRow("above it") << 1.1 << true;
    QTest::newRow("below the limit") << 1023.9 << true;
    QTest::newRow("the limit") << 1024.0 << true;
    QTest::newRow("above the limit") << 1024.1 << false;
}

void TestLimitsDialog::boundsAFileOfARing()
{
    QFETCH(double, size);
    QFETCH(bool, isTaken);
    core::CaptureRules rules;
    rules.limitBytes = core::GiB;
    rules.ring = core::RingRules{512 * core::MiB, {}, 0};
    const LimitsDialog dialog({rules, 0, 0, 0}, *m_theme);
    dialog.findChildren<QDoubleSpinBox *>().at(1)->setValue(size);
    QCOMPARE(applyButton(dialog)->isEnabled(), isTaken);
}

QTEST_MAIN(TestLimitsDialog)
#include "tst_limitsdialog.moc"
