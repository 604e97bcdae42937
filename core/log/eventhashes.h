// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace core {

/// What two events must share to be taken for the same in one of the two ways of findings.h, as hashes.
struct EventHashes {
    std::uint64_t identity = 0; ///< of source and id; never 0 for an event
    std::uint64_t data = 0;     ///< of source, type, subject and data; 0: it has no data
};

/// XXH3 with a seed that each capture has of its own, so that no sender can know which events collide.
EventHashes hashEvent(std::uint64_t seed, std::string_view source, std::string_view id,
                      std::string_view type, std::optional<std::string_view> subject,
                      std::string_view data);

} // namespace core
