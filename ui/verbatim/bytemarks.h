// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/textmarks.h"
#include "ui/verbatim/linesource.h"

#include <cstdint>
#include <vector>

namespace ui {

/// Where `places` (ascending, none over another) are in a line: one mark for each that is in it, with what the layout put
/// in between; two where a line shows its bytes twice. Costs by the length of the line and the logarithm of the places.
std::vector<TextMark> marksOf(const TextLine &line, const std::vector<core::TextPlace> &places);

/// UTF-16 units of the first `bytes` bytes of `text` in UTF-8, as visibleText() shows them.
qsizetype unitsOf(QStringView text, std::uint64_t bytes);

} // namespace ui
