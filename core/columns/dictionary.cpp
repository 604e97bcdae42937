// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/columns/dictionary.h"

#include <QtGlobal>

#include <algorithm>

namespace core {

namespace {
constexpr std::size_t ArenaBlock = 64 * 1024;
/// What a value takes beside its text: its view, and node and bucket of the map (measured with
/// libstdc++).
constexpr std::size_t Overhead = sizeof(std::string_view) + 56;
} // namespace

Dictionary::Dictionary(std::size_t limitBytes)
    : m_limitBytes(limitBytes)
{
}

Dictionary::~Dictionary()
{
    for (auto &chunk : m_chunks)
        delete chunk.load(std::memory_order_relaxed);
}

std::size_t Dictionary::cost(std::string_view text)
{
    return text.size() + Overhead;
}

Dictionary::Added Dictionary::add(std::string_view text)
{
    if (const auto found = m_codes.find(text); found != m_codes.end())
        return {found->second, false};
    const ValueCode code = m_end.load(std::memory_order_relaxed);
    if (code >= MaxCodes || bytes() + cost(text) > m_limitBytes) {
        m_full.store(true, std::memory_order_relaxed);
        return {OtherCode, false};
    }
    append(text);
    return {code, true};
}

void Dictionary::restore(ValueCode code, std::string_view text)
{
    Q_ASSERT(code == m_end.load(std::memory_order_relaxed) && code < MaxCodes);
    append(text);
}

std::string_view Dictionary::text(ValueCode code) const
{
    if (code < FirstCode)
        return {};
    return (*m_chunks[code >> ChunkBits].load(std::memory_order_acquire))[code & (ChunkSize - 1)];
}

std::optional<ValueCode> Dictionary::find(std::string_view wanted) const
{
    const ValueCode last = end();
    for (ValueCode code = FirstCode; code < last; ++code) {
        if (text(code) == wanted)
            return code;
    }
    return std::nullopt;
}

/// Writes the text before the end moves, so that a reader who sees the code sees its text.
void Dictionary::append(std::string_view text)
{
    const ValueCode code = m_end.load(std::memory_order_relaxed);
    char *place = room(text.size());
    std::copy(text.begin(), text.end(), place);
    const std::string_view stored(place, text.size());

    auto &chunk = m_chunks[code >> ChunkBits];
    if (!chunk.load(std::memory_order_relaxed))
        chunk.store(new Chunk{}, std::memory_order_release);
    (*chunk.load(std::memory_order_relaxed))[code & (ChunkSize - 1)] = stored;
    m_codes.emplace(stored, code);
    m_bytes.fetch_add(cost(text), std::memory_order_relaxed);
    m_end.store(code + 1, std::memory_order_release);
}

char *Dictionary::room(std::size_t bytes)
{
    if (bytes > ArenaBlock / 4) {
        // A block of its own, put behind the newest so that what is left of that one stays in use.
        auto own = std::make_unique_for_overwrite<char[]>(bytes);
        char *place = own.get();
        m_storage.push_front(std::move(own));
        return place;
    }
    if (bytes > m_room || m_room == 0) { // even the empty text has a place
        m_storage.push_back(std::make_unique_for_overwrite<char[]>(ArenaBlock));
        m_room = ArenaBlock;
    }
    char *place = m_storage.back().get() + (ArenaBlock - m_room);
    m_room -= bytes;
    return place;
}

} // namespace core
