// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/units.h"
#include "ui/models/textmarks.h"

#include <functional>
#include <vector>

namespace ui {

/// What a search found, for the table to mark. Both are called while painting. Empty: there is no search.
struct HitMarks {
    std::function<bool(core::EventSequence)> isHit;
    std::function<std::vector<TextMark>(const QString &)> marksIn; ///< in the text of a cell
    explicit operator bool() const { return isHit && marksIn; }
};

} // namespace ui
