// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace bench {

/// The JSON of 512 different events of half a kilobyte, as a shop would send them.
std::vector<std::string> orderEvents();

} // namespace bench
