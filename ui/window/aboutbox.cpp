// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/window/aboutbox.h"

#include <QCoreApplication>
#include <QMessageBox>

namespace ui {

namespace {

QString tr(const char *words)
{
    return QCoreApplication::translate("AboutBox", words);
}

} // namespace

void showAbout(QWidget *window)
{
    auto *box = new QMessageBox(window);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setWindowTitle(tr("About Eventscope"));
    box->setIconPixmap(window->windowIcon().pixmap(64));
    box->setText(
        QStringLiteral("<b>Eventscope %1</b>").arg(QCoreApplication::applicationVersion()));
    box->setInformativeText(
        tr("Receives CloudEvents, keeps them in a durable log, shows them live. One machine, no "
           "cluster, no account.\n\nSources under Apache-2.0. This program links Qt Charts and is "
           "distributed under GPL-3.0-only."));
    box->open();
}

} // namespace ui
