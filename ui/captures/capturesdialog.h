// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/captures/capturesmodel.h"

#include <QDialog>
#include <QPointer>

#include <filesystem>
#include <functional>

class QLabel;
class QPushButton;

namespace ui {

class Job;
class SmallTable;
class Theme;

/// The captures that nobody gave a name: the program's own, in its state folder. To open, or to delete for good.
class CapturesDialog : public QDialog {
    Q_OBJECT
public:
    /// `shown` is the capture of this window; it may lie elsewhere.
    CapturesDialog(const std::filesystem::path &folder, const std::filesystem::path &shown,
                   const Theme &theme, QWidget *parent = nullptr);
    ~CapturesDialog() override;

    const CapturesModel &model() const { return m_model; }

signals:
    void openRequested(const std::filesystem::path &file);

private:
    void reload();
    void judge();
    void openCurrent();
    void askToDelete();
    void remove(const std::filesystem::path &file);
    void run(std::function<std::function<void()>()> work);

    const std::filesystem::path m_folder;
    const std::filesystem::path m_shown;
    CapturesModel m_model;
    QLabel *m_sentence;
    SmallTable *m_table;
    QPushButton *m_delete;
    QPushButton *m_open;
    QPointer<Job> m_job;
};

} // namespace ui
