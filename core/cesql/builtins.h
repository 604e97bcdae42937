// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cesql/functions.h"
#include "core/cesql/value.h"

#include <span>

namespace core::cesql {

/// Bytes of text that callBuiltin() makes of arguments that it has cast, about; 0 where it borrows from them.
[[nodiscard]] std::size_t madeBytes(const Signature &signature, std::span<const Value> arguments);

/// Calls a function that needs nothing but its arguments (CESQL §3.5), which have no errors and are as many as its
/// signature wants; they are cast where they stand. Texts in the answer may be those of the arguments.
[[nodiscard]] Evaluation callBuiltin(const Signature &signature, std::span<Value> arguments);

} // namespace core::cesql
