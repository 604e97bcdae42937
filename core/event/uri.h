// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/event/textfault.h"

namespace core {

/// Why `text` is no URI-reference (RFC 3986 §4.1). The empty text is one.
[[nodiscard]] MaybeFault uriReferenceFault(std::string_view text);

/// Why `text` is no absolute URI (RFC 3986 §4.3: a scheme, and no fragment).
[[nodiscard]] MaybeFault uriFault(std::string_view text);

} // namespace core
