// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <string_view>

namespace core {

/// Where the bytes of an export go. Waits as long as the other end takes.
class ByteSink {
public:
    virtual ~ByteSink() = default;

    /// Writes all of `bytes`; false if nobody wants more.
    [[nodiscard]] virtual Result<bool> write(std::string_view bytes) = 0;
};

} // namespace core
