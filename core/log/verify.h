// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/base/units.h"
#include "core/log/notedhead.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <variant>

namespace core {

/// The newest seal of a capture whose chain is whole.
struct VerifiedHead {
    std::uint64_t seal = 0;
    EventSequence last; ///< newest event covered
    std::uint64_t events = 0;
    std::string hash; ///< 64 hexadecimal digits
    std::uint64_t evicted =
        0; ///< events that retention took before them; the chain begins behind it
    /// The head that was noted is older than all that is left: it cannot be compared.
    bool hasNotedHeadLeft = false;
    /// The file of a ring before this one, and its newest seal then, `HASH:N`; empty: the chain begins here.
    std::string previous;
    std::string headBefore;
};
/// The first place where the chain does not hold.
struct BrokenSeal {
    std::uint64_t seal = 0;
    EventSequence first;
    EventSequence last;
    std::string reason;
};

struct VerifyOptions {
    /// Whether the capture goes on from this one.
    std::optional<NotedHead> head;
    /// Events done of all, a few times a second at most; false: give up with Kind::Cancelled. On the calling thread.
    std::function<bool(std::uint64_t done, std::uint64_t total)> progress;
};

/// Recomputes every seal of a capture (serialisation: core/log/FORMAT.md) and looks for what no seal covers. Reads only;
/// the capture may be in use. Any thread but the GUI's.
[[nodiscard]] Result<std::variant<VerifiedHead, BrokenSeal>>
verifyCapture(const std::filesystem::path &file, const VerifyOptions &options = {});

} // namespace core
