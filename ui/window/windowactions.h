// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>

#include <array>

class QAction;
class QMainWindow;
class QMenu;
class QMenuBar;
class QString;

namespace ui {

class RecentMenu;
class RingMenu;
class Theme;

/// Everything a person can order by menu or key, one QAction each, made for and owned by `window`. What they do is
/// the window's business.
struct WindowActions {
    WindowActions(const Theme &theme, QMainWindow *window);
    /// What is true of the window now.
    struct Now {
        bool isOpening = false;
        bool isOpen = false; ///< there is a capture
        /// Events: if not in the file that is shown, then in the newest of its ring.
        bool isReceiving = false;
        bool isWritten = false; ///< in the file that is shown
        bool isDamaged = false;
        bool isBusy = false; ///< with a file
    };
    /// Enables what makes sense.
    void allow(const Now &now) const;
    /// Puts all of them into menus.
    void fill(QMenuBar *bar) const;

    QAction *newCapture, *openCapture, *captures, *saveCopy, *saveReadablePart, *importEvents,
        *exportEvents, *close, *quit;
    RecentMenu *recent;
    RingMenu *ring;
    QAction *copy, *selectAll, *clearView, *undo, *redo, *filter, *saveFilter, *clearFilter;
    QAction *pause, *follow, *newest, *nextPane, *previousPane;
    QAction *find, *findFilter, *findNext, *findPrevious, *goTo, *nextOfType, *previousOfType;
    QAction *mark, *note, *onlyMarked, *nextMark, *previousMark, *nextFinding, *previousFinding;
    QAction *facets, *chart, *inspector, *problems, *connections;
    std::array<QAction *, 4> ranges;    ///< in the order of core::RateRange
    std::array<QAction *, 2> groupings; ///< in the order of core::RateGrouping
    std::array<QAction *, 4> themes;    ///< in the order of Theme::Mode
    QMenu *columns;                     ///< filled when it opens
    QAction *sortInNew;
    QAction *redacted, *redactionRules, *colourRules;
    QAction *larger, *smaller, *standardSize, *menuBar, *fullScreen;
    QAction *webSocket, *demo, *filling, *limits, *verify;
    QAction *shortcuts, *about;

private:
    QAction *make(const QString &words, const char *keys = "", const char *icon = "") const;
    QAction *makeSwitch(const QString &words, const char *keys = "", const char *icon = "") const;

    const Theme &m_theme;
    QMainWindow *m_window;
};

} // namespace ui
