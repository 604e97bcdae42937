// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/monitor/monitor.h"
#include "ui/jobs/job.h"

#include <QObject>
#include <QPointer>
#include <QString>

#include <filesystem>
#include <functional>

class QWidget;

namespace ui {

/// What a person does with files: choose a capture to open or make, save a copy. Asks with file dialogs, works in
/// one Job at a time, and tells the window what came of it.
class CaptureFiles : public QObject {
    Q_OBJECT
public:
    /// `window` is the parent of dialogs.
    explicit CaptureFiles(QWidget *window);
    /// Cancels what is going on, and waits for it.
    ~CaptureFiles() override;

    /// The capture that the window shows; empty: none. What is going on with the one before ends first.
    void setCapture(const std::filesystem::path &file);

    void chooseNew() { chooseCapture(true); }
    void chooseOpen() { chooseCapture(false); }
    void chooseCopy();
    /// Copies the capture as it is now; what comes later is not in it.
    void saveCopy(const std::filesystem::path &target);
    bool isBusy() const { return m_job; }

signals:
    void openRequested(const std::filesystem::path &file);
    /// Null when it has ended.
    void jobChanged(ui::Job *job);
    /// Something was done; `copy` is the file that came of it.
    void saved(const QString &sentence, const std::filesystem::path &copy);
    void failed(const QString &sentence);

private:
    void chooseCapture(bool isNew);
    void start(const QString &title, Job::Work work);
    QString folder() const;

    QWidget *m_window;
    std::filesystem::path m_capture;
    QPointer<Job> m_job;
};

} // namespace ui
