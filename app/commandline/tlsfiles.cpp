// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "app/commandline/tlsfiles.h"

#include "app/commandline/secretfile.h"
#include "app/commandline/statefolder.h"
#include "core/base/clock.h"
#include "core/http/selfsigned.h"

#include <QHostAddress>
#include <QHostInfo>
#include <QNetworkInterface>
#include <QSysInfo>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <set>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

namespace app {

namespace {

constexpr mode_t OwnerAlone = 0600;

/// Names and addresses that this machine goes by.
std::vector<std::string> namesOfThisMachine()
{
    std::set<std::string> names{"localhost", "127.0.0.1", "::1"};
    const QString host = QSysInfo::machineHostName();
    if (!host.isEmpty()) {
        names.insert(host.toStdString());
        names.insert(host.toStdString() + ".local");
    }
    const QString domain = QHostInfo::localDomainName();
    if (!host.isEmpty() && !domain.isEmpty())
        names.insert(host.toStdString() + '.' + domain.toStdString());
    for (QHostAddress address : QNetworkInterface::allAddresses()) {
        if (address.isLinkLocal())
            continue;
        address.setScopeId(QString());
        names.insert(address.toString().toStdString());
    }
    return {names.begin(), names.end()};
}

/// Those that the certificate must be for, whatever this machine is called today.
std::vector<std::string> namesOf(const std::vector<core::ListenAddress> &addresses)
{
    std::vector<std::string> names{"localhost"};
    for (const core::ListenAddress &address : addresses) {
        const QHostAddress parsed(QString::fromStdString(address.host));
        if (address.tls && !parsed.isNull() && parsed != QHostAddress(QHostAddress::AnyIPv4) &&
            parsed != QHostAddress(QHostAddress::AnyIPv6))
            names.push_back(parsed.toString().toStdString());
    }
    return names;
}

tl::unexpected<Failure> cannotWrite(const std::filesystem::path &file, int code)
{
    return failed("--tls-generate: " + file.string() +
                  " cannot be written: " + std::strerror(code));
}

/// Whole or not at all, and never readable by others.
OrFailure<ExitCode> write(const std::filesystem::path &file, std::string_view text)
{
    const std::string temporary = file.string() + "." + std::to_string(::getpid());
    ::unlink(temporary.c_str()); // of a process of this number that was killed
    const int descriptor =
        ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, OwnerAlone);
    if (descriptor < 0)
        return cannotWrite(file, errno);
    const ssize_t count = ::write(descriptor, text.data(), text.size());
    const bool isWhole = count == static_cast<ssize_t>(text.size());
    int fault = isWhole ? 0 : count < 0 ? errno : ENOSPC;
    if (::close(descriptor) != 0 && fault == 0)
        fault = errno;
    if (fault == 0 && ::rename(temporary.c_str(), file.c_str()) != 0)
        fault = errno;
    if (fault == 0)
        return ExitCode::Done;
    ::unlink(temporary.c_str());
    return cannotWrite(file, fault);
}

/// The certificate alone is what senders are given; the file with the key has both, so that they never are of two.
OrFailure<TlsFiles> generated(const std::vector<core::ListenAddress> &addresses)
{
    const std::filesystem::path folder = stateFolder();
    const std::filesystem::path keyFile = folder / "tls-key.pem";
    const std::filesystem::path certificateFile = folder / "tls-certificate.pem";
    const std::vector<std::string> needed = namesOf(addresses);
    const core::WallTime now = core::Clock().wall();
    if (const auto there = secretIn("--tls-generate", keyFile.string());
        there && !core::certificateFault(there->view(), needed, now)) {
        struct stat status {};
        const bool isPrivate =
            ::stat(keyFile.c_str(), &status) == 0 && (status.st_mode & (S_IRWXG | S_IRWXO)) == 0;
        const auto context = core::TlsContext::fromPem(there->view(), there->view());
        if (isPrivate && context && std::filesystem::exists(certificateFile))
            return TlsFiles{*context, certificateFile.string()};
    }
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error)
        return cannotWrite(folder, error.value());
    std::vector<std::string> names = namesOfThisMachine();
    names.insert(names.end(), needed.begin(), needed.end());
    auto made = core::makeSelfSigned(names, now);
    if (!made)
        return failed(made.error());
    SecretText both(made->key.size() + made->certificate.size());
    both.buffer() += made->key;
    both.buffer() += made->certificate;
    ::explicit_bzero(made->key.data(), made->key.size());
    const auto context = core::TlsContext::fromPem(made->certificate, both.view());
    if (!context)
        return failed("--tls-generate: " + context.error().detail);
    if (const auto written = write(keyFile, both.view()); !written)
        return tl::unexpected(written.error());
    if (const auto written = write(certificateFile, made->certificate); !written)
        return tl::unexpected(written.error());
    return TlsFiles{*context, certificateFile.string()};
}

} // namespace

OrFailure<TlsFiles> tlsFilesOf(const Arguments &arguments,
                               const std::vector<core::ListenAddress> &addresses)
{
    const std::string *certificate = arguments.value("--tls-cert");
    const std::string *key = arguments.value("--tls-key");
    const bool generates = arguments.has("--tls-generate");
    if (generates && (certificate || key))
        return wrongUsage("--tls-generate makes a certificate, and --tls-cert names one: one of "
                          "them is wanted");
    if (generates)
        return generated(addresses);
    if (!certificate && !key)
        return TlsFiles{};
    if (!certificate || !key)
        return wrongUsage(
            "--tls-cert and --tls-key are wanted together: a certificate and its key");
    const auto certificateText = secretIn("--tls-cert", *certificate);
    if (!certificateText)
        return tl::unexpected(certificateText.error());
    const auto keyText = secretIn("--tls-key", *key);
    if (!keyText)
        return tl::unexpected(keyText.error());
    const auto context = core::TlsContext::fromPem(certificateText->view(), keyText->view());
    if (!context)
        return wrongUsage("--tls-cert " + *certificate + " with --tls-key " + *key + ": " +
                          context.error().detail);
    return TlsFiles{*context, {}};
}

} // namespace app
