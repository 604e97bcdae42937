// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/receiver/methods.h"

namespace core {

std::string_view pathOf(std::string_view target)
{
    if (!target.starts_with('/')) {
        const std::size_t authority = target.find("://");
        if (authority != std::string_view::npos) {
            const std::size_t slash = target.find('/', authority + 3);
            target = slash == std::string_view::npos ? "/" : target.substr(slash);
        }
    }
    return target.substr(0, target.find_first_of("?#"));
}

bool isHealthPath(std::string_view path)
{
    return path == "/healthz" || path == "/readyz";
}

bool isStreamPath(std::string_view path)
{
    return path == EventStreamPath || path == WebSocketPath || path == EventQueryPath;
}

std::string_view allowLine(std::string_view target)
{
    const std::string_view path = pathOf(target);
    // "*" asks what there is at all (RFC 9110 9.3.7)
    return isHealthPath(path) || isStreamPath(path) || path == MetricsPath || path == "*"
               ? "Allow: GET, HEAD, OPTIONS, POST, PUT\r\n"
               : "Allow: OPTIONS, POST, PUT\r\n";
}

} // namespace core
