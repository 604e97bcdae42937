// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

namespace core {

/// Events in one batch; more are refused with 413.
constexpr std::size_t MaxBatchEvents = 100'000;
/// Containers of JSON, elements of XML, or maps and arrays of Avro that may stand inside each other, the outermost counted;
/// more are refused with 400.
constexpr std::size_t MaxDepth = 1024;

/// What one message may ask of a decoder, where less is wanted than it can do. What is at a limit is still accepted. A
/// plain value.
struct DecodeLimits {
    std::size_t batchEvents = MaxBatchEvents; ///< at most that
    std::size_t depth = MaxDepth;             ///< at most that
    bool operator==(const DecodeLimits &) const = default;
};

} // namespace core
