// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/filterbar/seenvalues.h"

#include <chrono>
#include <string>
#include <vector>

namespace ui {

/// Looks for the values of an attribute that hold a text, anywhere and whatever the case of ASCII letters, in steps: what a
/// key press costs does not depend on how many values there are. Keeps the MaxFound with the most events.
class ValueSearch {
public:
    static constexpr std::size_t MaxFound = 50;

    struct Found {
        core::ValueCode code = core::AbsentCode;
        quint64 count = 0;
    };

    /// `seen` outlives it.
    ValueSearch(const SeenValues &seen, std::string attribute, std::string part);

    /// Goes on for about `budget`; answers whether it is done.
    bool step(std::chrono::microseconds budget);
    bool isDone() const { return m_next == m_end; }
    /// Of those looked at, by count, then by text.
    std::vector<Found> best() const;
    quint64 matches() const { return m_matches; }
    quint64 values() const { return m_end - core::FirstCode; }
    const std::string &attribute() const { return m_attribute; }

private:
    bool holds(std::string_view value) const;
    bool isBetter(const Found &one, const Found &other) const;

    const SeenValues &m_seen;
    const core::Dictionary *m_values;
    std::string m_attribute;
    std::string m_part; ///< lower case
    core::ValueCode m_next = core::FirstCode;
    core::ValueCode m_end = core::FirstCode;
    quint64 m_matches = 0;
    std::vector<Found> m_heap; ///< the worst one in front
};

} // namespace ui
