// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace core {

/// Code of a distinct attribute value within one Dictionary. 0: the event has no such attribute. 1:
/// a value that the dictionary had no room for (answered from disk). From 2: a value.
using ValueCode = std::uint32_t;
constexpr ValueCode AbsentCode = 0;
constexpr ValueCode OtherCode = 1;
constexpr ValueCode FirstCode = 2;

/// Distinct values of one attribute, append-only. The log writer adds; any thread reads a code that
/// it got from a published row, without a lock (texts never move). Bounded in bytes: what does not
/// fit becomes OtherCode.
class Dictionary {
    static constexpr std::size_t ChunkBits = 12;
    static constexpr std::size_t ChunkSize = std::size_t{1} << ChunkBits;
    static constexpr std::size_t ChunkCount = 4096;

public:
    static constexpr std::size_t MaxCodes = ChunkSize * ChunkCount; ///< end() at most

    explicit Dictionary(std::size_t limitBytes);
    ~Dictionary();
    Dictionary(const Dictionary &) = delete;
    Dictionary &operator=(const Dictionary &) = delete;

    struct Added {
        ValueCode code = AbsentCode;
        bool isNew = false;
    };
    /// Writer only. The code of `text`, added if it is new and fits, else OtherCode.
    Added add(std::string_view text);
    /// Writer only (reopening): the next code must be `code`.
    void restore(ValueCode code, std::string_view text);

    /// One above the highest code whose text may be read. Any thread.
    ValueCode end() const { return m_end.load(std::memory_order_acquire); }
    /// Any thread; `code` < end(). Empty for AbsentCode and OtherCode. Valid as long as the
    /// dictionary.
    std::string_view text(ValueCode code) const;
    /// Any thread. Linear in the number of values: for a person's choice, not per event.
    std::optional<ValueCode> find(std::string_view text) const;
    /// Approximate bytes in use. Any thread.
    std::size_t bytes() const { return m_bytes.load(std::memory_order_relaxed); }
    /// A value was turned away. Any thread.
    bool isFull() const { return m_full.load(std::memory_order_relaxed); }

private:
    using Chunk = std::array<std::string_view, ChunkSize>;

    static std::size_t cost(std::string_view text);
    void append(std::string_view text);
    char *room(std::size_t bytes);

    const std::size_t m_limitBytes;
    std::array<std::atomic<Chunk *>, ChunkCount> m_chunks{};
    std::atomic<ValueCode> m_end{FirstCode};
    std::atomic<std::size_t> m_bytes{0};
    std::atomic<bool> m_full{false};
    std::deque<std::unique_ptr<char[]>> m_storage; ///< writer only: text arena blocks
    std::size_t m_room = 0;                        ///< writer only: bytes left in the newest block
    std::unordered_map<std::string_view, ValueCode> m_codes; ///< writer only
};

} // namespace core
