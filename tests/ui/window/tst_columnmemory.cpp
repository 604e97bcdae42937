// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/window/columnmemory.h"

#include <QTest>

using namespace ui;

class TestColumnMemory : public QObject {
    Q_OBJECT

private slots:
    void writesLinesThatAPersonCanRead()
    {
        const ColumnLayout layout{{QStringLiteral("type"), false, 190, true},
                                  {QStringLiteral("size"), false, 66, false},
                                  {QStringLiteral("/a b"), true, 112, true},
                                  {QStringLiteral("orderid"), true, 0, false}};
        const QStringList lines{QStringLiteral("190 type"), QStringLiteral("-66 size"),
                                QStringLiteral("112 = /a b"), QStringLiteral("-0 = orderid")};
        QCOMPARE(layoutLines(layout), lines);
        QCOMPARE(layoutFromLines(lines), layout);
    }

    void leavesOutWhatIsNoColumn_data()
    {
        QTest::addColumn<QString>("line");
        for (const char *line : {"", "type", "x type", "12", "12 ", "- type", "1.5 type", "12 = "})
            QTest::newRow(line) << QString::fromLatin1(line);
    }
    void leavesOutWhatIsNoColumn()
    {
        QFETCH(QString, line);
        QCOMPARE(layoutFromLines({line, QStringLiteral("190 type")}).size(), 1);
    }

    void boundsWidths()
    {
        QCOMPARE(layoutFromLines({QStringLiteral("999999 type")}).first().width, 4000);
        QCOMPARE(layoutFromLines({QStringLiteral("4000 type")}).first().width, 4000);
        QCOMPARE(layoutFromLines({QStringLiteral("3999 type")}).first().width, 3999);
    }

    void keepsABoundedNumberOfSets()
    {
        ColumnMemory memory;
        for (qsizetype i = 0; i < ColumnMemory::MaxSets; ++i)
            QVERIFY(memory.save(QString::number(i), {}));
        QVERIFY(!memory.save(QStringLiteral("one more"), {}));
        QVERIFY(memory.save(QStringLiteral("7"), {{QStringLiteral("type"), false, 9, true}}));
        QCOMPARE(memory.sets.size(), ColumnMemory::MaxSets);
        QCOMPARE(memory.sets[7].layout.size(), 1);
        memory.remove(QStringLiteral("7"));
        QCOMPARE(memory.sets.size(), ColumnMemory::MaxSets - 1);
        QVERIFY(memory.save(QStringLiteral("one more"), {}));
    }
};

QTEST_GUILESS_MAIN(TestColumnMemory)
#include "tst_columnmemory.moc"
