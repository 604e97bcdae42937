// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "app/commandline/secretfile.h"

#include <cerrno>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

namespace app {

SecretText::SecretText(std::size_t capacity)
{
    m_text.reserve(capacity);
}

SecretText::SecretText(SecretText &&other) noexcept
    : m_text(std::exchange(other.m_text, {}))
{
}

SecretText::~SecretText()
{
    ::explicit_bzero(m_text.data(), m_text.size());
}

OrFailure<SecretText> secretIn(const std::string &option, const std::string &file)
{
    const auto cannot = [&](int code) {
        return failed(option + " " + file + " cannot be read: " + std::strerror(code));
    };
    const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return cannot(errno);
    SecretText secret(SecretFileBytes + 1); // never moves while it grows, so that no copy is left
    std::string &text = secret.buffer();
    text.resize(SecretFileBytes + 1);
    std::size_t used = 0;
    ssize_t count = 0;
    do {
        count = ::read(descriptor, text.data() + used, text.size() - used);
        used += count > 0 ? static_cast<std::size_t>(count) : 0;
    } while ((count > 0 && used < text.size()) || (count < 0 && errno == EINTR));
    const int fault = count < 0 ? errno : 0;
    ::close(descriptor);
    if (fault != 0)
        return cannot(fault);
    if (used > SecretFileBytes)
        return wrongUsage(option + " " + file + ": that is none, it has more than " +
                          std::to_string(SecretFileBytes) + " bytes");
    text.resize(used);
    return secret;
}

OrFailure<core::BodySignature> signatureOf(const Arguments &arguments)
{
    const std::string *file = arguments.value("--hmac-key-file");
    const std::string *header = arguments.value("--hmac-header");
    if (!file && header)
        return wrongUsage("--hmac-header needs --hmac-key-file, the key that both sides know");
    if (!file)
        return core::BodySignature();
    const auto key = secretIn("--hmac-key-file", *file);
    if (!key)
        return tl::unexpected(key.error());
    const std::string name = header ? *header : core::BodySignature::UsualHeader;
    auto signature = core::BodySignature::make(name, key->view());
    if (!signature)
        return wrongUsage("--hmac-key-file " + *file + " with --hmac-header " + name + ": " +
                          signature.error().detail);
    return std::move(*signature);
}

} // namespace app
