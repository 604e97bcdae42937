// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/source/sourcegate.h"

#include <QSocketNotifier>

#include <utility>
#include <vector>

namespace core {

namespace {

// What ReceiptAddress::request means here: the receipts are this gate's alone.
constexpr std::uint64_t ForMessage = 0;
constexpr std::uint64_t ForRefusal = 1;

} // namespace

SourceGate::SourceGate(Intake &intake, QObject *parent)
    : QObject(parent)
    , m_intake(intake)
    , m_receipts(std::make_shared<Receipts>())
    , m_notifier(new QSocketNotifier(m_receipts->descriptor(), QSocketNotifier::Read, this))
{
    connect(m_notifier, &QSocketNotifier::activated, this, &SourceGate::takeReceipts);
}

SourceGate::~SourceGate()
{
    // The writer may still hold the receipts; only our watch on their descriptor ends here.
    m_notifier->setEnabled(false);
}

void SourceGate::append(Message &&message)
{
    push(AppendMessage{std::move(message), m_receipts, ReceiptAddress{0, ForMessage}});
}

void SourceGate::refuse(Refusal &&refusal)
{
    push(AppendRefusal{std::move(refusal), m_receipts, ReceiptAddress{0, ForRefusal}});
}

void SourceGate::push(LogCommand &&command)
{
    if (isBlocked()) { // order is kept
        m_parked.push_back(std::move(command));
        return;
    }
    switch (m_intake.push(std::move(command))) {
    case Intake::Pushed::Taken:
        ++m_undecided;
        break;
    case Intake::Pushed::Full:
        // Full leaves the command untouched (core/log/intake.h).
        m_parked.push_back(std::move(command)); // NOLINT(bugprone-use-after-move)
        emit blocked();
        break;
    case Intake::Pushed::Closed:
        break; // the log has ended before its sources: nothing is received any more
    }
}

void SourceGate::takeReceipts()
{
    const std::vector<Receipt> receipts = m_receipts->take();
    for (const Receipt &receipt : receipts) {
        --m_undecided;
        const bool committed = receipt.outcome == Receipt::Outcome::Committed;
        m_problem = committed ? std::string() : receipt.reason;
        if (!committed || receipt.address.request == ForRefusal)
            ++m_refused;
        else if (receipt.first) // none: a message without events
            m_kept += receipt.last.value - receipt.first.value + 1;
    }
    pushParked();
    if (isSettled() && !receipts.empty())
        emit settled();
}

void SourceGate::pushParked()
{
    if (!isBlocked())
        return;
    while (isBlocked()) {
        const Intake::Pushed pushed = m_intake.push(std::move(m_parked.front()));
        if (pushed == Intake::Pushed::Full)
            return;
        if (pushed == Intake::Pushed::Taken)
            ++m_undecided;
        m_parked.pop_front();
    }
    emit freed();
    if (isSettled()) // the log was closed
        emit settled();
}

} // namespace core
