// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/columns/columns.h"
#include "core/query/compiledfilter.h"
#include "core/query/rowbitmap.h"

#include <cstdint>

namespace core {

/// Appends one bit for each row from result.end() to `to` - 1: does `filter` let it through. `to` is at most a
/// published() that was read before `filter` followed the columns. Stops early at a row that `filter` cannot decide
/// before it has read more (CompiledFilter::read). Any thread; about 1 ns per row.
void scan(const Columns &columns, CompiledFilter &filter, std::uint64_t to, RowBitmap &result);

} // namespace core
