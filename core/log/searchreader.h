// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/disk/sqlitedatabase.h"
#include "core/text/searchedtext.h"
#include "core/text/textsignature.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace core {

/// Reads what text search looks at, page by page as CaptureReader does, on a read-only connection of its own: nothing is
/// copied, no name looked up, no head joined, and no statement stays open between calls. One thread at a time; not the
/// GUI's.
class SearchReader {
public:
    using Visit = std::function<void(const SearchedRow &)>;
    /// Whether SearchedRow::names are wanted. They cost a tenth of the time, and where every name has a code there are none.
    enum class Names { Read, Skip };

    /// A capture that is open for writing in this process, or a closed file.
    [[nodiscard]] static Result<std::unique_ptr<SearchReader>>
    open(const std::filesystem::path &file);

    /// Shows events `first` to `last` in order, at most one page; `visit` must be quick. Events that are not there (any
    /// more) are passed over. Answers the number to go on with, last + 1 when there is nothing left.
    [[nodiscard]] Result<std::uint64_t> read(std::uint64_t first, std::uint64_t last, Names names,
                                             const Visit &visit);
    /// Numbers of the column blocks that have none, ascending. Empty also for a file that cannot have any.
    std::vector<std::uint64_t> blocksWithoutSignature();
    /// The signature of a column block, if one is stored that can be used.
    std::optional<TextSignature> signature(std::uint64_t block);

private:
    struct Segment {
        std::uint64_t number = 0;
        std::uint64_t first = 0;
    };
    explicit SearchReader(std::unique_ptr<SqliteDatabase> database);
    [[nodiscard]] bool loadSegments();
    /// Index of the segment that would hold `sequence`; of the oldest for what is older.
    std::size_t segmentOf(std::uint64_t sequence) const;
    [[nodiscard]] bool openSegment(std::uint64_t number, Names names);
    SearchedRow row() const;

    std::unique_ptr<SqliteDatabase> m_database;
    std::vector<Segment> m_segments; ///< as they were when last looked at, oldest first
    SqliteStatement m_select;        ///< of segment m_number, with m_names
    std::uint64_t m_number = 0;
    Names m_names = Names::Read;
    SqliteStatement m_selectSignature; ///< none: a file without signatures
};

} // namespace core
