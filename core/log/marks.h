// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/units.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace core {

/// What a person noted about one event.
struct Mark {
    EventSequence sequence;
    bool isMarked = false;
    std::string note; ///< UTF-8; empty: none

    bool isEmpty() const { return !isMarked && note.empty(); }
    bool operator==(const Mark &) const = default;
};

/// What becomes of one event's mark and note; what is not said stays as it is.
struct MarkChange {
    EventSequence sequence;
    std::optional<bool> isMarked;
    std::optional<std::string> note; ///< UTF-8; empty: it goes
    bool operator==(const MarkChange &) const = default;
};

/// Marks and notes of a capture as they are at one moment: a plain value, shared between threads once nobody changes it.
class Marks {
public:
    /// Events that may be marked or have a note, together.
    static constexpr std::size_t MaxEvents = 10'000;
    static constexpr std::size_t MaxNoteBytes = 4096;

    Marks() = default;
    /// `ascending` by number, none of them empty.
    explicit Marks(std::vector<Mark> ascending)
        : m_marks(std::move(ascending))
    {
    }

    /// Ascending.
    std::span<const Mark> all() const { return m_marks; }
    std::size_t size() const { return m_marks.size(); }
    bool isEmpty() const { return m_marks.empty(); }
    /// Of the events `first` to `last`.
    std::span<const Mark> within(EventSequence first, EventSequence last) const;
    /// Null: there is neither mark nor note.
    const Mark *find(EventSequence sequence) const;
    bool isMarked(EventSequence sequence) const;
    /// Empty: there is none.
    std::string_view note(EventSequence sequence) const;

    /// How many of `changes` find no room: their note is too long, or too many events would have a mark or note.
    std::size_t withoutRoom(std::span<const MarkChange> changes) const;
    /// Makes it so; false, and nothing changes, if it finds no room.
    bool change(const MarkChange &change);
    /// Events below `sequence` have left.
    void forgetBelow(EventSequence sequence);

    bool operator==(const Marks &) const = default;

private:
    std::vector<Mark> m_marks;
};

} // namespace core
