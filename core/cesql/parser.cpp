// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/cesql/parser.h"

#include "core/cesql/characters.h"
#include "core/cesql/operators.h"
#include "core/cesql/tokencursor.h"
#include "core/event/asciitext.h"
#include "core/event/findings.h"
#include "core/event/unicodetext.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace core::cesql {

namespace {

ByteRange joined(ByteRange first, ByteRange last)
{
    return {first.offset, last.offset + last.length - first.offset};
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

Precedence tighterThan(Precedence precedence)
{
    return Precedence(static_cast<int>(precedence) + 1);
}

/// A part of the tree that has been read.
struct Operand {
    NodeIndex node{};
    ByteRange extent; ///< with the parentheses around it
    std::size_t height = 1;
    bool isParenthesised = false;
};

/// Reads by climbing over precedences; the first mistake ends it. What stands in `m_tree` is only whole if there was
/// none.
class Parser {
public:
    explicit Parser(std::string_view text)
        : m_tokens(text)
    {
        m_tree.text = std::string(text);
    }

    tl::expected<Expression, SyntaxError> parse()
    {
        if (m_tokens.peek().kind == TokenKind::End)
            return tl::unexpected(
                m_tokens.error(SyntaxRule::Empty, m_tokens.peek(), Expected::Operand));
        const Parsed whole = parseBinary(Precedence::Logic);
        if (!whole)
            return tl::unexpected(whole.error());
        if (m_tokens.peek().kind != TokenKind::End)
            return tl::unexpected(
                m_tokens.unexpectedBehindOperand({Expected::Operator, Expected::End}));
        return Expression(std::move(m_tree));
    }

private:
    using Parsed = tl::expected<Operand, SyntaxError>;

    static tl::unexpected<SyntaxError> failed(SyntaxError why)
    {
        return tl::unexpected<SyntaxError>(std::move(why));
    }

    /// `at` is the token that is blamed if the tree gets too deep.
    Parsed add(NodeKind kind, ByteRange place, std::span<const Operand> operands, const Token &at,
               Node::Payload payload = {}, bool isNegated = false)
    {
        Operand operand;
        operand.extent = place;
        Node node;
        node.kind = kind;
        node.isNegated = isNegated;
        node.place = place;
        node.firstChild = static_cast<std::uint32_t>(m_tree.children.size());
        node.childCount = static_cast<std::uint32_t>(operands.size());
        node.payload = std::move(payload);
        for (const Operand &child : operands) {
            m_tree.children.push_back(child.node);
            operand.height = std::max(operand.height, child.height + 1);
        }
        if (operand.height > MaxExpressionDepth)
            return failed(m_tokens.error(SyntaxRule::TooDeep, at, {}));
        operand.node = NodeIndex(m_tree.nodes.size());
        m_tree.nodes.push_back(std::move(node));
        return operand;
    }

    /// Operators of at least that precedence, equal ones from left to right.
    Parsed parseBinary(Precedence least)
    {
        Parsed left = parsePostfix();
        while (left) {
            const BinaryOperator *found = binaryOperator(m_tokens.peek().kind);
            if (!found || found->precedence < least)
                break;
            left = found->precedence == Precedence::Logic ? parseLogicRun(*left, *found)
                                                          : parseRightSide(*left, *found);
        }
        return left;
    }

    Parsed parseRightSide(const Operand &left, const BinaryOperator &found)
    {
        const Token sign = m_tokens.take();
        const Parsed right = parseBinary(tighterThan(found.precedence));
        if (!right)
            return right;
        return add(found.node, joined(left.extent, right->extent), std::array{left, *right}, sign);
    }

    /// A run of one of AND, OR and XOR becomes one node.
    Parsed parseLogicRun(const Operand &left, const BinaryOperator &found)
    {
        const Token first = m_tokens.peek();
        const NodeKind before = m_tree.nodes[static_cast<std::size_t>(left.node)].kind;
        const bool isRun =
            before == NodeKind::And || before == NodeKind::Or || before == NodeKind::Xor;
        if (isRun && !left.isParenthesised && !m_tree.mixedAt)
            m_tree.mixedAt = first.place;
        std::vector<Operand> operands{left};
        while (m_tokens.skip(found.token)) {
            const Parsed right = parseBinary(Precedence::Comparison);
            if (!right)
                return right;
            operands.push_back(*right);
        }
        return add(found.node, joined(left.extent, operands.back().extent), operands, first);
    }

    /// LIKE and IN bind tighter than every other operator that stands behind an operand.
    Parsed parsePostfix()
    {
        Parsed left = parseOperand();
        while (left) {
            const Token first = m_tokens.peek();
            const bool isNegated = first.kind == TokenKind::Not;
            const TokenKind kind = m_tokens.peek(isNegated ? 1 : 0).kind;
            if (kind == TokenKind::Like || kind == TokenKind::In) {
                m_tokens.skip(TokenKind::Not);
                m_tokens.take();
                left = kind == TokenKind::Like ? parsePattern(*left, first, isNegated)
                                               : parseSet(*left, first, isNegated);
            } else if (isNegated) {
                m_tokens.take();
                return failed(m_tokens.unexpected(SyntaxRule::NoLikeOrIn, Expected::LikeOrIn));
            } else {
                break;
            }
        }
        return left;
    }

    Parsed parsePattern(const Operand &left, const Token &at, bool isNegated)
    {
        if (m_tokens.peek().kind != TokenKind::String)
            return failed(m_tokens.unexpected(SyntaxRule::NoPattern, Expected::Text));
        const Token token = m_tokens.take();
        std::string pattern = stringOfToken(m_tokens.textOf(token));
        LikePattern parsed(pattern);
        const Parsed literal =
            add(NodeKind::Literal, token.place, {}, token, Value::string(std::move(pattern)));
        return add(NodeKind::Like, joined(left.extent, token.place), std::array{left, *literal}, at,
                   std::move(parsed), isNegated);
    }

    Parsed parseSet(const Operand &left, const Token &at, bool isNegated)
    {
        if (m_tokens.peek().kind != TokenKind::LeftParenthesis)
            return failed(m_tokens.unexpected(SyntaxRule::NoSet, Expected::OpeningParenthesis));
        if (m_tokens.peek(1).kind == TokenKind::RightParenthesis) {
            m_tokens.take();
            return failed(m_tokens.error(SyntaxRule::EmptySet, m_tokens.peek(), Expected::Operand));
        }
        std::vector<Operand> operands{left};
        const auto closing = parseList(operands);
        if (!closing)
            return failed(closing.error());
        return add(NodeKind::In, joined(left.extent, closing->place), operands, at, {}, isNegated);
    }

    /// From the ( on, to the ) that it answers.
    tl::expected<Token, SyntaxError> parseList(std::vector<Operand> &elements)
    {
        const Token opening = m_tokens.take();
        if (m_tokens.peek().kind == TokenKind::RightParenthesis)
            return m_tokens.take();
        while (true) {
            const Parsed element = parseNested();
            if (!element)
                return failed(element.error());
            elements.push_back(*element);
            if (m_tokens.peek().kind == TokenKind::RightParenthesis)
                return m_tokens.take();
            if (!m_tokens.skip(TokenKind::Comma))
                return failed(stillOpen(
                    opening, {Expected::Operator, Expected::Comma, Expected::ClosingParenthesis}));
        }
    }

    SyntaxError stillOpen(const Token &opening, ExpectedSet expected) const
    {
        if (m_tokens.peek().kind != TokenKind::End)
            return m_tokens.unexpectedBehindOperand(expected);
        SyntaxError why = m_tokens.error(SyntaxRule::NoClosing, m_tokens.peek(), expected);
        why.openedAt = opening.place.offset;
        return why;
    }

    /// What stands one level deeper, read by `read`; the bound keeps the stack.
    template<typename Read>
    Parsed deeper(Read read)
    {
        if (m_depth == MaxExpressionNesting)
            return failed(m_tokens.error(SyntaxRule::TooDeep, m_tokens.peek(), {}));
        ++m_depth;
        Parsed inside = read();
        --m_depth;
        return inside;
    }
    Parsed parseNested()
    {
        return deeper([this] { return parseBinary(Precedence::Logic); });
    }

    Parsed parseOperand()
    {
        const Token token = m_tokens.peek();
        switch (token.kind) {
        case TokenKind::Not:
        case TokenKind::Minus:
            return parseSign(token.kind == TokenKind::Not ? NodeKind::Not : NodeKind::Negate);
        case TokenKind::Exists:
            return parseExists();
        case TokenKind::LeftParenthesis:
            return parseParentheses();
        case TokenKind::True:
        case TokenKind::False:
            return parseLiteral(Value::boolean(token.kind == TokenKind::True));
        case TokenKind::String:
            return parseLiteral(Value::string(stringOfToken(m_tokens.textOf(token))));
        case TokenKind::Integer:
            return parseInteger();
        case TokenKind::Identifier:
        case TokenKind::FunctionName:
            return parseName();
        default:
            return failed(noOperand());
        }
    }

    SyntaxError noOperand() const
    {
        const bool isName =
            isKeyword(m_tokens.peek().kind) &&
            (binaryOperator(m_tokens.peek(1).kind) || m_tokens.peek(1).kind == TokenKind::Like ||
             m_tokens.peek(1).kind == TokenKind::In);
        return m_tokens.unexpected(isName ? SyntaxRule::KeywordAsName : SyntaxRule::NoOperand,
                                   Expected::Operand);
    }

    Parsed parseSign(NodeKind kind)
    {
        const Token sign = m_tokens.take();
        const Parsed operand = deeper([this] { return parseOperand(); });
        if (!operand)
            return operand;
        return add(kind, joined(sign.place, operand->extent), std::array{*operand}, sign);
    }

    Parsed parseExists()
    {
        const Token exists = m_tokens.take();
        const Token name = m_tokens.peek();
        if (isKeyword(name.kind))
            return failed(m_tokens.error(SyntaxRule::KeywordAsName, name, Expected::AttributeName));
        if (name.kind == TokenKind::FunctionName)
            return failed(
                m_tokens.error(SyntaxRule::UnderscoreInName, name, Expected::AttributeName));
        if (name.kind != TokenKind::Identifier)
            return failed(
                m_tokens.unexpected(SyntaxRule::NoAttributeName, Expected::AttributeName));
        m_tokens.take();
        return add(NodeKind::Exists, joined(exists.place, name.place), {}, exists,
                   foldedText(m_tokens.textOf(name)));
    }

    Parsed parseParentheses()
    {
        const Token opening = m_tokens.take();
        Parsed inside = parseNested();
        if (!inside)
            return inside;
        if (m_tokens.peek().kind != TokenKind::RightParenthesis)
            return failed(stillOpen(opening, {Expected::Operator, Expected::ClosingParenthesis}));
        inside->extent = joined(opening.place, m_tokens.take().place);
        inside->isParenthesised = true;
        return inside;
    }

    Parsed parseLiteral(Value value)
    {
        const Token token = m_tokens.take();
        return add(NodeKind::Literal, token.place, {}, token, std::move(value));
    }

    Parsed parseInteger()
    {
        std::string_view digits = m_tokens.textOf(m_tokens.peek());
        if (digits.front() == '+')
            digits.remove_prefix(1);
        std::int32_t value = 0;
        const auto [end, fault] =
            std::from_chars(digits.data(), digits.data() + digits.size(), value);
        if (fault != std::errc())
            return failed(
                m_tokens.error(SyntaxRule::IntegerTooLarge, m_tokens.peek(), Expected::Operand));
        return parseLiteral(Value::integer(value));
    }

    Parsed parseName()
    {
        const Token token = m_tokens.take();
        const std::string_view name = m_tokens.textOf(token);
        if (m_tokens.peek().kind != TokenKind::LeftParenthesis) {
            if (token.kind == TokenKind::FunctionName)
                return failed(
                    m_tokens.error(SyntaxRule::UnderscoreInName, token, Expected::Operand));
            return add(NodeKind::Attribute, token.place, {}, token, foldedText(name));
        }
        if (std::any_of(name.begin(), name.end(), isDigit))
            return failed(m_tokens.error(SyntaxRule::DigitInFunction, token, Expected::Operand));
        std::vector<Operand> arguments;
        const auto closing = parseList(arguments);
        if (!closing)
            return failed(closing.error());
        FunctionCall call;
        call.name = upperCase(name);
        call.signature = findFunction(call.name, arguments.size());
        if (call.signature && call.signature->isOurs && !m_tree.oursAt)
            m_tree.oursAt = token.place;
        if (call.signature && call.signature->takesLiteral) {
            if (const auto why = prepare(call, arguments.front()))
                return failed(*why);
        }
        return add(NodeKind::Call, joined(token.place, closing->place), arguments, token,
                   std::move(call));
    }

    /// Looks at the argument of a function that takes a literal.
    std::optional<SyntaxError> prepare(FunctionCall &call, const Operand &argument) const
    {
        const Node &node = m_tree.nodes[static_cast<std::size_t>(argument.node)];
        const std::string_view found = m_tokens.textAt(node.place);
        SyntaxError why{SyntaxRule::NoLiteral, node.place, std::string(found), {}, Expected::Text};
        if (node.kind != NodeKind::Literal || !node.literal().isString())
            return why;
        if (call.signature->function == Function::Finding) {
            why.rule = SyntaxRule::NoFinding;
            return findingNamed(node.literal().asText()) == 0 ? std::optional(why) : std::nullopt;
        }
        const bool isSum = call.signature->function == Function::Sum;
        if (!isSum && call.signature->function != Function::Data)
            return {};
        Result<JsonPointer> pointer = JsonPointer::parse(
            node.literal().asText(), isSum ? JsonPointer::Star::Every : JsonPointer::Star::Name);
        if (!pointer) {
            why.rule = SyntaxRule::NoJsonPointer;
            why.detail = std::move(pointer.error().detail);
            return why;
        }
        call.pointer = std::move(*pointer);
        return {};
    }

    TokenCursor m_tokens;
    std::size_t m_depth = 0;
    ExpressionTree m_tree;
};

} // namespace

tl::expected<Expression, SyntaxError> parse(std::string_view text)
{
    if (text.size() > MaxExpressionBytes) {
        const ByteRange rest{static_cast<std::uint32_t>(MaxExpressionBytes),
                             static_cast<std::uint32_t>(text.size() - MaxExpressionBytes)};
        return tl::unexpected(SyntaxError{SyntaxRule::TooLong, rest, {}, {}, {}});
    }
    if (const MaybeFault fault = utf8Fault(text)) {
        const ByteRange place{static_cast<std::uint32_t>(fault->at), 1};
        return tl::unexpected(SyntaxError{SyntaxRule::NotUtf8, place, {}, {}, {}});
    }
    return Parser(text).parse();
}

ExpectedSet expectedBehind(std::string_view text)
{
    const auto parsed = parse(text);
    if (parsed)
        return {Expected::Operator, Expected::End};
    const SyntaxError &why = parsed.error();
    const bool isAtEnd = why.place.length == 0;
    return isAtEnd ? why.expected : ExpectedSet();
}

} // namespace core::cesql
