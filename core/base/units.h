// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef> // first: moc cannot read libstdc++'s <compare> without its configuration
#include <cstdint>

#include <compare>

namespace core {

/// Position of an event in its capture: given at commit, from 1, without a hole, never reused. 0 means "none".
struct EventSequence {
    std::uint64_t value = 0;
    auto operator<=>(const EventSequence &) const = default;
    explicit operator bool() const { return value != 0; }
};

constexpr std::size_t KiB = 1024;
constexpr std::size_t MiB = 1024 * KiB;
constexpr std::size_t GiB = 1024 * MiB;

/// A run of bytes inside a larger one. Offsets and lengths in bytes.
struct ByteRange {
    std::uint32_t offset = 0;
    std::uint32_t length = 0;
    auto operator<=>(const ByteRange &) const = default;
};

} // namespace core
