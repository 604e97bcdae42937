// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cesql/expression.h"

#include <QString>

#include <optional>

namespace ui {

struct SeenValues;

/// Why an expression is surely not meant as it stands, and one change that mends it.
struct FilterDoubt {
    struct Change {
        core::ByteRange place; ///< of the text
        std::string text;      ///< what is put there
        QString words;         ///< of the link
    };
    core::ByteRange place;
    QString sentence;
    std::optional<Change> change;
};

/// The first reason to doubt `expression`: what it means comes before what was seen. Pure, but for `seen`.
[[nodiscard]] std::optional<FilterDoubt> doubtAbout(const core::cesql::Expression &expression,
                                                    const SeenValues &seen);

} // namespace ui
