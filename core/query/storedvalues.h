// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/columns/columns.h"
#include "core/log/capturereader.h"
#include "core/query/storedrows.h"

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace core {

/// The way to what the columns of a capture do not hold: its own reader of the file, opened when it is first needed, and
/// what filters said of rows that had to be read. One for all views of a capture; outlives them.
class StoredValues {
public:
    using OpenReader = std::function<Result<std::unique_ptr<CaptureReader>>()>;

    /// `columns` outlive it. `openReader` is called on the pool.
    StoredValues(const Columns &columns, OpenReader openReader);

    /// Who decides for a view with `filter`: the same for all who ask while one of them holds it. Null without a
    /// condition. One thread (the GUI's).
    StoredAnswers answersFor(const EventFilter &filter);

    /// Calls `visit` for those of the rows `first` to `last` that have a value without a code, as far as they are in
    /// the file; answers how far it came: `last` + 1, or less when `until` was over. What cannot be read is left out,
    /// and problem() says why. The pool only.
    std::uint64_t readNames(std::uint64_t first, std::uint64_t last,
                            std::chrono::steady_clock::time_point until,
                            const UnnamedVisitor &visit);
    /// The same for whole events, all of them.
    std::uint64_t readEvents(std::uint64_t first, std::uint64_t last,
                             std::chrono::steady_clock::time_point until,
                             const std::function<void(const StoredEvent &)> &visit);
    /// Why something could not be read, once; empty: all could. Any thread.
    std::string problem() const;

    const Columns &columns() const { return m_columns; }

private:
    std::shared_ptr<StoredRows> rowsOf(const EventFilter &filter);
    bool openReader();
    void noteProblem(std::string problem);

    const Columns &m_columns;
    const OpenReader m_makeReader;
    std::vector<std::weak_ptr<StoredRows>> m_judged;

    std::mutex m_reading; ///< guards the reader, for the milliseconds of one page
    std::unique_ptr<CaptureReader> m_reader;
    mutable std::mutex m_mutex; ///< guards the problem
    std::string m_problem;
};

} // namespace core
