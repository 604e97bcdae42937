// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace core::schema {

// The SQL of a capture, told table by table in core/log/FORMAT.md.

constexpr std::int64_t ApplicationId = 0x45565343; ///< "EVSC" in the file's header
constexpr std::int64_t Version = 3;                ///< user_version
constexpr std::int64_t FirstVersion =
    1; ///< the oldest that is read; opened for writing it becomes the newest
constexpr std::int64_t PageBytes = 4096;

/// Dictionary columns as the table `names` numbers them.
enum class NameKind : std::uint8_t { Type = 1, Source, Subject, DataContentType, Connection };

/// Everything but segments and views.
std::string fixedTables();
/// `text_signatures`, which go with their column blocks; part of fixedTables().
std::string textSignatures();
/// `event_hashes`, which go with their column blocks too, and the seed of the hashes; part of fixedTables(). Changes
/// nothing where they are.
std::string eventHashes();
/// `mark_rows` and the view `marks`, which version 2 does not have; part of fixedTables().
std::string marks();
/// `segment_N`, `heads_N` and `seals_N` with the triggers that refuse UPDATE and DELETE.
std::string segmentTables(std::uint64_t number);
/// SELECT of the names of the tables of segments that have left the list and still lie in the file.
std::string leftTables();
/// DELETE is refused no more for the tables of segment `number`, which has left the list.
std::string allowDropping(std::uint64_t number);
/// All views anew; `segments` from the oldest, at least one.
std::string views(const std::vector<std::uint64_t> &segments);
/// The rows of neighbouring segments are joined by two views, `event_rows_G` and `seal_rows_G`, and these by `events`
/// and `seals`: so one that comes or leaves changes little.
constexpr std::uint64_t SegmentsPerGroup = 16;
constexpr std::uint64_t groupOf(std::uint64_t segment)
{
    return segment / SegmentsPerGroup;
}
/// Groups with those of `segments` that are in them.
std::map<std::uint64_t, std::vector<std::uint64_t>>
grouped(const std::vector<std::uint64_t> &segments);
/// SELECT of the groups that have their views, in no order.
std::string groups();
/// The views of group `group` anew; `segments` are all that are in it, at least one.
std::string groupViews(std::uint64_t group, std::span<const std::uint64_t> segments);
std::string dropGroupViews(std::uint64_t group);
/// `events` and `seals` anew; `groups` from the oldest, at least one.
std::string segmentViews(const std::set<std::uint64_t> &groups);
/// From the tables of version 1 to those of this one, as far as SQL alone can: before the segments, and for each.
std::string fixedTablesFrom1();
std::string segmentTablesFrom1(std::uint64_t number);

/// Names of the tables of segment `number`: its events, their heads, its seals.
std::string segmentTable(std::uint64_t number);
std::string headsTable(std::uint64_t number);
std::string sealsTable(std::uint64_t number);
/// SQL for the text of a dictionary column: the cell itself, or what its code means.
std::string nameText(const std::string &column, NameKind kind);

} // namespace core::schema
