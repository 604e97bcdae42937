// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/window/capturefiles.h"

#include "core/log/capturebackup.h"
#include "ui/models/eventtext.h"
#include "ui/models/filetext.h"

#include <QDateTime>
#include <QFileDialog>

#include <utility>

namespace ui {

namespace {

QString nameOf(const std::filesystem::path &file)
{
    return oneLine(file.filename().string());
}

} // namespace

CaptureFiles::CaptureFiles(QWidget *window)
    : QObject(window)
    , m_window(window)
{
}

CaptureFiles::~CaptureFiles()
{
    delete m_job;
}

void CaptureFiles::setCapture(const std::filesystem::path &file)
{
    if (m_job) {
        delete m_job;
        emit jobChanged(nullptr);
    }
    m_capture = file;
}

QString CaptureFiles::folder() const
{
    return fileText(m_capture.parent_path());
}

void CaptureFiles::chooseCapture(bool isNew)
{
    auto *dialog = new QFileDialog(m_window, isNew ? tr("New capture") : tr("Open a capture"),
                                   folder(), tr("Captures (*.eventscope);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setDefaultSuffix(QStringLiteral("eventscope"));
    dialog->setAcceptMode(isNew ? QFileDialog::AcceptSave : QFileDialog::AcceptOpen);
    dialog->setFileMode(isNew ? QFileDialog::AnyFile : QFileDialog::ExistingFile);
    // A capture that exists is opened, never written over.
    dialog->setOption(QFileDialog::DontConfirmOverwrite);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this](const QString &file) { emit openRequested(filePath(file)); });
    dialog->open();
}

void CaptureFiles::chooseCopy()
{
    if (m_capture.empty() || m_job) {
        return;
    }
    auto *dialog = new QFileDialog(m_window, tr("Save a copy of this capture as"), folder(),
                                   tr("Captures (*.eventscope);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setDefaultSuffix(QStringLiteral("eventscope"));
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setLabelText(QFileDialog::Accept, tr("Save copy"));
    dialog->selectFile(fileText(m_capture.stem()) + u' ' +
                       QDateTime::currentDateTime().toString(QStringLiteral("yyyy-MM-dd HH.mm")) +
                       QLatin1String(".eventscope"));
    connect(dialog, &QFileDialog::fileSelected, this,
            [this](const QString &file) { saveCopy(filePath(file)); });
    dialog->open();
}

void CaptureFiles::saveCopy(const std::filesystem::path &target)
{
    if (m_capture.empty() || m_job) {
        return;
    }
    start(tr("Saving %1").arg(nameOf(target)),
          [this, source = m_capture, target](Job::Control &control) -> Job::End {
              const auto copied = core::backUpCapture(
                  source, target, [&control](std::uint64_t done, std::uint64_t total) {
                      return control.step(done, total);
                  });
              return [this, copied, source, target] {
                  if (!copied) {
                      emit failed(oneLine(copied.error().detail));
                  } else if (*copied) {
                      emit saved(tr("Saved %1 events to %2. This window goes on with %3.")
                                     .arg(groupedNumber((*copied)->events), nameOf(target),
                                          nameOf(source)),
                                 target);
                  }
              };
          });
}

void CaptureFiles::start(const QString &title, Job::Work work)
{
    m_job = new Job(title, std::move(work), this);
    connect(m_job, &Job::finished, this, [this, job = m_job.data()] {
        job->deleteLater();
        if (m_job == job) {
            m_job = nullptr;
            emit jobChanged(nullptr);
        }
    });
    emit jobChanged(m_job);
}

} // namespace ui
