// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
//
// What bench_start compares with: the least program that shows a window with a table and a chart of
// Qt's own, both empty.
#include <QApplication>
#include <QChart>
#include <QChartView>
#include <QMainWindow>
#include <QSplitter>
#include <QStandardItemModel>
#include <QTableView>

int main(int count, char **arguments)
{
    const QApplication application(count, arguments);
    QMainWindow window;
    QStandardItemModel model(0, 8);
    auto *split = new QSplitter(Qt::Vertical);
    split->addWidget(new QChartView(new QChart));
    auto *table = new QTableView;
    table->setModel(&model);
    split->addWidget(table);
    window.setCentralWidget(split);
    window.resize(1280, 800);
    window.show();
    return QApplication::exec();
}
