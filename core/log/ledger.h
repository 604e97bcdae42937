// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace core {

/// The account of a capture, in events (a request that cannot be read is one refusal), since the capture was made.
/// `received() == kept + refused + evicted + leftOut` at every instant by construction: counted when decided. A plain
/// value.
struct Ledger {
    std::uint64_t kept = 0;    ///< in the log now
    std::uint64_t refused = 0; ///< answered with a reason
    std::uint64_t evicted = 0; ///< left by retention
    std::uint64_t waiting = 0; ///< in the intake, not decided yet; shown beside the sum
    std::uint64_t leftOut = 0; ///< by CaptureRules, not kept at all
    std::uint64_t received() const { return kept + refused + evicted + leftOut; }
    bool operator==(const Ledger &) const = default;
};

} // namespace core
