// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/event/cloudevent.h"

namespace core {

std::string_view specVersionText(SpecVersion version)
{
    return version == SpecVersion::V10 ? "1.0" : "0.3";
}

} // namespace core
