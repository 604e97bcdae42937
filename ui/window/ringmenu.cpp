// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/window/ringmenu.h"

#include "core/ring/capturering.h"
#include "ui/models/filetext.h"

#include <QActionGroup>
#include <QApplication>
#include <QFileInfo>
#include <QPointer>
#include <QThreadPool>

namespace ui {

RingMenu::RingMenu(QWidget *parent)
    : QMenu(tr("Files of this &ring"), parent)
{
    connect(this, &QMenu::aboutToShow, this, &RingMenu::look);
    say(tr("Looking…"));
}

void RingMenu::setFiles(const std::filesystem::path &shown, const std::filesystem::path &newest)
{
    m_shown = shown;
    m_newest = newest;
    menuAction()->setEnabled(!shown.empty());
}

void RingMenu::look()
{
    if (m_newest.empty()) {
        return;
    }
    QThreadPool::globalInstance()->start([newest = m_newest, menu = QPointer(this)] {
        QStringList files;
        for (const std::filesystem::path &file : core::CaptureRing::filesOf(newest)) {
            files.prepend(fileText(file));
        }
        QMetaObject::invokeMethod(
            qApp,
            [menu, files] {
                if (menu) {
                    menu->fill(files);
                }
            },
            Qt::QueuedConnection);
    });
}

void RingMenu::say(const QString &words)
{
    clear();
    addAction(words)->setEnabled(false);
}

void RingMenu::fill(const QStringList &files)
{
    clear();
    auto *group = new QActionGroup(this);
    for (const QString &file : files.mid(0, MaxFiles)) {
        const QString name = QFileInfo(file).fileName().replace(u'&', QLatin1String("&&"));
        const bool isNewest = filePath(file) == m_newest;
        QAction *action = addAction(isNewest ? name + u'\t' + tr("the newest") : name);
        action->setData(file);
        action->setCheckable(true);
        action->setActionGroup(group);
        action->setChecked(filePath(file) == m_shown);
        connect(action, &QAction::triggered, this, [this, file] { emit chosen(file); });
    }
    if (files.size() > MaxFiles) {
        addSeparator();
        addAction(tr("%1 older ones are in the folder").arg(files.size() - MaxFiles))
            ->setEnabled(false);
    }
    emit filled();
}

} // namespace ui
