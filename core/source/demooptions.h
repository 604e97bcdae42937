// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>

namespace core {

/// How the offline demo plays. A plain value.
struct DemoOptions {
    /// Given: everything that the demo sends is the same each time, attribute `time` included.
    /// Absent: new numbers each time, and times that begin now.
    std::optional<std::uint64_t> seed;
    double speed = 1.0; ///< of the script's own time; 0 or less: as fast as the log takes it
    /// Ends by itself after so many events (broken requests not counted); absent: plays until it is
    /// stopped.
    std::optional<std::uint64_t> count;
    bool operator==(const DemoOptions &) const = default;
};

} // namespace core
