// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "app/evs/statuslines.h"

#include "app/commandline/outcome.h"
#include "core/receiver/problemjson.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace app {

using namespace std::chrono_literals;

namespace {

constexpr std::chrono::milliseconds LookEvery = 500ms;
constexpr std::size_t RefusalsALook = 5;
constexpr std::uint64_t RefusalsAPage = 100;

/// What happened to the files of a ring, in a sentence.
std::string sentenceOf(const core::CaptureRing::News &news)
{
    using Kind = core::CaptureRing::News::Kind;
    const std::string file = news.file.filename().string();
    const std::string events =
        news.events == 1 ? "1 event" : std::to_string(news.events) + " events";
    switch (news.kind) {
    case Kind::Begun:
        return news.words + " is complete with " + events + "; the capture goes on in " + file;
    case Kind::Removed:
        return "removed " + file + ", the oldest, with " + events;
    case Kind::Held:
        return file + " is the oldest and is kept while it is open: " + news.words;
    case Kind::NotRemoved:
        return "the oldest file stays: " + news.words;
    }
    return {};
}

} // namespace

StatusLines::StatusLines(core::Monitor &monitor, Refusals refusals, QObject *parent)
    : QObject(parent)
    , m_monitor(monitor)
    , m_how(refusals)
    , m_refusals(monitor.log().refusalCount())
{
    connect(&m_timer, &QTimer::timeout, this, &StatusLines::look);
    m_timer.start(LookEvery);
}

void StatusLines::look()
{
    lookAtLog();
    lookAtConnections();
    lookAtRefusals();
    lookAtRing();
}

void StatusLines::sum() const
{
    const core::Ledger ledger = m_monitor.ring().ledger();
    if (ledger.received() == 0)
        return;
    const std::string leftOut =
        ledger.leftOut == 0 ? std::string() : " + left out " + std::to_string(ledger.leftOut);
    say("the capture has received " + std::to_string(ledger.received()) + " = kept " +
        std::to_string(ledger.kept) + " + refused " + std::to_string(ledger.refused) +
        " + evicted " + std::to_string(ledger.evicted) + leftOut);
}

void StatusLines::finish()
{
    m_timer.stop();
    lookAtRing();
    m_reader.reset();
    m_monitor.ring().close();
    lookAtRing();
    sum();
}

void StatusLines::lookAtLog()
{
    const core::LogState state = m_monitor.log().state();
    if (state.ringProblem != m_ringProblem) {
        m_ringProblem = state.ringProblem;
        if (!m_ringProblem.empty())
            say(m_ringProblem);
    }
    if (state.problem != m_problem) {
        m_problem = state.problem;
        say(m_problem.empty() ? "the capture is written again" : m_problem);
    }
    if (state.evictionProblem != m_evictionProblem) {
        m_evictionProblem = state.evictionProblem;
        say(m_evictionProblem.empty()
                ? "the oldest events can leave again"
                : "the oldest events cannot leave, the capture grows: " + m_evictionProblem);
    }
}

void StatusLines::lookAtRing()
{
    for (const core::CaptureRing::News &news : m_monitor.ring().takeNews())
        say(sentenceOf(news));
    if (!m_monitor.hasGoneOn())
        return;
    lookAtRefusals(); // those that came at the end of this file
    m_reader.reset();
    m_refusals = 0;
    m_monitor.goOn();
    lookAtRefusals();
}

void StatusLines::lookAtConnections()
{
    using Lamp = core::ConnectionState::Lamp;
    for (const core::ConnectionState &state : m_monitor.connections()) {
        if (state.kind == core::ConnectionState::Kind::Receiver) {
            lookAtReceiver(state);
            continue;
        }
        // Between two tries it is still away: that was said.
        if (state.lamp == Lamp::Connecting || state.words.empty())
            continue;
        const auto known = m_lamps.find(state.id);
        if (known != m_lamps.end() && known->second == state.lamp)
            continue;
        m_lamps[state.id] = state.lamp;
        const bool isNamed = state.words.starts_with(state.name);
        say(isNamed ? state.words : state.name + ": " + state.words);
    }
}

void StatusLines::lookAtReceiver(const core::ConnectionState &receiver)
{
    if (std::exchange(m_tlsFailures, receiver.tlsFailures) != receiver.tlsFailures)
        say("a TLS handshake failed: " + receiver.tlsFailure + " (" +
            std::to_string(receiver.tlsFailures) + " so far)");
    const std::uint64_t newOnes = receiver.strangers - m_strangers;
    if (newOnes == 0)
        return;
    m_strangers = receiver.strangers;
    say("turned away " + (newOnes == 1 ? "1 request" : std::to_string(newOnes) + " requests") +
        " without the token; nothing of that is kept");
}

void StatusLines::lookAtRefusals()
{
    const std::uint64_t count = m_monitor.log().refusalCount();
    if (count == m_refusals)
        return;
    if (!m_reader) {
        auto opened = m_monitor.log().reader();
        if (!opened)
            return; // the next look tries again
        m_reader = std::move(*opened);
    }
    if (m_how == Refusals::Whole)
        printWhole(count);
    else
        tellInShort(count);
    m_refusals = count;
}

void StatusLines::tellInShort(std::uint64_t count)
{
    std::uint64_t told = m_refusals;
    if (const auto refusals = m_reader->refusals(m_refusals + 1, RefusalsALook)) {
        for (const core::StoredRefusal &stored : *refusals) {
            const core::Refusal &refusal = stored.refusal;
            say("refused with " + std::to_string(refusal.why.status) + ", from " + refusal.remote +
                ": " + refusal.why.title + " (" + refusal.why.rule + ")");
            told = stored.number;
        }
    }
    if (told < count)
        say("refused " + std::to_string(count - told) + " more");
}

// All that there are, however many: the capture holds a bounded number of them.
void StatusLines::printWhole(std::uint64_t count)
{
    std::uint64_t printed = m_refusals;
    const auto sayLeft = [&printed](std::uint64_t last) {
        if (last > printed)
            say(std::to_string(last - printed) +
                " refused requests left the capture before they could be printed");
        printed = last;
    };
    while (printed < count) {
        const auto page = m_reader->refusals(printed + 1, std::min(count - printed, RefusalsAPage));
        if (!page) {
            say("the refused requests cannot be read: " + page.error().detail);
            return;
        }
        for (const core::StoredRefusal &stored : *page) {
            sayLeft(stored.number - 1);
            say(core::refusalJson(stored));
            printed = stored.number;
        }
        if (page->empty())
            sayLeft(count);
    }
}

} // namespace app
