// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/problems/refusals.h"
#include "ui/problems/problemsmodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QtTest>

namespace {

std::vector<ui::ProblemRow> run(quint64 first, quint64 last)
{
    std::vector<ui::ProblemRow> rows;
    for (quint64 number = first; number <= last; ++number) {
        core::StoredRefusal stored{number, core::EventSequence{number * 10}, jsonSentAsData(),
                                   false};
        stored.refusal.received += std::chrono::seconds(number);
        rows.push_back(ui::problemRow(stored));
    }
    return rows;
}

} // namespace

class TestProblemsModel : public QObject {
    Q_OBJECT

private slots:
    void makesARowOfARefusal();
    void namesTheRequest_data();
    void namesTheRequest();
    void putsTheNewestFirst();
    void announcesARunAsOneInsertion();
    void keepsItsBound_data();
    void keepsItsBound();
    void beginsAnewBehindAGap();
    void showsTextsAndASentence();
    void showsTheDayWhereItSpansDays();
};

void TestProblemsModel::makesARowOfARefusal()
{
    const ui::ProblemRow row =
        ui::problemRow({7, core::EventSequence{42}, jsonSentAsData(), false});
    QCOMPARE(row.number, 7ULL);
    QCOMPARE(row.after.value, 42ULL);
    QCOMPARE(row.status, 400);
    QCOMPARE(row.title, QStringLiteral("JSON event sent as application/json"));
    QCOMPARE(row.request, QStringLiteral("POST /shop/default"));
    QCOMPARE(row.remote, QStringLiteral("127.0.0.1:51844"));
    QCOMPARE(row.bytes, jsonSentAsData().bodyBytes);
}

void TestProblemsModel::namesTheRequest_data()
{
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<QString>("request");
    const QString connection = QStringLiteral("http://127.0.0.1:8080");
    QTest::newRow("whole") << QByteArray("PUT /a?b=c HTTP/1.1\r\nHost: x\r\n\r\n")
                           << QStringLiteral("PUT /a?b=c");
    QTest::newRow("old version") << QByteArray("GET / HTTP/1.0\r\n\r\n") << QStringLiteral("GET /");
    QTest::newRow("cut in the line") << QByteArray("POST /sho") << connection;
    QTest::newRow("no request") << QByteArray("\x16\x03\x01\x02") << connection;
    QTest::newRow("left") << QByteArray() << connection;
    QTest::newRow("control character")
        << QByteArray("POST /\x1b[2J HTTP/1.1\r\n\r\n") << QStringLiteral("POST /\u241B[2J");
    QTest::newRow("long") << "POST /" + QByteArray(60'000, 'x') + " HTTP/1.1\r\n\r\n"
                          << u"POST /" + QString(394, u'x');
}

void TestProblemsModel::namesTheRequest()
{
    QFETCH(QByteArray, head);
    core::StoredRefusal stored{1, {}, jsonSentAsData(), false};
    stored.refusal.head = head.toStdString();
    QTEST(ui::problemRow(stored).request, "request");
}

void TestProblemsModel::putsTheNewestFirst()
{
    ui::ProblemsModel model;
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(model.rowCount(), 0);
    QCOMPARE(model.newest(), 0ULL);
    QCOMPARE(model.rowOf(1), -1);
    model.append(run(1, 3));
    model.append(run(4, 5));
    model.append({});
    QCOMPARE(model.rowCount(), 5);
    QCOMPARE(model.newest(), 5ULL);
    for (int row = 0; row < 5; ++row) {
        const quint64 number = static_cast<quint64>(5 - row);
        QCOMPARE(model.problem(row).number, number);
        QCOMPARE(model.rowOf(number), row);
        QCOMPARE(model.index(row, 2).data(ui::ProblemsModel::NumberRole).toULongLong(), number);
    }
    QCOMPARE(model.rowOf(0), -1);
    QCOMPARE(model.rowOf(6), -1);
}

void TestProblemsModel::announcesARunAsOneInsertion()
{
    ui::ProblemsModel model;
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.append(run(1, 2));
    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    model.append(run(3, 500));
    QCOMPARE(inserted.count(), 1);
    QCOMPARE(inserted[0][1].toInt(), 0);
    QCOMPARE(inserted[0][2].toInt(), 497);
    QCOMPARE(removed.count(), 0);
    QCOMPARE(changed.count(), 0);
}

void TestProblemsModel::keepsItsBound_data()
{
    QTest::addColumn<quint64>("rows");
    QTest::addColumn<int>("left");
    const quint64 most = ui::ProblemsModel::MaxRows;
    QTest::newRow("one below") << most - 1 << 0;
    QTest::newRow("at") << most << 0;
    QTest::newRow("one above") << most + 1 << 1;
}

void TestProblemsModel::keepsItsBound()
{
    QFETCH(quint64, rows);
    QFETCH(int, left);
    const int most = static_cast<int>(ui::ProblemsModel::MaxRows);
    {
        ui::ProblemsModel whole;
        whole.append(run(1, rows));
        QCOMPARE(whole.rowCount(), std::min(most, static_cast<int>(rows)));
        QCOMPARE(whole.newest(), rows);
    }
    ui::ProblemsModel model;
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.append(run(1, rows - 10));
    QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
    model.append(run(rows - 9, rows));
    QCOMPARE(model.rowCount(), std::min(most, static_cast<int>(rows)));
    QCOMPARE(removed.count(), left > 0 ? 1 : 0);
    QCOMPARE(model.rowOf(1) < 0, left > 0);
    QCOMPARE(model.problem(model.rowCount() - 1).number, static_cast<quint64>(1 + left));
}

void TestProblemsModel::beginsAnewBehindAGap()
{
    ui::ProblemsModel model;
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.append(run(1, 5));
    model.append(run(100, 102));
    QCOMPARE(model.rowCount(), 3);
    QCOMPARE(model.rowOf(5), -1);
    QCOMPARE(model.rowOf(100), 2);
    QCOMPARE(model.newest(), 102ULL);
}

void TestProblemsModel::showsTextsAndASentence()
{
    ui::ProblemsModel model;
    model.append({ui::problemRow({1, {}, jsonSentAsData(), false})});
    QStringList texts;
    QStringList heads;
    for (int column = 0; column < model.columnCount(); ++column) {
        texts << model.index(0, column).data().toString();
        heads << model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
    }
    const QStringList wantedTexts{QStringLiteral("13:36:40.984"),
                                  QStringLiteral("400"),
                                  QStringLiteral("JSON event sent as application/json"),
                                  QStringLiteral("POST /shop/default"),
                                  QStringLiteral("127.0.0.1:51844"),
                                  QStringLiteral("65\u00A0B")};
    QCOMPARE(texts, wantedTexts);
    const QStringList wantedHeads{QStringLiteral("Time"),          QStringLiteral("Status"),
                                  QStringLiteral("What is wrong"), QStringLiteral("Request"),
                                  QStringLiteral("From"),          QStringLiteral("Size")};
    QCOMPARE(heads, wantedHeads);
    QCOMPARE(
        model.index(0, 0).data(Qt::AccessibleTextRole).toString(),
        QStringLiteral("Refused at 13:36:40.984: 400 JSON event sent as application/json, POST "
                       "/shop/default from 127.0.0.1:51844, 65\u00A0B"));
}

void TestProblemsModel::showsTheDayWhereItSpansDays()
{
    ui::ProblemsModel model;
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.append(run(1, 1));
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    std::vector<ui::ProblemRow> next = run(2, 2);
    next[0].received += std::chrono::hours(24);
    model.append(next);
    QCOMPARE(model.index(0, 0).data().toString(), QStringLiteral("11-24 13:36:42.984"));
    QCOMPARE(model.index(1, 0).data().toString(), QStringLiteral("11-23 13:36:41.984"));
    QCOMPARE(changed.count(), 1);
}

QTEST_GUILESS_MAIN(TestProblemsModel)
#include "tst_problemsmodel.moc"
