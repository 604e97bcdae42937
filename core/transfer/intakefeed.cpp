// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/transfer/intakefeed.h"

#include <poll.h>

#include <utility>
#include <variant>

namespace core {

namespace {

// What ReceiptAddress::connection means here: the receipts are this feed's alone. `request` is the number of the command.
constexpr std::uint64_t ForMessage = 0;
constexpr std::uint64_t ForRefusal = 1;

} // namespace

IntakeFeed::IntakeFeed(Intake &intake, const std::stop_token &stop)
    : m_intake(intake)
    , m_stop(stop)
    , m_onStop(stop, [receipts = m_receipts] { receipts->wake(); })
{
}

bool IntakeFeed::push(LogCommand &&command)
{
    std::visit(
        [this](auto &append) {
            using Append = std::decay_t<decltype(append)>;
            append.receipts = m_receipts;
            append.address = {std::is_same_v<Append, AppendMessage> ? ForMessage : ForRefusal,
                              m_next};
        },
        command);
    const Size size{Intake::eventCount(command), Intake::cost(command)};
    while (isOpen() && !m_undecided.empty() &&
           (m_undecidedEvents + size.events > MaxUndecidedEvents ||
            m_undecidedBytes + size.bytes > MaxUndecidedBytes))
        takeReceipts(true);
    while (isOpen()) {
        switch (m_intake.push(std::move(command))) {
        case Intake::Pushed::Taken:
            m_undecided.emplace(m_next++, size);
            m_undecidedEvents += size.events;
            m_undecidedBytes += size.bytes;
            takeReceipts(false);
            return isOpen();
        case Intake::Pushed::Full: // left untouched; we are woken when there is space
            takeReceipts(true);
            break;
        case Intake::Pushed::Closed:
            m_problem = "the capture was closed meanwhile";
            break;
        }
    }
    return false;
}

void IntakeFeed::settle()
{
    while (!m_undecided.empty())
        takeReceipts(true);
}

void IntakeFeed::takeReceipts(bool waits)
{
    if (waits) {
        pollfd wait{m_receipts->descriptor(), POLLIN, 0};
        ::poll(&wait, 1, -1);
    }
    for (const Receipt &receipt : m_receipts->take()) {
        const auto found = m_undecided.find(receipt.address.request);
        if (found == m_undecided.end())
            continue;
        const Size size = found->second;
        m_undecided.erase(found);
        m_undecidedEvents -= size.events;
        m_undecidedBytes -= size.bytes;
        if (receipt.outcome == Receipt::Outcome::Unavailable)
            m_problem = receipt.reason;
        else if (receipt.address.connection == ForMessage)
            m_kept += size.events;
        else
            ++m_refused;
    }
}

} // namespace core
