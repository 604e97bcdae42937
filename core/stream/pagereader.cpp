// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/stream/pagereader.h"

#include <algorithm>
#include <utility>

#include <sys/eventfd.h>
#include <unistd.h>

namespace core {

namespace {

constexpr std::chrono::hours Forever{1};            ///< between two looks when nothing comes
constexpr std::chrono::milliseconds KeepTime{1000}; ///< for pages and files that nobody asks for

} // namespace

PageReader::PageReader(ServedLog log, std::optional<Background> priority)
    : m_log(std::move(log))
    , m_descriptor(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC))
    , m_pages(m_log)
    , m_thread([this, priority] {
        if (priority)
            goBehindOthers(*priority);
        run();
    })
{
}

PageReader::~PageReader()
{
    std::stop_source interrupt;
    {
        const std::lock_guard lock(m_mutex);
        m_isEnding = true;
        interrupt = m_interrupt;
    }
    m_wake.notify_one();
    interrupt.request_stop();
    m_thread.join();
    ::close(m_descriptor);
}

void PageReader::ask(std::uint64_t reader, std::uint64_t after, bool waits, EventFormat format,
                     std::optional<cesql::Expression> where)
{
    std::stop_source interrupt;
    {
        const std::lock_guard lock(m_mutex);
        m_asked.push_back({reader, after, waits, format, std::move(where)});
        interrupt = m_interrupt;
    }
    m_wake.notify_one();
    interrupt.request_stop();
}

void PageReader::forget(std::uint64_t reader)
{
    const std::lock_guard lock(m_mutex);
    std::erase_if(m_asked, [reader](const Asked &asked) { return asked.reader == reader; });
    std::erase_if(m_answers, [reader](const Answer &answer) { return answer.reader == reader; });
    m_forgotten.push_back(reader); // taken at the next look; until then it costs a number
}

std::vector<PageReader::Answer> PageReader::take(std::size_t most)
{
    eventfd_t ignored = 0;
    ::eventfd_read(m_descriptor, &ignored);
    std::vector<Answer> taken;
    const std::lock_guard lock(m_mutex);
    while (!m_answers.empty() && taken.size() < most) {
        taken.push_back(std::move(m_answers.front()));
        m_answers.pop_front();
    }
    if (!m_answers.empty())
        ::eventfd_write(m_descriptor, 1);
    return taken;
}

void PageReader::run()
{
    while (takeAsked()) {
        if (serve())
            continue;
        sleep();
    }
}

bool PageReader::takeAsked()
{
    const std::lock_guard lock(m_mutex);
    m_interrupt = {};
    for (const std::uint64_t reader : std::exchange(m_forgotten, {}))
        std::erase_if(m_open, [reader](const Asked &asked) { return asked.reader == reader; });
    for (const Asked &asked : m_asked)
        m_kept.try_emplace(asked.format);
    m_open.insert(m_open.end(), m_asked.begin(), m_asked.end());
    m_asked.clear();
    return !m_isEnding;
}

/// Until somebody asks, or something comes that somebody waits for.
void PageReader::sleep()
{
    if (waitAWhile(KeepTime))
        return;
    for (auto &[format, kept] : m_kept)
        kept = {};
    m_chosen.reset();
    m_pages.rest();
    while (!waitAWhile(Forever)) {
    }
}

/// False: nothing has happened for `time`.
bool PageReader::waitAWhile(std::chrono::milliseconds time)
{
    const auto isAsked = [this] { return m_isEnding || !m_asked.empty(); };
    if (m_open.empty()) {
        std::unique_lock lock(m_mutex);
        return m_wake.wait_for(lock, time, isAsked);
    }
    std::stop_token stop;
    {
        const std::lock_guard lock(m_mutex);
        if (isAsked())
            return true;
        stop = m_interrupt.get_token();
    }
    std::uint64_t seen = UINT64_MAX; // the lowest that somebody waits for
    for (const Asked &asked : m_open)
        seen = std::min(seen, asked.after);
    const ServedLog::Current now = m_log.current();
    if (now.newest() > seen)
        return true;
    const std::uint64_t published = now.log->columns().waitForMore(seen - now.before, time, stop);
    if (stop.stop_requested() || now.before + published > seen)
        return true;
    if (!now.log->columns().isClosed())
        return false;
    if (m_log.current().log != now.log) // the ring has gone on
        return true;
    std::unique_lock lock(m_mutex); // nothing more will come
    return m_wake.wait_for(lock, time, isAsked);
}

/// False: nothing could be answered.
bool PageReader::serve()
{
    bool hasServed = false;
    for (auto &[format, kept] : m_kept)
        hasServed = serve(format, kept) || hasServed;
    return serveChooser() || hasServed;
}

/// One page for one of those that choose by an expression, in turn, and for whoever asks for the same.
bool PageReader::serveChooser()
{
    const std::uint64_t newest = m_log.current().newest();
    const auto next = std::find_if(m_open.begin(), m_open.end(), [newest](const Asked &asked) {
        return asked.where && (asked.after < newest || !asked.waits);
    });
    if (next == m_open.end())
        return false;
    const Asked asked = std::move(*next);
    m_open.erase(next);
    std::string problem;
    if (!m_chosen || !m_chosen->continues(asked.after) || m_chosen->format != asked.format ||
        m_chosenBy != asked.where) {
        m_chosen.reset();
        m_chosenBy = asked.where;
        auto read = m_pages.read(asked.after, asked.format, &*asked.where);
        if (read)
            m_chosen = std::make_shared<const EventPage>(std::move(*read));
        else
            problem = std::move(read.error().detail);
    }
    answerChoosers(asked, m_chosen, problem);
    return true;
}

/// Him and all others that ask for the same.
void PageReader::answerChoosers(const Asked &first, const Page &page, const std::string &problem)
{
    answer(first, page, problem);
    std::erase_if(m_open, [&](const Asked &asked) {
        const bool isServed = page && asked.format == first.format && asked.where == first.where &&
                              page->continues(asked.after);
        if (isServed)
            answer(asked, page, {});
        return isServed;
    });
}

/// One page near the end of the log and one elsewhere, so that who is far behind does not keep the others waiting.
bool PageReader::serve(EventFormat format, Kept &kept)
{
    const std::uint64_t newest = m_log.current().newest();
    const std::uint64_t tail = newest - std::min<std::uint64_t>(newest, CaptureReader::MaxPageRows);
    const Asked *nearEnd = nullptr;
    const Asked *elsewhere = nullptr;
    for (const Asked &asked : m_open) {
        if (asked.where || asked.format != format || (asked.after >= newest && asked.waits))
            continue;
        if (asked.after < tail)
            elsewhere = elsewhere ? elsewhere : &asked;
        else if (!nearEnd || asked.after < nearEnd->after)
            nearEnd = &asked;
    }
    const std::uint64_t far = elsewhere ? elsewhere->after : 0;
    const bool isFar = elsewhere != nullptr;
    const bool hasServed = nearEnd && serveFrom(nearEnd->after, format, kept.tail);
    return (isFar && serveFrom(far, format, kept.other)) || hasServed;
}

/// Answers everybody whom the page behind `after` brings further. `page` is the last one of its kind.
bool PageReader::serveFrom(std::uint64_t after, EventFormat format, Page &page)
{
    std::string problem;
    if (!page || !page->continues(after)) {
        page.reset();
        auto read = m_pages.read(after, format);
        if (read)
            page = std::make_shared<const EventPage>(std::move(*read));
        else
            problem = std::move(read.error().detail);
    }
    bool hasAnswered = false;
    std::erase_if(m_open, [&](const Asked &asked) {
        if (asked.where || asked.format != format)
            return false;
        const bool isMeant = asked.after == after;
        const bool isServed =
            page ? page->continues(asked.after) || (isMeant && !asked.waits) : isMeant;
        if (!isServed)
            return false;
        answer(asked, page, problem);
        hasAnswered = true;
        return true;
    });
    return hasAnswered;
}

void PageReader::answer(const Asked &asked, Page page, std::string problem)
{
    {
        const std::lock_guard lock(m_mutex);
        if (std::find(m_forgotten.begin(), m_forgotten.end(), asked.reader) != m_forgotten.end())
            return;
        m_answers.push_back({asked.reader, std::move(page), std::move(problem)});
    }
    ::eventfd_write(m_descriptor, 1);
}

} // namespace core
