// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cesql/wildcardsearch.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace core::cesql {

/// The pattern of LIKE, taken apart once (CESQL §3.4.3): `%` is any run of characters, `_` one character, `\%` and `\_` are
/// these themselves, every other backslash is a backslash. Case matters. An immutable value.
class LikePattern {
public:
    explicit LikePattern(std::string_view pattern);

    /// The pattern is UTF-8. Characters are Unicode's; a byte of `text` that is no UTF-8 counts as one. Takes at most
    /// LongPart steps for each byte of the text, or a 64th of the length of the pattern where that is more.
    bool matches(std::string_view text) const;

    /// What each match must begin with. It is all of it if isLiteral().
    std::string_view prefix() const;
    /// Without `%` and `_`: LIKE is equality.
    bool isLiteral() const { return m_parts.size() == 1 && !m_parts.front().hasOne; }

    /// Parts of a pattern that have `_` and more bytes than this are looked for in another way than shorter ones.
    static constexpr std::size_t LongPart = 64;

private:
    /// What stands between two `%`.
    struct Part {
        std::string text;
        std::string ones; ///< as long as text, 1 where it is any one character
        bool hasOne = false;
        std::shared_ptr<const WildcardSearch> search = {}; ///< of a long part with any
    };
    static constexpr std::size_t None = std::string_view::npos;
    static std::size_t matchedLength(const Part &part, std::string_view text);
    static std::size_t find(const Part &part, std::string_view text);
    static bool endsWith(std::string_view text, const Part &part);

    std::vector<Part> m_parts; ///< never empty
};

} // namespace core::cesql
