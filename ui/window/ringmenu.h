// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QMenu>
#include <QStringList>

#include <filesystem>

namespace ui {

/// The files of the ring that the capture is in, the newest first, one of which is shown. Looks at the disk when it
/// opens, away from the GUI thread.
class RingMenu : public QMenu {
    Q_OBJECT
public:
    /// The oldest of many are left to the file dialog.
    static constexpr int MaxFiles = 30;

    explicit RingMenu(QWidget *parent = nullptr);

    /// `shown` is on the screen; `newest` is written. Empty: there is no capture.
    void setFiles(const std::filesystem::path &shown, const std::filesystem::path &newest);

signals:
    void chosen(const QString &file);
    /// The files are in the menu.
    void filled();

private:
    void look();
    void fill(const QStringList &files);
    void say(const QString &words);

    std::filesystem::path m_shown;
    std::filesystem::path m_newest;
};

} // namespace ui
