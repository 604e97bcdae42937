// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/query/eventfilter.h"

#include <QString>

namespace ui {

/// `filter` as a CESQL expression: `type IN ('a', 'b') AND source = '/x'`. Empty for a filter that
/// shows everything.
QString filterWords(const core::EventFilter &filter);

} // namespace ui
