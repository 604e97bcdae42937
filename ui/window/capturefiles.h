// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/log/eventlog.h"
#include "core/transfer/exporter.h"
#include "ui/jobs/job.h"

#include <QObject>
#include <QPointer>
#include <QString>

#include <filesystem>
#include <functional>

class QWidget;

namespace ui {

/// What a person does with files: choose a capture to open or make, save a copy, import and export events. Asks with file dialogs, works in
/// one Job at a time, and tells the window what came of it.
class CaptureFiles : public QObject {
    Q_OBJECT
public:
    /// Which capture the window goes on with.
    enum class AfterCopy { Stay, Open };

    /// `window` is the parent of dialogs.
    explicit CaptureFiles(QWidget *window);
    /// Cancels what is going on, and waits for it.
    ~CaptureFiles() override;

    /// The capture that the window shows; null: none. Borrowed. What is going on with the one before ends first.
    void setLog(core::EventLog *log);
    /// The same capture in another file of its ring: what is going on goes on.
    void goOn(core::EventLog *log) { m_log = log; }

    void chooseNew() { chooseCapture(true); }
    void chooseOpen() { chooseCapture(false); }
    void chooseCopy() { askForCopy(AfterCopy::Stay); }
    /// For a capture that cannot be written where it is: a copy, and the window goes on with that.
    void chooseOtherPlace() { askForCopy(AfterCopy::Open); }
    /// Copies the capture as it is now; what comes later is not in it.
    void saveCopy(const std::filesystem::path &target, AfterCopy after = AfterCopy::Stay);
    /// For a damaged capture: what of it can be read, as a new capture.
    void chooseReadablePart();
    void saveReadablePart(const std::filesystem::path &target);
    void chooseImport();
    /// Appends the events of a file, or of another capture.
    void importFrom(const std::filesystem::path &source);
    void chooseExport(const core::ExportOptions &options);
    void exportTo(const std::filesystem::path &target, const core::ExportOptions &options);
    bool isBusy() const { return m_job; }

signals:
    void openRequested(const std::filesystem::path &file);
    /// Null when it has ended.
    void jobChanged(ui::Job *job);
    /// A copy was saved in `copy`.
    void saved(const QString &sentence, const std::filesystem::path &copy);
    /// Something else was done.
    void done(const QString &sentence);
    void failed(const QString &sentence);

private:
    void chooseCapture(bool isNew);
    void askForCopy(AfterCopy after);
    void askForNewCapture(const QString &title, const QString &accept, const QString &name,
                          const std::function<void(const std::filesystem::path &)> &then);
    void start(const QString &title, Job::Work work, std::function<Job::Progress()> look = {});
    std::filesystem::path file() const;
    QString folder() const;

    QWidget *m_window;
    core::EventLog *m_log = nullptr;
    QPointer<Job> m_job;
};

} // namespace ui
