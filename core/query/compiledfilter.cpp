// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/query/compiledfilter.h"

#include "core/query/rowbits.h"
#include "core/query/storedrows.h"

#include <algorithm>
#include <array>
#include <utility>

namespace core {

namespace {

/// The texts whose answer differs from that of all others.
EventFilter::Texts exceptional(EventFilter::Texts included, const EventFilter::Texts &excluded)
{
    if (included.empty())
        return excluded;
    for (const auto &text : excluded)
        included.erase(text);
    return included;
}

/// With the number of comparisons known the compiler makes vector code of it.
template<std::size_t Count>
void judgeFew(std::span<const ValueCode> codes, const ValueCode *exceptions, bool otherwise,
              std::uint8_t *accepted)
{
    std::array<ValueCode, Count> those{};
    std::copy_n(exceptions, Count, those.begin());
    const unsigned flip = otherwise ? 1 : 0;
    for (std::size_t i = 0; i < codes.size(); ++i) {
        unsigned hit = 0;
        for (const ValueCode code : those)
            hit |= codes[i] == code ? 1U : 0U;
        accepted[i] = static_cast<std::uint8_t>(accepted[i] & (hit ^ flip));
    }
}

/// Leaves the answers for values without a code as they are.
void judgeNamed(const CodeCondition &condition, std::span<const ValueCode> codes,
                std::uint8_t *accepted)
{
    RowRun::Answers before;
    std::copy_n(accepted, codes.size(), before.begin());
    condition.judge(codes, accepted);
    for (std::size_t i = 0; i < codes.size(); ++i)
        accepted[i] = codes[i] == OtherCode ? before[i] : accepted[i];
}

} // namespace

CodeCondition::CodeCondition(const EventFilter::Texts &included, const EventFilter::Texts &excluded)
    : m_unseen(exceptional(included, excluded))
    , m_acceptsAll(included.empty() && excluded.empty())
    , m_acceptsUnnamed(included.empty())
    , m_table{static_cast<std::uint8_t>(included.empty())}
{
    if (!m_acceptsAll && m_acceptsUnnamed)
        except(OtherCode);
}

void CodeCondition::follow(const Dictionary &dictionary)
{
    if (m_unseen.empty())
        return;
    for (const ValueCode end = dictionary.end(); m_followed < end; ++m_followed) {
        if (const auto text = m_unseen.find(dictionary.text(m_followed)); text != m_unseen.end()) {
            m_unseen.erase(text);
            except(m_followed);
        }
    }
}

void CodeCondition::except(ValueCode code)
{
    m_exceptions.push_back(code);
    const std::size_t size = std::max(m_table.size(), std::size_t{code} + 2);
    m_table.resize(size, static_cast<std::uint8_t>(m_acceptsUnnamed));
    m_table[code] = static_cast<std::uint8_t>(!m_acceptsUnnamed);
}

void CodeCondition::judge(std::span<const ValueCode> codes, std::uint8_t *accepted) const
{
    const auto few = m_exceptions.data();
    switch (m_exceptions.size()) {
    case 0:
        if (!m_acceptsUnnamed)
            std::fill_n(accepted, codes.size(), std::uint8_t{0});
        return;
    case 1:
        return judgeFew<1>(codes, few, m_acceptsUnnamed, accepted);
    case 2:
        return judgeFew<2>(codes, few, m_acceptsUnnamed, accepted);
    case 3:
        return judgeFew<3>(codes, few, m_acceptsUnnamed, accepted);
    case 4:
        return judgeFew<4>(codes, few, m_acceptsUnnamed, accepted);
    case 5:
        return judgeFew<5>(codes, few, m_acceptsUnnamed, accepted);
    case FewCodes:
        return judgeFew<FewCodes>(codes, few, m_acceptsUnnamed, accepted);
    default:
        break;
    }
    const std::uint8_t *table = m_table.data();
    const auto last = static_cast<ValueCode>(m_table.size() - 1);
    for (std::size_t i = 0; i < codes.size(); ++i)
        accepted[i] &= table[std::min(codes[i], last)];
}

CompiledFilter::CompiledFilter(const EventFilter &filter, StoredAnswers stored)
    : types(filter.types, filter.excludedTypes)
    , sources(filter.sources, filter.excludedSources)
    , m_stored(std::move(stored))
{
    if (filter.expression)
        m_predicate.emplace(*filter.expression, filter.marks);
}

void CompiledFilter::follow(const Columns &columns)
{
    types.follow(columns.types);
    sources.follow(columns.sources);
    if (m_predicate)
        m_predicate->follow(columns);
}

bool CompiledFilter::judgeTypes(const RowRun &run, RowRun::Answers &accepted) const
{
    if (!m_stored.names || types.acceptsAll() || !RowRun::hasUnnamed(run.types())) {
        types.judge(run.types(), accepted.data());
        return true;
    }
    judgeNamed(types, run.types(), accepted.data());
    return m_stored.names->judgeTypes(run.first, run.types(), accepted.data());
}

bool CompiledFilter::judgeSources(const RowRun &run, RowRun::Answers &accepted) const
{
    if (!m_stored.names || sources.acceptsAll() || !RowRun::hasUnnamed(run.sources())) {
        sources.judge(run.sources(), accepted.data());
        return true;
    }
    judgeNamed(sources, run.sources(), accepted.data());
    return m_stored.names->judgeSources(run.first, run.sources(), accepted.data());
}

bool CompiledFilter::judgeExpression(const RowRun &run, RowRun::Answers &accepted)
{
    if (!m_predicate)
        return true;
    RowBits bits = bitsOf(run, accepted);
    RowPredicate::Answers answers;
    m_predicate->judge(run, bits, answers);
    bits = answers.passes;
    if (isAnySet(answers.undecided) && m_stored.expression &&
        !m_stored.expression->judgeExpression(run, answers.undecided, bits))
        return false;
    for (std::size_t i = 0; i < bits.size(); ++i)
        unpackWord(bits[i], accepted.data() + i * 64);
    return true;
}

void CompiledFilter::addUndecided(const RowRun &run, RowBits &bits)
{
    if (!m_predicate)
        return;
    RowRun::Answers accepted;
    accepted.fill(1);
    judgeNamed(types, run.types(), accepted.data());
    judgeNamed(sources, run.sources(), accepted.data());
    RowPredicate::Answers answers;
    m_predicate->judge(run, bitsOf(run, accepted), answers);
    for (std::size_t i = 0; i < bits.size(); ++i)
        bits[i] |= answers.undecided[i];
}

bool CompiledFilter::judge(const RowRun &run, RowRun::Answers &accepted)
{
    return judgeTypes(run, accepted) && judgeSources(run, accepted) &&
           judgeExpression(run, accepted);
}

void CompiledFilter::read(std::uint64_t to) const
{
    if (m_stored.names)
        m_stored.names->read(to);
    if (m_stored.expression && m_stored.expression != m_stored.names)
        m_stored.expression->read(to);
}

} // namespace core
