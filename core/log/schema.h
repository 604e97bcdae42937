// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace core::schema {

// The SQL of a capture, told table by table in core/log/FORMAT.md.

constexpr std::int64_t ApplicationId = 0x45565343; ///< "EVSC" in the file's header
constexpr std::int64_t Version = 1;                ///< user_version
constexpr std::int64_t PageBytes = 4096;

/// Dictionary columns as the table `names` numbers them.
enum class NameKind : std::uint8_t { Type = 1, Source, Subject, DataContentType, Connection };

/// A view joins at most this many segments, the newest (SQLite takes 500); retention keeps 32.
constexpr std::size_t MaxJoinedSegments = 400;

/// Everything but segments and views.
std::string fixedTables();
/// `text_signatures`, which go with their column blocks; part of fixedTables().
std::string textSignatures();
/// `segment_N` and `heads_N` with the triggers that refuse UPDATE and DELETE.
std::string segmentTables(std::uint64_t number);
/// `events` and `refusals` anew; `segments` from the oldest.
std::string views(const std::vector<std::uint64_t> &segments);

/// Name of the table of segment `number`, and of its heads.
std::string segmentTable(std::uint64_t number);
std::string headsTable(std::uint64_t number);
/// SQL for the text of a dictionary column: the cell itself, or what its code means.
std::string nameText(const std::string &column, NameKind kind);

} // namespace core::schema
