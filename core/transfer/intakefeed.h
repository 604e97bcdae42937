// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/units.h"
#include "core/log/intake.h"
#include "core/log/receipts.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <stop_token>
#include <string>

namespace core {

/// Hands messages to the log from a thread that may wait: in order, no more under way than the log writes in a moment,
/// so that live senders beside it do not wait for a whole file. Counts what became of them.
class IntakeFeed {
public:
    static constexpr std::size_t MaxUndecidedBytes = 8 * MiB; ///< unless one message is larger
    static constexpr std::size_t MaxUndecidedEvents = 16'384;

    IntakeFeed(Intake &intake, const std::stop_token &stop);

    /// Waits until there is room; false once nothing more should come: the stop was asked for, the log is closed, or it
    /// could not write.
    [[nodiscard]] bool push(LogCommand &&command);
    /// Waits until all that was taken is decided.
    void settle();

    [[nodiscard]] bool isOpen() const { return m_problem.empty() && !m_stop.stop_requested(); }
    /// Events in the log, by receipts.
    [[nodiscard]] std::uint64_t kept() const { return m_kept; }
    [[nodiscard]] std::uint64_t refused() const { return m_refused; }
    /// Why the log took no more; empty if it did.
    [[nodiscard]] const std::string &problem() const { return m_problem; }

private:
    struct Size {
        std::size_t events = 0;
        std::size_t bytes = 0;
    };
    void takeReceipts(bool waits);

    Intake &m_intake;
    const std::shared_ptr<Receipts> m_receipts = std::make_shared<Receipts>();
    const std::stop_token m_stop;
    std::map<std::uint64_t, Size> m_undecided; ///< what was taken, by its number
    std::size_t m_undecidedEvents = 0;
    std::size_t m_undecidedBytes = 0;
    std::uint64_t m_next = 0;
    std::uint64_t m_kept = 0;
    std::uint64_t m_refused = 0;
    std::string m_problem;
    /// Wakes whoever waits for receipts. Last: it may be called as soon as it is made.
    std::stop_callback<std::function<void()>> m_onStop;
};

} // namespace core
