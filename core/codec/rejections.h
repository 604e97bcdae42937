// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/codec/jsonscan.h"
#include "core/event/cloudevent.h"
#include "core/event/readertext.h"
#include "core/event/refusal.h"
#include "core/event/textfault.h"

#include <optional>
#include <string>
#include <string_view>

namespace core {

using MaybeRejection = std::optional<Rejection>;

/// Where one attribute stood in a message, to name it in a refusal. Borrows its texts.
struct AttributeSpot {
    Place::Part part = Place::Part::Body;
    std::string_view sent; ///< header field or JSON member, as sent
    ByteRange bytes;       ///< of the header line or of the value

    /// The name as a reader should see it: "ce-time" in a header, "time" in JSON. Cut when long.
    std::string shown() const;
    Place place() const;
};

/// "CloudEvents 1.0, Type System"
std::string coreReference(SpecVersion version, std::string_view section);

Rejection rejectionForJson(const JsonFault &fault, std::string_view text,
                           std::size_t maxDepth = MaxDepth);
/// The value of DecodeLimits::depth as a sentence about `what`.
std::string depthSentence(std::size_t maxDepth, std::string_view what);
Rejection rejectionForName(const AttributeSpot &spot, const TextFault &fault, SpecVersion version);
Rejection rejectionForRepeated(const AttributeSpot &spot, SpecVersion version);
Rejection rejectionForEmpty(const AttributeSpot &spot, SpecVersion version);
Rejection rejectionForVersion(const AttributeSpot &spot, std::string_view value);
/// The refusal of the event at `index` (from 0), told as part of its batch.
Rejection inBatch(Rejection rejection, std::size_t index);

/// `what` completes "ce-time is …": "not an RFC 3339 timestamp". `example` completes "Write it as
/// in …".
struct BrokenText {
    std::string_view rule;
    std::string_view what;
    std::string_view example;
    std::string_view reference;
};
Rejection rejectionForText(const AttributeSpot &spot, std::string_view value,
                           const TextFault &fault, const BrokenText &broken);

} // namespace core
