// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/apptheme.h"
#include "ui/frame/segments.h"
#include "ui/transfer/exportdialog.h"

#include <QAbstractButton>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QRadioButton>
#include <QTest>

#include <algorithm>
#include <optional>

using namespace ui;

class TestExportDialog : public QObject {
    Q_OBJECT

private slots:
    void offersWhatThereIs();
    void handsOnWhatWasChosen();
    void saysWhatIsWrongWithARule();
    void startsWithTheRulesOfThePerson();

private:
    AppTheme m_theme;
};

namespace {

ExportDialog::Offers offers(quint64 selected, quint64 shown, quint64 all)
{
    ExportDialog::Offers offers;
    offers.selected.events = selected;
    offers.selected.choice.ranges = {{{3}, {5}}};
    offers.shown.events = shown;
    offers.shown.choice.filter.types = {"order"};
    offers.all.events = all;
    return offers;
}

QPushButton *exportButton(const QDialog &dialog)
{
    for (QPushButton *button : dialog.findChildren<QPushButton *>()) {
        if (button->property("primary").toBool()) {
            return button;
        }
    }
    return nullptr;
}

} // namespace

void TestExportDialog::offersWhatThereIs()
{
    ExportDialog nothing(offers(0, 0, 0), *m_theme);
    QVERIFY(!exportButton(nothing)->isEnabled());
    ExportDialog some(offers(0, 7, 9), *m_theme);
    const auto choices = some.findChildren<QRadioButton *>();
    QCOMPARE(choices.size(), 3);
    QVERIFY(!choices[0]->isEnabled());
    QVERIFY(choices[1]->isChecked());
    QCOMPARE(choices[2]->text(), QStringLiteral("&All that are kept  9"));
    QVERIFY(exportButton(some)->isEnabled());
    // One selected row is the cursor, more were selected on purpose.
    ExportDialog one(offers(1, 7, 9), *m_theme);
    QVERIFY(one.findChildren<QRadioButton *>()[1]->isChecked());
    ExportDialog more(offers(2, 7, 9), *m_theme);
    QVERIFY(more.findChildren<QRadioButton *>()[0]->isChecked());
}

void TestExportDialog::handsOnWhatWasChosen()
{
    QPointer<ExportDialog> dialog = new ExportDialog(offers(2, 7, 9), *m_theme);
    dialog->show();
    std::optional<core::ExportOptions> options;
    connect(dialog, &ExportDialog::chosen, this,
            [&options](const core::ExportOptions &chosen) { options = chosen; });
    dialog->findChild<Segments *>()->findChildren<QAbstractButton *>().at(2)->click();
    dialog->findChild<QPlainTextEdit *>()->setPlainText(QStringLiteral("\n /customer/email \n"));
    QTest::keyClick(exportButton(*dialog), Qt::Key_Space);
    QVERIFY(options);
    QCOMPARE(options->format, core::ExportFormat::Csv);
    QCOMPARE(options->choice.ranges.size(), std::size_t{1});
    QVERIFY(!options->redaction.isEmpty());
    QTRY_VERIFY(!dialog);
}

void TestExportDialog::saysWhatIsWrongWithARule()
{
    ExportDialog dialog(offers(0, 7, 9), *m_theme);
    auto *rules = dialog.findChild<QPlainTextEdit *>();
    const auto says = [&dialog](QLatin1String words) {
        const auto labels = dialog.findChildren<QLabel *>();
        return std::any_of(labels.begin(), labels.end(),
                           [words](const QLabel *label) { return label->text().contains(words); });
    };
    rules->setPlainText(QStringLiteral("remove:id"));
    QVERIFY(!exportButton(dialog)->isEnabled());
    QVERIFY(says(QLatin1String("remove:id")));
    rules->setPlainText(QStringLiteral("remove:subject"));
    QVERIFY(exportButton(dialog)->isEnabled());
}

void TestExportDialog::startsWithTheRulesOfThePerson()
{
    QPointer<ExportDialog> dialog = new ExportDialog(
        offers(0, 7, 9), *m_theme, {QStringLiteral("subject"), QStringLiteral("/card")});
    dialog->show();
    QCOMPARE(dialog->findChild<QPlainTextEdit *>()->toPlainText(),
             QStringLiteral("subject\n/card"));
    std::optional<core::ExportOptions> options;
    connect(dialog, &ExportDialog::chosen, this,
            [&options](const core::ExportOptions &chosen) { options = chosen; });
    QTest::keyClick(exportButton(*dialog), Qt::Key_Space);
    QVERIFY(options);
    QVERIFY(options->redaction.isAbout("subject"));
}

QTEST_MAIN(TestExportDialog)
#include "tst_exportdialog.moc"
