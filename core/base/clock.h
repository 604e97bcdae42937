// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <functional>

namespace core {

/// Wall clock as read, in microseconds since 1970-01-01T00:00:00Z. Nothing may assume that it ascends.
using WallTime = std::chrono::sys_time<std::chrono::microseconds>;
/// For durations and time-outs: never steps.
using SteadyTime = std::chrono::steady_clock::time_point;

/// Where a class gets its time from: passed in, so that tests can turn it. Callable from any thread.
struct Clock {
    std::function<WallTime()> wall = [] {
        return std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now());
    };
    std::function<SteadyTime()> steady = [] { return std::chrono::steady_clock::now(); };
};

} // namespace core
