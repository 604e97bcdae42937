// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/query/rowpredicate.h"

#include "core/cesql/casts.h"
#include "core/cesql/evaluator.h"
#include "core/query/expressioninputs.h"

#include <algorithm>
#include <utility>

namespace core {

namespace {

using cesql::Node;
using cesql::NodeIndex;
using cesql::NodeKind;

// What can come out for a row. None of them: nobody looked yet.
constexpr std::uint8_t CanBeFalse = 1;
constexpr std::uint8_t CanBeTrue = 2;
constexpr std::uint8_t CanFail = 4;
constexpr std::uint8_t Anything = CanBeFalse | CanBeTrue | CanFail;

} // namespace

/// A part of the expression that is judged at once.
struct RowPredicate::Part {
    enum class Way {
        Constant,  ///< by `states`, whatever the row
        Table,     ///< by `states` of the row's code in `column`
        Marks,     ///< by `states`, but where something was noted
        Threshold, ///< by `states`: the first if `column` has less than `threshold`, else the second
        Each,      ///< by evaluating it for the row
        Event,     ///< not here
        Connective, ///< by `operands`
    };
    Way way = Way::Event;
    NodeIndex index{};
    NodeKind kind = NodeKind::Literal;
    bool isRoot = false;
    RowInput column = RowInput::Type;
    std::vector<std::uint8_t> states;
    std::int64_t threshold = 0;
    std::vector<Part> operands;
};

/// Three planes of bits: a row may have several.
struct RowPredicate::States {
    RowBits isFalse;
    RowBits isTrue;
    RowBits fails;

    void fill(std::uint8_t state, const RowBits &needed)
    {
        const RowBits none{};
        isFalse = state & CanBeFalse ? needed : none;
        isTrue = state & CanBeTrue ? needed : none;
        fails = state & CanFail ? needed : none;
    }
    /// For those of the 64 rows of a word.
    void add(std::uint8_t state, std::size_t word, std::uint64_t rows)
    {
        isFalse[word] |= state & CanBeFalse ? rows : 0;
        isTrue[word] |= state & CanBeTrue ? rows : 0;
        fails[word] |= state & CanFail ? rows : 0;
    }
};

RowPredicate::RowPredicate(cesql::Expression expression, std::shared_ptr<const Marks> marks)
    : m_expression(std::move(expression))
    , m_marks(std::move(marks))
    , m_root{partOf(m_expression.root(), true, inputsOf(m_expression))}
{
}

RowPredicate::~RowPredicate() = default;
RowPredicate::RowPredicate(const RowPredicate &other) = default;
RowPredicate::RowPredicate(RowPredicate &&) noexcept = default;
RowPredicate &RowPredicate::operator=(const RowPredicate &other) = default;
RowPredicate &RowPredicate::operator=(RowPredicate &&) noexcept = default;

RowPredicate::Part RowPredicate::partOf(NodeIndex index, bool isRoot,
                                        std::span<const ExpressionInputs> all) const
{
    const Node &node = m_expression.node(index);
    const ExpressionInputs &inputs = all[static_cast<std::size_t>(index)];
    Part part;
    part.index = index;
    part.kind = node.kind;
    part.isRoot = isRoot;
    if (inputs.isConstant()) {
        part.way = Part::Way::Constant;
    } else if (const auto column = inputs.only(); column && isCoded(*column)) {
        part.way = Part::Way::Table;
        part.column = *column;
    } else if (column == RowInput::Mark) {
        part.way = Part::Way::Marks;
    } else if (column && hasThreshold(m_expression, node, all)) {
        part.way = Part::Way::Threshold;
        part.column = *column;
    } else if (cesql::isConnective(node.kind)) {
        part.way = Part::Way::Connective;
        for (const NodeIndex child : m_expression.children(node))
            part.operands.push_back(partOf(child, false, all));
    } else if (!inputs.hasEvent) {
        part.way = Part::Way::Each;
    }
    return part;
}

void RowPredicate::follow(const Columns &columns)
{
    if (!m_context || &m_context->columns() != &columns)
        m_context.emplace(columns, m_marks.get());
    m_tableBytes = 0;
    follow(m_root.front());
}

void RowPredicate::follow(Part &part)
{
    if (part.way == Part::Way::Constant && part.states.empty())
        part.states.push_back(stateOf(part));
    if (part.way == Part::Way::Table)
        makeRoom(part);
    if (part.way == Part::Way::Threshold && part.states.empty())
        findThreshold(part);
    if (part.way == Part::Way::Marks && part.states.empty()) {
        m_context->set(RowInput::Mark, 0);
        part.states.push_back(stateOf(part));
    }
    for (Part &operand : part.operands)
        follow(operand);
}

void RowPredicate::makeRoom(Part &part)
{
    const std::size_t values =
        std::max(part.states.size(), valuesOf(m_context->columns(), part.column));
    if (m_tableBytes + values > MaxTableBytes) {
        part.way = Part::Way::Each;
        part.states = {};
        return;
    }
    part.states.resize(values);
    m_tableBytes += values;
}

/// Between values that no row has: a size is below 2^32, a time within 70 000 years.
void RowPredicate::findThreshold(Part &part)
{
    const auto stateAt = [&](std::int64_t value) {
        m_context->set(part.column, value);
        return stateOf(part);
    };
    std::int64_t below = -(std::int64_t{1} << 61);
    std::int64_t above = -below;
    part.states = {stateAt(below), stateAt(above)};
    while (above - below > 1) {
        const std::int64_t middle = below + (above - below) / 2;
        (stateAt(middle) == part.states[0] ? below : above) = middle;
    }
    part.threshold = above;
}

/// Of what the context has now.
std::uint8_t RowPredicate::stateOf(const Part &part) const
{
    const cesql::Evaluation outcome = evaluate(m_expression, part.index, *m_context);
    if (m_context->takeUnknown())
        return Anything;
    if (!outcome.errors.isEmpty() || (part.isRoot && !outcome.value.isBoolean()))
        return CanFail;
    const auto boolean = cesql::toBoolean(outcome.value); // what a connective makes of it
    return !boolean ? CanFail : *boolean ? CanBeTrue : CanBeFalse;
}

void RowPredicate::judge(const RowRun &run, const RowBits &needed, Answers &answers)
{
    States states;
    judge(m_root.front(), run, needed, states);
    for (std::size_t i = 0; i < needed.size(); ++i) {
        const std::uint64_t other = states.isFalse[i] | states.fails[i];
        answers.passes[i] = states.isTrue[i] & ~other;
        answers.undecided[i] = states.isTrue[i] & other;
    }
}

void RowPredicate::judge(Part &part, const RowRun &run, const RowBits &needed, States &states)
{
    switch (part.way) {
    case Part::Way::Constant:
        return states.fill(part.states.front(), needed);
    case Part::Way::Event:
        return states.fill(Anything, needed);
    case Part::Way::Each:
        return judgeEach(part, run, needed, states);
    case Part::Way::Connective:
        return combine(part, run, needed, states);
    case Part::Way::Marks:
        return judgeMarks(part, run, needed, states);
    case Part::Way::Threshold:
        return part.column == RowInput::Size
                   ? compare(part, run.of(run.block.size), needed, states)
                   : compare(part, run.of(run.block.received), needed, states);
    case Part::Way::Table:
        break;
    }
    switch (part.column) {
    case RowInput::Type:
        return lookUp(part, run.of(run.block.type), needed, states);
    case RowInput::Source:
        return lookUp(part, run.of(run.block.source), needed, states);
    case RowInput::Subject:
        return lookUp(part, run.of(run.block.subject), needed, states);
    case RowInput::ContentType:
        return lookUp(part, run.of(run.block.contentType), needed, states);
    case RowInput::SpecVersion:
        return lookUp(part, run.of(run.block.shape), needed, states);
    case RowInput::Findings:
        return lookUp(part, run.of(run.block.findings), needed, states);
    case RowInput::Origin:
        return lookUp(part, run.of(run.block.connection), needed, states);
    case RowInput::Size:
    case RowInput::Received:
    case RowInput::Mark:
        break;
    }
}

template<typename Number>
void RowPredicate::compare(const Part &part, std::span<const Number> numbers, const RowBits &needed,
                           States &states)
{
    RowRun::Answers below;
    for (std::size_t i = 0; i < numbers.size(); ++i)
        below[i] = static_cast<std::int64_t>(numbers[i]) < part.threshold ? 1 : 0;
    std::fill(below.begin() + static_cast<std::ptrdiff_t>(numbers.size()), below.end(),
              std::uint8_t{0});
    states.fill(0, needed);
    for (std::size_t i = 0; i < needed.size(); ++i) {
        const std::uint64_t word = packedWord(below.data() + i * 64);
        states.add(part.states[0], i, word & needed[i]);
        states.add(part.states[1], i, ~word & needed[i]);
    }
}

template<typename Code>
void RowPredicate::lookUp(Part &part, std::span<const Code> codes, const RowBits &needed,
                          States &states)
{
    RowRun::Answers found;
    const std::uint8_t *table = part.states.data();
    std::uint8_t unseen = 0;
    for (std::size_t i = 0; i < codes.size(); ++i) {
        found[i] = table[codes[i]];
        unseen |= static_cast<std::uint8_t>(found[i] == 0);
    }
    for (std::size_t i = 0; unseen && i < codes.size(); ++i) {
        std::uint8_t &state = part.states[codes[i]];
        if (state == 0) {
            m_context->set(part.column, codes[i]);
            state = stateOf(part);
        }
        found[i] = state;
    }
    std::fill(found.begin() + static_cast<std::ptrdiff_t>(codes.size()), found.end(),
              std::uint8_t{0});
    const auto plane = [&](unsigned shift, RowBits &bits) {
        RowRun::Answers ones;
        for (std::size_t i = 0; i < ones.size(); ++i)
            ones[i] = static_cast<std::uint8_t>(unsigned{found[i]} >> shift & 1U);
        for (std::size_t i = 0; i < bits.size(); ++i)
            bits[i] = packedWord(ones.data() + i * 64) & needed[i];
    };
    plane(0, states.isFalse);
    plane(1, states.isTrue);
    plane(2, states.fails);
}

/// Of most rows nothing was noted.
void RowPredicate::judgeMarks(const Part &part, const RowRun &run, const RowBits &needed,
                              States &states)
{
    RowBits others = needed;
    const auto marks = m_marks ? m_marks->within({run.first + 1}, {run.first + run.rows})
                               : std::span<const Mark>();
    for (const Mark &mark : marks) {
        const std::uint64_t row = mark.sequence.value - 1 - run.first;
        others[row / 64] &= ~(std::uint64_t{1} << row % 64);
    }
    states.fill(part.states.front(), others);
    for (const Mark &mark : marks) {
        const std::uint64_t row = mark.sequence.value - 1 - run.first;
        m_context->set(RowInput::Mark, static_cast<std::int64_t>(mark.sequence.value));
        states.add(stateOf(part), row / 64, needed[row / 64] & std::uint64_t{1} << row % 64);
    }
}

void RowPredicate::judgeEach(const Part &part, const RowRun &run, const RowBits &needed,
                             States &states)
{
    states.fill(0, needed);
    forEachSet(needed, [&](std::size_t i) {
        m_context->setRow(run.block, run.first % ColumnBlock::Rows + i);
        m_context->set(RowInput::Mark, static_cast<std::int64_t>(run.first + i + 1));
        states.add(stateOf(part), i / 64, std::uint64_t{1} << i % 64);
    });
}

/// From left to right. AND goes on where what stands left may be true, OR where it may be false, XOR where it need not
/// fail; whatever fails, all of it fails.
void RowPredicate::combine(Part &part, const RowRun &run, const RowBits &needed, States &states)
{
    judge(part.operands.front(), run, needed, states);
    if (part.kind == NodeKind::Not)
        return std::swap(states.isTrue, states.isFalse);
    for (std::size_t next = 1; next < part.operands.size(); ++next) {
        RowBits goesOn;
        for (std::size_t i = 0; i < goesOn.size(); ++i) {
            goesOn[i] = part.kind == NodeKind::And  ? states.isTrue[i]
                        : part.kind == NodeKind::Or ? states.isFalse[i]
                                                    : states.isTrue[i] | states.isFalse[i];
        }
        if (!isAnySet(goesOn))
            return;
        States right;
        judge(part.operands[next], run, goesOn, right);
        for (std::size_t i = 0; i < goesOn.size(); ++i) {
            const std::uint64_t leftTrue = states.isTrue[i];
            const std::uint64_t leftFalse = states.isFalse[i];
            switch (part.kind) {
            case NodeKind::And:
                states.isTrue[i] = leftTrue & right.isTrue[i];
                states.isFalse[i] = leftFalse | (leftTrue & right.isFalse[i]);
                break;
            case NodeKind::Or:
                states.isFalse[i] = leftFalse & right.isFalse[i];
                states.isTrue[i] = leftTrue | (leftFalse & right.isTrue[i]);
                break;
            default:
                states.isTrue[i] = (leftTrue & right.isFalse[i]) | (leftFalse & right.isTrue[i]);
                states.isFalse[i] = (leftTrue & right.isTrue[i]) | (leftFalse & right.isFalse[i]);
                break;
            }
            states.fails[i] |= right.fails[i]; // `right` has nothing where it does not matter
        }
    }
}

} // namespace core
