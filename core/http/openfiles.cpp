// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/http/openfiles.h"

#include <algorithm>
#include <mutex>

#include <sys/resource.h>

namespace core {

std::size_t allowOpenFiles(std::size_t wanted)
{
    static std::mutex
        mutex; // the limit is one of the process: two ports must not lower each other's
    const std::lock_guard lock(mutex);
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return wanted;
    const rlim_t soft = std::min<rlim_t>(wanted, limit.rlim_max);
    if (soft > limit.rlim_cur) {
        const rlimit raised{soft, limit.rlim_max};
        if (::setrlimit(RLIMIT_NOFILE, &raised) == 0)
            limit.rlim_cur = soft;
    }
    return limit.rlim_cur;
}

HttpLimits withinOpenFiles(HttpLimits limits)
{
    const std::size_t files = allowOpenFiles(limits.connections + OtherOpenFiles);
    const std::size_t others = std::min(OtherOpenFiles, files / 2);
    limits.connections = std::clamp<std::size_t>(files - others, 1, limits.connections);
    return limits;
}

} // namespace core
