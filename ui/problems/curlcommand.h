// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/event/refusal.h"

#include <QString>

#include <optional>

namespace ui {

/// A command line for a POSIX shell that sends the refused request again: the same method, target, fields and body.
/// Nothing where curl could not say the same: what was cut or carried credentials, what is no HTTP request, bodies that
/// are no text, and faults of lines and lengths, which curl would write itself.
std::optional<QString> curlCommand(const core::Refusal &refusal);

} // namespace ui
