// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/window/windowactions.h"

#include "ui/theme/theme.h"
#include "ui/window/recentmenu.h"
#include "ui/window/ringmenu.h"

#include <QAction>
#include <QActionGroup>
#include <QCoreApplication>
#include <QMainWindow>
#include <QMenuBar>

namespace ui {

namespace {

QString tr(const char *words)
{
    return QCoreApplication::translate("WindowActions", words);
}

template<typename Actions>
void makeExclusive(const Actions &actions, QObject *owner)
{
    auto *group = new QActionGroup(owner);
    for (QAction *action : actions) {
        group->addAction(action);
    }
}

template<typename Actions>
void addAll(QMenu *menu, const Actions &actions)
{
    for (QAction *action : actions) {
        menu->addAction(action);
    }
}

} // namespace

// Keys: look.md §12. All are set explicitly, because desktops disagree about the standard ones.
WindowActions::WindowActions(const Theme &theme, QMainWindow *window)
    : m_theme(theme)
    , m_window(window)
{
    newCapture = make(tr("&New capture…"), "Ctrl+N");
    openCapture = make(tr("&Open capture…"), "Ctrl+O");
    recent = new RecentMenu(window);
    ring = new RingMenu(window);
    captures = make(tr("Your ca&ptures…"));
    saveCopy = make(tr("&Save a copy as…"), "Ctrl+S");
    saveReadablePart = make(tr("Save &readable part…"));
    importEvents = make(tr("&Import events…"), "Ctrl+I");
    exportEvents = make(tr("&Export events…"), "Ctrl+Shift+E", "export");
    close = make(tr("&Close window"), "Ctrl+W");
    quit = make(tr("&Quit"), "Ctrl+Q");

    copy = make(tr("&Copy rows"), "", "copy"); // Ctrl+C belongs to whoever has the focus
    selectAll = make(tr("Select &all shown"));
    clearView = make(tr("Clear &view"));
    undo = make(tr("&Undo"), "Ctrl+Z");
    redo = make(tr("&Redo"), "Ctrl+Shift+Z");
    mark = make(tr("&Mark or remove the mark"), "", "mark"); // M belongs to the table
    note = make(tr("N&ote…"), "", "note");
    onlyMarked = make(tr("Show only mar&ked events"));
    filter = make(tr("&Filter"), "Ctrl+L", "filter");
    saveFilter = make(tr("Save filte&r…"), "Ctrl+B", "mark");
    clearFilter = make(tr("Show &everything"), "Ctrl+Shift+L");

    pause = makeSwitch(tr("&Pause"), "Ctrl+P", "pause");
    follow = makeSwitch(tr("&Follow"), "", "follow");
    newest = make(tr("&Newest event"));
    nextPane = make(tr("Next pa&ne"), "F6");
    previousPane = make(tr("P&revious pane"), "Shift+F6");

    find = make(tr("&Search in events"), "Ctrl+F", "search");
    findFilter = make(tr("Show only &found events"), "Ctrl+Shift+F");
    findNext = make(tr("Ne&xt hit"), "F3");
    findPrevious = make(tr("Pre&vious hit"), "Shift+F3");
    goTo = make(tr("&Go to number or time…"), "Ctrl+G");
    nextOfType = make(tr("Next of this &type"));
    previousOfType = make(tr("Previous of this t&ype"));
    nextMark = make(tr("Next &mark or note"));
    previousMark = make(tr("Previous mar&k or note"));
    nextFinding = make(tr("Next fin&ding"));
    previousFinding = make(tr("Previous f&inding"));

    facets = makeSwitch(tr("&Facets"), "F7");
    chart = makeSwitch(tr("&Rate chart"), "F8", "chart");
    inspector = makeSwitch(tr("&Inspector"), "F9", "inspector");
    problems = makeSwitch(tr("&Problems"), "Ctrl+1", "refused");
    connections = makeSwitch(tr("&Connections"), "Ctrl+3", "listen");

    columns = new QMenu(tr("Col&umns"), window);
    sortInNew = make(tr("Sort in ne&w events"), "F5");

    redacted = makeSwitch(tr("Re&dacted view"), "Ctrl+Shift+R", "redact");
    redactionRules = make(tr("Redact&ion rules…"));
    colourRules = make(tr("C&olour rules…"));

    ranges = {makeSwitch(tr("&1 minute"), "Alt+1"), makeSwitch(tr("1&0 minutes"), "Alt+2"),
              makeSwitch(tr("1 &hour"), "Alt+3"), makeSwitch(tr("&All"), "Alt+4")};
    groupings = {makeSwitch(tr("By &type")), makeSwitch(tr("By &source"))};
    themes = {makeSwitch(tr("&System")), makeSwitch(tr("&Light")), makeSwitch(tr("&Dark")),
              makeSwitch(tr("&High contrast"))};
    makeExclusive(ranges, window);
    makeExclusive(groupings, window);
    makeExclusive(themes, window);
    larger = make(tr("&Larger text"), "Ctrl++");
    larger->setShortcuts(
        {QKeySequence(QStringLiteral("Ctrl++")), QKeySequence(QStringLiteral("Ctrl+="))});
    smaller = make(tr("&Smaller text"), "Ctrl+-");
    standardSize = make(tr("S&tandard text size"), "Ctrl+0");
    menuBar = makeSwitch(tr("&Menu bar"), "Ctrl+M");
    fullScreen = makeSwitch(tr("F&ull screen"), "F11");

    webSocket = make(tr("Add a &WebSocket connection…"), "Ctrl+Shift+N", "add-source");
    demo = makeSwitch(tr("&Demo"), "Ctrl+Shift+D", "demo");

    filling = make(tr("What &fills this capture…"));
    limits = make(tr("&Limits…"));
    verify = make(tr("&Verify seals…"), "", "seal");

    shortcuts = make(tr("&Keyboard shortcuts"), "Ctrl+/");
    about = make(tr("&About Eventscope"));
}

QAction *WindowActions::make(const QString &words, const char *keys, const char *icon) const
{
    auto *action = new QAction(words, m_window);
    action->setShortcut(QKeySequence(QString::fromLatin1(keys)));
    action->setMenuRole(QAction::NoRole);
    const QLatin1String name(icon);
    if (!name.isEmpty()) {
        m_theme.follow(action,
                       [this, action, name] { action->setIcon(m_theme.icons().icon(name)); });
    }
    m_window->addAction(action); // its keys work while the menu bar is hidden
    return action;
}

QAction *WindowActions::makeSwitch(const QString &words, const char *keys, const char *icon) const
{
    QAction *action = make(words, keys, icon);
    action->setCheckable(true);
    return action;
}

void WindowActions::allow(const Now &now) const
{
    demo->setEnabled(now.isReceiving);
    webSocket->setEnabled(now.isReceiving);
    newCapture->setEnabled(!now.isOpening);
    openCapture->setEnabled(!now.isOpening);
    filling->setEnabled(now.isOpen);
    limits->setEnabled(now.isReceiving);
    verify->setEnabled(now.isOpen);
    saveCopy->setEnabled(now.isOpen && !now.isBusy);
    saveReadablePart->setVisible(now.isDamaged);
    saveReadablePart->setEnabled(now.isDamaged && !now.isBusy);
    importEvents->setEnabled(now.isWritten && !now.isBusy);
    exportEvents->setEnabled(now.isOpen && !now.isBusy);
}

void WindowActions::fill(QMenuBar *bar) const
{
    QMenu *file = bar->addMenu(tr("&File"));
    file->addActions({newCapture, openCapture});
    file->addMenu(recent);
    file->addAction(captures);
    file->addSeparator();
    file->addActions({saveCopy, saveReadablePart, importEvents, exportEvents});
    file->addSeparator();
    file->addActions({close, quit});

    QMenu *edit = bar->addMenu(tr("&Edit"));
    edit->addActions({undo, redo});
    edit->addSeparator();
    edit->addActions({copy, selectAll});
    edit->addSeparator();
    edit->addActions({mark, note, onlyMarked});
    edit->addSeparator();
    edit->addActions({filter, saveFilter, clearFilter});
    edit->addSeparator();
    edit->addAction(clearView);
    edit->addSeparator();
    edit->addActions({find, findFilter});

    QMenu *view = bar->addMenu(tr("&View"));
    view->addActions({pause, follow});
    view->addSeparator();
    view->addActions({facets, chart, inspector, problems, connections});
    view->addSeparator();
    view->addMenu(columns);
    view->addAction(sortInNew);
    view->addSeparator();
    view->addActions({redacted, redactionRules});
    view->addSeparator();
    view->addAction(colourRules);
    view->addSeparator();
    QMenu *rates = view->addMenu(tr("R&ates"));
    addAll(rates, groupings);
    rates->addSeparator();
    addAll(rates, ranges);
    view->addSeparator();
    addAll(view->addMenu(tr("&Theme")), themes);
    QMenu *text = view->addMenu(tr("Te&xt size"));
    text->addActions({larger, smaller, standardSize});
    view->addActions({menuBar, fullScreen});

    QMenu *go = bar->addMenu(tr("&Go"));
    go->addActions({newest, goTo});
    go->addSeparator();
    go->addActions({findNext, findPrevious});
    go->addSeparator();
    go->addActions({nextOfType, previousOfType});
    go->addSeparator();
    go->addActions({nextFinding, previousFinding});
    go->addSeparator();
    go->addActions({nextMark, previousMark});
    go->addSeparator();
    go->addActions({nextPane, previousPane});

    QMenu *capture = bar->addMenu(tr("&Capture"));
    capture->addActions({webSocket, demo});
    capture->addSeparator();
    capture->addActions({filling, limits});
    capture->addMenu(ring);
    capture->addSeparator();
    capture->addAction(verify);

    QMenu *help = bar->addMenu(tr("&Help"));
    help->addActions({shortcuts, about});
}

} // namespace ui
