// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/units.h"
#include "core/cesql/functions.h"
#include "core/cesql/likepattern.h"
#include "core/cesql/value.h"
#include "core/codec/jsonpointer.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace core::cesql {

/// Text of one expression, in bytes; more is no expression.
constexpr std::size_t MaxExpressionBytes = 256 * KiB;
/// Levels of the tree of an expression, so that whatever walks it may recurse. A run of one of AND, OR, XOR is one level,
/// however long; a chain of + is one for each.
constexpr std::size_t MaxExpressionDepth = 200;
/// Parentheses, lists and signs that may stand inside of each other while it is read: as many as the parenthesised form of
/// the deepest tree has.
constexpr std::size_t MaxExpressionNesting = 2 * MaxExpressionDepth;

enum class NodeKind : std::uint8_t {
    Literal,   ///< literal()
    Attribute, ///< name()
    Exists,    ///< name()
    Not,
    Negate,
    Like, ///< the value, and the Literal that pattern() was made of; isNegated
    In,   ///< the value, then the elements; isNegated
    Multiply,
    Divide,
    Remainder,
    Add,
    Subtract,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    And,  ///< two children or more, left to right: a run of AND without parentheses is one node
    Or,   ///< the same
    Xor,  ///< the same
    Call, ///< name(), function(); the arguments
};

/// Names a node of one expression. Children have smaller indexes than their parents, the root has the largest.
enum class NodeIndex : std::uint32_t {};

/// AND, OR, XOR, NOT: what an expression is divided into clauses by.
[[nodiscard]] constexpr bool isConnective(NodeKind kind)
{
    return kind == NodeKind::And || kind == NodeKind::Or || kind == NodeKind::Xor ||
           kind == NodeKind::Not;
}

struct FunctionCall {
    std::string name;                     ///< upper case
    const Signature *signature = nullptr; ///< null: there is none, each evaluation says so
    JsonPointer pointer;                  ///< of DATA and SUM: what their argument says
};

struct Node {
    /// Literal; name of Attribute and Exists, lower case; pattern of Like; Call.
    using Payload = std::variant<std::monostate, Value, std::string, LikePattern, FunctionCall>;

    NodeKind kind = NodeKind::Literal;
    bool isNegated = false; ///< NOT LIKE, NOT IN
    ByteRange place;        ///< in the text, without parentheses around it
    std::uint32_t firstChild = 0;
    std::uint32_t childCount = 0;
    Payload payload;

    /// Each only for the kinds that have it.
    const Value &literal() const { return std::get<Value>(payload); }
    const std::string &name() const
    {
        return kind == NodeKind::Call ? call().name : std::get<std::string>(payload);
    }
    const LikePattern &pattern() const { return std::get<LikePattern>(payload); }
    const FunctionCall &call() const { return std::get<FunctionCall>(payload); }
    /// Of the function that it calls; null if it is no Call, or calls one that there is not.
    const Signature *signature() const
    {
        return kind == NodeKind::Call ? call().signature : nullptr;
    }
};

/// What the parser makes, for whoever walks it.
struct ExpressionTree {
    std::string text;
    std::vector<Node> nodes;         ///< never empty; the last one is the root
    std::vector<NodeIndex> children; ///< of all nodes, each node's in a row
    std::optional<ByteRange> mixedAt;
    std::optional<ByteRange> oursAt;
};

/// A CESQL expression that was parsed: its text and its syntax tree. Immutable and shared, so that copies are cheap and any
/// thread may read it. Made by parse().
class Expression {
public:
    explicit Expression(ExpressionTree tree);

    const std::string &text() const { return m_tree->text; }
    NodeIndex root() const { return NodeIndex(m_tree->nodes.size() - 1); }
    std::size_t size() const { return m_tree->nodes.size(); }
    const Node &node(NodeIndex index) const
    {
        return m_tree->nodes[static_cast<std::size_t>(index)];
    }
    std::span<const NodeIndex> children(NodeIndex index) const { return children(node(index)); }
    std::span<const NodeIndex> children(const Node &node) const
    {
        return std::span(m_tree->children).subspan(node.firstChild, node.childCount);
    }
    /// As it stands in the text.
    std::string_view textOf(NodeIndex index) const;

    /// The first AND, OR or XOR that follows another one of them without parentheses. We read from left to right, as the
    /// text of CESQL says; the published grammar and the Go SDK (Knative) read from right to left.
    std::optional<ByteRange> mixedAt() const { return m_tree->mixedAt; }
    /// The first call of a function that is ours alone: then the expression cannot be pasted elsewhere.
    std::optional<ByteRange> oursAt() const { return m_tree->oursAt; }

    /// With all parentheses, as it was read: `(NOT type) LIKE 'a%'`. Parsed again it means the same.
    std::string parenthesised() const;

    /// The same text.
    friend bool operator==(const Expression &one, const Expression &other)
    {
        return one.text() == other.text();
    }

private:
    std::shared_ptr<const ExpressionTree> m_tree;
};

} // namespace core::cesql
