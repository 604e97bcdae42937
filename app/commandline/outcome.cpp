// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "app/commandline/outcome.h"

#include <cstdio>

namespace app {

void say(const std::string &line)
{
    const std::string whole = line + '\n'; // in one write: other processes may share the terminal
    std::fwrite(whole.data(), 1, whole.size(), stderr);
}

} // namespace app
