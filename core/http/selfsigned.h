// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace core {

/// A certificate that nobody vouches for but its owner, with its key: PEM each.
struct SelfSigned {
    std::string certificate;
    std::string key; ///< to be wiped by who holds it
};

/// For a server that is called by `names`: DNS names and IP addresses; what is neither is left out. P-256, valid for a
/// year from an hour before `now`, no authority over others. Error Io if OpenSSL cannot.
[[nodiscard]] Result<SelfSigned> makeSelfSigned(const std::vector<std::string> &names,
                                                WallTime now);

/// Why the first certificate in `pem` is of no use for such a server at `now`: it is none, it has run out or will
/// within a day, or one of `names` is not in it. Nothing if it is.
[[nodiscard]] std::optional<std::string>
certificateFault(std::string_view pem, const std::vector<std::string> &names, WallTime now);

} // namespace core
