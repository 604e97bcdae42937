// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/threadpriority.h"
#include "core/stream/logpages.h"

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

namespace core {

/// Reads pages of the log for any number of readers on one thread, which sleeps while nobody waits. A reader is a number
/// and a position: it asks for the page behind its position, gets it once, and asks again when it has passed it on.
/// Those that are at the same place get the same page, read once. Made, used and destroyed by one I/O thread.
class PageReader {
public:
    /// With `priority` its thread goes behind others.
    explicit PageReader(ServedLog log, std::optional<Background> priority = std::nullopt);
    /// Waits until the page that is being read is thrown away: 20 ms or so.
    ~PageReader();
    PageReader(const PageReader &) = delete;
    PageReader &operator=(const PageReader &) = delete;

    /// One at a time for each `reader`, with events in `format`. If there is nothing behind `after`, the answer comes when
    /// there is, or is an empty page at once if it does not wait. With an expression the page has what passes; it comes also
    /// where nothing does, and who asks for the same by the same expression gets the same page.
    void ask(std::uint64_t reader, std::uint64_t after, bool waits,
             EventFormat format = EventFormat::Json,
             std::optional<cesql::Expression> where = std::nullopt);
    /// Whoever asked does not want it any more. An answer may be on its way.
    void forget(std::uint64_t reader);

    struct Answer {
        std::uint64_t reader = 0;
        std::shared_ptr<const EventPage> page; ///< null: it cannot be read
        std::string problem;                   ///< why
    };
    /// eventfd for a QSocketNotifier (Read): there is an answer. Owned by this object.
    int descriptor() const { return m_descriptor; }
    /// Takes at most `most` answers; the descriptor is readable again while there are more.
    [[nodiscard]] std::vector<Answer> take(std::size_t most);

private:
    struct Asked {
        std::uint64_t reader = 0;
        std::uint64_t after = 0;
        bool waits = false;
        EventFormat format = EventFormat::Json;
        std::optional<cesql::Expression> where;
    };
    using Page = std::shared_ptr<const EventPage>;
    /// Pages of one format that were read last.
    struct Kept {
        Page tail;  ///< near the end of the log
        Page other; ///< and elsewhere
    };

    void run();
    /// False: nobody wants anything any more.
    bool takeAsked();
    void sleep();
    bool waitAWhile(std::chrono::milliseconds time);
    bool serve();
    bool serveChooser();
    void answerChoosers(const Asked &first, const Page &page, const std::string &problem);
    bool serve(EventFormat format, Kept &kept);
    bool serveFrom(std::uint64_t after, EventFormat format, Page &page);
    void answer(const Asked &asked, Page page, std::string problem);

    const ServedLog m_log;
    const int m_descriptor;
    std::mutex m_mutex; ///< guards what stands up to m_wake
    std::vector<Asked> m_asked;
    std::vector<std::uint64_t> m_forgotten;
    std::deque<Answer> m_answers;
    std::stop_source m_interrupt; ///< ends the wait for the log
    bool m_isEnding = false;
    std::condition_variable m_wake;
    // Of the thread that reads:
    LogPages m_pages;
    std::deque<Asked> m_open;           ///< not answered yet, in the order in which they asked
    std::map<EventFormat, Kept> m_kept; ///< of the formats that somebody has asked for
    /// The page that was chosen last: who gets a large event of it in pieces comes back for it.
    Page m_chosen;
    std::optional<cesql::Expression> m_chosenBy;
    std::thread m_thread; ///< last: uses all of the above
};

} // namespace core
