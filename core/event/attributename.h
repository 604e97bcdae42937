// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/event/cloudevent.h"
#include "core/event/textfault.h"

namespace core {

/// Why `name` cannot name an attribute (spec.md §"Naming Conventions"): `[a-z0-9]+`, not `data`; in
/// 0.3 it starts with a letter. Case matters: HTTP header names are folded before.
[[nodiscard]] MaybeFault attributeNameFault(std::string_view name, SpecVersion version);

} // namespace core
