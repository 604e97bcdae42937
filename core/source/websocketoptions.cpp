// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/source/websocketoptions.h"

#include <QString>
#include <QUrl>

namespace core {

namespace {

QUrl parsed(const std::string &url)
{
    return QUrl(QString::fromStdString(url), QUrl::StrictMode);
}

} // namespace

Result<void> checkWebSocketUrl(const std::string &url)
{
    const QUrl parts = parsed(url);
    // QUrl::errorString() repeats the URL, and with it a password.
    if (!parts.isValid())
        return fail(Error::Kind::InvalidInput,
                    "This is not a URL. Write it like wss://example.com/path.");
    if (parts.scheme() != QLatin1String("ws") && parts.scheme() != QLatin1String("wss"))
        return fail(Error::Kind::InvalidInput, "A WebSocket URL begins with ws:// or wss://.");
    if (parts.host().isEmpty())
        return fail(Error::Kind::InvalidInput,
                    "The URL names no host. Write it like wss://example.com/path.");
    return {};
}

std::string publicUrl(const std::string &url)
{
    const QUrl parts = parsed(url);
    if (!parts.isValid()) // nothing of it can be trusted to be free of secrets
        return "invalid URL";
    return parts
        .toString(QUrl::RemoveUserInfo | QUrl::RemoveQuery | QUrl::RemoveFragment |
                  QUrl::ComponentFormattingOption::FullyEncoded)
        .toStdString();
}

} // namespace core
