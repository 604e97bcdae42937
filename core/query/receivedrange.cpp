// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/query/receivedrange.h"

#include "core/cesql/literaltext.h"
#include "core/cesql/parser.h"
#include "core/event/timestamp.h"
#include "core/query/clauses.h"

#include <utility>
#include <vector>

namespace core {

namespace {

using cesql::Node;
using cesql::NodeIndex;
using cesql::NodeKind;

bool isCall(const Node &node, cesql::Function function)
{
    return node.signature() && node.signature()->function == function;
}

/// The time of `RECEIVED() >= TIME('…')`, or of `RECEIVED() < TIME('…')`.
std::optional<WallTime> boundOf(const cesql::Expression &expression, NodeIndex clause,
                                NodeKind kind)
{
    const Node &node = expression.node(clause);
    if (node.kind != kind)
        return std::nullopt;
    const auto operands = expression.children(node);
    const Node &time = expression.node(operands[1]);
    if (!isCall(expression.node(operands[0]), cesql::Function::Received) ||
        !isCall(time, cesql::Function::Time))
        return std::nullopt;
    const Node &text = expression.node(expression.children(time).front());
    if (text.kind != NodeKind::Literal || !text.literal().isString())
        return std::nullopt;
    const auto parsed = parseTimestamp(text.literal().asText());
    return parsed ? std::optional(*parsed) : std::nullopt;
}

/// Where the clauses of a range stand. Both or none.
struct Found {
    ReceivedRange range;
    std::size_t from = 0;
    std::size_t before = 0;
};

std::optional<Found> find(const cesql::Expression &expression,
                          const std::vector<NodeIndex> &clauses)
{
    Found found;
    bool hasFrom = false;
    bool hasBefore = false;
    for (std::size_t i = 0; i < clauses.size(); ++i) {
        if (const auto from = boundOf(expression, clauses[i], NodeKind::GreaterOrEqual)) {
            found.range.from = *from;
            found.from = i;
            hasFrom = true;
        } else if (const auto before = boundOf(expression, clauses[i], NodeKind::Less)) {
            found.range.before = *before;
            found.before = i;
            hasBefore = true;
        }
    }
    return hasFrom && hasBefore ? std::optional(found) : std::nullopt;
}

std::string textOf(WallTime time)
{
    return "TIME(" + cesql::literalText(formatTimestamp(time)) + ")";
}

} // namespace

std::optional<ReceivedRange> receivedRangeOf(const EventFilter &filter)
{
    if (!filter.expression)
        return std::nullopt;
    const auto found = find(*filter.expression, clausesOf(*filter.expression));
    return found ? std::optional(found->range) : std::nullopt;
}

EventFilter withReceivedRange(EventFilter filter, const std::optional<ReceivedRange> &range)
{
    std::string text;
    if (filter.expression) {
        const std::vector<NodeIndex> clauses = clausesOf(*filter.expression);
        const auto found = find(*filter.expression, clauses);
        std::vector<NodeIndex> others;
        for (std::size_t i = 0; i < clauses.size(); ++i) {
            if (!found || (i != found->from && i != found->before))
                others.push_back(clauses[i]);
        }
        text = joinedClauses(*filter.expression, others, range.has_value());
    }
    if (range) {
        addClause(text, "RECEIVED() >= " + textOf(range->from));
        addClause(text, "RECEIVED() < " + textOf(range->before));
    }
    filter.expression.reset();
    if (auto parsed = cesql::parse(text); parsed && !text.empty())
        filter.expression = std::move(*parsed);
    return filter;
}

} // namespace core
