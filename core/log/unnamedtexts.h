// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/base/units.h"
#include "core/disk/sqlitedatabase.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <string_view>

namespace core {

/// The values of one event that the dictionaries had no room for (OtherCode); nothing where there is a code or no
/// value. Views hold during the visit.
struct UnnamedTexts {
    EventSequence sequence;
    std::optional<std::string_view> type;
    std::optional<std::string_view> source;
    std::optional<std::string_view> subject;
};
using UnnamedVisitor = std::function<void(const UnnamedTexts &)>;

/// Reads them from the segments of a capture; lean, for many rows. Holds no statement open between calls. One thread at
/// a time.
class UnnamedTextReader {
public:
    explicit UnnamedTextReader(SqliteDatabase &database)
        : m_database(database)
    {
    }

    /// Visits in order the events `first` to `last` that have such a value and are still in the capture. Answers where
    /// to go on: behind `last`, or earlier once `until` is over. Visits at least one if there is one.
    [[nodiscard]] Result<EventSequence> read(EventSequence first, EventSequence last,
                                             std::chrono::steady_clock::time_point until,
                                             const UnnamedVisitor &visit);

private:
    static constexpr std::uint64_t Newest = std::numeric_limits<std::uint64_t>::max();

    [[nodiscard]] bool openSegmentOf(std::uint64_t sequence);
    [[nodiscard]] bool findSegmentOf(std::uint64_t sequence);
    bool isThere() const;

    SqliteDatabase &m_database;
    SqliteStatement m_select; ///< of segment m_number
    std::uint64_t m_number = 0;
    std::uint64_t m_first = 0;
    std::uint64_t m_end = 0; ///< first event of the segment behind it, or Newest
};

} // namespace core
