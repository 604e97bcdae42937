// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/units.h"

#include <algorithm>
#include <string_view>

namespace core {

/// The bytes of `range`, as far as `text` has them: a range read from a damaged file must not lead
/// outside.
inline std::string_view textIn(std::string_view text, ByteRange range)
{
    return text.substr(std::min<std::size_t>(range.offset, text.size()), range.length);
}

} // namespace core
