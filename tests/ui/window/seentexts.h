// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStringList>

class QAbstractItemModel;
class QWidget;

/// Every text by which `window` could give something away, each with where it was found: properties of widgets and
/// actions, what models answer for any role, what is painted, and what a screen reader hears.
QStringList seenTexts(QWidget &window, const QList<const QAbstractItemModel *> &models);
/// What the tool tips of `widget` say, asked for every few pixels.
QStringList toolTipsOf(QWidget &widget);
/// All that is on the clipboard, in every form.
QStringList clipboardTexts();
