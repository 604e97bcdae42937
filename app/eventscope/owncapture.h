// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/monitor/monitor.h"

#include <filesystem>

namespace app {

/// Starts a monitor of the user's own capture, `default.eventscope` in `folder`; while another window has that, of
/// `default-2.eventscope` and so on. `options.capture` is ignored; `options.log.access` says what to do with one that
/// cannot be written for another reason. Errors: those of Monitor::start.
[[nodiscard]] core::Result<std::unique_ptr<core::Monitor>>
startOwnCapture(const std::filesystem::path &folder, const core::Monitor::Options &options);

} // namespace app
