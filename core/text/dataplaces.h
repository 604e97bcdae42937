// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/event/cloudevent.h"
#include "core/text/textmatcher.h"

#include <string_view>
#include <vector>

namespace core {

/// Where `matcher` finds its text in `data`, what dataBytes() answers for an event of this form: the first `most` places,
/// ascending, none over another. As core/text/searchedtext.h looks at it: as it is and, where that is searched, with each
/// escape of JSON as the character that it means; such a place is where the escape stands. Any thread; long for long data.
[[nodiscard]] std::vector<TextPlace> dataPlaces(TextMatcher &matcher, DataForm form,
                                                std::string_view data, std::size_t most);

} // namespace core
