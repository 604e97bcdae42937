// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/codec/eventbuilder.h"
#include "core/codec/rejections.h"
#include "core/event/attributevalue.h"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace core {

/// Names of an event format, for sentences.
struct FormatNames {
    std::string_view name; ///< "Protobuf"
    std::string_view mediaType;
    std::string_view batchMediaType; ///< empty: the format has no batch
    std::string_view reference;      ///< of what an event looks like in it
    std::string_view limit;          ///< the constant that bounds the attributes of one event
    std::size_t maxAttributes = 0;
};

/// What only 1.0 has an event format for: nothing, if `value` is "1.0".
[[nodiscard]] MaybeRejection checkVersion(const FormatNames &format, std::string_view value,
                                          const AttributeSpot &spot);
/// There is no specversion; `how` tells where it belongs: "the field spec_version".
[[nodiscard]] Rejection rejectionForNoVersion(const FormatNames &format, std::string_view how,
                                              ByteRange event);
/// Other required attributes are not there. `missing` must not be empty.
[[nodiscard]] Rejection rejectionForMissing(const FormatNames &format,
                                            std::span<const std::string_view> missing,
                                            ByteRange event);
/// What is no event of that format begins as JSON does: nothing, if it does not.
[[nodiscard]] MaybeRejection rejectionForJsonBody(const FormatNames &format, std::string_view body);
[[nodiscard]] Rejection rejectionForEmptyBody(const FormatNames &format);
[[nodiscard]] Rejection rejectionForTooManyAttributes(const FormatNames &format, ByteRange place);
[[nodiscard]] Rejection rejectionForTooManyEvents(std::string_view reference,
                                                  std::size_t batchEvents);
/// A batch came under the media type of one event, or the other way round.
[[nodiscard]] Rejection rejectionForBatchAsEvent(const FormatNames &format);
[[nodiscard]] Rejection rejectionForEventAsBatch(const FormatNames &format);
/// `spot` holds `is` where `wanted` must be: "an Integer", "a String".
[[nodiscard]] Rejection rejectionForType(const FormatNames &format, const AttributeSpot &spot,
                                         std::string_view is, std::string_view wanted);
/// Text data that is no UTF-8.
[[nodiscard]] Rejection rejectionForText(const FormatNames &format, const TextFault &fault,
                                         ByteRange data);

/// The type that the specification gives an attribute of its own.
[[nodiscard]] AttributeType attributeTypeOf(CoreAttribute attribute);
/// "a Timestamp"
[[nodiscard]] std::string_view typeWords(AttributeType type);

/// A value that came with its type.
struct TypedText {
    AttributeType type = AttributeType::String;
    std::string canonical;
};
/// Sets `name`, which is checked here. An attribute of the specification must have its own type, or be a String with its
/// canonical string.
[[nodiscard]] MaybeRejection setTyped(EventBuilder &builder, const FormatNames &format,
                                      std::string_view name, TypedText &&value,
                                      const AttributeSpot &spot);

} // namespace core
