// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/columns/dictionary.h"
#include "core/redaction/redaction.h"

#include <QString>

#include <optional>
#include <string_view>

namespace ui {

/// What stands in lists of values in the place of one that `redaction` hides: `[redacted] 3`, by its code, so that values
/// can still be told apart and chosen; without a number where it has no code; empty where the attribute is removed.
/// Nothing: it is shown as it is. Pure.
std::optional<QString> standIn(const core::Redaction &redaction, std::string_view attribute,
                               core::ValueCode code = core::OtherCode);

} // namespace ui
