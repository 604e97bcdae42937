// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/textsearch/eventsearch.h"

#include "ui/models/eventtext.h"

#include <algorithm>

namespace ui {

EventSearch::EventSearch(const core::Columns &columns, std::filesystem::path file,
                         core::ScanPool &pool, QObject *parent)
    : QObject(parent)
    , m_columns(columns)
    , m_search(columns, std::move(file), pool)
{
}

core::Result<void> EventSearch::setQuery(const core::TextQuery &query)
{
    if (query == m_search.query() && m_search.problem().empty())
        return {};
    if (auto set = m_search.setQuery(query); !set)
        return set;
    m_matcher.reset();
    if (auto matcher = core::TextMatcher::make(query); matcher && isActive())
        m_matcher.emplace(std::move(*matcher));
    restart();
    return {};
}

void EventSearch::restart()
{
    m_shown.restart();
    m_state = {};
    m_state.isActive = isActive();
    m_state.isSearching = isActive();
    emit changed();
}

void EventSearch::setConceal(core::TextSearch::Conceal conceal)
{
    m_search.setConceal(std::move(conceal));
    if (isActive())
        restart();
}

void EventSearch::advance(const core::LiveFilter &shown)
{
    if (!isActive())
        return;
    m_search.advance();
    const std::uint64_t first = m_columns.first();
    m_shown.advance(shown, m_search.hits(), first);

    SearchState now;
    now.isActive = true;
    now.found = m_shown.count();
    now.foundInAll = m_search.hits().count() - m_search.hits().rankOf(first);
    now.shown = shown.count();
    now.undecided = m_search.undecided();
    now.problem = oneLine(m_search.problem());
    const std::uint64_t kept = m_search.rowsKept();
    const std::uint64_t seen = m_search.rowsSeen();
    const bool isFar = m_state.isSearching ? seen < kept : seen + NewRows < kept;
    now.isSearching =
        now.problem.isEmpty() && (isFar || !m_shown.isComplete(shown, m_search.hits()));
    if (now.isSearching && kept > first)
        now.progress = double(std::max(seen, first) - first) / double(kept - first);
    if (now != m_state) {
        m_state = now;
        emit changed();
    }
}

bool EventSearch::isHit(core::EventSequence sequence) const
{
    return m_search.hits().contains(sequence.value - 1);
}

std::vector<TextMark> EventSearch::marksIn(const QString &text) const
{
    const bool isQuick = m_matcher && m_matcher->undecided() < MaxUndecidedCells;
    return isQuick ? ui::marksIn(*m_matcher, text) : std::vector<TextMark>();
}

quint64 EventSearch::numberOf(core::EventSequence sequence) const
{
    const quint64 row = sequence.value - 1;
    return sequence.value > 0 && m_shown.contains(row) ? m_shown.countBefore(row) + 1 : 0;
}

std::optional<EventSearch::Step> EventSearch::step(core::EventSequence from, bool forwards) const
{
    const quint64 count = m_shown.count();
    if (count == 0)
        return std::nullopt;
    // Rows below the event's own: all before it in the log.
    const quint64 before = from.value == 0 ? 0 : m_shown.countBefore(from.value - 1);
    const quint64 upTo = m_shown.countBefore(from.value);
    const bool hasWrapped = forwards ? upTo == count : before == 0;
    const quint64 position = forwards ? (hasWrapped ? 0 : upTo) : (hasWrapped ? count : before) - 1;
    return Step{{m_shown.rowAt(position) + 1}, hasWrapped};
}

} // namespace ui
