// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/columns/columns.h"
#include "core/sorting/sortorder.h"

#include <cstdint>
#include <limits>
#include <memory>
#include <span>

namespace core {

/// What rows are compared by: a number for each row. Made on the thread of a view, prepared by the steps of one sort,
/// then read by any thread.
class SortKeys {
public:
    /// Of a row without a value; above every other.
    static constexpr std::uint64_t NoKey = std::numeric_limits<std::uint64_t>::max();

    virtual ~SortKeys() = default;
    /// One slice of what must be known before read(); false: everything is. The pool only if it reads the disk.
    virtual bool prepare() { return false; }
    /// How much there is to prepare(), and has been, as if rows were moved.
    virtual std::uint64_t preparation() const { return 0; }
    virtual std::uint64_t prepared() const { return 0; }
    /// Then they are many bytes, too, which nobody keeps once rows are sorted.
    virtual bool readsDisk() const { return false; }
    /// The keys of the rows `base` + `offsets`. A row that left the log meanwhile has any key.
    virtual void read(std::uint64_t base, std::span<const std::uint32_t> offsets,
                      std::span<std::uint64_t> keys) const = 0;
    /// No key but NoKey is above it.
    virtual std::uint64_t largest() const = 0;
};

/// Of a column that is in memory, for rows that were published before. Null for SortOrder::By::Value.
[[nodiscard]] std::unique_ptr<SortKeys> columnKeys(const Columns &columns, SortOrder::By by);

} // namespace core
