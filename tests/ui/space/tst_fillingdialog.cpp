// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/apptheme.h"
#include "ui/frame/segments.h"
#include "ui/frame/smalltable.h"
#include "ui/space/fillingdialog.h"

#include <QAbstractButton>
#include <QAbstractItemModelTester>
#include <QLabel>
#include <QPointer>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace ui;

/// What fills a capture, on real columns.
class TestFillingDialog : public QObject {
    Q_OBJECT

private slots:
    void showsTheLargestFirst();
    void leadsToWhatCanBeDone();
    void says_data();
    void says();

private:
    AppTheme m_theme;
};

namespace {

void append(core::Columns &columns, const char *type, const char *source, quint32 size)
{
    core::Row row;
    row.type = columns.types.add(type).code;
    row.source = columns.sources.add(source).code;
    row.size = size;
    columns.append(row);
}

QString cell(const FillingDialog &dialog, int row, FillingColumn column)
{
    return dialog.model().index(row, int(column)).data().toString().replace(QChar(0x00A0), u' ');
}

} // namespace

void TestFillingDialog::showsTheLargestFirst()
{
    core::Columns columns;
    append(columns, "order", "/checkout", 3000);
    append(columns, "order", "/billing", 1000);
    append(columns, "heartbeat", "/billing", 0);
    columns.publish();
    FillingDialog dialog(columns, *m_theme);
    QAbstractItemModelTester tester(&const_cast<FillingModel &>(dialog.model()),
                                    QAbstractItemModelTester::FailureReportingMode::QtTest);
    dialog.show();
    QTRY_COMPARE(dialog.model().rowCount(), 2);
    QCOMPARE(cell(dialog, 0, FillingColumn::Value), QStringLiteral("/checkout"));
    QCOMPARE(cell(dialog, 0, FillingColumn::Size), QStringLiteral("2.9 KiB"));
    QCOMPARE(cell(dialog, 0, FillingColumn::Share), QStringLiteral("75 %"));
    QCOMPARE(cell(dialog, 1, FillingColumn::Events), QStringLiteral("2"));
    QVERIFY(dialog.findChild<QLabel *>()->text().endsWith(QLatin1String("of data in 3 events.")));

    auto *segments = dialog.findChild<Segments *>();
    segments->findChildren<QAbstractButton *>().at(1)->click();
    QCOMPARE(cell(dialog, 0, FillingColumn::Value), QStringLiteral("order"));
    QCOMPARE(cell(dialog, 0, FillingColumn::Share), QStringLiteral("100 %"));
    QCOMPARE(cell(dialog, 1, FillingColumn::Share), QStringLiteral("0 %"));
    QCOMPARE(dialog.model()
                 .index(1, 0)
                 .data(Qt::AccessibleTextRole)
                 .toString()
                 .replace(QChar(0x00A0), u' '),
             QStringLiteral("heartbeat: 0 B, 0 %, 1 events"));
}

void TestFillingDialog::leadsToWhatCanBeDone()
{
    core::Columns columns;
    append(columns, "order", "/checkout", 10);
    append(columns, "order", "/billing", 5);
    columns.publish();
    QPointer<FillingDialog> dialog = new FillingDialog(columns, *m_theme);
    dialog->show();
    QTRY_COMPARE(dialog->model().rowCount(), 2);
    QSignalSpy leaveOut(dialog.data(), &FillingDialog::leaveOutRequested);
    QSignalSpy filter(dialog.data(), &FillingDialog::filterRequested);
    auto *table = dialog->findChild<SmallTable *>();
    table->selectRow(1);
    for (QPushButton *button : dialog->findChildren<QPushButton *>()) {
        if (button->text().contains(QLatin1String("Leave out"))) {
            QVERIFY(button->isEnabled());
            button->click();
        }
    }
    QCOMPARE(leaveOut.size(), 1);
    QCOMPARE(leaveOut.first(), QVariantList({true, QStringLiteral("/billing")}));
    QTest::keyClick(table, Qt::Key_Return);
    QCOMPARE(filter.size(), 1);
    QCOMPARE(filter.first(), QVariantList({true, QStringLiteral("/billing")}));
    QTRY_VERIFY(!dialog); // closed
}

void TestFillingDialog::says_data()
{
    QTest::addColumn<quint64>("bytes");
    QTest::addColumn<quint64>("all");
    QTest::addColumn<QString>("share");
    QTest::newRow("nothing of nothing") << quint64(0) << quint64(0) << "0 %";
    QTest::newRow("all") << quint64(7) << quint64(7) << "100 %";
    QTest::newRow("some") << quint64(124) << quint64(1000) << "12 %";
    QTest::newRow("little") << quint64(4) << quint64(1000) << "0.4 %";
    QTest::newRow("never rounded to nothing") << quint64(1) << quint64(100000) << "< 0.1 %";
}

void TestFillingDialog::says()
{
    QFETCH(quint64, bytes);
    QFETCH(quint64, all);
    FillingModel model;
    core::ValueSize other;
    other.bytes = bytes;
    model.setValues({other}, all);
    QCOMPARE(model.index(0, int(FillingColumn::Value)).data().toString(),
             QStringLiteral("other values"));
    QFETCH(QString, share);
    QCOMPARE(
        model.index(0, int(FillingColumn::Share)).data().toString().replace(QChar(0x00A0), u' '),
        share);
}

QTEST_MAIN(TestFillingDialog)
#include "tst_fillingdialog.moc"
