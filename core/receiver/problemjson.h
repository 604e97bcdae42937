// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/event/refusal.h"
#include "core/log/storedevent.h"

#include <string>

namespace core {

/// `why` as application/problem+json (RFC 9457): type, title, status, detail, fix, rule, reference, and place with
/// part, name, offset and length as far as they are known.
std::string problemJson(const Rejection &why);

/// A refusal that was kept, as one line of JSON without its line feed: the members above; `number`, `received` (RFC 3339),
/// `listener` and `remote`; the request as it came in `head` and `body` (`body_base64` where it is no UTF-8), `cut` when
/// that is not all of it, and `body_bytes`, the length of the whole body as far as it was announced or read. `head` and
/// `body` are absent once they have left the capture.
std::string refusalJson(const StoredRefusal &stored);

} // namespace core
