// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/log/seal.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace core {

/// A head that somebody noted earlier, written `HASH:N`.
struct NotedHead {
    std::uint64_t seal = 0;
    SealHash hash{};
    /// Kind::InvalidInput if `text` is none.
    [[nodiscard]] static Result<NotedHead> parse(std::string_view text);
    std::string text() const;
    bool operator==(const NotedHead &) const = default;
};

} // namespace core
