// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/log/intake.h"
#include "core/log/receipts.h"

#include <QObject>

#include <cstdint>
#include <deque>
#include <memory>
#include <string>

class QSocketNotifier;

namespace core {

/// One source's way into the intake: pushes, keeps what the intake has no space for until it has,
/// and counts what became of everything. The source must stop reading between blocked() and
/// freed(); what it had read already is kept here in order. Lives on the thread of its source.
class SourceGate : public QObject {
    Q_OBJECT
public:
    explicit SourceGate(Intake &intake, QObject *parent = nullptr);
    ~SourceGate() override;

    void append(Message &&message);
    void refuse(Refusal &&refusal);

    bool isBlocked() const { return !m_parked.empty(); }
    /// Nothing is kept here and everything that was taken is decided.
    bool isSettled() const { return m_parked.empty() && m_undecided == 0; }
    std::uint64_t kept() const { return m_kept; }
    std::uint64_t refused() const { return m_refused; }
    /// Why the log could not write the last thing that was decided; empty if it could.
    const std::string &problem() const { return m_problem; }

signals:
    void blocked();
    void freed();
    void settled();

private:
    void push(LogCommand &&command);
    void takeReceipts();
    void pushParked();

    Intake &m_intake;
    std::shared_ptr<Receipts> m_receipts;
    QSocketNotifier *m_notifier;
    std::deque<LogCommand> m_parked;
    std::uint64_t m_undecided = 0; ///< messages and refusals taken by the intake, not yet receipted
    std::uint64_t m_kept = 0;
    std::uint64_t m_refused = 0;
    std::string m_problem;
};

} // namespace core
