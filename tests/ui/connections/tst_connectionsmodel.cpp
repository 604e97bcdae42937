// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/connections/states.h"
#include "ui/connections/connectionsmodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QtTest>

class TestConnectionsModel : public QObject {
    Q_OBJECT

private slots:
    void announcesOnlyWhatChanged();
    void addsAndRemovesRows_data();
    void addsAndRemovesRows();
    void showsTexts();
    void showsNamesOnOneLine();
    void alignsNumbersRight();
};

void TestConnectionsModel::announcesOnlyWhatChanged()
{
    ui::ConnectionsModel model;
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setConnections({connection(1), connection(2), connection(3)});
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    model.setConnections({connection(1), connection(2), connection(3)});
    QCOMPARE(changed.count(), 0);
    model.setConnections({connection(1), connection(2, 5), connection(3)});
    QCOMPARE(changed.count(), 1);
    QCOMPARE(changed[0][0].toModelIndex().row(), 1);
    QCOMPARE(changed[0][1].toModelIndex().row(), 1);
    QCOMPARE(model.connection(1).kept, 5U);
    QCOMPARE(reset.count(), 0);
}

void TestConnectionsModel::addsAndRemovesRows_data()
{
    using Ids = QList<quint64>;
    QTest::addColumn<Ids>("before");
    QTest::addColumn<Ids>("after");
    QTest::addColumn<int>("inserted");
    QTest::addColumn<int>("removed");
    QTest::newRow("the first") << Ids{} << Ids{1} << 1 << 0;
    QTest::newRow("one more") << Ids{1, 2} << Ids{1, 2, 3} << 1 << 0;
    QTest::newRow("between") << Ids{1, 3} << Ids{1, 2, 3} << 1 << 0;
    QTest::newRow("one less") << Ids{1, 2, 3} << Ids{1, 3} << 0 << 1;
    QTest::newRow("another instead") << Ids{1, 2} << Ids{1, 4} << 1 << 1;
    QTest::newRow("all gone") << Ids{1, 2} << Ids{} << 0 << 2;
    QTest::newRow("another order") << Ids{1, 2, 3} << Ids{3, 1, 2} << 1 << 1;
}

void TestConnectionsModel::addsAndRemovesRows()
{
    QFETCH(QList<quint64>, before);
    QFETCH(QList<quint64>, after);
    ui::ConnectionsModel model;
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    const auto states = [](const QList<quint64> &ids) {
        std::vector<core::ConnectionState> list;
        for (const quint64 id : ids)
            list.push_back(connection(id, id * 7));
        return list;
    };
    model.setConnections(states(before));
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
    model.setConnections(states(after));
    QCOMPARE(model.rowCount(), static_cast<int>(after.size()));
    for (int row = 0; row < model.rowCount(); ++row)
        QVERIFY(model.connection(row) == connection(after[row], after[row] * 7));
    const auto rows = [](const QSignalSpy &spy) {
        int sum = 0;
        for (const QList<QVariant> &each : spy)
            sum += each[2].toInt() - each[1].toInt() + 1;
        return sum;
    };
    QCOMPARE(reset.count(), 0);
    QTEST(rows(inserted), "inserted");
    QTEST(rows(removed), "removed");
}

void TestConnectionsModel::showsTexts()
{
    ui::ConnectionsModel model;
    core::ConnectionState away = connection(2, 12'345);
    away.lamp = core::ConnectionState::Lamp::Waiting;
    away.refused = 7;
    away.words = "wss://example.org/2 is away.";
    core::ConnectionState demo = connection(3);
    demo.kind = core::ConnectionState::Kind::Demo;
    model.setConnections({connection(1), away, demo});
    const auto text = [&](int row, ui::ConnectionColumn column) {
        return model.index(row, static_cast<int>(column)).data().toString();
    };
    QCOMPARE(text(0, ui::ConnectionColumn::Kind), QStringLiteral("receiver"));
    QCOMPARE(text(1, ui::ConnectionColumn::Kind), QStringLiteral("WebSocket"));
    QCOMPARE(text(2, ui::ConnectionColumn::Kind), QStringLiteral("demo"));
    QCOMPARE(text(1, ui::ConnectionColumn::Name), QStringLiteral("wss://example.org/2"));
    QCOMPARE(text(1, ui::ConnectionColumn::Kept), QStringLiteral("12\u00A0345"));
    QCOMPARE(text(1, ui::ConnectionColumn::Refused), QStringLiteral("7"));
    QCOMPARE(text(1, ui::ConnectionColumn::Words), QStringLiteral("wss://example.org/2 is away."));
    QCOMPARE(model.index(1, 0).data(ui::ConnectionsModel::LampRole).toInt(),
             static_cast<int>(core::ConnectionState::Lamp::Waiting));
    QVERIFY(!model.data({}, Qt::DisplayRole).isValid());
}

void TestConnectionsModel::showsNamesOnOneLine()
{
    ui::ConnectionsModel model;
    core::ConnectionState state = connection(2);
    state.words = "closed: a\nb";
    model.setConnections({state});
    QCOMPARE(model.index(0, static_cast<int>(ui::ConnectionColumn::Words)).data().toString(),
             QStringLiteral("closed: a\u240Ab"));
}

void TestConnectionsModel::alignsNumbersRight()
{
    ui::ConnectionsModel model; // also while it is empty
    const auto isRight = [&](ui::ConnectionColumn column) {
        const auto alignment =
            model.headerData(static_cast<int>(column), Qt::Horizontal, Qt::TextAlignmentRole);
        return alignment.value<Qt::Alignment>().testFlag(Qt::AlignRight);
    };
    QVERIFY(!isRight(ui::ConnectionColumn::Name));
    QVERIFY(isRight(ui::ConnectionColumn::Kept));
    QVERIFY(isRight(ui::ConnectionColumn::Refused));
    QVERIFY(!isRight(ui::ConnectionColumn::Words));
}

QTEST_GUILESS_MAIN(TestConnectionsModel)
#include "tst_connectionsmodel.moc"
