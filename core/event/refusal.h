// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/base/units.h"

#include <cstdint>
#include <optional>
#include <string>

namespace core {

/// Where in a request a rule was broken.
struct Place {
    enum class Part : std::uint8_t { Request, RequestLine, Header, Body };
    Part part = Part::Request;
    std::string name;               ///< header field or attribute, as sent; empty where none is meant
    std::optional<ByteRange> bytes; ///< within the head (RequestLine, Header) or the body
    bool operator==(const Place &) const = default;
};

/// Why bytes from outside are no CloudEvent (or no HTTP request): the rule that is broken, where, and how to mend it.
/// Sentences are English for the wire; ui translates by `rule`.
struct Rejection {
    int status = 400;      ///< HTTP status that says so
    std::string rule;      ///< stable code, kebab-case: "missing-attribute", "body-too-large"
    std::string title;     ///< what, a short phrase: "ce-time is not an RFC 3339 timestamp"
    std::string detail;    ///< what and where, whole sentences, with the name of a limit and its value
    std::string fix;       ///< how to mend it, whole sentences
    std::string reference; ///< specification and section: "CloudEvents HTTP binding 3.1.3"
    Place place;
    bool operator==(const Rejection &) const = default;
};

/// A request that was refused, kept as evidence: what came, from whom, and why it was no event.
struct Refusal {
    Rejection why;
    WallTime received{};
    std::string connection;
    std::string remote;
    std::string local;
    std::string head;  ///< as it came, credentials replaced; may be cut at a limit
    std::string body;  ///< as it came, may be cut at a limit
    bool cut = false;  ///< head or body is not whole
    std::uint64_t bodyBytes = 0; ///< of the whole body as far as it was announced or read
    bool operator==(const Refusal &) const = default;
};

} // namespace core
