// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/event/attributename.h"

namespace core {

MaybeFault attributeNameFault(std::string_view name, SpecVersion version)
{
    if (name.empty())
        return TextFault{"is empty", 0};
    for (std::size_t at = 0; at < name.size(); ++at) {
        const char c = name[at];
        if (c >= 'A' && c <= 'Z')
            return TextFault{"has a capital letter", at};
        if ((c < 'a' || c > 'z') && (c < '0' || c > '9'))
            return TextFault{"has a character other than a-z and 0-9", at};
    }
    if (name == "data")
        return TextFault{"is reserved for the payload", 0};
    if (version == SpecVersion::V03 && name.front() <= '9')
        return TextFault{"starts with a digit, which CloudEvents 0.3 does not allow", 0};
    return {};
}

} // namespace core
