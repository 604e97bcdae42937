// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/log/eventhashes.h"

#include <xxhash.h>

#include <algorithm>

namespace core {

namespace {

/// Hashing one text after the other, each with what those before gave, keeps their borders.
std::uint64_t hashed(std::string_view text, std::uint64_t before)
{
    return XXH3_64bits_withSeed(text.data(), text.size(), before);
}

std::uint64_t neverNone(std::uint64_t hash)
{
    return std::max<std::uint64_t>(hash, 1);
}

} // namespace

EventHashes hashEvent(std::uint64_t seed, std::string_view source, std::string_view id,
                      std::string_view type, std::optional<std::string_view> subject,
                      std::string_view data)
{
    const std::uint64_t ofSource = hashed(source, seed);
    EventHashes hashes{neverNone(hashed(id, ofSource)), 0};
    if (!data.empty()) {
        const std::uint64_t ofType = hashed(type, ~ofSource);
        hashes.data = neverNone(hashed(data, subject ? hashed(*subject, ofType) : ~ofType));
    }
    return hashes;
}

} // namespace core
