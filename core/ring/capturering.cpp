// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/ring/capturering.h"

#include "core/disk/fileholder.h"
#include "core/disk/filelock.h"
#include "core/log/capturefile.h"
#include "core/log/capturelist.h"
#include "core/log/readablecapture.h"
#include "core/ring/ringname.h"

#include <algorithm>
#include <iterator>
#include <system_error>
#include <utility>

namespace core {

namespace {

/// How often it is tried again to remove what somebody had open, or what has become too old.
constexpr std::chrono::seconds LookEvery{10};

bool isThere(const std::filesystem::path &file)
{
    std::error_code code;
    return std::filesystem::exists(std::filesystem::symlink_status(file, code));
}

/// Whether `file` has the name with which it was begun as a file of the ring of `place`.
bool isOfRing(const std::filesystem::path &file, const RingPlace &place)
{
    const auto name = RingName::parse(file);
    return name && !place.ring.empty() && place.number == name->number &&
           place.file == file.filename();
}

bool wantsRing(const EventLog::Options &options)
{
    CaptureRules rules = options.rules.value_or(CaptureRules{});
    if (options.changeRules)
        options.changeRules(rules);
    return rules.ring.has_value();
}

/// Though it may be empty.
bool hasWal(std::filesystem::path file)
{
    return isThere(file += "-wal");
}

/// That it has received, as far as it can be read.
std::uint64_t eventsIn(const std::filesystem::path &file)
{
    if (file.empty())
        return 0;
    const auto capture = openReadable(file);
    if (!capture)
        return 0;
    const auto counts = readCounts(*capture);
    return counts ? counts->last() : 0;
}

/// What `file` says of itself. Of one whose writer was killed while it was made, what was half done is undone first; if
/// there is nothing in it then, it is removed.
Result<RingPlace> recoveredPlace(const std::filesystem::path &file)
{
    auto place = readRingPlace(file);
    if (place || FileLock::isTaken(file))
        return place;
    bool isEmpty = false;
    {
        const auto database = SqliteDatabase::open(file, SqliteDatabase::Access::ReadWrite);
        isEmpty = database && (*database)->integer("SELECT count(*) FROM sqlite_schema") == 0;
    }
    if (isEmpty)
        static_cast<void>(removeCapture(file));
    return readRingPlace(file);
}

} // namespace

CaptureRing::CaptureRing(EventLog::Options options)
    : m_options(std::move(options))
    , m_intake(std::make_shared<Intake>(m_options.intakeBytes))
{
}

Result<std::unique_ptr<CaptureRing>> CaptureRing::open(const std::filesystem::path &file,
                                                       EventLog::Options options)
{
    std::unique_ptr<CaptureRing> ring(new CaptureRing(std::move(options)));
    if (const auto begun = ring->begin(ring->choose(file)); !begun)
        return tl::unexpected(begun.error());
    return ring;
}

CaptureRing::~CaptureRing()
{
    close();
    m_current.reset();
}

/// The file to open or to make; m_place is for one that is made.
std::filesystem::path CaptureRing::choose(const std::filesystem::path &file)
{
    if (m_options.access == LogAccess::Read || RingName::parse(file))
        return file;
    RingPlace newest; // file of the ring
    std::filesystem::path newestFile;
    if (isThere(file)) {
        // It is the first file of a ring, or none of any.
        const auto place = readRingPlace(file);
        if (!place || place->next.empty())
            return file;
        newest = *place;
        newestFile = file;
    }
    const std::vector<std::filesystem::path> files = filesNamedInRing(file);
    for (auto named = files.rbegin(); named != files.rend(); ++named) {
        const auto place = recoveredPlace(*named);
        if (!place || !isOfRing(*named, *place))
            continue;
        if (place->next.empty())
            return *named;
        newest = *place;
        newestFile = *named;
        break;
    }
    if (newest.ring.empty() && !wantsRing(m_options))
        return file;
    m_place.ring = newest.ring.empty() ? newRingId() : newest.ring;
    m_place.eventsBefore = newest.eventsBefore + eventsIn(newestFile);
    // No number twice, not even that of a file that somebody took away.
    const auto next = RingName::parse(newest.next);
    m_place.number = std::max({newest.number, next ? next->number : 0,
                               files.empty() ? 0 : RingName::parse(files.back())->number}) +
                     1;
    std::filesystem::path made = RingName::make(file, m_place.number, m_options.clock.wall());
    m_place.file = made.filename().string();
    return made;
}

EventLog::Options CaptureRing::optionsOf(std::uint64_t part, RingPlace place)
{
    EventLog::Options options = m_options;
    options.intake = m_intake;
    options.number = part;
    options.place = std::move(place);
    options.goOn = [this](const FileEnd &end) { return goOn(end); };
    return options;
}

Result<void> CaptureRing::begin(const std::filesystem::path &file)
{
    if (isThere(file)) {
        if (auto place = readRingPlace(file))
            m_place = std::move(*place);
    }
    // The writer that starts here may be done with its file before this function is.
    const std::lock_guard going(m_goingOn);
    auto log = EventLog::open(file, optionsOf(0, m_place));
    if (!log)
        return tl::unexpected(log.error());
    if ((*log)->isReadOnly())
        m_intake->close();
    m_ring = m_place.ring;
    const std::lock_guard lock(m_mutex);
    m_before = m_place.eventsBefore;
    m_after = (*log)->columns().published();
    m_current = shared(std::move(*log));
    if (!m_current->isReadOnly())
        m_keeper = std::jthread([this](const std::stop_token &stop) { keep(stop); });
    return {};
}

/// On the thread of the writer that has ended.
Result<NextFile> CaptureRing::goOn(const FileEnd &end)
{
    const std::lock_guard going(m_goingOn);
    const std::filesystem::path before = current()->file();
    NextFile next;
    RingPlace ended = m_place;
    if (ended.ring.empty()) {
        ended.ring = newRingId();
        ended.number = 1;
        ended.file = before.filename().string();
        next.place = ended;
    }
    const std::filesystem::path base = RingName::baseOf(before);
    const std::vector<std::filesystem::path> files = filesNamedInRing(base);
    RingPlace place;
    place.ring = ended.ring;
    place.number =
        std::max(ended.number, files.empty() ? 0 : RingName::parse(files.back())->number) + 1;
    const std::filesystem::path file = RingName::make(base, place.number, m_options.clock.wall());
    place.file = next.name = file.filename().string();
    place.previous = ended.file;
    place.headBefore = end.head;
    place.eventsBefore = ended.eventsBefore + end.ledger.kept + end.ledger.evicted;
    EventLog::Options options = optionsOf(newestPart() + 1, place);
    options.access = LogAccess::Write;
    options.rules = end.rules;
    options.changeRules = nullptr;
    const bool isFree = !isThere(file);
    auto log = isFree ? EventLog::open(file, std::move(options))
                      : fail(Error::Kind::InUse, file.string() + ": is there already");
    if (!log) {
        // Another try has another name.
        if (isFree)
            static_cast<void>(removeCapture(file));
        return fail(log.error().kind, "cannot begin the next file of the ring, so that this one "
                                      "goes on: " +
                                          log.error().detail);
    }
    m_place = std::move(place);
    std::shared_ptr<EventLog> left; // closed by the keeper, once nobody reads it
    {
        const std::lock_guard lock(m_mutex);
        m_ended.push_back({before, m_before, m_after, end.ledger, false});
        m_before = m_place.eventsBefore;
        m_after = 0;
        left = std::exchange(m_current, shared(std::move(*log)));
        m_isLookDue = true;
    }
    add({News::Kind::Begun, file, end.ledger.kept, before.filename().string()});
    m_wake.notify_one();
    return next;
}

/// Closing takes time, and is done by the keeper when the last who reads gives it back.
std::shared_ptr<EventLog> CaptureRing::shared(std::unique_ptr<EventLog> log)
{
    return {log.release(), [this](EventLog *unused) {
                std::unique_ptr<EventLog> owned(unused);
                {
                    const std::lock_guard lock(m_mutex);
                    if (m_isKeeping)
                        m_left.push_back(std::move(owned));
                }
                m_wake.notify_one();
            }};
}

std::shared_ptr<EventLog> CaptureRing::current() const
{
    const std::lock_guard lock(m_mutex);
    return m_current;
}

std::uint64_t CaptureRing::newestPart() const
{
    const std::lock_guard lock(m_mutex);
    return m_ended.size();
}

CaptureRing::Part CaptureRing::part(std::uint64_t number) const
{
    const std::lock_guard lock(m_mutex);
    if (number >= m_ended.size())
        return newest();
    const Ended &ended = m_ended[number];
    return {ended.file, ended.before, ended.after, ended.ledger.kept + ended.ledger.evicted,
            nullptr};
}

CaptureRing::Part CaptureRing::currentPart() const
{
    const std::lock_guard lock(m_mutex);
    return newest();
}

/// The mutex is held.
CaptureRing::Part CaptureRing::newest() const
{
    return {m_current->file(), m_before, m_after, m_current->columns().published(), m_current};
}

Ledger CaptureRing::ledger() const
{
    const std::lock_guard lock(m_mutex);
    Ledger sum = m_current->ledger();
    for (const Ended &ended : m_ended) {
        (ended.isRemoved ? sum.evicted : sum.kept) += ended.ledger.kept;
        sum.refused += ended.ledger.refused;
        sum.evicted += ended.ledger.evicted;
        sum.leftOut += ended.ledger.leftOut;
    }
    return sum;
}

std::uint64_t CaptureRing::newEvents() const
{
    const std::lock_guard lock(m_mutex);
    std::uint64_t events = m_current->columns().published() - m_after;
    for (const Ended &ended : m_ended)
        events += ended.ledger.kept + ended.ledger.evicted - ended.after;
    return events;
}

std::vector<CaptureRing::News> CaptureRing::takeNews()
{
    const std::lock_guard lock(m_mutex);
    std::vector<News> news(std::make_move_iterator(m_news.begin()),
                           std::make_move_iterator(m_news.end()));
    m_news.clear();
    return news;
}

void CaptureRing::add(News news)
{
    const std::lock_guard lock(m_mutex);
    if (m_news.size() == MaxNews)
        m_news.pop_front();
    m_news.push_back(std::move(news));
}

std::vector<std::filesystem::path> CaptureRing::filesOf(const std::filesystem::path &file)
{
    const auto place = readRingPlace(file);
    if (!place || place->ring.empty())
        return {file};
    const std::filesystem::path base = RingName::baseOf(file);
    std::vector<std::filesystem::path> files;
    for (const std::filesystem::path &named : filesNamedInRing(base)) {
        if (const auto other = readRingPlace(named);
            other && other->ring == place->ring && isOfRing(named, *other))
            files.push_back(named);
    }
    // The first may bear the name that the capture had before.
    if (const auto first = readRingPlace(base); first && first->ring == place->ring)
        files.insert(files.begin(), base);
    return files;
}

void CaptureRing::close()
{
    m_intake->close();
    for (;;) { // the writer may have begun a file more before it saw that
        const std::shared_ptr<EventLog> log = current();
        if (!log)
            return;
        log->close();
        if (log == current())
            break;
    }
    if (!m_keeper.joinable())
        return;
    m_keeper.request_stop();
    m_keeper.join();
    const std::lock_guard lock(m_mutex);
    m_isKeeping = false;
}

void CaptureRing::keep(const std::stop_token &stop)
{
    tidy();
    for (;;) {
        std::deque<std::unique_ptr<EventLog>> left;
        {
            std::unique_lock lock(m_mutex);
            m_wake.wait_for(lock, stop, LookEvery,
                            [this] { return !m_left.empty() || m_isLookDue; });
            left.swap(m_left);
            m_isLookDue = false;
        }
        const bool isLast = stop.stop_requested() && left.empty();
        for (auto &log : left) {
            m_closed.insert(log->file());
            log.reset(); // closes it
        }
        makeOneFile();
        removeOldest();
        if (isLast)
            return;
    }
}

/// After a death of the writer: what it was about to do.
void CaptureRing::tidy()
{
    const std::filesystem::path now = part(0).file;
    const std::vector<std::filesystem::path> files = filesNamedInRing(RingName::baseOf(now));
    const auto own = RingName::parse(now);
    for (std::size_t index = 0; index < files.size(); ++index) {
        const std::filesystem::path &file = files[index];
        if (own && index + 1 < files.size() && file != now &&
            (hasWal(file) || files[index + 1] == now) && isOurs(file)) {
            if (const auto place = readRingPlace(file);
                place && (place->next.empty() || hasWal(file)))
                static_cast<void>(finishFileOfRing(file, files[index + 1].filename().string()));
        }
    }
}

/// Of what was closed while somebody read it a WAL has stayed, empty, that goes once nobody does.
void CaptureRing::makeOneFile()
{
    std::erase_if(m_closed, [](const std::filesystem::path &file) {
        if (hasWal(file) && fileHolder(file) == 0)
            static_cast<void>(CaptureFile::open(file, {})); // and closes it
        return !hasWal(file);
    });
}

/// Whether it is a file of this ring, by what it says of itself.
bool CaptureRing::isOurs(const std::filesystem::path &file)
{
    if (m_ours.contains(file))
        return true;
    const auto place = readRingPlace(file);
    if (!place || place->ring != m_ring || !isOfRing(file, *place))
        return false; // or it is just being made: not remembered
    m_ours.insert(file);
    return true;
}

void CaptureRing::tellOnce(News news)
{
    if (m_told.insert(news.file).second)
        add(std::move(news));
}

void CaptureRing::removeOldest()
{
    const std::shared_ptr<EventLog> log = current();
    const CaptureRules rules = log->rules();
    if (!rules.ring || (rules.ring->files == 0 && !rules.maxAge))
        return;
    {
        const std::lock_guard going(m_goingOn);
        m_ring = m_place.ring;
    }
    std::vector<std::filesystem::path> files = filesNamedInRing(RingName::baseOf(log->file()));
    std::erase_if(files, [this](const std::filesystem::path &file) { return !isOurs(file); });
    const std::size_t most = rules.ring->files;
    const WallTime now = m_options.clock.wall();
    for (std::size_t index = 0; index + 1 < files.size(); ++index) {
        const bool isOneTooMany = most != 0 && files.size() - index > most;
        // What came into it was received before the next one was begun.
        const bool isTooOld =
            rules.maxAge && now - RingName::parse(files[index + 1])->began > *rules.maxAge;
        if ((isOneTooMany || isTooOld) && files[index] != log->file())
            remove(files[index]);
    }
}

void CaptureRing::remove(const std::filesystem::path &file)
{
    // Looked at again: it may have been replaced since.
    m_ours.erase(file);
    if (!isOurs(file))
        return;
    std::uint64_t events = 0;
    if (const auto capture = openReadable(file)) {
        if (const auto counts = readCounts(*capture))
            events = counts->ledger.kept;
    }
    if (const int holder = fileHolder(file); holder != 0) {
        tellOnce({News::Kind::Held, file, events, processText(holder)});
        return;
    }
    if (const auto removed = removeCapture(file); !removed) {
        tellOnce(
            {removed.error().kind == Error::Kind::InUse ? News::Kind::Held : News::Kind::NotRemoved,
             file, events, removed.error().detail});
        return;
    }
    m_ours.erase(file);
    m_told.erase(file);
    {
        const std::lock_guard lock(m_mutex);
        for (Ended &ended : m_ended)
            ended.isRemoved = ended.isRemoved || ended.file == file;
    }
    add({News::Kind::Removed, file, events, {}});
}

} // namespace core
