// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/log/readablepart.h"

#include "core/log/eventlog.h"
#include "core/log/readablecapture.h"
#include "core/log/receipts.h"
#include "core/log/sealcheck.h"
#include "core/log/sealreader.h"

#include <poll.h>

#include <algorithm>
#include <cerrno>
#include <limits>
#include <memory>
#include <system_error>
#include <utility>
#include <vector>

namespace core {

namespace {

Message messageOf(StoredEvent &&stored)
{
    Message message;
    message.received = stored.received;
    message.origin = stored.origin;
    message.mode = stored.mode;
    message.format = stored.format;
    message.connection = std::move(stored.connection);
    message.remote = std::move(stored.remote);
    message.local = std::move(stored.local);
    message.target = std::move(stored.target);
    message.head = std::move(stored.head);
    message.body = std::move(stored.text);
    const ByteRange whole{0, static_cast<std::uint32_t>(message.body.size())};
    message.events.push_back({std::move(stored.event), whole});
    return message;
}

/// Hands commands to a log and waits until each is decided.
class Feed {
public:
    explicit Feed(Intake &intake)
        : m_intake(intake)
        , m_receipts(std::make_shared<Receipts>())
    {
    }

    template<typename Command>
    bool push(Command &&command)
    {
        command.receipts = m_receipts;
        LogCommand next(std::forward<Command>(command));
        for (;;) {
            const Intake::Pushed pushed = m_intake.push(std::move(next));
            if (pushed == Intake::Pushed::Taken) {
                ++m_waiting;
                return take();
            }
            if (pushed == Intake::Pushed::Closed || !wait())
                return false;
        }
    }

    bool settle()
    {
        while (m_waiting > 0) {
            if (!wait())
                return false;
        }
        return m_problem.empty();
    }
    const std::string &problem() const { return m_problem; }

private:
    bool wait()
    {
        pollfd entry{m_receipts->descriptor(), POLLIN, 0};
        while (::poll(&entry, 1, -1) < 0 && errno == EINTR) {
        }
        return take();
    }

    bool take()
    {
        for (const Receipt &receipt : m_receipts->take()) {
            --m_waiting;
            if (receipt.outcome == Receipt::Outcome::Unavailable)
                m_problem = receipt.reason;
        }
        return m_problem.empty();
    }

    Intake &m_intake;
    std::shared_ptr<Receipts> m_receipts;
    std::size_t m_waiting = 0;
    std::string m_problem;
};

/// What `log` shows, in the order in which it came.
class Copier {
public:
    Copier(const EventLog &log, CaptureReader &reader, Intake &intake)
        : m_log(log)
        , m_reader(reader)
        , m_marks(log.marks())
        , m_feed(intake)
    {
    }

    Result<std::optional<SavedPart>> run(const std::function<bool(std::uint64_t done)> &progress)
    {
        const std::uint64_t end = m_log.columns().published();
        std::uint64_t next = m_log.columns().first() + 1;
        while (next <= end) {
            auto page = m_reader.read(EventSequence{next});
            if (!page)
                return tl::unexpected(page.error());
            if (page->empty())
                break;
            next = page->back().sequence.value + 1;
            for (StoredEvent &stored : *page) {
                if (auto copied = copyRefusals(stored.sequence.value - 1); !copied)
                    return tl::unexpected(copied.error());
                AppendMessage append;
                if (const Mark *mark = m_marks->find(stored.sequence))
                    append.marks.push_back({0, mark->isMarked, mark->note});
                append.message = messageOf(std::move(stored));
                if (!m_feed.push(std::move(append)))
                    return stopped();
                ++m_saved.events;
            }
            if (progress && !progress(m_saved.events))
                return std::nullopt;
        }
        if (auto copied = copyRefusals(end); !copied)
            return tl::unexpected(copied.error());
        if (!m_feed.settle())
            return stopped();
        return std::optional(m_saved);
    }

private:
    /// Those that were refused before the event after `last` came.
    Result<void> copyRefusals(std::uint64_t last)
    {
        for (;;) {
            if (m_next == m_refusals.size() && m_number < m_log.refusalCount()) {
                auto page = m_reader.refusals(m_number + 1);
                if (!page)
                    return tl::unexpected(page.error());
                m_refusals = std::move(*page);
                m_next = 0;
                // None is left of those that were asked for.
                m_number = m_refusals.empty() ? m_log.refusalCount() : m_refusals.back().number;
            }
            if (m_next == m_refusals.size() || m_refusals[m_next].after.value > last)
                return {};
            if (m_refusals[m_next].number <= m_log.refusalCount()) {
                if (!m_feed.push(AppendRefusal{std::move(m_refusals[m_next].refusal), nullptr, {}}))
                    return stopped();
                ++m_saved.refusals;
            }
            ++m_next;
        }
    }

    tl::unexpected<Error> stopped() const { return fail(Error::Kind::Full, m_feed.problem()); }

    const EventLog &m_log;
    CaptureReader &m_reader;
    const std::shared_ptr<const Marks> m_marks;
    Feed m_feed;
    SavedPart m_saved;
    std::vector<StoredRefusal> m_refusals; ///< a page
    std::size_t m_next = 0;                ///< of it
    std::uint64_t m_number = 0;            ///< newest that was read
};

} // namespace

Result<ReadablePart> findReadablePart(const std::filesystem::path &file)
{
    const auto capture = openReadable(file, Damage::Tolerate);
    if (!capture)
        return tl::unexpected(capture.error());
    // Stored blocks do not count: nothing is made of them.
    SealCheck check(*capture->database, capture->version, SealCheck::Blocks::Ignore);
    SealReader seals(*capture->database, capture->version);
    bool isBroken = !check.start();
    seals.start();
    while (!isBroken) {
        const SealCheck::Position &position = check.position();
        // One by one, for the next may be where the file ends; and whatever number the last has.
        const auto page = seals.read(position.seal, std::numeric_limits<std::int64_t>::max(), 1);
        isBroken = !page;
        if (isBroken || page->empty())
            break;
        const StoredSeal &seal = page->front();
        isBroken = seal.number != position.seal + 1;
        if (!isBroken) {
            const auto reason = check.check(seal);
            isBroken = !reason || *reason;
        }
    }
    const SealCheck::Position &position = check.position();
    return ReadablePart{check.eviction().last, position.last, position.refusal, position.seal,
                        isBroken};
}

Result<std::optional<SavedPart>>
saveReadablePart(const EventLog &log, const std::filesystem::path &file,
                 const std::function<bool(std::uint64_t done)> &progress)
{
    std::error_code code;
    if (std::filesystem::exists(file, code))
        return fail(Error::Kind::InUse, file.string() + ": is there already; name a new file");
    auto reader = log.reader();
    if (!reader)
        return tl::unexpected(reader.error());
    EventLog::Options options;
    options.rules = CaptureRules{};
    // Nothing of it may leave again.
    options.rules->limitBytes = std::max(options.rules->limitBytes, 2 * log.state().fileBytes);
    auto saved = EventLog::open(file, std::move(options));
    if (!saved)
        return tl::unexpected(saved.error());
    auto copied = Copier(log, **reader, (*saved)->intake()).run(progress);
    saved->reset();
    if (!copied || !*copied)
        std::filesystem::remove(file, code);
    return copied;
}

} // namespace core
