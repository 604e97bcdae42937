// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/columns/columns.h"
#include "core/query/eventfilter.h"
#include "core/query/scanpool.h"
#include "core/rate/ratesnapshot.h"

#include <memory>
#include <vector>

namespace core {

class StoredValues;

/// Shared between threads.
using RateSparkCodes = std::shared_ptr<const std::vector<ValueCode>>;

/// Keeps the rates of one capture up to date for a chart. Lives on one thread (the GUI's) and never
/// works there: each request() lets the pool read what is new, in slices, and make one snapshot.
/// Without requests (chart hidden) nothing is done; the next one catches up.
class RateReader {
public:
    /// All outlive it. `clock` says where the window ends; it is read on the pool. Without `stored`
    /// an event whose value has no code matches no condition.
    RateReader(const Columns &columns, ScanPool &pool, Clock clock = {},
               StoredValues *stored = nullptr);
    ~RateReader();

    /// Everything is kept as before; what is shown is counted anew, from row `start` on (see
    /// LiveFilter::start). The newest filter wins. Takes effect with the next request().
    void setFilter(EventFilter filter, std::uint64_t start = 0);

    /// The tick of the chart (4 Hz). Returns at once; the answer is what latest() gives a few
    /// milliseconds later. While an earlier request is still worked on it only notes what is asked. `sparks`: of which values
    /// (ascending) the snapshot has sparks; null: of none.
    void request(RateRange range, RateGrouping grouping, RateSparkCodes sparks = {});

    /// The newest snapshot there is, never null; at first empty. Look at its `range` and
    /// `grouping`: it may be the answer to an earlier request. Short lock; any thread.
    std::shared_ptr<const RateSnapshot> latest() const;
    /// A request is still worked on.
    bool isBusy() const;

private:
    struct Work;

    StoredValues *m_stored;
    std::shared_ptr<Work> m_work;
    ScanPool::Tasks m_tasks; ///< last: ends before what its steps use
};

} // namespace core
