// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/base/units.h"

#include <filesystem>
#include <string>
#include <variant>

namespace core {

/// The newest seal of a capture whose chain is whole.
struct VerifiedHead {
    std::uint64_t seal = 0;
    EventSequence last; ///< newest event covered
    std::uint64_t events = 0;
    std::string hash; ///< 64 hexadecimal digits
};
/// The first place where the chain does not hold.
struct BrokenSeal {
    std::uint64_t seal = 0;
    EventSequence first;
    EventSequence last;
    std::string reason;
};

/// Recomputes every seal of a capture (serialisation: core/log/FORMAT.md) and looks for what no seal covers. Reads only. Any thread but the GUI's.
[[nodiscard]] Result<std::variant<VerifiedHead, BrokenSeal>>
verifyCapture(const std::filesystem::path &file);

} // namespace core
