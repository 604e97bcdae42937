// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/window/capturefiles.h"

#include "core/log/capturebackup.h"
#include "core/log/readablepart.h"
#include "core/transfer/importer.h"
#include "core/transfer/mergecaptures.h"
#include "ui/models/eventtext.h"
#include "ui/models/filetext.h"

#include <QDateTime>
#include <QFileDialog>

#include <algorithm>
#include <memory>
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

void CaptureFiles::setLog(core::EventLog *log)
{
    if (m_job) {
        delete m_job;
        emit jobChanged(nullptr);
    }
    m_log = log;
}

std::filesystem::path CaptureFiles::file() const
{
    return m_log->file();
}

QString CaptureFiles::folder() const
{
    return m_log ? fileText(file().parent_path()) : QString();
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

void CaptureFiles::askForCopy(AfterCopy after)
{
    if (!m_log || m_job) {
        return;
    }
    askForNewCapture(
        tr("Save a copy of this capture as"), tr("Save copy"),
        fileText(file().stem()) + u' ' +
            QDateTime::currentDateTime().toString(QStringLiteral("yyyy-MM-dd HH.mm")),
        [this, after](const std::filesystem::path &target) { saveCopy(target, after); });
}

void CaptureFiles::askForNewCapture(const QString &title, const QString &accept,
                                    const QString &name,
                                    const std::function<void(const std::filesystem::path &)> &then)
{
    auto *dialog =
        new QFileDialog(m_window, title, folder(), tr("Captures (*.eventscope);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setDefaultSuffix(QStringLiteral("eventscope"));
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setLabelText(QFileDialog::Accept, accept);
    dialog->selectFile(name + QLatin1String(".eventscope"));
    connect(dialog, &QFileDialog::fileSelected, this,
            [then](const QString &file) { then(filePath(file)); });
    dialog->open();
}

void CaptureFiles::saveCopy(const std::filesystem::path &target, AfterCopy after)
{
    if (!m_log || m_job) {
        return;
    }
    start(tr("Saving %1").arg(nameOf(target)),
          [this, source = file(), target, after](Job::Control &control) -> Job::End {
              const auto copied = core::backUpCapture(
                  source, target, [&control](std::uint64_t done, std::uint64_t total) {
                      return control.step(done, total);
                  });
              return [this, copied, source, target, after] {
                  if (!copied) {
                      emit failed(oneLine(copied.error().detail));
                  } else if (*copied && after == AfterCopy::Open) {
                      emit openRequested(target);
                  } else if (*copied) {
                      emit saved(tr("Saved %1 events to %2. This window goes on with %3.")
                                     .arg(groupedNumber((*copied)->events), nameOf(target),
                                          nameOf(source)),
                                 target);
                  }
              };
          });
}

void CaptureFiles::chooseReadablePart()
{
    if (!m_log || m_job) {
        return;
    }
    askForNewCapture(tr("Save the readable part as"), tr("Save"),
                     tr("%1 readable part").arg(fileText(file().stem())),
                     [this](const std::filesystem::path &target) { saveReadablePart(target); });
}

void CaptureFiles::saveReadablePart(const std::filesystem::path &target)
{
    if (!m_log || m_job) {
        return;
    }
    start(tr("Saving %1").arg(nameOf(target)),
          [this, log = m_log, target](Job::Control &control) -> Job::End {
              const std::uint64_t total = log->ledger().kept;
              const auto part =
                  core::saveReadablePart(*log, target, [&control, total](std::uint64_t done) {
                      return control.step(done, std::max(done, total));
                  });
              return [this, part, target] {
                  if (!part) {
                      emit failed(oneLine(part.error().detail));
                  } else if (*part) {
                      emit saved(tr("Saved %1 events to %2, with new numbers and seals.")
                                     .arg(groupedNumber((*part)->events), nameOf(target)),
                                 target);
                  }
              };
          });
}

void CaptureFiles::chooseImport()
{
    if (!m_log || m_job || m_log->isReadOnly()) {
        return;
    }
    auto *dialog = new QFileDialog(
        m_window, tr("Import events from"), folder(),
        tr("Events (*.ndjson *.jsonl *.json *.csv *.http *.eventscope);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setLabelText(QFileDialog::Accept, tr("Import"));
    connect(dialog, &QFileDialog::fileSelected, this,
            [this](const QString &source) { importFrom(filePath(source)); });
    dialog->open();
}

void CaptureFiles::importFrom(const std::filesystem::path &source)
{
    if (!m_log || m_job) {
        return;
    }
    if (m_log->isReadOnly()) {
        emit failed(tr("%1: events cannot be imported into a capture that is read-only; open "
                       "another one.")
                        .arg(nameOf(file())));
        return;
    }
    const auto meter = std::make_shared<core::ProgressMeter>();
    start(
        tr("Importing %1").arg(nameOf(source)),
        // The intake is there as long as the capture, in whatever file of a ring it is.
        [this, source, &intake = m_log->intake(), meter](Job::Control &control) -> Job::End {
            core::ImportOptions options;
            options.name = source.filename().string();
            const core::Result<core::Imported> imported =
                source.extension() == ".eventscope"
                    ? core::mergeCaptures({source}, intake, *meter, control.stop())
                    : core::importFile(source, options, intake, *meter, control.stop());
            return [this, imported, source] {
                if (!imported) {
                    emit failed(oneLine(imported.error().detail));
                    return;
                }
                const QString sentence = tr("Imported %1 events from %2.")
                                             .arg(groupedNumber(imported->events), nameOf(source));
                const QString refused = imported->refused == 0
                                            ? QString()
                                            : u' ' + tr("%1 were refused: see Problems.")
                                                         .arg(groupedNumber(imported->refused));
                if (imported->end == core::Imported::End::Failed) {
                    emit failed(sentence + u' ' + oneLine(imported->problem));
                } else {
                    emit done(sentence + refused);
                }
            };
        },
        [meter] {
            const core::TransferProgress progress = meter->progress();
            return Job::Progress{progress.done, progress.total};
        });
}

void CaptureFiles::chooseExport(const core::ExportOptions &options)
{
    if (!m_log || m_job) {
        return;
    }
    const QString suffix =
        QString::fromLatin1(core::exportFormatSuffix(options.format)).remove(u'.');
    auto *dialog =
        new QFileDialog(m_window, tr("Export events to"), folder(),
                        tr("%1 files (*.%2);;All files (*)").arg(suffix.toUpper(), suffix));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setDefaultSuffix(suffix);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->selectFile(fileText(file().stem()) + u'.' + suffix);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, options](const QString &target) { exportTo(filePath(target), options); });
    dialog->open();
}

void CaptureFiles::exportTo(const std::filesystem::path &target, const core::ExportOptions &options)
{
    if (!m_log || m_job) {
        return;
    }
    const auto meter = std::make_shared<core::ProgressMeter>();
    start(
        tr("Exporting to %1").arg(nameOf(target)),
        [this, source = file(), target, options, meter](Job::Control &control) -> Job::End {
            const auto exported = [&]() -> core::Result<core::Exported> {
                const auto reader = core::CaptureReader::open(source);
                if (!reader) {
                    return tl::unexpected(reader.error());
                }
                return core::exportToFile(**reader, options, target, *meter, control.stop());
            }();
            return [this, exported, target] {
                if (!exported) {
                    emit failed(oneLine(exported.error().detail));
                } else if (exported->end == core::Exported::End::Done) {
                    emit done(tr("Exported %1 events to %2.")
                                  .arg(groupedNumber(exported->events), nameOf(target)));
                }
            };
        },
        [meter] {
            const core::TransferProgress progress = meter->progress();
            return Job::Progress{progress.done, progress.total};
        });
}

void CaptureFiles::start(const QString &title, Job::Work work, std::function<Job::Progress()> look)
{
    m_job = new Job(title, std::move(work), this);
    if (look) {
        m_job->setLook(std::move(look));
    }
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
