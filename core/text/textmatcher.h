// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/text/textfinder.h"
#include "core/text/textquery.h"
#include "core/text/textsignature.h"

#include <QRegularExpression>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace core {

/// A stretch of a text in bytes.
struct TextPlace {
    std::size_t offset = 0;
    std::size_t length = 0;
    bool operator==(const TextPlace &) const = default;
};

/// A TextQuery made ready to be put to many texts. A copy for each thread.
class TextMatcher {
public:
    /// What PCRE2 may try on one text; above it the text does not match and counts as undecided. A person's expression
    /// must not hold up a thread for seconds.
    static constexpr int MatchLimit = 200'000;

    /// Kind::InvalidInput: no regular expression; the detail names the place, counted from 1.
    [[nodiscard]] static Result<TextMatcher> make(TextQuery query);

    const TextQuery &query() const { return m_query; }
    bool matches(std::string_view text);
    /// Where in `text` it is, the first `most` of the places, none within another: what matches() answers, for marking.
    /// A match of no length is no place.
    std::vector<TextPlace> places(std::string_view text, std::size_t most);
    /// What every text that matches has.
    const TextGrams &grams() const { return m_grams; }
    /// Texts that matches() gave up on.
    std::uint64_t undecided() const { return m_undecided; }

private:
    TextMatcher(TextQuery query, const std::string &required);
    bool holdsPlainText(std::string_view text);
    bool matchesExpression(std::string_view text);
    std::vector<TextPlace> plainPlaces(std::string_view text, std::size_t most) const;
    std::vector<TextPlace> expressionPlaces(std::string_view text, std::size_t most);

    TextQuery m_query;
    TextGrams m_grams;
    TextFinder m_finder;  ///< the text, or what the expression requires
    bool m_isFolded;      ///< m_finder looks into texts folded beyond ASCII
    std::string m_folded; ///< reused
    std::optional<QRegularExpression> m_expression;
    std::uint64_t m_undecided = 0;
};

} // namespace core
