// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace core {

// What was noticed about an event when it was appended: the bits of Row::findings and of the column `findings`
// (core/log/FORMAT.md). Of events that had left by then nothing is known.

/// An earlier event has the same source and id (CloudEvents 1.0, `id`: consumers may take them for the same event).
constexpr std::uint16_t DuplicateFinding = 1U << 0U;
/// The newest earlier event with the same source, type, subject and data has another id.
constexpr std::uint16_t SameDataFinding = 1U << 1U;

/// What a person calls it, in the views of a capture and in expressions.
struct FindingName {
    std::string_view name;
    std::uint16_t bit = 0;
};
constexpr std::array FindingNames{FindingName{"duplicate", DuplicateFinding},
                                  FindingName{"same data", SameDataFinding}};

/// The bit of that name; 0: there is none.
[[nodiscard]] constexpr std::uint16_t findingNamed(std::string_view name)
{
    for (const FindingName &finding : FindingNames) {
        if (finding.name == name)
            return finding.bit;
    }
    return 0;
}

} // namespace core
