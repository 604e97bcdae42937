// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/codec/formatrejections.h"
#include "core/codec/protobuf/protobufformat.h"
#include "core/codec/protobuf/wirereader.h"

#include <string_view>

namespace core {

constexpr FormatNames ProtobufFormatNames{"Protobuf",
                                          "application/cloudevents+protobuf",
                                          "application/cloudevents-batch+protobuf",
                                          "CloudEvents Protobuf format 2",
                                          "MaxProtobufAttributes",
                                          MaxProtobufAttributes};

/// What is wrong with the wire format itself.
[[nodiscard]] Rejection rejectionForWire(const WireFault &fault, std::string_view text);
/// A field that cloudevents.proto has, `field`, is written as another type.
[[nodiscard]] Rejection rejectionForWireType(std::string_view field, const WireField &is);

} // namespace core
