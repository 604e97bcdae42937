// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/units.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace core {

/// One header field: where it stands within HttpRequest::head.
struct HttpField {
    ByteRange name;
    ByteRange value; ///< without the optional white space around it
    ByteRange line;  ///< the whole line, without its line end
    bool operator==(const HttpField &) const = default;
};

/// The two ends of a connection, and what it came in by; the same for all of its requests.
struct HttpEnds {
    std::string remote;      ///< "127.0.0.1:51824"
    std::string local;       ///< "127.0.0.1:8080"
    std::string listener;    ///< "http://127.0.0.1:8080", the address that was bound
    bool onLoopback = false; ///< the listener is bound to a loopback address
};

/// One HTTP request as it came. Views are into `head` and die with it. A request that was refused
/// while it was read may have any of it missing.
struct HttpRequest {
    std::uint64_t connection = 0;
    std::uint64_t number = 0;       ///< within its connection, from 0
    const HttpEnds *ends = nullptr; ///< borrowed, lives while the request is handled
    std::string head;               ///< request line, fields and empty line, verbatim
    std::string body;            ///< chunked coding undone, and content coding if it is a known one
    std::uint64_t bodyBytes = 0; ///< announced, or read so far
    bool isCut = false;          ///< nobody wanted its body, and not all of it was read
    bool isCounted = false;      ///< the handler's own mark, from HttpHandler::wantsBody to handle
    ByteRange method;
    ByteRange target;
    int version = 11; ///< 10 or 11
    bool keepAlive = false;
    std::vector<HttpField> fields;

    std::string_view text(ByteRange range) const
    {
        return std::string_view(head).substr(range.offset, range.length);
    }
    std::string_view methodText() const { return text(method); }
    std::string_view targetText() const { return text(target); }
    /// The first field named `lowerName` (lower case), or null.
    const HttpField *find(std::string_view lowerName) const;
    /// The second of that name, or null.
    const HttpField *findAgain(std::string_view lowerName) const;
    /// The value of the first, or empty.
    std::string_view value(std::string_view lowerName) const;

    /// Makes it new for the next request, keeping what is expensive to allocate.
    void clear();

private:
    const HttpField *findFrom(std::size_t index, std::string_view lowerName) const;
};

} // namespace core
