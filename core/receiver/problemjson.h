// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/event/refusal.h"

#include <string>

namespace core {

/// `why` as application/problem+json (RFC 9457): type, title, status, detail, fix, rule, reference, and place with
/// part, name, offset and length as far as they are known.
std::string problemJson(const Rejection &why);

} // namespace core
