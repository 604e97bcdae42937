// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/commandline/arguments.h"
#include "app/commandline/outcome.h"
#include "core/receiver/bodysignature.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace app {

/// What a file holds that nobody else may see: a token, a key. Is wiped at its end.
class SecretText {
public:
    explicit SecretText(std::size_t capacity);
    ~SecretText();
    SecretText(SecretText &&other) noexcept;
    SecretText(const SecretText &) = delete;
    SecretText &operator=(const SecretText &) = delete;
    SecretText &operator=(SecretText &&) = delete;

    std::string_view view() const { return m_text; }
    std::string &buffer() { return m_text; }

private:
    std::string m_text;
};

constexpr std::size_t SecretFileBytes = 64 * 1024;

/// The whole of `file`, at most SecretFileBytes; a pipe is a file, too. `option` is the one that names it, for the
/// sentence about a fault: WrongUsage if it is too large, Failed if it cannot be read.
[[nodiscard]] OrFailure<SecretText> secretIn(const std::string &option, const std::string &file);

/// What --hmac-key-file and --hmac-header say: nothing, if they are not there.
[[nodiscard]] OrFailure<core::BodySignature> signatureOf(const Arguments &arguments);

} // namespace app
