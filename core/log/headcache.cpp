// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/log/headcache.h"

#include <algorithm>
#include <functional>

namespace core {

void HeadCache::makeKey(const HeadRow &head)
{
    m_key.clear();
    for (const std::string_view part : {head.remote, head.local, head.target, head.head}) {
        m_key += std::to_string(part.size()); // before it, so that no part runs into the next
        m_key += ':';
        m_key += part;
    }
    m_hash = std::hash<std::string_view>()(m_key);
}

std::uint64_t HeadCache::find(const HeadRow &head)
{
    makeKey(head);
    for (Entry &entry : m_entries) {
        if (entry.number != 0 && entry.hash == m_hash && entry.key == m_key) {
            entry.used = ++m_uses;
            return entry.number;
        }
    }
    return 0;
}

void HeadCache::add(std::uint64_t number)
{
    Entry &oldest =
        *std::min_element(m_entries.begin(), m_entries.end(),
                          [](const Entry &a, const Entry &b) { return a.used < b.used; });
    oldest.hash = m_hash;
    oldest.number = number;
    oldest.used = ++m_uses;
    oldest.key = m_key;
}

void HeadCache::clear()
{
    for (Entry &entry : m_entries) {
        entry.number = 0;
        entry.used = 0;
    }
}

} // namespace core
