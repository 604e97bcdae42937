// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QMenu>
#include <QStringList>

namespace ui {

/// Captures that were open before, newest first. Pure.
constexpr qsizetype MaxRecent = 10;
QStringList withRecent(QStringList recent, const QString &file);

/// The menu of them: a name and its folder each; what is not there any more is shown and cannot be chosen.
class RecentMenu : public QMenu {
    Q_OBJECT
public:
    explicit RecentMenu(QWidget *parent = nullptr);

    /// `shown` is left out: the window has it already.
    void setFiles(const QStringList &files, const QString &shown);

signals:
    void chosen(const QString &file);
    void clearRequested();

private:
    void fill();
    void lookForThem();

    QStringList m_files;
    QString m_shown;
};

} // namespace ui
