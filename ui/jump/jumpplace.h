// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/base/units.h"

#include <QDate>
#include <QString>

#include <optional>
#include <variant>

namespace ui {

/// Where a person wants to go: an event by its number, or a time of receiving.
using JumpPlace = std::variant<core::EventSequence, core::WallTime>;

/// What a person typed: a number (`2481358`, `#2 481 358`), a time of `day` (`14:31`, `14:31:41`, `14:31:41.5`), a day and a
/// time (`2026-11-28 14:31:41.5`, also with a `T`), both of the local zone, or a full time of RFC 3339 with its offset.
/// Nothing: it is none of these. Pure but for the zone.
std::optional<JumpPlace> jumpPlace(const QString &text, QDate day);

} // namespace ui
