// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QTableView>

namespace ui {

class Theme;

/// A table of a few rows: whole rows are selected, no grid, rows of 22 px, columns of fixed width but one that takes the
/// rest. Return and a double click activate a row; Tab leaves it.
class SmallTable : public QTableView {
    Q_OBJECT
public:
    /// `model` outlives it. `widths` in the pixels of look.md; 0: takes the rest.
    SmallTable(QAbstractItemModel &model, const QList<int> &widths, const Theme &theme,
               QWidget *parent = nullptr);

    /// -1: none.
    int currentRow() const { return currentIndex().row(); }

protected:
    void keyboardSearch(const QString &) override {} // letters are commands

private:
    const Theme &m_theme;
    const QList<int> m_widths;
};

} // namespace ui
