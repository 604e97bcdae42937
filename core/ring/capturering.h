// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/log/eventlog.h"

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <memory>
#include <mutex>
#include <set>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

namespace core {

/// A capture that may go on from file to file (CaptureRules::ring), each a complete capture of its own: `shop.eventscope`
/// becomes `shop-00001-20261128T020000Z.eventscope`, `shop-00002-…` and so on. Without such a rule it is the one file.
///
/// All files share one intake. The writer of a full file has the next one begun, between two commits and on its own
/// thread: what waits goes to the next file, nobody is refused, and what was acknowledged is in exactly one of them.
/// Closing the file before, and removing the oldest, is done on another thread.
///
/// Who reads takes current() and keeps it as long as it reads: only then is that file closed. Functions may be called
/// from any thread.
class CaptureRing {
public:
    /// What happened and a person should hear of, in its order.
    struct News {
        enum class Kind : std::uint8_t {
            Begun,      ///< `file` goes on where the one before ended
            Removed,    ///< `file`, the oldest of those that are kept, with `events`
            Held,       ///< it would be removed, but `words` has it open
            NotRemoved, ///< it cannot be: `words`
        };
        Kind kind = Kind::Begun;
        std::filesystem::path file;
        std::uint64_t events = 0;
        std::string words;
    };
    /// A file that was open in this run, in the order of that.
    struct Part {
        std::filesystem::path file;
        std::uint64_t before = 0; ///< events that all files of the ring before it have received
        std::uint64_t after = 0;  ///< the newest event that it had when it was opened
        std::uint64_t last = 0;   ///< the newest that it has; grows while it is the current one
        std::shared_ptr<EventLog> log; ///< the current one; null: it has ended
    };

    /// Opens `file`, or makes it, as EventLog::open does. If there is none and there are files of a ring of that name,
    /// the newest of them; if the rules ask for a ring that there is not yet, its first file. A file of a ring goes on
    /// with it if it is the newest.
    [[nodiscard]] static Result<std::unique_ptr<CaptureRing>>
    open(const std::filesystem::path &file, EventLog::Options options);
    /// close(). Who has taken a log has given it back.
    ~CaptureRing();
    CaptureRing(const CaptureRing &) = delete;
    CaptureRing &operator=(const CaptureRing &) = delete;

    /// Of all files; closed from the start if the capture is read-only.
    Intake &intake() { return *m_intake; }
    /// The log that is written now.
    std::shared_ptr<EventLog> current() const;
    /// Of this run, from 0: the newest is the current one.
    std::uint64_t newestPart() const;
    Part part(std::uint64_t number) const;
    /// The newest.
    Part currentPart() const;
    /// The account of all files of this run together; what the first had before is in it. What was removed is evicted.
    Ledger ledger() const;
    /// Events that came in this run.
    std::uint64_t newEvents() const;
    std::vector<News> takeNews();

    /// The files of the ring that `file` is in, by number; it alone where there is none. Reads the disk: any thread but
    /// the GUI's.
    static std::vector<std::filesystem::path> filesOf(const std::filesystem::path &file);

    /// See EventLog::close.
    void close();

private:
    struct Ended {
        std::filesystem::path file;
        std::uint64_t before = 0;
        std::uint64_t after = 0;
        Ledger ledger;
        bool isRemoved = false;
    };
    /// News that nobody takes: older ones are forgotten.
    static constexpr std::size_t MaxNews = 1000;

    explicit CaptureRing(EventLog::Options options);
    std::filesystem::path choose(const std::filesystem::path &file);
    [[nodiscard]] Result<void> begin(const std::filesystem::path &file);
    EventLog::Options optionsOf(std::uint64_t part, RingPlace place);
    [[nodiscard]] Result<NextFile> goOn(const FileEnd &end);
    std::shared_ptr<EventLog> shared(std::unique_ptr<EventLog> log);
    void add(News news);
    void keep(const std::stop_token &stop);
    void tidy();
    void makeOneFile();
    void removeOldest();
    void remove(const std::filesystem::path &file);
    bool isOurs(const std::filesystem::path &file);
    void tellOnce(News news);
    Part newest() const;

    EventLog::Options m_options;
    std::shared_ptr<Intake> m_intake;
    std::mutex m_goingOn; ///< one writer after the other; guards the place
    RingPlace m_place;    ///< of the current file
    std::string m_ring;   ///< keeper only: which one that is
    mutable std::mutex m_mutex;
    std::vector<Ended> m_ended;
    std::shared_ptr<EventLog> m_current;
    std::uint64_t m_before = 0; ///< of the current file: RingPlace::eventsBefore
    std::uint64_t m_after = 0;  ///< the newest event of the current file when it was opened
    std::deque<News> m_news;
    std::set<std::filesystem::path> m_closed; ///< keeper only: and not yet one file each
    std::set<std::filesystem::path> m_told;   ///< keeper only: that they cannot be removed
    std::set<std::filesystem::path> m_ours;   ///< keeper only: those that were looked at
    std::condition_variable_any m_wake;
    std::deque<std::unique_ptr<EventLog>> m_left; ///< nobody reads them any more: to be closed
    bool m_isKeeping = true;
    bool m_isLookDue = true; ///< whether something is to be removed
    std::jthread m_keeper;   ///< last: uses all of the above
};

} // namespace core
