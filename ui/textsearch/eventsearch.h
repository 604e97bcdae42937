// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/units.h"
#include "core/query/shownhits.h"
#include "core/query/textsearch.h"
#include "ui/models/textmarks.h"
#include "ui/textsearch/searchwords.h"

#include <QObject>

#include <filesystem>
#include <optional>
#include <vector>

namespace ui {

/// The text search of one view: which events have the text, how many of those that are shown, which comes next. Whoever
/// owns the clock of the window calls advance(); nothing here grows with the log but what core does in slices.
class EventSearch : public QObject {
    Q_OBJECT
public:
    /// Rows that are not looked at yet and still are no search that a person waits for: events that have just come.
    static constexpr quint64 NewRows = 64 * 1024;
    /// Texts of cells on which an expression may be given up (core::TextMatcher::MatchLimit); then no more cells are marked:
    /// painting must not wait for it.
    static constexpr quint64 MaxUndecidedCells = 3;

    /// `columns` are those of the capture `file`. All outlive it.
    EventSearch(const core::Columns &columns, std::filesystem::path file, core::ScanPool &pool,
                QObject *parent = nullptr);

    /// See core::TextSearch::setQuery().
    core::Result<void> setQuery(const core::TextQuery &query);
    /// See core::TextSearch::setConceal().
    void setConceal(core::TextSearch::Conceal conceal);
    const core::TextQuery &query() const { return m_search.query(); }
    bool isActive() const { return !query().text.empty(); }

    /// The tick.
    void advance(const core::LiveFilter &shown);
    /// As of the last advance().
    const SearchState &state() const { return m_state; }

    /// Whether the event has the text, as far as that is known.
    bool isHit(core::EventSequence sequence) const;
    /// Where it is in the text of a cell.
    std::vector<TextMark> marksIn(const QString &text) const;
    /// Which of the hits that are shown it is, from 1; 0: none.
    quint64 numberOf(core::EventSequence sequence) const;

    /// Those that are shown, as of the last advance(); null while there is no search.
    const core::ShownHits *hits() const { return isActive() ? &m_shown : nullptr; }

    struct Step {
        core::EventSequence sequence;
        bool hasWrapped = false;
        bool operator==(const Step &) const = default;
    };
    /// The next hit that is shown after `from`, or the one before it, once around. Nothing: there is none.
    std::optional<Step> step(core::EventSequence from, bool forwards) const;

signals:
    /// state() is another.
    void changed();

private:
    void restart();

    const core::Columns &m_columns;
    core::TextSearch m_search;
    core::ShownHits m_shown;
    mutable std::optional<core::TextMatcher> m_matcher; ///< of the query
    SearchState m_state;
};

} // namespace ui
