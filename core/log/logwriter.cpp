// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/log/logwriter.h"

#include <algorithm>
#include <iterator>
#include <limits>
#include <utility>

namespace core {

namespace {

std::uint64_t eventsIn(std::span<const LogCommand> commands)
{
    std::uint64_t events = 0;
    for (const LogCommand &command : commands)
        events += Intake::eventCount(command);
    return events;
}

/// About what goes into the segment: no refusals.
std::uint64_t storedBytes(const LogCommand &command)
{
    const auto *append = std::get_if<AppendMessage>(&command);
    return append && !append->message.events.empty() ? Intake::cost(command) : 0;
}

Receipt receiptFor(const ReceiptAddress &address)
{
    Receipt receipt;
    receipt.address = address;
    return receipt;
}

} // namespace

LogWriter::LogWriter(std::unique_ptr<CaptureWriter> writer, Checkpointer &checkpointer,
                     Intake &intake, Columns &columns, Clock clock, std::uint64_t number,
                     GoOnInNextFile goOn)
    : m_writer(std::move(writer))
    , m_checkpointer(checkpointer)
    , m_intake(intake)
    , m_columns(columns)
    , m_clock(std::move(clock))
    , m_number(number)
    , m_goOn(std::move(goOn))
    , m_status{m_writer->storedLedger(),
               {},
               Error::Kind::Io,
               {},
               m_writer->seals(),
               m_writer->refusals(),
               m_writer->usedBytes(),
               m_writer->rules(),
               m_writer->marks(),
               0,
               {}}
    , m_thread([this] { run(); })
{
}

LogWriter::~LogWriter()
{
    if (m_thread.joinable())
        finish();
}

void LogWriter::finish()
{
    m_thread.join();
}

LogWriter::Status LogWriter::status() const
{
    const std::lock_guard lock(m_mutex);
    return m_status;
}

void LogWriter::run()
{
    if (m_columns.first() < m_columns.published()) {
        const auto received =
            WallTime(std::chrono::microseconds(m_columns.row(m_columns.first()).received));
        m_began =
            m_clock.steady() - std::max(m_clock.wall() - received, std::chrono::microseconds(0));
    }
    if (m_writer->isNearLimit())
        m_checkpointer.readAhead(m_writer->oldestSegment());
    for (;;) {
        if (const auto timeout = pause(); timeout && !m_intake.waitForCommands(*timeout)) {
            workWhileIdle();
            if (isRingOld() && goOn({}))
                return;
            continue;
        }
        std::vector<LogCommand> commands = m_intake.takeAll();
        if (commands.empty())
            break;
        storeTextSignatures(commands);
        storeMarks(commands);
        {
            const std::lock_guard lock(m_mutex);
            m_status.ledger.waiting = eventsIn(commands);
        }
        std::span<LogCommand> rest(commands);
        while (!rest.empty()) {
            if (isRingOld() || isRingFull(storedBytes(rest.front()))) {
                if (goOn(rest))
                    return;
                break; // it lies in the intake again
            }
            const std::size_t length = groupLength(rest);
            writeGroup(rest.first(length));
            rest = rest.subspan(length);
            if (mayEvict() && isEvictionUrgent())
                evictIfDue(); // one step at a time, so that nobody waits for many
            // But no slower than what comes: a group fills a segment at most.
            if (m_writer->hasLeft() && m_writer->isFarAboveLimit() && mayEvict())
                evictIfDue();
        }
    }
    if (m_uncounted > 0 || !m_pending.empty() || m_pendingRules || !m_pendingMarks.empty())
        writeGroup({});
}

/// Takes them out: they are about events that are written, and no seal is about them.
void LogWriter::storeMarks(std::vector<LogCommand> &commands)
{
    std::vector<ChangeMarks> orders;
    std::erase_if(commands, [&orders](LogCommand &command) {
        auto *order = std::get_if<ChangeMarks>(&command);
        if (order)
            orders.push_back(std::move(*order));
        return order != nullptr;
    });
    std::vector<Answer> answers;
    for (const ChangeMarks &order : orders) {
        Receipt receipt = receiptFor(order.address);
        if (order.file == m_number && !store(order.changes)) {
            receipt.outcome = Receipt::Outcome::Unavailable;
            receipt.reason = m_status.problem;
        }
        if (order.receipts)
            answers.push_back({&order.receipts, std::move(receipt)});
    }
    m_answers = std::move(answers);
    answer();
}

/// What cannot be written now is with the next commit that can, in its order; no more than that bound.
bool LogWriter::store(const std::vector<MarkChange> &marks)
{
    if (m_pendingMarks.empty() && m_writer->store(marks, m_clock.wall())) {
        tellMarks();
        boundWal();
        return true;
    }
    if (m_pendingMarks.empty())
        failed({}, 0);
    const std::size_t room = Marks::MaxEvents - m_pendingMarks.size();
    m_pendingMarks.insert(m_pendingMarks.end(), marks.begin(),
                          marks.begin() +
                              static_cast<std::ptrdiff_t>(std::min(room, marks.size())));
    return false;
}

void LogWriter::tellMarks()
{
    const std::lock_guard lock(m_mutex);
    m_status.marks = m_writer->marks();
    m_status.marksWithoutRoom = m_writer->marksWithoutRoom();
}

/// Takes them out and writes each in a commit of its own, which nobody waits for and nothing depends on.
void LogWriter::storeTextSignatures(std::vector<LogCommand> &commands)
{
    std::erase_if(commands, [this](const LogCommand &command) {
        const auto *signature = std::get_if<StoreTextSignature>(&command);
        if (!signature)
            return false;
        if (signature->file == m_number) {
            m_writer->storeTextSignature(signature->block, signature->data);
            boundWal();
        }
        return true;
    });
}

/// How long to wait for commands before there is something else to do; nothing: for ever. Only this thread writes the
/// status: it may look without the lock.
std::optional<std::chrono::milliseconds> LogWriter::pause() const
{
    if (!m_status.problem.empty())
        return RetryPause;
    if (m_askEviction)
        return mayEvict() ? std::chrono::milliseconds(0)
                          : std::chrono::ceil<std::chrono::milliseconds>(m_nextEviction -
                                                                         m_clock.steady());
    const auto &ring = m_writer->rules().ring;
    return m_writer->rules().maxAge || (m_goOn && ring && ring->age.count() > 0)
               ? std::optional(AgePause)
               : std::nullopt;
}

/// An empty file never ends, nor one that cannot be written: what is to be written after that belongs to it.
bool LogWriter::mayGoOn() const
{
    return m_goOn && m_writer->rules().ring && m_status.problem.empty() &&
           m_status.ledger.kept > 0 && m_clock.steady() >= m_nextTry;
}

bool LogWriter::isRingFull(std::uint64_t moreBytes) const
{
    return moreBytes > 0 && mayGoOn() &&
           m_writer->usedBytes() + moreBytes > m_writer->rules().bytesOfFile();
}

bool LogWriter::isRingOld() const
{
    return mayGoOn() && m_began && m_writer->rules().ring->age.count() > 0 &&
           m_clock.steady() - *m_began >= m_writer->rules().ring->age;
}

/// Has the next file take over with `rest`. False: that failed.
bool LogWriter::goOn(std::span<LogCommand> rest)
{
    FileEnd end;
    end.head = {m_writer->seals(), m_writer->head()};
    end.rules = m_writer->rules();
    {
        const std::lock_guard lock(m_mutex);
        m_status.ledger.waiting = 0;
        end.ledger = m_status.ledger;
    }
    m_intake.giveBack({std::make_move_iterator(rest.begin()), std::make_move_iterator(rest.end())});
    auto next = m_goOn(end);
    m_intake.release();
    if (!next) {
        m_nextTry = m_clock.steady() + RetryPause;
        const std::lock_guard lock(m_mutex);
        m_status.ringProblem = next.error().detail;
        return false;
    }
    m_hasGoneOn.store(true, std::memory_order_release);
    m_columns.close(); // nothing more will come: who waits looks elsewhere
    m_writer->storeEnd(next->place, next->name);
    return true;
}

void LogWriter::workWhileIdle()
{
    if (!m_status.problem.empty())
        writeGroup({});
    if (mayEvict())
        evictIfDue();
}

/// While nothing can be written nothing can leave either, and where something could not, many groups may come before it
/// is tried again: each try begins with reading pages anew.
bool LogWriter::mayEvict() const
{
    return m_status.problem.empty() && m_clock.steady() >= m_nextEviction;
}

/// Whether to take the next step although commands wait.
bool LogWriter::isEvictionUrgent() const
{
    return m_writer->isFarAboveLimit() || m_clock.steady() >= m_nextEviction + EvictionPatience;
}

/// One step: what is above the limit leaves, or of what has left some is dropped. What could not leave stays, and is told
/// apart from what could not be written: commits go on, and must not hide it.
void LogWriter::evictIfDue()
{
    const WallTime now = m_clock.wall();
    const SteadyTime began = m_clock.steady();
    const bool hasLeft = m_writer->hasLeft();
    const auto reason = hasLeft ? std::nullopt : m_writer->evictionDue(now);
    m_askEviction = hasLeft || reason;
    if (!m_askEviction) {
        setEvictionProblem({});
        return;
    }
    if (hasLeft ? dropSome() : evict(*reason, now)) {
        setEvictionProblem({});
        const SteadyTime end = m_clock.steady();
        m_nextEviction = m_writer->isFarAboveLimit() ? end : end + (end - began) * EvictionShare;
    } else {
        setEvictionProblem(m_writer->error().detail);
        m_writer->rollBack();
        m_nextEviction = m_clock.steady() + RetryPause;
    }
    boundWal();
}

bool LogWriter::evict(Eviction::Reason reason, WallTime now)
{
    Ledger ledger = m_status.ledger;
    if (!m_writer->evict(reason, now, ledger))
        return false;
    committed(ledger, 0);
    m_columns.evict(ledger.evicted);
    m_checkpointer.readAhead(m_writer->oldestSegment());
    m_dropRows = FirstDropRows; // those of this segment may be larger
    return true;
}

/// Where more comes in than leaves in steps, the quickest way is taken.
bool LogWriter::dropSome()
{
    if (m_writer->isFarAboveLimit())
        return m_writer->dropLeft(std::nullopt);
    const SteadyTime began = m_clock.steady();
    if (!m_writer->dropLeft(m_dropRows))
        return false;
    const auto took = m_clock.steady() - began;
    if (took > DropTime)
        m_dropRows = std::max(m_dropRows / 2, LeastDropRows);
    else if (took < DropTime / 2)
        m_dropRows = std::min(m_dropRows * 2, MostDropRows);
    return true;
}

void LogWriter::setEvictionProblem(std::string problem)
{
    if (problem == m_status.evictionProblem)
        return;
    const std::lock_guard lock(m_mutex);
    m_status.evictionProblem = std::move(problem);
}

/// As many commands as one transaction should take: below the bounds of a group, and not beyond this segment.
std::size_t LogWriter::groupLength(std::span<const LogCommand> commands) const
{
    std::uint64_t room = m_writer->room();
    std::uint64_t ringRoom = std::numeric_limits<std::uint64_t>::max();
    if (m_goOn && m_writer->rules().ring) {
        const std::uint64_t bytesOfFile = m_writer->rules().bytesOfFile();
        ringRoom = bytesOfFile - std::min(bytesOfFile, m_writer->usedBytes());
    }
    std::uint64_t bytes = 0;
    std::size_t events = 0;
    std::size_t length = 0;
    for (const LogCommand &command : commands) {
        // Rules hold for what comes behind them.
        if (std::holds_alternative<ChangeRules>(command))
            return std::max<std::size_t>(length, 1);
        const std::uint64_t next = bytes + Intake::cost(command);
        const bool isAboveGroup =
            next > MaxGroupBytes || events + Intake::eventCount(command) > MaxGroupEvents;
        if (length > 0 && (isAboveGroup || next > room || next > ringRoom))
            break;
        if (next > room) // the group begins the next segment, and ends with it
            room = m_writer->segmentLimit();
        bytes = next;
        events += Intake::eventCount(command);
        ++length;
    }
    return length;
}

void LogWriter::writeGroup(std::span<LogCommand> group)
{
    m_answers.clear();
    Ledger ledger = m_status.ledger;
    const std::uint64_t decided = eventsIn(group);
    if (tryWrite(group, ledger))
        committed(ledger, decided);
    else
        failed(group, decided);
    answer();
    boundWal();
}

bool LogWriter::tryWrite(std::span<LogCommand> group, Ledger &ledger)
{
    std::uint64_t bytes = 0;
    for (const LogCommand &command : group)
        bytes += storedBytes(command);
    if (!m_writer->begin(bytes, m_clock.wall()))
        return false;
    m_refusedAfter.clear();
    if (m_pendingRules && !m_writer->change(*m_pendingRules))
        return false;
    if (!m_pendingMarks.empty() && !m_writer->change(m_pendingMarks))
        return false;
    for (const LogCommand &command : group) {
        const EventSequence before = m_writer->last();
        if (const auto *append = std::get_if<AppendMessage>(&command)) {
            if (!m_writer->append(append->message, append->marks))
                return false;
            const EventSequence last = m_writer->last();
            ledger.kept += last.value - before.value;
            ledger.leftOut += append->message.events.size() - (last.value - before.value);
            if (append->receipts) {
                Receipt receipt = receiptFor(append->address);
                if (last > before) {
                    receipt.first = EventSequence{before.value + 1};
                    receipt.last = last;
                }
                m_answers.push_back({&append->receipts, std::move(receipt)});
            }
        } else if (const auto *change = std::get_if<ChangeRules>(&command)) {
            if (!m_writer->change(change->rules))
                return false;
            if (change->receipts)
                m_answers.push_back({&change->receipts, receiptFor(change->address)});
        } else {
            ++ledger.refused;
            m_refusedAfter.push_back(before);
        }
    }
    for (const PendingRefusal &pending : m_pending) {
        if (!m_writer->append(pending.refusal, pending.after))
            return false;
    }
    std::size_t index = 0;
    for (const LogCommand &command : group) {
        const auto *append = std::get_if<AppendRefusal>(&command);
        if (!append)
            continue;
        if (!m_writer->append(append->refusal, m_refusedAfter[index++]))
            return false;
        if (append->receipts)
            m_answers.push_back({&append->receipts, receiptFor(append->address)});
    }
    return m_writer->commit(ledger);
}

void LogWriter::committed(const Ledger &ledger, std::uint64_t decided)
{
    m_columns.publish();
    m_pending.clear();
    m_pendingBytes = 0;
    m_uncounted = 0;
    m_pendingRules.reset();
    m_pendingMarks.clear();
    const std::lock_guard lock(m_mutex);
    const std::uint64_t waiting = m_status.ledger.waiting - decided;
    m_status.ledger = ledger;
    m_status.ledger.waiting = waiting;
    m_status.problem.clear();
    if (!m_writer->rules().ring)
        m_status.ringProblem.clear();
    if (!m_began && ledger.kept > 0)
        m_began = m_clock.steady();
    m_status.seals = m_writer->seals();
    m_status.refusals = m_writer->refusals();
    m_status.usedBytes = m_writer->usedBytes();
    m_status.rules = m_writer->rules();
    m_status.marks = m_writer->marks();
    m_status.marksWithoutRoom = m_writer->marksWithoutRoom();
}

/// Counted now, written with the next commit that succeeds. Messages are told to come again and leave no row; requests
/// that were refused are kept as far as the bound of the evidence goes.
void LogWriter::failed(std::span<LogCommand> group, std::uint64_t decided)
{
    const Error::Kind kind = m_writer->error().kind;
    const std::string reason = m_writer->error().detail;
    m_writer->rollBack();
    m_answers.clear();
    for (LogCommand &command : group) {
        std::visit(
            [&](auto &append) {
                if (append.receipts) {
                    Receipt receipt = receiptFor(append.address);
                    receipt.outcome = Receipt::Outcome::Unavailable;
                    receipt.reason = reason;
                    m_answers.push_back({&append.receipts, std::move(receipt)});
                }
            },
            command);
        if (auto *append = std::get_if<AppendRefusal>(&command))
            keepPending(std::move(append->refusal), m_writer->last());
        else if (auto *change = std::get_if<ChangeRules>(&command))
            m_pendingRules = std::move(change->rules);
    }
    m_uncounted += decided;
    const std::lock_guard lock(m_mutex);
    m_status.ledger.refused += decided;
    m_status.ledger.waiting -= decided;
    m_status.problem = reason;
    m_status.problemKind = kind;
}

void LogWriter::keepPending(Refusal &&refusal, EventSequence after)
{
    const std::size_t bytes = refusal.head.size() + refusal.body.size();
    const RefusalStore::Bound bound;
    if (m_pending.size() >= bound.evidence || m_pendingBytes + bytes > bound.bytes)
        return;
    m_pendingBytes += bytes;
    m_pending.push_back({std::move(refusal), after});
}

/// One list and one wake-up for each thread that waits.
void LogWriter::answer()
{
    std::vector<std::pair<Receipts *, std::vector<Receipt>>> lists;
    for (Answer &next : m_answers) {
        auto list = std::find_if(lists.begin(), lists.end(), [&next](const auto &entry) {
            return entry.first == next.receipts->get();
        });
        if (list == lists.end()) {
            lists.push_back({next.receipts->get(), {}});
            list = lists.end() - 1;
            list->second.reserve(m_answers.size());
        }
        list->second.push_back(std::move(next.receipt));
    }
    for (auto &[receipts, list] : lists)
        receipts->put(std::move(list));
}

void LogWriter::boundWal()
{
    const int pages = m_writer->walPages();
    if (pages < m_seenPages) { // the WAL began anew
        m_seenPages = 0;
        m_requestedPages = 0;
        m_finishPages = FinishPages;
        m_patience = PatiencePages;
    }
    m_seenPages = pages;
    const bool isLong = pages >= m_finishPages;
    const bool isTooLong = pages >= std::max(MostPages, m_finishPages);
    if (isLong && m_checkpointer.isBusy() && !isTooLong)
        return; // it will have less left
    if (isLong && (pages - m_checkpointer.movedPages() <= RestPages || isTooLong)) {
        // A reader that stays would make us stand still at each commit: ask less often the longer it does.
        if (!m_checkpointer.finish()) {
            m_finishPages = pages + m_patience;
            m_patience *= 2;
        }
    } else if (isLong || pages - m_requestedPages >= RequestPages) {
        m_requestedPages = pages;
        m_checkpointer.request();
    }
}

} // namespace core
