// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cesql/expression.h"
#include "ui/filterbar/utf8places.h"

#include <optional>

namespace ui {

struct SeenValues;

/// What is said of a text that was typed as a filter. A plain value.
struct FilterJudgement {
    enum class Kind {
        Empty, ///< shows everything
        Valid,
        Invalid,    ///< no expression
        Suspicious, ///< an expression that is surely not meant so
    };
    /// One click mends it.
    struct Remedy {
        QString words; ///< of the link
        QString text;  ///< the whole new text
        bool operator==(const Remedy &) const = default;
    };

    Kind kind = Kind::Empty;
    TextRange place;  ///< what is underlined
    QString sentence; ///< nothing to say: empty
    std::optional<Remedy> remedy;
    std::optional<core::cesql::Expression> expression; ///< where it can be applied
};

/// Judges `text`; nothing but its syntax and its own sense where `seen` knows nothing. Takes a few milliseconds at most,
/// however many values were seen. GUI thread.
[[nodiscard]] FilterJudgement judgeFilter(const QString &text, const SeenValues &seen);

} // namespace ui
