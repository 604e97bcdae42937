// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/log/eventlog.h"

#include <cstdint>
#include <optional>

namespace ui {

/// That a capture can be written again, after it could not.
struct Recovery {
    core::WallTime since;
    std::uint64_t refused = 0; ///< while it could not
    bool wasFull = false;      ///< there was no space
    bool operator==(const Recovery &) const = default;
};

/// Looks at the state of a capture again and again, and remembers what a person should be told once an outage is over. A
/// plain value.
class OutageWatch {
public:
    void look(const core::LogState &log, const core::Ledger &ledger, core::WallTime now);
    const std::optional<Recovery> &recovery() const { return m_recovery; }
    /// It was read.
    void dismiss() { m_recovery.reset(); }

private:
    bool m_isOut = false;
    bool m_isFull = false;             ///< out, for want of space
    std::uint64_t m_refusedBefore = 0; ///< when it could last be written
    std::optional<Recovery> m_recovery;
};

} // namespace ui
