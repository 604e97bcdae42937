// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/commandline/outcome.h"
#include "core/broker/manifest.h"

#include <string>

namespace app {

/// The one Trigger in a file of manifests. Everything that is wrong with the file is wrong usage, and named with its place.
[[nodiscard]] OrFailure<core::broker::TriggerManifest> triggerIn(const std::string &file);

} // namespace app
