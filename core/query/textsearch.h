// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/columns/columns.h"
#include "core/log/storedevent.h"
#include "core/query/rowbitmap.h"
#include "core/query/scanpool.h"
#include "core/text/textmatcher.h"
#include "core/text/textquery.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace core {

/// The rows in which a text is found, growing with the log: those kept when the search began, from the oldest on, then
/// what comes. Lives on one thread (the GUI's); rows are read and looked at in slices on the pool, two column blocks side by
/// side, and taken over tick by tick.
///
/// Names (type, source, subject, datacontenttype) are looked up in the dictionaries, the rest is read from the capture:
/// only groups of rows that the signature of their block does not rule out (core/text/textsignature.h), all rows of a block
/// that has none. No statement stays open beyond a page. Rows that were evicted before they were looked at are not found;
/// rows that were found stay set when they go.
class TextSearch {
public:
    /// `columns` are those of the capture `file`. Both, and `pool`, outlive it; it goes before the log is closed.
    TextSearch(const Columns &columns, std::filesystem::path file, ScanPool &pool);
    ~TextSearch();

    /// An event as it may be seen; an error: not at all. Called on the pool, by several threads.
    using Conceal = std::function<Result<StoredEvent>(StoredEvent)>;
    /// From now on only that is found which is in events as `conceal` shows them (what stands there for something hidden
    /// is not looked for). Empty: all of them. The search begins anew.
    void setConceal(Conceal conceal);

    /// The newest search wins: nothing of an older one is found from now on. An error (Kind::InvalidInput: not a regular
    /// expression) leaves everything as it was.
    [[nodiscard]] Result<void> setQuery(TextQuery query);
    const TextQuery &query() const { return m_query; }

    /// The tick: takes over what was found and goes on with what came. Bounded work. Answers whether hits() or problem()
    /// changed.
    bool advance();

    /// One bit for each row that was looked at.
    const RowBitmap &hits() const { return m_hits; }
    /// Rows looked at, of rowsKept(): for a progress display.
    std::uint64_t rowsSeen() const { return m_hits.end(); }
    std::uint64_t rowsKept() const { return m_published; }
    /// Every row that was published at the last advance() has been looked at. True without a search.
    bool isComplete() const;
    /// Texts on which the regular expression was given up (TextMatcher::MatchLimit): there may be more hits.
    std::uint64_t undecided() const { return m_undecided; }
    /// Why the search cannot go on, and what to do; empty while it can. A new query tries again.
    const std::string &problem() const { return m_problem; }

private:
    class Worker;
    struct Stretch;

    void begin(std::uint64_t from, std::uint64_t to);
    bool takeOver();

    const Columns &m_columns;
    const std::filesystem::path m_file;
    TextQuery m_query;
    Conceal m_conceal;
    std::optional<TextMatcher> m_matcher; ///< of m_query, to be copied; none: nothing to search
    std::uint64_t m_published = 0;        ///< as read by the last advance()
    RowBitmap m_hits;
    std::uint64_t m_undecided = 0;
    std::string m_problem;
    std::shared_ptr<Stretch> m_stretch; ///< being searched
    std::vector<std::shared_ptr<Worker>> m_workers;
    ScanPool::Tasks m_tasks; ///< last, so that it ends before what its steps use
};

} // namespace core
