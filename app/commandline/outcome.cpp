// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "app/commandline/outcome.h"

#include "core/http/credentials.h"

#include <cstdio>

namespace app {

void say(const std::string &line)
{
    // In one write: other processes may share the terminal.
    const std::string whole = core::withoutUrlCredentials(line) + '\n';
    std::fwrite(whole.data(), 1, whole.size(), stderr);
}

} // namespace app
