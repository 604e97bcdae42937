// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/window/panefocus.h"

#include <QApplication>
#include <QWidget>

#include <algorithm>

namespace ui {

void focusPane(QList<QWidget *> panes, int step)
{
    panes.removeIf([](const QWidget *pane) { return !pane || !pane->isVisible(); });
    if (panes.isEmpty()) {
        return;
    }
    const QWidget *focus = QApplication::focusWidget();
    const auto now = std::find_if(panes.begin(), panes.end(), [focus](const QWidget *pane) {
        return focus && (pane == focus || pane->isAncestorOf(focus));
    });
    const qsizetype at = now == panes.end() ? 0 : now - panes.begin();
    QWidget *next = panes[(at + step + panes.size()) % panes.size()];
    if (next->focusPolicy() == Qt::NoFocus) {
        for (QWidget *inside : next->findChildren<QWidget *>()) {
            if (inside->isVisible() && inside->focusPolicy() & Qt::TabFocus) {
                next = inside;
                break;
            }
        }
    }
    next->setFocus(Qt::TabFocusReason);
}

} // namespace ui
