// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/log/capturefollower.h"

#include "core/disk/filelock.h"
#include "core/log/markstore.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

namespace core {

namespace {

bool mayBeWritten(const std::filesystem::path &file)
{
    const std::filesystem::path folder = file.has_parent_path() ? file.parent_path() : ".";
    return ::faccessat(AT_FDCWD, file.c_str(), W_OK, AT_EACCESS) == 0 &&
           ::faccessat(AT_FDCWD, folder.c_str(), W_OK, AT_EACCESS) == 0;
}

} // namespace

CaptureFollower::CaptureFollower(ReadableCapture capture, Columns &columns)
    : m_capture(std::move(capture))
    , m_database(*m_capture.database)
    , m_columns(columns)
    , m_loader(m_database, columns)
    , m_dataVersion(m_database.prepare("PRAGMA data_version"))
{
}

Result<std::unique_ptr<CaptureFollower>> CaptureFollower::start(ReadableCapture capture,
                                                                Columns &columns)
{
    std::unique_ptr<CaptureFollower> follower(new CaptureFollower(std::move(capture), columns));
    if (auto loaded = follower->load(); !loaded)
        return tl::unexpected(loaded.error());
    follower->lookAtLock();
    follower->m_thread = std::thread([raw = follower.get()] { raw->run(); });
    return follower;
}

CaptureFollower::~CaptureFollower()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isStopped = true;
    }
    m_wake.notify_one();
    if (m_thread.joinable())
        m_thread.join();
}

CaptureFollower::Status CaptureFollower::status() const
{
    const std::lock_guard lock(m_mutex);
    return m_status;
}

Result<void> CaptureFollower::load()
{
    // Asked before the snapshot is taken: what comes in between is looked for once too often.
    if (!m_dataVersion || !m_dataVersion.step())
        return tl::unexpected(m_database.error());
    m_seen = m_dataVersion.integer(0);
    m_dataVersion.reset();
    const Snapshot snapshot(m_database);
    if (!snapshot.isOpen())
        return tl::unexpected(m_database.error());
    const auto counts = readCounts(m_capture);
    if (!counts)
        return tl::unexpected(counts.error());
    // A newer version may have its blocks in another form.
    const auto blocks =
        m_capture.isNewer ? ColumnLoader::Blocks::MakeAnew : ColumnLoader::Blocks::Take;
    if (auto loaded = m_loader.load(counts->ledger.evicted, counts->last(), blocks); !loaded)
        return loaded;
    auto marks = takeMarks(*counts);
    if (!marks)
        return tl::unexpected(marks.error());
    m_columns.publish();
    m_status.log.ledger = counts->ledger;
    m_status.log.seals = counts->seals;
    m_status.log.refusals = counts->refusals;
    m_status.log.usedBytes = counts->usedBytes;
    m_status.log.marks = std::move(*marks);
    return {};
}

/// Within the snapshot. Read anew only where they are others than before.
Result<std::shared_ptr<const Marks>> CaptureFollower::takeMarks(const CaptureCounts &counts)
{
    const EventSequence first{counts.ledger.evicted + 1};
    const std::shared_ptr<const Marks> &before = m_status.log.marks; // only this thread writes it
    const std::int64_t state = marksState(m_database);
    if (state == m_marksState) {
        if (before->isEmpty() || before->all().front().sequence >= first)
            return before;
        auto left = std::make_shared<Marks>(*before);
        left->forgetBelow(first);
        return left;
    }
    auto marks = loadMarks(m_database, first, {counts.last()});
    if (!marks)
        return tl::unexpected(marks.error());
    m_marksState = state;
    return std::make_shared<const Marks>(std::move(*marks));
}

void CaptureFollower::run()
{
    std::unique_lock lock(m_mutex);
    while (!m_wake.wait_for(lock, LookPause, [this] { return m_isStopped; })) {
        lock.unlock();
        look();
        lock.lock();
    }
}

void CaptureFollower::look()
{
    lookAtLock();
    const bool isRead = m_dataVersion.step();
    const std::int64_t now = isRead ? m_dataVersion.integer(0) : 0;
    m_dataVersion.reset();
    if (isRead && now == m_seen)
        return;
    Result<void> taken = isRead ? catchUp() : tl::unexpected(m_database.error());
    if (taken)
        m_seen = now;
    else
        m_columns.rollBack();
    const std::lock_guard lock(m_mutex);
    m_status.log.problem = taken ? std::string() : taken.error().detail;
}

Result<void> CaptureFollower::catchUp()
{
    for (;;) {
        const auto isAll = takePage();
        if (!isAll)
            return tl::unexpected(isAll.error());
        const std::lock_guard lock(m_mutex);
        if (*isAll || m_isStopped)
            return {};
    }
}

Result<bool> CaptureFollower::takePage()
{
    std::optional<CaptureCounts> counts;
    std::shared_ptr<const Marks> marks;
    {
        const Snapshot snapshot(m_database);
        if (!snapshot.isOpen())
            return tl::unexpected(m_database.error());
        auto read = readCounts(m_capture);
        if (!read)
            return tl::unexpected(read.error());
        counts = *read;
        if (counts->last() < m_columns.appended() || counts->ledger.evicted > counts->last() ||
            counts->last() > Columns::MaxBlocks * ColumnBlock::Rows) {
            return fail(Error::Kind::Damaged, m_database.file().string() +
                                                  ": it holds fewer events than before; it was "
                                                  "changed by another program: open it again");
        }
        if (auto loaded = m_loader.loadNames(); !loaded)
            return tl::unexpected(loaded.error());
        // What left before we saw it: its numbers are taken all the same.
        while (m_columns.appended() < counts->ledger.evicted)
            m_columns.append({});
        auto taken = takeMarks(*counts);
        if (!taken)
            return tl::unexpected(taken.error());
        marks = std::move(*taken);
        const std::uint64_t upTo = std::min(counts->last(), m_columns.appended() + PageRows);
        if (auto loaded = m_loader.loadRows(upTo); !loaded)
            return tl::unexpected(loaded.error());
    }
    m_columns.publish();
    m_columns.evict(counts->ledger.evicted);
    const std::lock_guard lock(m_mutex);
    m_status.log.marks = std::move(marks);
    if (m_columns.published() < counts->last())
        return false;
    m_status.log.ledger = counts->ledger;
    m_status.log.seals = counts->seals;
    m_status.log.refusals = counts->refusals;
    m_status.log.usedBytes = counts->usedBytes;
    return true;
}

void CaptureFollower::lookAtLock()
{
    const bool isTaken = FileLock::isTaken(m_database.file());
    const bool canBeWritten = !isTaken && !m_capture.isNewer && mayBeWritten(m_database.file());
    const std::lock_guard lock(m_mutex);
    m_status.isTaken = isTaken;
    m_status.canBeWritten = canBeWritten;
}

} // namespace core
