// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace core {

/// `time` / `width` rounded down, also before 1970; `width` > 0.
constexpr std::int64_t timeIndex(std::int64_t time, std::int64_t width)
{
    return time / width - (time % width < 0 ? 1 : 0);
}

} // namespace core
