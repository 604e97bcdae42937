// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/query/recentsurvey.h"

#include "core/cesql/likepattern.h"
#include "core/query/storedvalues.h"

#include <algorithm>
#include <chrono>
#include <mutex>
#include <utility>
#include <vector>

namespace core {

namespace {

constexpr std::uint64_t SliceBlocks = 16; ///< that are looked through in one slice
constexpr std::chrono::milliseconds ReadTime{3};

} // namespace

/// What belongs to the steps, one after the other.
struct RecentSurvey::Task {
    StoredValues &stored;
    const TypeChoice types;
    std::vector<cesql::LikePattern> patterns;
    std::uint64_t next;                ///< rows from here on were looked at
    std::vector<std::uint32_t> left;   ///< by type: events that are still wanted of it
    std::vector<std::uint64_t> wanted; ///< rows, descending
    std::uint64_t bytes = 0;           ///< of their data
    std::size_t read = 0;              ///< of `wanted`
    EventSurveyor surveyor;

    std::mutex mutex;
    std::optional<EventSurvey> survey; ///< when all is done

    Task(StoredValues &values, TypeChoice choice)
        : stored(values)
        , types(std::move(choice))
        , next(values.columns().published())
    {
        for (const std::string &pattern : types.patterns)
            patterns.emplace_back(pattern);
    }

    bool step()
    {
        for (std::uint64_t blocks = 0; blocks < SliceBlocks; ++blocks) {
            if (!lookThroughBlock())
                return readSome();
        }
        return true;
    }

    bool isChosen(ValueCode type) const
    {
        if (types.isEmpty())
            return true;
        if (type < FirstCode) // its name is on the disk alone
            return false;
        const std::string_view name = stored.columns().types.text(type);
        return types.names.contains(name) ||
               std::any_of(patterns.begin(), patterns.end(),
                           [name](const auto &pattern) { return pattern.matches(name); });
    }

    std::uint32_t &leftOf(ValueCode type)
    {
        while (left.size() <= type) {
            const auto code = static_cast<ValueCode>(left.size());
            left.push_back(!isChosen(code)   ? 0
                           : types.isEmpty() ? EventsPerType
                                             : EventsPerChosenType);
        }
        return left[type];
    }

    /// False: enough was found, or nothing is left.
    bool lookThroughBlock()
    {
        const Columns &columns = stored.columns();
        const std::uint64_t first = columns.first();
        if (next <= first || wanted.size() == MaxEvents || bytes > MaxBytes)
            return false;
        const std::uint64_t begin =
            std::max(first, (next - 1) / ColumnBlock::Rows * ColumnBlock::Rows);
        const ColumnBlock &block = columns.block(begin / ColumnBlock::Rows);
        while (next > begin && wanted.size() < MaxEvents && bytes <= MaxBytes) {
            --next;
            const std::size_t at = next % ColumnBlock::Rows;
            std::uint32_t &rest = leftOf(block.type[at]);
            if (rest == 0 || block.size[at] > MaxEventBytes)
                continue;
            --rest;
            bytes += block.size[at];
            wanted.push_back(next);
        }
        return true;
    }

    /// False: all is read.
    bool readSome()
    {
        const auto until = std::chrono::steady_clock::now() + ReadTime;
        while (read < wanted.size()) {
            const std::uint64_t row = wanted[read++];
            stored.readEvents(row, row, until,
                              [this](const StoredEvent &event) { surveyor.add(event); });
            if (std::chrono::steady_clock::now() >= until)
                return true;
        }
        const std::lock_guard lock(mutex);
        survey = surveyor.survey();
        return false;
    }
};

RecentSurvey::RecentSurvey(StoredValues &stored, ScanPool &pool)
    : m_stored(stored)
    , m_tasks(pool)
{
}

RecentSurvey::~RecentSurvey() = default;

void RecentSurvey::start(TypeChoice types)
{
    m_tasks.drop();
    m_task = std::make_shared<Task>(m_stored, std::move(types));
    m_tasks.run([task = m_task] { return task->step(); });
}

std::optional<EventSurvey> RecentSurvey::take()
{
    if (!m_task)
        return std::nullopt;
    std::optional<EventSurvey> survey;
    {
        const std::lock_guard lock(m_task->mutex);
        survey = std::move(m_task->survey);
    }
    if (survey)
        m_task.reset();
    return survey;
}

} // namespace core
