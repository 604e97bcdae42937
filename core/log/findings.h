// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace core {

// What was noticed about an event when it was appended: the bits of Row::findings and of the column `findings`
// (core/log/FORMAT.md). Of events that had left by then nothing is known.

/// An earlier event has the same source and id (CloudEvents 1.0, `id`: consumers may take them for the same event).
constexpr std::uint16_t DuplicateFinding = 1U << 0U;
/// The newest earlier event with the same source, type, subject and data has another id.
constexpr std::uint16_t SameDataFinding = 1U << 1U;

} // namespace core
