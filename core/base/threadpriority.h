// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sys/resource.h>

namespace core {

/// How far a thread goes behind the others where processors are few.
enum class Background : int {
    Search = 5,    ///< somebody waits for it, but not as those do who send
    Transfer = 10, ///< somebody waits for it who sees how far it is
    Index = 19     ///< nobody waits for it
};

/// The calling thread goes behind the window, the sockets and the writer from now on.
inline void goBehindOthers(Background background)
{
    ::setpriority(PRIO_PROCESS, 0, static_cast<int>(background)); // Linux: of this thread alone
}

} // namespace core
