// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/columns/anonymousmemory.h"
#include "core/query/eventvalue.h"
#include "core/query/livefilter.h"
#include "core/query/storedvalues.h"
#include "core/sorting/sortkeys.h"
#include "core/sorting/textranks.h"

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

namespace core {

/// Keys of values that no column has: each shown event is read once, in the order of the log. Numbers come first, by value,
/// then times, false, true, texts by their UTF-8 bytes, and null.
class StoredKeys : public SortKeys {
public:
    /// At most so many rows, or ReadTime, in one prepare().
    static constexpr std::size_t PageRows = 1000;
    static constexpr std::chrono::milliseconds ReadTime{5};
    /// What is compared of a text.
    static constexpr std::size_t TextBytes = 256;
    /// Of different texts together; what has no room stands behind the others, in the order of the log.
    static constexpr std::size_t MaxTextBytes = 256 * MiB;
    /// Reading an event takes as long as moving so many rows: for the progress.
    static constexpr std::uint64_t ReadCost = 64;

    /// What may be seen of an event; nothing: none of it.
    using Seen = std::function<std::optional<StoredEvent>(StoredEvent)>;

    /// `values` outlive it. `seen` (or null) is called on the pool.
    StoredKeys(StoredValues &values, ValueName name, const LiveFilter::Rows &rows, Seen seen,
               std::size_t maxTextBytes = MaxTextBytes);

    bool prepare() override;
    std::uint64_t preparation() const override { return m_count * ReadCost; }
    std::uint64_t prepared() const override { return m_read * ReadCost; }
    bool readsDisk() const override { return true; }
    void read(std::uint64_t base, std::span<const std::uint32_t> offsets,
              std::span<std::uint64_t> keys) const override;
    std::uint64_t largest() const override;

    /// The key of a value, a text apart.
    [[nodiscard]] static std::uint64_t keyOf(const EventValue &value);

private:
    void readPage();
    void take(const StoredEvent &stored);

    StoredValues &m_values;
    const ValueName m_name;
    const LiveFilter::Rows m_rows;
    const Seen m_seen;
    const std::uint64_t m_base;
    const std::uint64_t m_count;
    std::uint64_t m_row;      ///< rows below it were read
    std::uint64_t m_read = 0; ///< shown ones among them
    /// By row from m_base on; 0: no value. What is never shown costs nothing.
    std::unique_ptr<AnonymousMemory> m_memory;
    std::uint64_t *m_keys = nullptr;
    Dictionary m_texts;
    std::optional<TextRanks> m_ranks;
};

} // namespace core
