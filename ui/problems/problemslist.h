// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QTableView>

namespace ui {

class ProblemsModel;
class Theme;

/// The list of refusals. Rows that come above what is being read push nothing: only at its top the list shows the newest.
/// Columns give way where there is no room: first the size, then the request, then the sender.
class ProblemsList : public QTableView {
    Q_OBJECT
public:
    ProblemsList(ProblemsModel &model, const Theme &theme, QWidget *parent = nullptr);

    QSize sizeHint() const override;

signals:
    /// Esc: the focus belongs to the table again.
    void leaveRequested();

protected:
    void rowsInserted(const QModelIndex &parent, int start, int end) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void keyboardSearch(const QString &) override {} // letters are commands

private:
    void fitColumns();
    void fitTime();

    const Theme &m_theme;
};

} // namespace ui
