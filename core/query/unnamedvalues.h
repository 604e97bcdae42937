// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/log/capturereader.h"
#include "core/log/columns.h"
#include "core/query/unnamedrows.h"

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace core {

/// The way to the values that the dictionaries of a capture had no room for: its own reader of the file, opened when
/// it is first needed, and what filters said of such rows. One for all views of a capture; outlives them.
class UnnamedValues {
public:
    using OpenReader = std::function<Result<std::unique_ptr<CaptureReader>>()>;

    /// `columns` outlive it. `openReader` is called on the pool.
    UnnamedValues(const Columns &columns, OpenReader openReader);

    /// What `filter` says of such rows: the same for all who ask while one of them holds it. Null without a condition.
    /// One thread (the GUI's).
    std::shared_ptr<UnnamedRows> judgedBy(const EventFilter &filter);

    /// Calls `visit` for those of the rows `first` to `last` that have a value without a code, as far as they are in
    /// the file; answers how far it came: `last` + 1, or less when `until` was over. What cannot be read is left out,
    /// and problem() says why. The pool only.
    std::uint64_t read(std::uint64_t first, std::uint64_t last,
                       std::chrono::steady_clock::time_point until, const UnnamedVisitor &visit);
    /// Why something could not be read, once; empty: all could. Any thread.
    std::string problem() const;

    const Columns &columns() const { return m_columns; }

private:
    void noteProblem(std::string problem);

    const Columns &m_columns;
    const OpenReader m_openReader;
    std::vector<std::weak_ptr<UnnamedRows>> m_judged;

    std::mutex m_reading; ///< guards the reader, for the milliseconds of one page
    std::unique_ptr<CaptureReader> m_reader;
    mutable std::mutex m_mutex; ///< guards the problem
    std::string m_problem;
};

} // namespace core
