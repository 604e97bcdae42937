// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/log/segmentrow.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

namespace core {

/// The heads written last in this segment, so that senders that repeat theirs byte by byte have it stored once. Small:
/// enough for the connections that send at the same time. Writer thread only.
class HeadCache {
public:
    static constexpr std::size_t Size = 64;

    /// Number of an identical head, 0 if it is not known.
    std::uint64_t find(const HeadRow &head);
    /// The head that find() did not know has this number now.
    void add(std::uint64_t number);
    void clear();

private:
    struct Entry {
        std::size_t hash = 0;
        std::uint64_t number = 0; ///< 0: free
        std::uint64_t used = 0;
        std::string key;
    };
    void makeKey(const HeadRow &head);

    std::array<Entry, Size> m_entries;
    std::uint64_t m_uses = 0;
    std::string m_key;
    std::size_t m_hash = 0;
};

} // namespace core
