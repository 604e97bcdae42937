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

/// Finds Authorization, Proxy-Authorization and Cookie values, access_token query parameters and user information in
/// URLs. Works on whatever came: a head that was refused may be cut or malformed anywhere.
std::vector<FoundCredential> findCredentials(std::string_view head);

/// Replaces them in the head of `request`, keeping its ranges right. `place`, if given, is a range of that head, too.
void removeCredentials(HttpRequest &request, ByteRange *place = nullptr);

} // namespace core
