// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/log/intake.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace core {

namespace {

std::size_t messageCost(const Message &message)
{
    std::size_t bytes = message.connection.size() + message.remote.size() + message.local.size() +
                        message.target.size() + message.head.size() + message.body.size();
    for (const ReceivedEvent &received : message.events) {
        const CloudEvent &event = received.event;
        bytes += sizeof(ReceivedEvent) + event.id.size() + event.source.size() + event.type.size();
        for (const auto *text :
             {&event.subject, &event.time, &event.dataContentType, &event.dataSchema})
            bytes += *text ? (*text)->size() : 0;
        for (const Extension &extension : event.extensions) {
            bytes += sizeof(Extension) + extension.name.size() +
                     (extension.value.isText() ? extension.value.asText().size() : 0);
        }
    }
    return bytes;
}

std::size_t refusalCost(const Refusal &refusal)
{
    const Rejection &why = refusal.why;
    return refusal.connection.size() + refusal.remote.size() + refusal.local.size() +
           refusal.head.size() + refusal.body.size() + why.rule.size() + why.title.size() +
           why.detail.size() + why.fix.size() + why.reference.size() + why.place.name.size();
}

const std::shared_ptr<Receipts> &receiptsOf(const LogCommand &command)
{
    return std::visit(
        [](const auto &append) -> const std::shared_ptr<Receipts> & { return append.receipts; },
        command);
}

} // namespace

Intake::Intake(std::size_t limitBytes)
    : m_limitBytes(limitBytes)
{
}

Intake::Pushed Intake::push(LogCommand &&command)
{
    const std::size_t bytes = cost(command);
    bool isFirst = false;
    {
        const std::lock_guard lock(m_mutex);
        if (m_closed)
            return Pushed::Closed;
        isFirst = m_commands.empty();
        const bool isBounded = !std::holds_alternative<ChangeRules>(command) &&
                               !std::holds_alternative<ChangeMarks>(command);
        if (isBounded && !isFirst && m_bytes + bytes > m_limitBytes) {
            const auto &receipts = receiptsOf(command);
            if (receipts &&
                std::find(m_refused.begin(), m_refused.end(), receipts) == m_refused.end())
                m_refused.push_back(receipts);
            return Pushed::Full;
        }
        m_bytes += bytes;
        m_events += eventCount(command);
        m_commands.push_back(std::move(command));
    }
    // The writer waits only for the first command: it takes all that came after it as well.
    if (isFirst)
        m_arrived.notify_one();
    return Pushed::Taken;
}

std::vector<LogCommand> Intake::takeAll()
{
    std::vector<LogCommand> taken;
    std::vector<std::shared_ptr<Receipts>> refused;
    {
        std::unique_lock lock(m_mutex);
        m_arrived.wait(lock, [this] { return hasSomething(); });
        taken.swap(m_commands);
        refused.swap(m_refused);
        m_bytes = 0;
        m_events = 0;
    }
    for (const auto &receipts : refused)
        receipts->wake();
    return taken;
}

void Intake::giveBack(std::vector<LogCommand> &&commands)
{
    const std::lock_guard lock(m_mutex);
    m_isHeld = true;
    for (const LogCommand &command : commands) {
        m_bytes += cost(command);
        m_events += eventCount(command);
    }
    m_commands.insert(m_commands.begin(), std::make_move_iterator(commands.begin()),
                      std::make_move_iterator(commands.end()));
}

void Intake::release()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isHeld = false;
    }
    m_arrived.notify_all();
}

bool Intake::waitForCommands(std::chrono::milliseconds timeout)
{
    std::unique_lock lock(m_mutex);
    return m_arrived.wait_for(lock, timeout, [this] { return hasSomething(); });
}

void Intake::close()
{
    std::vector<std::shared_ptr<Receipts>> refused;
    {
        const std::lock_guard lock(m_mutex);
        m_closed = true;
        refused.swap(m_refused);
    }
    m_arrived.notify_all();
    for (const auto &receipts : refused)
        receipts->wake();
}

std::size_t Intake::waitingEvents() const
{
    const std::lock_guard lock(m_mutex);
    return m_events;
}

std::size_t Intake::waitingBytes() const
{
    const std::lock_guard lock(m_mutex);
    return m_bytes;
}

std::size_t Intake::eventCount(const LogCommand &command)
{
    const auto *append = std::get_if<AppendMessage>(&command);
    return append ? append->message.events.size()
                  : static_cast<std::size_t>(std::holds_alternative<AppendRefusal>(command));
}

std::size_t Intake::cost(const LogCommand &command)
{
    std::size_t bytes = sizeof(LogCommand);
    if (const auto *append = std::get_if<AppendMessage>(&command)) {
        bytes += messageCost(append->message);
        for (const BroughtMark &mark : append->marks)
            bytes += sizeof(BroughtMark) + mark.note.size();
    } else if (const auto *refused = std::get_if<AppendRefusal>(&command)) {
        bytes += refusalCost(refused->refusal);
    } else if (const auto *signature = std::get_if<StoreTextSignature>(&command)) {
        bytes += signature->data.size();
    } else if (const auto *marks = std::get_if<ChangeMarks>(&command)) {
        for (const MarkChange &change : marks->changes)
            bytes += sizeof(MarkChange) + (change.note ? change.note->size() : 0);
    }
    return bytes;
}

} // namespace core
