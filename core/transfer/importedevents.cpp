// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/transfer/importedevents.h"

#include <utility>

namespace core {

ImportedEvents::ImportedEvents(Intake &intake, const ImportOptions &options, const Clock &clock,
                               const std::stop_token &stop)
    : m_options(options)
    , m_clock(clock)
    , m_stop(stop)
    , m_feed(intake, stop)
{
}

void ImportedEvents::add(CloudEvent &&event, std::string_view text, ContentMode mode,
                         EventFormat format, std::optional<WallTime> received)
{
    const bool fits = m_message.events.size() < MaxMessageEvents &&
                      m_message.body.size() + text.size() <= MaxMessageBytes &&
                      m_message.mode == mode && m_message.format == format &&
                      m_hasOwnTime == received.has_value() &&
                      (!received || m_message.received == *received);
    if (!fits)
        flush();
    if (m_message.events.empty()) {
        m_message.mode = mode;
        m_message.format = format;
        m_hasOwnTime = received.has_value();
        m_message.received = received.value_or(WallTime{});
    }
    const ByteRange range{static_cast<std::uint32_t>(m_message.body.size()),
                          static_cast<std::uint32_t>(text.size())};
    m_message.body += text;
    m_message.events.push_back({std::move(event), range});
    ++m_found;
}

void ImportedEvents::add(Message &&message)
{
    flush();
    m_found += message.events.size();
    message.origin = OriginKind::Import;
    message.connection = m_options.name;
    message.received = m_clock.wall();
    push(AppendMessage{std::move(message), {}, {}});
}

void ImportedEvents::refuse(std::uint64_t line, Rejection &&why, std::string_view head,
                            std::string_view body)
{
    flush();
    if (m_imported.problems.size() < Imported::MaxProblems)
        m_imported.problems.push_back({line, why.title});
    why.detail = "Line " + std::to_string(line) + " of " + m_options.name + ": " + why.detail;
    Refusal refusal;
    refusal.why = std::move(why);
    refusal.received = m_clock.wall();
    refusal.connection = m_options.name;
    refusal.head = head.substr(0, MaxEvidenceBytes);
    refusal.body = body.substr(0, MaxEvidenceBytes);
    refusal.cut = refusal.head.size() < head.size() || refusal.body.size() < body.size();
    refusal.bodyBytes = body.size();
    push(AppendRefusal{std::move(refusal), {}, {}});
}

void ImportedEvents::flush()
{
    if (m_message.events.empty())
        return;
    Message message = std::exchange(m_message, {});
    message.origin = OriginKind::Import;
    message.connection = m_options.name;
    if (!m_hasOwnTime)
        message.received = m_clock.wall();
    push(AppendMessage{std::move(message), {}, {}});
}

// What is not taken any more needs no answer: the readers look at isOpen(), and the counts are those of the receipts.
void ImportedEvents::push(LogCommand &&command)
{
    if (m_feed.isOpen())
        static_cast<void>(m_feed.push(std::move(command)));
}

Imported ImportedEvents::finish()
{
    flush();
    m_feed.settle();
    m_imported.events = m_feed.kept();
    m_imported.refused = m_feed.refused();
    m_imported.problem = m_feed.problem();
    if (!m_imported.problem.empty())
        m_imported.end = Imported::End::Failed;
    else if (m_stop.stop_requested())
        m_imported.end = Imported::End::Cancelled;
    return std::move(m_imported);
}

} // namespace core
