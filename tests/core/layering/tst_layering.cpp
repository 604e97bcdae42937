// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/core/layering/includerules.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QLibraryInfo>
#include <QTest>

class TestLayering : public QObject {
    Q_OBJECT

private slots:
    void rulesTellAllowedFromForbidden_data();
    void rulesTellAllowedFromForbidden();
    void everySourceFileKeepsTheLayers();

private:
    IncludeRules m_rules{QLibraryInfo::path(QLibraryInfo::HeadersPath)};
};

void TestLayering::rulesTellAllowedFromForbidden_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("line");
    QTest::addColumn<bool>("allowed");
    const auto row = [](const char *name, const char *path, const char *line, bool allowed) {
        QTest::newRow(name) << QString::fromUtf8(path) << QString::fromUtf8(line) << allowed;
    };
    row("no include", "core/log/a.cpp", "int include = 0;", true);
    row("standard library", "core/log/a.cpp", "#include <vector>", true);
    row("own room", "core/log/a.cpp", "#include \"core/log/a.h\"", true);
    row("room above", "core/log/a.cpp", "#include \"core/codec/a.h\"", true);
    row("room below", "core/log/a.cpp", "#include \"core/receiver/a.h\"", false);
    row("the ground uses nothing", "core/base/a.h", "#include \"core/event/a.h\"", false);
    row("the roof uses all", "core/monitor/a.h", "#include \"core/broker/a.h\"", true);
    row("unknown room", "core/log/a.cpp", "#include \"core/utils/a.h\"", false);
    row("not from the root", "core/log/a.cpp", "#include \"a.h\"", false);
    row("moc", "core/log/a.cpp", "#include \"a.moc\"", true);
    row("core to ui", "core/log/a.cpp", "#include \"ui/models/a.h\"", false);
    row("core to app", "core/log/a.cpp", "#include \"app/evs/a.h\"", false);
    row("ui to core", "ui/models/a.cpp", "#include \"core/monitor/a.h\"", true);
    row("ui to ui", "ui/facets/a.cpp", "#include \"ui/models/a.h\"", true);
    row("ui to app", "ui/facets/a.cpp", "#include \"app/eventscope/a.h\"", false);
    row("window to ui", "app/eventscope/main.cpp", "#include \"ui/mainwindow.h\"", true);
    row("terminal to ui", "app/evs/main.cpp", "#include \"ui/models/a.h\"", false);
    row("indented", "core/log/a.cpp", "  #  include   <QtWidgets/QWidget>", false);
    row("module and class", "core/log/a.cpp", "#include <QtGui/QColor>", false);
    row("class alone", "core/log/a.cpp", "#include <QColor>", false);
    row("header file", "core/log/a.cpp", "#include <qwidget.h>", false);
    row("whole module", "core/log/a.cpp", "#include <QtCharts/QtCharts>", false);
    row("QtCore", "core/log/a.cpp", "#include <QString>", true);
    row("QtNetwork", "core/http/a.cpp", "#include <QTcpSocket>", true);
    row("QtWebSockets", "core/source/a.cpp", "#include <QtWebSockets/QWebSocket>", true);
    row("Widgets in the terminal", "app/evs/main.cpp", "#include <QApplication>", false);
    row("Widgets in the window", "app/eventscope/main.cpp", "#include <QApplication>", true);
    row("Gui in models", "ui/models/a.cpp", "#include <QColor>", true);
    row("Widgets in models", "ui/models/a.cpp", "#include <QWidget>", false);
    row("Charts in a part", "ui/ratechart/a.cpp", "#include <QChartView>", true);
}

void TestLayering::rulesTellAllowedFromForbidden()
{
    QFETCH(QString, path);
    QFETCH(QString, line);
    QFETCH(bool, allowed);
    const QString why = m_rules.violation(path, line);
    QVERIFY2(why.isEmpty() == allowed, qPrintable(why));
}

void TestLayering::everySourceFileKeepsTheLayers()
{
    const QDir root(QStringLiteral(SOURCE_DIR));
    int files = 0;
    QStringList violations;
    for (const QString &layer :
         {QStringLiteral("core"), QStringLiteral("ui"), QStringLiteral("app")}) {
        QDirIterator each(root.filePath(layer), {QStringLiteral("*.h"), QStringLiteral("*.cpp")},
                          QDir::Files, QDirIterator::Subdirectories);
        while (each.hasNext()) {
            QFile file(each.next());
            QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(file.fileName()));
            ++files;
            const QString path = root.relativeFilePath(file.fileName());
            int number = 0;
            for (const QByteArray &line : file.readAll().split('\n')) {
                ++number;
                const QString why = m_rules.violation(path, QString::fromUtf8(line));
                if (!why.isEmpty())
                    violations
                        << QStringLiteral("%1:%2: %3").arg(path, QString::number(number), why);
            }
        }
    }
    QVERIFY2(files > 10, "the sources are not where the test looks");
    QVERIFY2(violations.isEmpty(), qPrintable(violations.join(u'\n')));
}

QTEST_GUILESS_MAIN(TestLayering)
#include "tst_layering.moc"
