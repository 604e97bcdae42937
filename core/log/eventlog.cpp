// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/log/eventlog.h"

#include "core/log/capturefile.h"
#include "core/log/capturewriter.h"
#include "core/log/checkpointer.h"
#include "core/log/logwriter.h"

#include <mutex>
#include <utility>

namespace core {

namespace {
constexpr std::uint64_t SegmentsPerCapture = 32;
} // namespace

/// In the order in which they are made; closed from the last to the first.
struct EventLog::Inside {
    Inside(const Options &options, std::filesystem::path path)
        : file(std::move(path))
        , intake(options.intakeBytes)
        , columns(options.dictionaryBytes)
    {
    }

    LogWriter::Status status() const
    {
        const std::lock_guard lock(mutex);
        return writer ? writer->status() : closed;
    }

    const std::filesystem::path file;
    Intake intake;
    Columns columns;
    std::mutex closing; ///< one caller closes, the others wait for it
    std::unique_ptr<CaptureFile> capture;
    std::unique_ptr<Checkpointer> checkpointer;
    mutable std::mutex mutex; ///< guards the two below against close()
    std::unique_ptr<LogWriter> writer;
    LogWriter::Status closed; ///< once there is no writer
};

EventLog::EventLog() = default;

EventLog::~EventLog()
{
    if (m)
        close();
}

Result<std::unique_ptr<EventLog>> EventLog::open(const std::filesystem::path &file)
{
    return open(file, Options{});
}

Result<std::unique_ptr<EventLog>> EventLog::open(const std::filesystem::path &file, Options options)
{
    auto capture = CaptureFile::open(file, options.clock.wall());
    if (!capture)
        return tl::unexpected(capture.error());
    std::unique_ptr<EventLog> log(new EventLog);
    log->m = std::make_unique<Inside>(options, file);
    Inside &inside = *log->m;
    inside.capture = std::move(*capture);
    auto writer = std::make_unique<CaptureWriter>(*inside.capture, inside.columns,
                                                  options.limitBytes / SegmentsPerCapture);
    if (const auto loaded = writer->load(); !loaded)
        return tl::unexpected(loaded.error());
    auto checkpointer = Checkpointer::start(file);
    if (!checkpointer)
        return tl::unexpected(checkpointer.error());
    inside.checkpointer = std::move(*checkpointer);
    inside.writer = std::make_unique<LogWriter>(std::move(writer), *inside.checkpointer,
                                                inside.intake, inside.columns);
    return log;
}

const std::filesystem::path &EventLog::file() const
{
    return m->file;
}

Intake &EventLog::intake()
{
    return m->intake;
}

const Columns &EventLog::columns() const
{
    return m->columns;
}

Ledger EventLog::ledger() const
{
    Ledger ledger = m->status().ledger;
    ledger.waiting += m->intake.waitingEvents();
    return ledger;
}

LogState EventLog::state() const
{
    const LogWriter::Status now = m->status();
    return {now.problem.empty(), now.problem, CaptureFile::bytesOnDisk(m->file), now.seals};
}

std::uint64_t EventLog::refusalCount() const
{
    return m->status().refusals;
}

Result<std::unique_ptr<CaptureReader>> EventLog::reader() const
{
    return CaptureReader::open(m->file);
}

void EventLog::close()
{
    const std::lock_guard closing(m->closing);
    m->intake.close();
    if (m->writer) {
        m->writer->finish();
        const std::lock_guard lock(m->mutex);
        m->closed = m->writer->status();
        m->writer.reset();
    }
    m->columns.close();
    m->checkpointer.reset();
    m->capture.reset();
}

} // namespace core
