// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/commandline/outcome.h"
#include "core/receiver/receiveroptions.h"

#include <chrono>
#include <cstdint>
#include <string>

namespace app {

// Values of options as a person writes them. `name` is the option, for the sentence about a fault. Pure.

/// Digits alone, from `least` to `most`.
[[nodiscard]] OrFailure<std::uint64_t> numberOf(const std::string &name, const std::string &text,
                                                std::uint64_t least = 0,
                                                std::uint64_t most = UINT64_MAX);
/// "500ms", "10s", "5m", "1h"; more than nothing.
[[nodiscard]] OrFailure<std::chrono::milliseconds> durationOf(const std::string &name,
                                                              const std::string &text);
/// "512MiB", "4GiB": bytes. At most what a capture can note, or `most`.
[[nodiscard]] OrFailure<std::uint64_t> sizeOf(const std::string &name, const std::string &text,
                                              std::uint64_t least, std::uint64_t most = INT64_MAX);
/// "127.0.0.1:8080", "[::1]:0", "localhost:8080", "https://127.0.0.1:8443", "http://[::]:80".
[[nodiscard]] OrFailure<core::ListenAddress> listenAddressOf(const std::string &name,
                                                             const std::string &text);

} // namespace app
