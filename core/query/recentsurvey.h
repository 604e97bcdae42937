// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/query/eventsurvey.h"
#include "core/query/scanpool.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>

namespace core {

class StoredValues;

/// Which types are meant: those of these names, those that fit a pattern of LIKE. Empty: all. A plain value.
struct TypeChoice {
    std::set<std::string, std::less<>> names = {};
    std::set<std::string, std::less<>> patterns = {};

    bool isEmpty() const { return names.empty() && patterns.empty(); }
    bool operator==(const TypeChoice &) const = default;
};

/// Surveys events of a capture on the pool, the newest of each type, so that what is rare is seen, too. The newest order
/// wins. Lives on one thread (the GUI's).
class RecentSurvey {
public:
    static constexpr std::uint32_t EventsPerType = 30;
    static constexpr std::uint32_t EventsPerChosenType = 200; ///< where types are chosen
    static constexpr std::uint32_t MaxEvents = 600;           ///< in all
    static constexpr std::uint32_t MaxEventBytes = 1 * MiB; ///< of data; what has more is not read
    static constexpr std::uint64_t MaxBytes = 16 * MiB;     ///< of data of all

    /// Both outlive it.
    RecentSurvey(StoredValues &stored, ScanPool &pool);
    ~RecentSurvey();

    void start(TypeChoice types);
    bool isRunning() const { return m_task != nullptr; }
    /// Once it is done: takes it.
    std::optional<EventSurvey> take();

private:
    struct Task;

    StoredValues &m_stored;
    std::shared_ptr<Task> m_task;
    ScanPool::Tasks m_tasks; ///< last, so that it ends before what its steps use
};

} // namespace core
