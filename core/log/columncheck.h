// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/disk/sqlitedatabase.h"
#include "core/log/schema.h"
#include "core/log/segmentrow.h"

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>

namespace core {

/// Holds the stored column blocks beside the rows that they were made of. No seal covers them, and
/// what a window lists is what they say.
class ColumnCheck {
public:
    explicit ColumnCheck(SqliteDatabase &database);

    /// Whether the block of `row`, if it is stored, says the same. Rows in ascending order.
    [[nodiscard]] Result<bool> holds(const SegmentRow &row);

private:
    using Names = std::unordered_map<ValueCode, std::string>;
    [[nodiscard]] Result<void> load(std::uint64_t number);
    [[nodiscard]] Result<bool> isNamed(schema::NameKind kind, ValueCode code,
                                       const std::optional<std::string_view> &text);

    SqliteDatabase &m_database;
    std::array<Names, 6> m_names;         ///< by kind, as far as they were asked for
    std::unique_ptr<ColumnBlock> m_block; ///< null: there is none of the right size
    bool m_isStored = false;              ///< block m_number is there, whatever it holds
    std::uint64_t m_number = ~std::uint64_t(0);
};

} // namespace core
