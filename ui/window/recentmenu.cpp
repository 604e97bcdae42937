// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/window/recentmenu.h"

#include <QApplication>
#include <QDir>
#include <QFileInfo>
#include <QPointer>
#include <QThreadPool>

namespace ui {

namespace {

/// `~/captures` for a folder at home; an & in it is no accelerator.
QString folderText(const QString &file)
{
    QString folder = QFileInfo(file).path();
    const QString home = QDir::homePath();
    if (folder == home || folder.startsWith(home + u'/')) {
        folder.replace(0, home.size(), u'~');
    }
    return folder.replace(u'&', QLatin1String("&&"));
}

} // namespace

QStringList withRecent(QStringList recent, const QString &file)
{
    recent.removeAll(file);
    recent.prepend(file);
    return recent.mid(0, MaxRecent);
}

RecentMenu::RecentMenu(QWidget *parent)
    : QMenu(tr("Open &recent"), parent)
{
    connect(this, &QMenu::aboutToShow, this, &RecentMenu::lookForThem);
    fill();
}

void RecentMenu::setFiles(const QStringList &files, const QString &shown)
{
    if (files == m_files && shown == m_shown) {
        return;
    }
    m_files = files;
    m_shown = shown;
    fill();
}

void RecentMenu::fill()
{
    clear();
    int number = 0;
    for (const QString &file : m_files) {
        if (file == m_shown) {
            continue;
        }
        const QString name = QFileInfo(file).fileName().replace(u'&', QLatin1String("&&"));
        const QString key = ++number < 10 ? u'&' + QString::number(number) + u' ' : QString();
        QAction *action = addAction(key + name + u'\t' + folderText(file));
        action->setData(file);
        action->setToolTip(file);
        connect(action, &QAction::triggered, this, [this, file] { emit chosen(file); });
    }
    menuAction()->setEnabled(number > 0);
    if (number == 0) {
        return;
    }
    addSeparator();
    connect(addAction(tr("&Clear this list")), &QAction::triggered, this,
            &RecentMenu::clearRequested);
}

/// Away from the GUI thread: a file may lie on a disk that does not answer.
void RecentMenu::lookForThem()
{
    QThreadPool::globalInstance()->start([files = m_files, menu = QPointer(this)] {
        QStringList missing;
        for (const QString &file : files) {
            if (!QFileInfo::exists(file)) {
                missing.append(file);
            }
        }
        QMetaObject::invokeMethod(
            qApp,
            [menu, missing] {
                if (!menu) {
                    return;
                }
                for (QAction *action : menu->actions()) {
                    const QString file = action->data().toString();
                    action->setEnabled(!missing.contains(file));
                }
            },
            Qt::QueuedConnection);
    });
}

} // namespace ui
