// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "app/evs/printer.h"

#include "app/commandline/outcome.h"
#include "core/codec/jsonformat.h"
#include "core/query/expressioninputs.h"
#include "core/query/storedcontext.h"

#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

namespace app {

namespace {

constexpr std::chrono::hours Forever{1}; ///< between two looks when nothing comes

} // namespace

Printer::Printer(const core::CaptureRing &ring, Options options)
    : m_ring(ring)
    , m_options(options)
    , m_output(STDOUT_FILENO)
    , m_ended(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
    , m_file(ring.part(0))
    , m_position(m_file.after)
    , m_thread([this](const std::stop_token &stop) {
        run(stop);
        ::eventfd_write(m_ended, 1);
    })
{
}

Printer::~Printer()
{
    giveUp();
    m_thread.request_stop();
    m_thread.join();
    ::close(m_ended);
}

void Printer::finish()
{
    m_thread.request_stop();
}

void Printer::giveUp()
{
    m_output.giveUp();
}

void Printer::run(const std::stop_token &stop)
{
    bool goesOn = true;
    while (goesOn && !isCountReached()) {
        // Asked before the look: what is published when finish() is called must still be seen.
        const bool isLast = stop.stop_requested();
        // So is whether the ring has gone on, after which nothing more comes into this file.
        const bool isComplete = m_ring.newestPart() > m_part;
        const std::uint64_t published =
            isComplete || !m_file.log
                ? m_ring.part(m_part).last
                : m_file.log->columns().waitForMore(m_position, Forever, stop);
        goesOn = take(published) && (isComplete || !isLast);
        if (isComplete)
            goOn();
    }
}

void Printer::goOn()
{
    m_reader.reset();
    m_file = m_ring.part(++m_part); // gives the one before back
    m_position = m_file.after;
}

/// False: it cannot be read. One of a ring may be gone: that is said, and nothing of it is wanted any more.
bool Printer::openReader(std::uint64_t published)
{
    if (m_reader)
        return true;
    auto opened = core::CaptureReader::open(m_file.file);
    if (opened) {
        m_reader = std::move(*opened);
        return true;
    }
    if (m_file.log || opened.error().kind != core::Error::Kind::NotFound) {
        m_problem = opened.error().detail;
        return false;
    }
    say(m_file.file.filename().string() + " was removed before its events " +
        std::to_string(m_position + 1) + " to " + std::to_string(published) + " could be printed");
    m_position = published;
    return true;
}

bool Printer::take(std::uint64_t published)
{
    while (m_position < published && !isCountReached()) {
        if (needsEvents() && !openReader(published))
            return false;
        const std::uint64_t missing = m_options.count ? *m_options.count - printed() : UINT64_MAX;
        const std::uint64_t left = published - m_position;
        const std::uint64_t wanted = m_options.where ? left : std::min(left, missing);
        if (!needsEvents()) {
            m_position += wanted;
            m_printed += wanted;
        } else if (m_reader && !readPage(wanted)) {
            return false;
        }
    }
    return flush();
}

bool Printer::needsEvents() const
{
    return m_options.where || (!m_options.isQuiet && !m_isUnread);
}

bool Printer::readPage(std::uint64_t wanted)
{
    const auto page =
        m_reader->read(core::EventSequence{m_position + 1},
                       std::min<std::uint64_t>(wanted, core::CaptureReader::MaxPageRows));
    if (!page) {
        m_problem = page.error().detail;
        return false;
    }
    // What is missing at the front was evicted; with an empty page all that there was.
    const std::uint64_t first = m_file.log ? m_file.log->columns().first() : 0;
    const std::uint64_t next =
        page->empty() ? std::max(m_position + wanted, first) + 1 : page->front().sequence.value;
    if (next > m_position + 1) {
        sayEvicted(next - 1);
        m_position = next - 1;
    }
    core::Marks marks;
    if (m_options.where && core::asksForMarks(*m_options.where)) {
        auto read = m_reader->marks();
        if (!read) {
            m_problem = read.error().detail;
            return false;
        }
        marks = std::move(*read);
    }
    for (const core::StoredEvent &stored : *page) {
        m_position = stored.sequence.value;
        if (m_options.where && !core::passes(*m_options.where, stored, &marks))
            continue;
        if (!print(stored))
            return false;
        if (isCountReached())
            break;
    }
    return true;
}

bool Printer::print(const core::StoredEvent &stored)
{
    ++m_printed;
    if (m_options.isQuiet || m_isUnread)
        return true;
    core::appendJsonEvent(m_output.buffer(), stored.event, stored.text);
    m_output.buffer() += '\n';
    return !m_output.isWorthFlushing() || flush();
}

void Printer::sayEvicted(std::uint64_t last) const
{
    const std::uint64_t first = m_position + 1;
    say(first == last ? "event " + std::to_string(first) + " was evicted before it could be printed"
                      : "events " + std::to_string(first) + " to " + std::to_string(last) +
                            " were evicted before they could be printed");
}

bool Printer::flush()
{
    switch (m_output.flush()) {
    case Output::State::Open:
        return true;
    case Output::State::Closed:
        if (!m_isUnread.exchange(true) && !m_options.endsUnread)
            say("nobody reads standard output: events are received, but not printed any more");
        return !m_options.endsUnread;
    case Output::State::Failed:
        m_problem = m_output.problem();
        return false;
    case Output::State::GivenUp:
        return false;
    }
    return false;
}

} // namespace app
