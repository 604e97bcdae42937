// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/log/eventlog.h"

#include "core/disk/walholder.h"
#include "core/log/capturefile.h"
#include "core/log/capturefollower.h"
#include "core/log/capturewriter.h"
#include "core/log/checkpointer.h"
#include "core/log/logwriter.h"
#include "core/log/markstore.h"
#include "core/log/readablecapture.h"
#include "core/log/readablepart.h"
#include "core/log/schema.h"
#include "core/log/textindexer.h"

#include <QtGlobal>

#include <mutex>
#include <system_error>
#include <utility>

namespace core {

namespace {
/// The WAL begins anew at LogWriter::FinishPages; a good deal above them somebody must be in the way.
constexpr std::uint64_t LongWalBytes =
    std::uint64_t{LogWriter::FinishPages} * schema::PageBytes * 5 / 4;

/// Why a capture that does not open for writing is read, or None where reading would not help.
ReadOnlyReason readOnlyReason(const Error &error)
{
    switch (error.kind) {
    case Error::Kind::InUse:
        return ReadOnlyReason::Taken;
    case Error::Kind::Denied:
    case Error::Kind::Full:
        return ReadOnlyReason::Denied;
    case Error::Kind::Unsupported:
        return ReadOnlyReason::Newer;
    case Error::Kind::Damaged:
    case Error::Kind::Io: // what SQLite says of tables that are not there
        return ReadOnlyReason::Damaged;
    default:
        return ReadOnlyReason::None;
    }
}

} // namespace

std::string readOnlySentence(const LogState &state)
{
    if (state.readOnly != ReadOnlyReason::None && state.isTaken)
        return "Another program writes this capture. It is shown live, read-only.";
    switch (state.readOnly) {
    case ReadOnlyReason::None:
        return {};
    case ReadOnlyReason::Asked:
        return "This capture is open for reading only.";
    case ReadOnlyReason::Taken:
        return "The program that wrote this capture has ended. It is shown read-only.";
    case ReadOnlyReason::Denied:
        return "This capture or its folder may not be written. It is shown read-only.";
    case ReadOnlyReason::Newer:
        return "A newer Eventscope wrote this capture. It is shown read-only.";
    case ReadOnlyReason::Finished:
        return "This file of a ring is complete. It is shown read-only.";
    case ReadOnlyReason::Damaged: {
        const std::string upTo = "Opened up to event " + std::to_string(state.readableTo.value);
        return state.brokenSeal == 0 ? upTo + ", which is all. The account of the file is damaged."
                                     : upTo + ". After it the file is damaged, at seal " +
                                           std::to_string(state.brokenSeal) + ".";
    }
    }
    Q_UNREACHABLE();
}

/// In the order in which they are made; closed from the last to the first.
struct EventLog::Inside {
    Inside(const Options &options, std::filesystem::path path)
        : file(std::move(path))
        , number(options.number)
        , ownsIntake(!options.intake)
        , intake(options.intake ? options.intake : std::make_shared<Intake>(options.intakeBytes))
        , columns(options.dictionaryBytes)
    {
    }

    LogWriter::Status status() const
    {
        const std::lock_guard lock(mutex);
        return writer ? writer->status() : follower ? follower->status().log : closed;
    }

    /// With what the writer will find at its next commit: while nobody sends it has none.
    LogWriter::Status writerStatus() const
    {
        const std::lock_guard lock(mutex);
        if (!writer)
            return follower ? follower->status().log : closed;
        LogWriter::Status now = writer->status();
        if (now.problem.empty()) {
            if (const std::string why = capture->displacement(); !why.empty()) {
                now.problem = file.string() + ": " + why;
                now.problemKind = Error::Kind::NotFound;
            }
        }
        return now;
    }

    /// Of a log that is read-only.
    void describeReading(LogState &state) const
    {
        const std::lock_guard lock(mutex);
        if (follower) {
            const CaptureFollower::Status now = follower->status();
            state.isTaken = now.isTaken;
            state.canBeWritten = now.canBeWritten;
        }
        state.writable = false;
        state.readOnly = readOnly;
        if (damaged) {
            state.readableTo = damaged->last;
            state.brokenSeal = damaged->isBroken ? damaged->seals + 1 : 0;
        }
    }

    const std::filesystem::path file;
    const std::uint64_t number; ///< Options::number
    const bool ownsIntake;
    const std::shared_ptr<Intake> intake;
    Columns columns;
    std::mutex closing; ///< one caller closes, the others wait for it
    std::unique_ptr<CaptureFile> capture;
    std::unique_ptr<Checkpointer> checkpointer;
    mutable std::mutex mutex; ///< guards the two below against close()
    std::unique_ptr<LogWriter> writer;
    std::unique_ptr<CaptureFollower>
        follower;             ///< in place of the writer, where the log is read-only
    bool hasGoneOn = false;   ///< likewise
    LogWriter::Status closed; ///< once there is neither
    std::unique_ptr<TextIndexer> indexer;
    ReadOnlyReason readOnly = ReadOnlyReason::None;
    std::optional<ReadablePart> damaged; ///< where that is why
};

EventLog::EventLog(std::unique_ptr<Inside> inside)
    : m(std::move(inside))
{
}

EventLog::~EventLog()
{
    close();
}

Result<std::unique_ptr<EventLog>> EventLog::open(const std::filesystem::path &file)
{
    return open(file, Options{});
}

Result<std::unique_ptr<EventLog>> EventLog::open(const std::filesystem::path &file, Options options)
{
    if (options.access == LogAccess::Read)
        return openForReading(file, options, ReadOnlyReason::Asked);
    auto written = openForWriting(file, options);
    if (written || options.access == LogAccess::Write)
        return written;
    ReadOnlyReason reason = readOnlyReason(written.error());
    if (reason == ReadOnlyReason::Denied) {
        if (const auto place = readRingPlace(file); place && !place->next.empty())
            reason = ReadOnlyReason::Finished;
    }
    std::error_code code;
    if (reason == ReadOnlyReason::None || !std::filesystem::is_regular_file(file, code))
        return written;
    return reason == ReadOnlyReason::Damaged ? openDamaged(file, options, written.error())
                                             : openForReading(file, options, reason);
}

Result<std::unique_ptr<EventLog>> EventLog::openDamaged(const std::filesystem::path &file,
                                                        const Options &options, const Error &why)
{
    const auto part = findReadablePart(file);
    auto capture = openReadable(file, Damage::Tolerate);
    if (!part || !part->hasEvents() || !capture)
        return tl::unexpected(why);
    auto inside = std::make_unique<Inside>(options, file);
    inside->intake->close();
    inside->readOnly = ReadOnlyReason::Damaged;
    inside->damaged = *part;
    ColumnLoader loader(*capture->database, inside->columns, Damage::Tolerate);
    if (const auto loaded =
            loader.load(part->evicted, part->last.value, ColumnLoader::Blocks::MakeAnew);
        !loaded)
        return tl::unexpected(why);
    inside->columns.publish();
    const auto counts = readCounts(*capture);
    inside->closed.ledger.kept = part->last.value - part->evicted;
    inside->closed.ledger.evicted = part->evicted;
    inside->closed.ledger.refused = counts ? counts->ledger.refused : part->refusals;
    inside->closed.ledger.leftOut = counts ? counts->ledger.leftOut : 0;
    inside->closed.refusals = part->refusals;
    inside->closed.seals = part->seals;
    // What no seal covers is shown where it can be read.
    if (auto marks = loadMarks(*capture->database, EventSequence{part->evicted + 1}, part->last))
        inside->closed.marks = std::make_shared<const Marks>(std::move(*marks));
    return std::unique_ptr<EventLog>(new EventLog(std::move(inside)));
}

Result<std::unique_ptr<EventLog>> EventLog::openForReading(const std::filesystem::path &file,
                                                           const Options &options,
                                                           ReadOnlyReason reason)
{
    auto capture = openReadable(file);
    if (!capture)
        return capture.error().kind == Error::Kind::Damaged
                   ? openDamaged(file, options, capture.error())
                   : tl::unexpected(capture.error());
    auto inside = std::make_unique<Inside>(options, file);
    inside->intake->close();
    inside->readOnly = capture->isNewer ? ReadOnlyReason::Newer : reason;
    auto follower = CaptureFollower::start(std::move(*capture), inside->columns);
    if (!follower)
        return openDamaged(file, options, follower.error());
    inside->follower = std::move(*follower);
    return std::unique_ptr<EventLog>(new EventLog(std::move(inside)));
}

Result<std::unique_ptr<EventLog>> EventLog::openForWriting(const std::filesystem::path &file,
                                                           const Options &options)
{
    auto capture = CaptureFile::open(file, options.clock.wall(), options.place);
    if (!capture)
        return tl::unexpected(capture.error());
    std::unique_ptr<EventLog> log(new EventLog(std::make_unique<Inside>(options, file)));
    Inside &inside = *log->m;
    inside.capture = std::move(*capture);
    auto writer =
        std::make_unique<CaptureWriter>(*inside.capture, inside.columns, options.segmentBytes);
    if (const auto loaded = writer->load(); !loaded)
        return tl::unexpected(loaded.error());
    CaptureRules rules = options.rules.value_or(writer->rules());
    if (options.changeRules)
        options.changeRules(rules);
    if (rules != writer->rules()) {
        const bool isChanged = writer->begin(0, options.clock.wall()) && writer->change(rules) &&
                               writer->commit(writer->storedLedger());
        if (!isChanged)
            return tl::unexpected(writer->error());
    }
    auto checkpointer = Checkpointer::start(file);
    if (!checkpointer)
        return tl::unexpected(checkpointer.error());
    inside.checkpointer = std::move(*checkpointer);
    if (!options.place.ring.empty()) // its first pages are not on the disk yet
        inside.checkpointer->request();
    inside.writer =
        std::make_unique<LogWriter>(std::move(writer), *inside.checkpointer, *inside.intake,
                                    inside.columns, options.clock, options.number, options.goOn);
    inside.indexer =
        std::make_unique<TextIndexer>(file, inside.columns, *inside.intake, options.number);
    return log;
}

const std::filesystem::path &EventLog::file() const
{
    return m->file;
}

Intake &EventLog::intake()
{
    return *m->intake;
}

const Columns &EventLog::columns() const
{
    return m->columns;
}

Ledger EventLog::ledger() const
{
    Ledger ledger = m->status().ledger;
    if (!hasGoneOn())
        ledger.waiting += m->intake->waitingEvents();
    return ledger;
}

LogState EventLog::state() const
{
    const LogWriter::Status now = m->writerStatus();
    LogState state;
    state.writable = now.problem.empty();
    state.problem = now.problem;
    state.problemKind = now.problemKind;
    state.evictionProblem = now.evictionProblem;
    state.fileBytes = CaptureFile::bytesOnDisk(m->file);
    state.walBytes = CaptureFile::walBytes(m->file);
    if (state.walBytes > LongWalBytes)
        state.walHolder = walHolder(m->file);
    state.usedBytes = now.usedBytes;
    state.marksWithoutRoom = now.marksWithoutRoom;
    state.seals = now.seals;
    state.ringProblem = now.ringProblem;
    if (isReadOnly())
        m->describeReading(state);
    return state;
}

bool EventLog::isReadOnly() const
{
    return m->readOnly != ReadOnlyReason::None;
}

bool EventLog::hasGoneOn() const
{
    const std::lock_guard lock(m->mutex);
    return m->hasGoneOn || (m->writer && m->writer->hasGoneOn());
}

CaptureRules EventLog::rules() const
{
    return m->status().rules;
}

void EventLog::setRules(CaptureRules rules)
{
    if (rules == this->rules())
        return;
    static_cast<void>(m->intake->push(ChangeRules{std::move(rules), nullptr, {}}));
}

std::shared_ptr<const Marks> EventLog::marks() const
{
    return m->status().marks;
}

bool EventLog::changeMarks(std::vector<MarkChange> changes)
{
    return !hasGoneOn() &&
           m->intake->push(ChangeMarks{std::move(changes), m->number, nullptr, {}}) ==
               Intake::Pushed::Taken;
}

std::uint64_t EventLog::refusalCount() const
{
    return m->status().refusals;
}

Result<std::unique_ptr<CaptureReader>> EventLog::reader() const
{
    return m->damaged ? CaptureReader::openDamaged(m->file, *m->damaged)
                      : CaptureReader::open(m->file);
}

void EventLog::close()
{
    const std::lock_guard closing(m->closing);
    m->indexer.reset();
    if (m->ownsIntake)
        m->intake->close();
    if (m->writer) {
        m->writer->finish();
        const std::lock_guard lock(m->mutex);
        m->closed = m->writer->status();
        m->hasGoneOn = m->writer->hasGoneOn();
        m->writer.reset();
    }
    if (m->follower) {
        const std::lock_guard lock(m->mutex);
        m->closed = m->follower->status().log;
        m->follower.reset();
    }
    m->columns.close();
    m->checkpointer.reset();
    m->capture.reset();
}

} // namespace core
