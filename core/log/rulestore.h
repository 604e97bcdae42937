// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/disk/sqlitedatabase.h"
#include "core/log/capturerules.h"

namespace core {

/// The rules as the capture has them (tables meta and left_out). A capture without any: the usual ones.
[[nodiscard]] Result<CaptureRules> loadRules(SqliteDatabase &database);
/// In the writer's transaction. False: SqliteDatabase::error() says why.
[[nodiscard]] bool storeRules(SqliteDatabase &database, const CaptureRules &rules);

} // namespace core
