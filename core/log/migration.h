// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/disk/sqlitedatabase.h"

namespace core {

/// Brings a capture of an older version to the newest, in one transaction: killed in between, it is as it was. Events
/// and seals stay byte by byte what they were. `database` may write and is at an older version.
[[nodiscard]] Result<void> migrateCapture(SqliteDatabase &database);

} // namespace core
