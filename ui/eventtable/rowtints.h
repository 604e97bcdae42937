// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/units.h"

#include <QColor>
#include <QString>

#include <functional>
#include <optional>
#include <vector>

namespace ui {

/// How a row stands out from the others.
struct RowTint {
    QColor ground; ///< behind its words
    QColor frame;  ///< around it where the ground cannot tell; else invalid
    QString words; ///< why, for a person who asks
};

/// Which rows have a tint. Both are called while painting. Empty: none has.
struct RowTints {
    /// These rows will be asked for next, and no others.
    std::function<void(const std::vector<core::EventSequence> &)> look;
    std::function<std::optional<RowTint>(core::EventSequence)> tintOf;
    explicit operator bool() const { return look && tintOf; }
};

} // namespace ui
