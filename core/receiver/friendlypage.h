// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace core {

/// The page that a person sees who opens the port in a browser: what it is and how to send an event to it. `url` is
/// the address of the listener; with `needsToken` the order to the shell shows where the token goes.
std::string friendlyPage(std::string_view url, bool needsToken);

} // namespace core
