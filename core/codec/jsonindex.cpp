// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/codec/jsonindex.h"

#include "core/event/unicodetext.h"

#include <simdjson.h>

#include <bit>
#include <memory>

namespace core {

namespace {

using Implementation = simdjson::internal::dom_parser_implementation;

constexpr std::size_t SmallestIndex = 64 * KiB;
/// An index for longer texts is not kept: it takes four bytes per byte of text.
constexpr std::size_t LargestKeptIndex = 1 * MiB;

/// One per thread, so that no event pays for memory.
std::unique_ptr<Implementation> &parser()
{
    thread_local std::unique_ptr<Implementation> instance;
    return instance;
}

bool reserve(std::size_t bytes)
{
    auto &instance = parser();
    if (instance && instance->capacity() >= bytes)
        return true;
    const std::size_t capacity = std::bit_ceil(std::max(bytes, SmallestIndex));
    instance.reset();
    // The depth is for simdjson's own second stage, which we do not run.
    return simdjson::get_active_implementation()->create_dom_parser_implementation(
               std::min(capacity, std::size_t(simdjson::SIMDJSON_MAXSIZE_BYTES)), 1, instance) ==
           simdjson::SUCCESS;
}

/// simdjson says what is wrong, not where: look again, slowly, only for refusals.
JsonFault locate(std::string_view text)
{
    if (const auto fault = utf8Fault(text))
        return {JsonFault::Kind::NotUtf8, fault->at};
    bool inString = false;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        if (c == '"') {
            inString = !inString;
        } else if (c == '\\') {
            if (!inString)
                return {JsonFault::Kind::Unexpected, at};
            ++at;
        } else if (inString && static_cast<unsigned char>(c) < 0x20) {
            return {JsonFault::Kind::ControlCharacter, at};
        }
    }
    return {JsonFault::Kind::EndsEarly, text.size()};
}

} // namespace

std::optional<JsonFault> JsonIndex::build(std::string_view text,
                                          std::span<const std::uint32_t> &tokens)
{
    if (text.starts_with("\xEF\xBB\xBF"))
        return JsonFault{JsonFault::Kind::ByteOrderMark, 0};
    if (text.empty())
        return JsonFault{JsonFault::Kind::Empty, 0};
    if (text.size() > simdjson::SIMDJSON_MAXSIZE_BYTES || !reserve(text.size()))
        return JsonFault{JsonFault::Kind::TooLong, 0};
    const auto *bytes = reinterpret_cast<const std::uint8_t *>(text.data());
    Implementation &simd = *parser();
    const auto error = simd.stage1(bytes, text.size(), simdjson::stage1_mode::regular);
    if (error == simdjson::EMPTY)
        return JsonFault{JsonFault::Kind::Empty, 0};
    if (error != simdjson::SUCCESS)
        return locate(text);
    tokens = {simd.structural_indexes.get(), simd.n_structural_indexes};
    return {};
}

void JsonIndex::trim()
{
    auto &instance = parser();
    if (instance && instance->capacity() > LargestKeptIndex)
        instance.reset();
}

} // namespace core
