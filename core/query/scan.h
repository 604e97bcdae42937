// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/log/columns.h"
#include "core/query/compiledfilter.h"
#include "core/query/rowbitmap.h"

#include <cstdint>

namespace core {

/// Appends one bit for each row `from` … `to` - 1 to `result`: does `filter` let it through. `to`
/// is at most a published() that was read before `filter` followed the columns. Any thread; about 1
/// ns per row.
void scan(const Columns &columns, const CompiledFilter &filter, std::uint64_t from,
          std::uint64_t to, RowBitmap &result);

} // namespace core
