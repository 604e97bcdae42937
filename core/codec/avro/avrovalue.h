// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/codec/avro/avroreader.h"
#include "core/codec/decodelimits.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace core {

/// Types of the union `data` of cloudevents.avsc, by their numbers.
enum class AvroDataType : std::size_t { Bytes, Null, Boolean, Map, Array, Double, String, Count };

/// Passes a value of the union `data` behind its number, of a type that has a JSON value (not Bytes), and appends that
/// value to `json` unless it is null. False after a fault, which more than `maxDepth` maps and arrays inside each other are.
bool passAvroValue(AvroReader &reader, AvroDataType type, std::string *json,
                   std::size_t maxDepth = MaxDepth);

/// Appends the shortest JSON number that reads back as `value`, which is finite.
void appendJsonNumber(std::string &out, double value);

/// The JSON that a value of the union `data`, number included, stands for; empty if it is none.
[[nodiscard]] std::string jsonOfAvro(std::string_view value);

/// Appends one JSON value, which is valid, as a value of the union `data`, number included. False, with nothing appended,
/// if the schema cannot hold it as it is: null, a number that is no double, or objects and arrays in an order that it does
/// not have.
bool appendAvroValue(std::string &out, std::string_view json);

void appendAvroLong(std::string &out, std::int64_t value);
void appendAvroBytes(std::string &out, std::string_view bytes);

} // namespace core
