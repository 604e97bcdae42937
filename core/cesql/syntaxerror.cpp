// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/cesql/syntaxerror.h"

#include "core/cesql/expression.h"
#include "core/cesql/literaltext.h"
#include "core/event/findings.h"
#include "core/event/readertext.h"

namespace core::cesql {

namespace {

/// `'a', 'b' or 'c'`
std::string namesOfFindings()
{
    std::string text;
    for (std::size_t i = 0; i < FindingNames.size(); ++i) {
        text += i == 0 ? "" : i + 1 == FindingNames.size() ? " or " : ", ";
        text += literalText(FindingNames[i].name);
    }
    return text;
}

} // namespace

std::string SyntaxError::message() const
{
    const std::string quoted = found.empty() ? "the end" : quotedForReader(found);
    switch (rule) {
    case SyntaxRule::Empty:
        return "There is no expression. Write a condition, such as type = 'com.example.order'.";
    case SyntaxRule::TooLong:
        return "An expression has at most " + std::to_string(MaxExpressionBytes) + " bytes.";
    case SyntaxRule::TooDeep:
        return "An expression nests at most " + std::to_string(MaxExpressionDepth) +
               " levels deep. IN (…) says in one level what a long chain of OR says.";
    case SyntaxRule::NotUtf8:
        return "An expression is UTF-8, and this byte is not.";
    case SyntaxRule::UnfinishedString:
        return "The text that begins here does not end: put " + found.substr(0, 1) +
               " behind it. A quote inside of it is written \\" + found.substr(0, 1) + ".";
    case SyntaxRule::UnknownCharacter:
        return "An operator or a value was expected, and " + quoted + " is neither.";
    case SyntaxRule::DoubledEquals:
        return "A comparison was expected: equality is written with one =.";
    case SyntaxRule::ReversedComparison:
        return "A comparison was expected: it is written " +
               std::string(found == "=<" ? "<=" : ">=") + ".";
    case SyntaxRule::AmpersandForAnd:
        return "An operator was expected: this one is written AND.";
    case SyntaxRule::BarForOr:
        return "An operator was expected: this one is written OR.";
    case SyntaxRule::ExclamationForNot:
        return "An operator or a value was expected: ! is written NOT, and unequal !=.";
    case SyntaxRule::CurvedQuote:
        return "A text was expected: it stands between straight quotes, ' or \".";
    case SyntaxRule::Fraction:
        return "Numbers are whole here. Compare with a text, such as '1.5', where a number of the "
               "data may have a fraction.";
    case SyntaxRule::DottedName:
        return "Names of attributes have letters and digits, no dots. What lies in the data is "
               "read "
               "with DATA('/path/to/it').";
    case SyntaxRule::UnderscoreInName:
        return "Names of attributes have letters and digits, and " + quoted +
               " has an underscore. A function is called with parentheses, NAME(…).";
    case SyntaxRule::NoOperand:
        return "A value was expected here, and not " + quoted +
               ": an attribute, a text in quotes, a whole number, TRUE, FALSE, or a function.";
    case SyntaxRule::NoOperator:
        return "An operator was expected before " + quoted + ", such as =, AND or LIKE.";
    case SyntaxRule::SignBelongsToNumber:
        return "An operator was expected, and " + quoted +
               " is a number with its sign. Put a space behind the sign: " + found.substr(0, 1) +
               ' ' + found.substr(1) + ".";
    case SyntaxRule::IntegerTooLarge:
        return "A number from -2147483648 to 2147483647 was expected, and not " + quoted +
               ". Put quotes around it if it is a text.";
    case SyntaxRule::KeywordAsName:
        return "The name of an attribute was expected, and " + quoted +
               " is a word of the language, which cannot be one.";
    case SyntaxRule::NoAttributeName:
        return "The name of an attribute was expected behind EXISTS, and not " + quoted + ".";
    case SyntaxRule::NoPattern:
        return "A pattern in quotes was expected behind LIKE, and not " + quoted +
               ", such as 'com.example.%'. Compare with = where there is no pattern.";
    case SyntaxRule::NoSet:
        return "A list was expected behind IN, and not " + quoted + ", such as ('a', 'b').";
    case SyntaxRule::EmptySet:
        return "At least one value was expected in the list behind IN.";
    case SyntaxRule::NoLikeOrIn:
        return "LIKE or IN was expected, and not " + quoted +
               ". NOT stands before the condition that it turns: NOT (…).";
    case SyntaxRule::NoClosing:
        return "A ) was expected, and not " + quoted + ": the ( at character " +
               std::to_string(openedAt.value_or(0) + 1) + " is still open.";
    case SyntaxRule::NoOpening:
        return "The end was expected: this ) closes nothing.";
    case SyntaxRule::DigitInFunction:
        return "An operator was expected: " + quoted +
               " is no name of a function, which has letters and underscores.";
    case SyntaxRule::NoLiteral:
        return "This function takes a text in quotes, and not " + quoted + ".";
    case SyntaxRule::NoJsonPointer:
        return "A JSON pointer was expected, such as '/total' or '/items/0/price', and not " +
               quoted + ": " + detail + ".";
    case SyntaxRule::NoFinding:
        return "The name of a finding was expected, " + namesOfFindings() + ", and not " + quoted +
               ".";
    }
    return {};
}

} // namespace core::cesql
