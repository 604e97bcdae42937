// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/text/textmatcher.h"

#include <QString>

#include <vector>

namespace ui {

/// A stretch of a text on the screen. In UTF-16 units.
struct TextMark {
    qsizetype start = 0;
    qsizetype length = 0;
    bool operator==(const TextMark &) const = default;
};

/// Most marks in one text of one line; nobody tells more apart.
constexpr std::size_t MaxLineMarks = 100;

/// Where `matcher` finds its text in a text of one line. Pure, but that a matcher belongs to one thread.
std::vector<TextMark> marksIn(core::TextMatcher &matcher, const QString &text);

} // namespace ui
