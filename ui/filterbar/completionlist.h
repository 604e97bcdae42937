// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFrame>

class QLabel;
class QListView;

namespace ui {

class CompletionModel;
class Theme;

/// The list below the filter with what may be written there. A child of the window, so that it never takes the focus from
/// the field; the field gives it the keys that are its own.
class CompletionList : public QFrame {
    Q_OBJECT
public:
    /// Both outlive it.
    CompletionList(CompletionModel &model, const Theme &theme, QWidget *parent);

    /// Shows it with its left upper corner there, in the coordinates of its parent, as large as its words need.
    void showAt(const QPoint &place);
    void move(int rows);
    /// A person went to a row: Return takes it.
    bool isChosen() const { return m_isChosen; }
    int currentRow() const;
    QString summary() const;
    /// To what the model has now.
    void refresh();

signals:
    void taken(int row);

private:
    void fit();

    CompletionModel &m_model;
    const Theme &m_theme;
    QListView *m_view;
    QLabel *m_summary;
    bool m_isChosen = false;
};

} // namespace ui
