// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/commandline/arguments.h"
#include "app/commandline/outcome.h"
#include "core/http/tlscontext.h"
#include "core/receiver/receiveroptions.h"

#include <memory>
#include <string>
#include <vector>

namespace app {

/// What an address that speaks HTTPS needs.
struct TlsFiles {
    std::shared_ptr<const core::TlsContext> context; ///< null: none of the options was given
    std::string
        generated; ///< file of a certificate that we made, which senders must be given; else empty
};

/// What --tls-cert and --tls-key, or --tls-generate say. One that is generated stays in the state folder, readable by its
/// owner alone, and is used again while it is valid and is for `addresses`.
[[nodiscard]] OrFailure<TlsFiles> tlsFilesOf(const Arguments &arguments,
                                             const std::vector<core::ListenAddress> &addresses);

} // namespace app
