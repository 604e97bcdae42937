// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace core::cesql {

/// Finds a row of characters some of which may be any one (`_` of LIKE) in a text. Keeps a bit for each beginning of the
/// row that the text could be in the middle of, so that one character of the text costs a 64th of the length of the row,
/// whatever both look like (the Shift-And algorithm). For long rows: it takes about a byte for each of their characters and
/// a kilobyte. An immutable value; any thread.
class WildcardSearch {
public:
    /// `characters` is UTF-8; where `ones`, which is as long, is not 0, any character may stand.
    WildcardSearch(std::string_view characters, std::string_view ones);

    /// Where `text` goes on behind the first place of the row; npos if it is nowhere. A byte that is no UTF-8 counts as a
    /// character.
    [[nodiscard]] std::size_t find(std::string_view text) const;

private:
    using Word = std::uint64_t;
    /// Where one character stands in the row: as a mask where it is there often, else as a list.
    struct Places {
        std::uint32_t begin = 0; ///< in m_masks or m_lists
        std::uint32_t count = 0;
        bool isMask = false;
    };

    void addPlaces(std::uint32_t point, const std::vector<std::uint32_t> &places);
    const Places *placesOf(std::uint32_t point) const;

    std::size_t m_length = 0;  ///< characters
    std::vector<Word> m_any;   ///< where any may stand
    std::vector<Word> m_masks; ///< each as long as m_any
    std::vector<std::uint32_t> m_lists;
    std::unordered_map<std::uint32_t, Places> m_places;
};

} // namespace core::cesql
