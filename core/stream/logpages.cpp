// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/stream/logpages.h"

#include "core/codec/httpencode.h"
#include "core/codec/jsonformat.h"
#include "core/log/ringplace.h"
#include "core/query/expressioninputs.h"
#include "core/query/storedcontext.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <utility>

namespace core {

namespace {

constexpr std::size_t MaxOpen = 8; ///< files of a ring

void append(EventPage &page, const std::vector<StoredEvent> &events, std::uint64_t before,
            const cesql::Expression *where, const Marks *marks)
{
    // An expression may take long: no page keeps those waiting that want the next one.
    const auto until = std::chrono::steady_clock::now() + CaptureReader::MaxPageTime;
    if (!events.empty())
        page.firstFound = before + events.front().sequence.value;
    for (const StoredEvent &stored : events) {
        if (where && page.last > page.after && std::chrono::steady_clock::now() > until)
            return;
        page.last = before + stored.sequence.value;
        if (where && !passes(*where, stored, marks))
            continue;
        EventPage::Line line;
        line.number = page.last;
        line.version = stored.event.specVersion;
        line.offset = page.text.size();
        line.hasForm = canEncode(page.format, line.version);
        if (page.format == EventFormat::Json)
            appendJsonEvent(page.text, stored.event, stored.text);
        else if (line.hasForm)
            page.text += encodeEvent({stored.event, stored.text}, page.format);
        line.length = page.text.size() - line.offset;
        page.lines.push_back(line);
        if (page.text.size() > LogPages::PageBytes)
            return;
    }
}

} // namespace

std::span<const EventPage::Line> EventPage::behind(std::uint64_t number) const
{
    const auto first =
        std::upper_bound(lines.begin(), lines.end(), number,
                         [](std::uint64_t seen, const Line &line) { return seen < line.number; });
    return {first, lines.end()};
}

LogPages::LogPages(ServedLog log)
    : m_log(std::move(log))
{
}

LogPages::~LogPages() = default;

Result<EventPage> LogPages::read(std::uint64_t after, EventFormat format, Where where)
{
    const ServedLog::Current now = m_log.current();
    if (m_current !=
        now.log->file()) { // who keeps a file open keeps the ring from closing and removing it
        rest();
        listEnded(now);
    }
    EventPage page;
    page.after = page.last = after;
    page.newest = now.newest();
    page.format = format;
    page.isChosen = where != nullptr;
    if (after >= page.newest)
        return page;
    if (after < now.before) {
        if (const auto read = readEnded(now, where, page); !read)
            return tl::unexpected(read.error());
    }
    if (page.firstFound == 0) {
        if (const auto read = readCurrent(now, where, page); !read)
            return tl::unexpected(read.error());
    }
    return page;
}

Result<void> LogPages::readCurrent(const ServedLog::Current &now, Where where, EventPage &page)
{
    const std::uint64_t after = std::max(page.last, now.before) - now.before;
    const std::uint64_t published = page.newest - now.before;
    if (after >= published) {
        page.last = page.newest;
        return {};
    }
    const auto found =
        readFile({now.log->file(), now.before}, after + 1, published - after, where, page);
    if (!found)
        return tl::unexpected(found.error());
    if (!*found) // all that there was has left
        page.last = page.newest;
    return {};
}

/// The next events of the files before the current one; none if there are none any more.
Result<void> LogPages::readEnded(const ServedLog::Current &now, Where where, EventPage &page)
{
    for (std::size_t index = 0; index < m_ended.size(); ++index) {
        const std::uint64_t before = m_ended[index].before;
        const std::uint64_t end =
            index + 1 < m_ended.size() ? m_ended[index + 1].before : now.before;
        if (end <= page.last)
            continue;
        const std::uint64_t after = std::max(page.last, before) - before;
        const auto found =
            readFile(m_ended[index], after + 1, CaptureReader::MaxPageRows, where, page);
        if (!found && found.error().kind == Error::Kind::NotFound)
            continue; // the ring has removed it: its events are evicted
        if (!found)
            return tl::unexpected(found.error());
        if (*found)
            return {};
    }
    return {};
}

void LogPages::listEnded(const ServedLog::Current &now)
{
    m_ended.clear();
    m_current = now.log->file();
    if (now.before == 0)
        return;
    for (std::filesystem::path &file : CaptureRing::filesOf(m_current)) {
        const auto place = readRingPlace(file);
        if (place && file != m_current && place->eventsBefore < now.before)
            m_ended.push_back({std::move(file), place->eventsBefore});
    }
}

Result<bool> LogPages::readFile(const File &file, std::uint64_t first, std::size_t limit,
                                Where where, EventPage &page)
{
    const auto reader = open(file.path);
    if (!reader)
        return tl::unexpected(reader.error());
    const auto events = (*reader)->read(EventSequence{first}, limit);
    if (!events)
        return tl::unexpected(events.error());
    std::optional<Marks> marks;
    if (where && asksForMarks(*where)) {
        auto read = (*reader)->marks();
        if (!read)
            return tl::unexpected(read.error());
        marks = std::move(*read);
    }
    append(page, *events, file.before, where, marks ? &*marks : nullptr);
    return !events->empty();
}

Result<CaptureReader *> LogPages::open(const std::filesystem::path &path)
{
    auto found = std::find_if(m_open.begin(), m_open.end(),
                              [&path](const Open &open) { return open.path == path; });
    if (found == m_open.end()) {
        if (m_open.size() == MaxOpen)
            m_open.clear();
        auto reader = CaptureReader::open(path);
        if (!reader)
            return tl::unexpected(reader.error());
        found = m_open.insert(m_open.end(), {path, std::move(*reader)});
    }
    return found->reader.get();
}

void LogPages::rest()
{
    m_open.clear();
}

} // namespace core
