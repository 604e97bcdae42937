// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/units.h"
#include "core/cesql/smallset.h"

#include <cstdint>
#include <optional>
#include <string>

namespace core::cesql {

/// What may stand at a place of an expression, for completion.
enum class Expected : std::uint8_t {
    Operand,            ///< attribute, literal, function, NOT, -, EXISTS, (
    AttributeName,      ///< behind EXISTS
    Text,               ///< a String literal, behind LIKE
    OpeningParenthesis, ///< behind IN
    ClosingParenthesis,
    Comma,
    Operator, ///< of two operands, LIKE, IN, NOT LIKE, NOT IN
    LikeOrIn, ///< behind a NOT that follows an operand
    End,
};
using ExpectedSet = SmallSet<Expected>;

/// The rule that a text breaks, each with a sentence of its own: the usual mistakes have theirs.
enum class SyntaxRule : std::uint8_t {
    Empty,
    TooLong,
    TooDeep,
    NotUtf8,
    UnfinishedString,
    UnknownCharacter,
    DoubledEquals,       ///< ==
    ReversedComparison,  ///< =< or =>
    AmpersandForAnd,     ///< && or &
    BarForOr,            ///< || or |
    ExclamationForNot,   ///< !
    CurvedQuote,         ///< a typographic quote
    Fraction,            ///< 1.5
    DottedName,          ///< data.total
    UnderscoreInName,    ///< an attribute with an underscore
    NoOperand,           ///< something else where a value must stand
    NoOperator,          ///< a value behind a value
    SignBelongsToNumber, ///< 4-1
    IntegerTooLarge,
    KeywordAsName,
    NoAttributeName, ///< behind EXISTS
    NoPattern,       ///< behind LIKE
    NoSet,           ///< behind IN
    EmptySet,        ///< IN ()
    NoLikeOrIn,      ///< behind `x NOT`
    NoClosing,       ///< a parenthesis stays open
    NoOpening,       ///< a ) that closes none
    DigitInFunction, ///< F1(…)
    NoLiteral,       ///< DATA(x): it takes a text in quotes
    NoJsonPointer,   ///< DATA('x'), `detail` says why
    NoFinding,       ///< FINDING('x')
};

/// Why a text is no expression. A plain value. `place` counts bytes of the text and may be empty at its end; `found` is
/// what stands there, for the sentence.
struct SyntaxError {
    SyntaxRule rule = SyntaxRule::Empty;
    ByteRange place;
    std::string found;
    std::optional<std::uint32_t> openedAt; ///< where the parenthesis stands that stays open
    ExpectedSet expected;
    std::string detail = {};

    /// A sentence or two in English: what was expected, and how to mend it. Without the place.
    std::string message() const;

    bool operator==(const SyntaxError &) const = default;
};

} // namespace core::cesql
