// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/log/capturerules.h"

#include <algorithm>

namespace core {

namespace {

bool matchesOne(const CaptureRules::Patterns &patterns, std::string_view text)
{
    return std::any_of(patterns.begin(), patterns.end(), [text](std::string_view pattern) {
        return pattern.ends_with('*') ? text.starts_with(pattern.substr(0, pattern.size() - 1))
                                      : text == pattern;
    });
}

} // namespace

bool CaptureRules::leavesOut(std::string_view type, std::string_view source) const
{
    return matchesOne(leftOutTypes, type) || matchesOne(leftOutSources, source);
}

std::uint64_t CaptureRules::bytesOfFile() const
{
    return ring && ring->bytes != 0 ? std::min(ring->bytes, limitBytes) : limitBytes;
}

} // namespace core
