// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/units.h"
#include "core/http/httprequest.h"

#include <string>
#include <string_view>
#include <vector>

namespace core {

/// A credential within the head of a request, and what is stored in its place.
struct FoundCredential {
    ByteRange bytes;
    std::string text; ///< "(23 bytes removed)"; in a URL "(23-bytes-removed)"
    bool operator==(const FoundCredential &) const = default;
};

/// Finds the values of Authorization (also Proxy-Authorization and others that end so), Cookie and the keys of Event Grid,
/// access_token query parameters, and user information in URLs and Host. Works on whatever came: a head that was refused may
/// be cut or malformed anywhere.
std::vector<FoundCredential> findCredentials(std::string_view head);

/// Replaces them in the head of `request`, keeping its ranges right. `place`, if given, is a range of that head, too.
void removeCredentials(HttpRequest &request, ByteRange *place = nullptr);

/// A sentence for people, without what is secret in the URLs that it repeats.
[[nodiscard]] std::string withoutUrlCredentials(std::string text);

} // namespace core
