// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStringView>

#include <string>

namespace core {

/// A text, in UTF-8, that everything which `expression` (PCRE2, not extended) matches must hold: the longest that stands
/// plainly in it; empty if there is none, or if the expression has alternatives, groups with options or escapes that this
/// does not know. Without case (`hasCase` false) it has no letter that PCRE2 also takes for one beyond ASCII (k, s).
[[nodiscard]] std::string requiredText(QStringView expression, bool hasCase);

} // namespace core
