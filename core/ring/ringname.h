// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <vector>

namespace core {

/// The name of a file of a ring: `shop-00002-20261128T020000Z.eventscope`, the second of `shop.eventscope`, begun then
/// (UTC). Names sort as the files follow, up to number 99999. Pure.
struct RingName {
    std::filesystem::path base; ///< what the ring is called: `shop.eventscope`, in the same folder
    std::uint64_t number = 0;
    WallTime began;
    bool operator==(const RingName &) const = default;

    static std::optional<RingName> parse(const std::filesystem::path &file);
    /// Of the file number `number` of `base`, begun at `began`.
    static std::filesystem::path make(const std::filesystem::path &base, std::uint64_t number,
                                      WallTime began);
    /// `file` itself if it is no file of a ring.
    static std::filesystem::path baseOf(const std::filesystem::path &file);
};

/// Whatever has a name of the ring `base`, by number. Reads the folder: any thread but the GUI's.
std::vector<std::filesystem::path> filesNamedInRing(const std::filesystem::path &base);

} // namespace core
