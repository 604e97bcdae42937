// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/sorting/sortkeys.h"

#include "core/sorting/textranks.h"

#include <algorithm>
#include <array>
#include <bit>

namespace core {

namespace {

/// So that times before 1970 come before those after.
constexpr std::uint64_t Epoch = std::uint64_t{1} << 62;

std::uint64_t timeKey(std::int64_t microseconds)
{
    constexpr auto Most = static_cast<std::int64_t>(Epoch) - 1;
    return Epoch + static_cast<std::uint64_t>(std::clamp(microseconds, -Most, Most));
}

/// Puts `keyOf(block, i)` of each row into `keys`.
template<typename KeyOf>
void readEach(const Columns &columns, std::uint64_t base, std::span<const std::uint32_t> offsets,
              std::span<std::uint64_t> keys, KeyOf keyOf)
{
    for (std::size_t i = 0; i < offsets.size(); ++i) {
        const std::uint64_t row = base + offsets[i];
        keys[i] = keyOf(columns.block(row / ColumnBlock::Rows), row % ColumnBlock::Rows);
    }
}

class NumberKeys : public SortKeys {
public:
    void read(std::uint64_t base, std::span<const std::uint32_t> offsets,
              std::span<std::uint64_t> keys) const override
    {
        for (std::size_t i = 0; i < offsets.size(); ++i)
            keys[i] = base + offsets[i];
    }
    std::uint64_t largest() const override { return Epoch; }
};

/// Keys that are made of one value of the block alone.
template<typename KeyOf>
class PlainKeys : public SortKeys {
public:
    PlainKeys(const Columns &columns, std::uint64_t largest, KeyOf keyOf)
        : m_columns(columns)
        , m_largest(largest)
        , m_keyOf(keyOf)
    {
    }
    void read(std::uint64_t base, std::span<const std::uint32_t> offsets,
              std::span<std::uint64_t> keys) const override
    {
        readEach(m_columns, base, offsets, keys, m_keyOf);
    }
    std::uint64_t largest() const override { return m_largest; }

private:
    const Columns &m_columns;
    const std::uint64_t m_largest;
    const KeyOf m_keyOf;
};

template<typename KeyOf>
std::unique_ptr<SortKeys> plainKeys(const Columns &columns, std::uint64_t largest, KeyOf keyOf)
{
    return std::make_unique<PlainKeys<KeyOf>>(columns, largest, keyOf);
}

/// By the place of a text among all texts of its dictionary. What the dictionary had no room for comes after all of them.
template<typename Code>
class DictionaryKeys : public SortKeys {
public:
    using Column = std::array<Code, ColumnBlock::Rows> ColumnBlock::*;

    DictionaryKeys(const Columns &columns, const Dictionary &dictionary, Column column)
        : m_columns(columns)
        , m_column(column)
        , m_ranks(dictionary)
    {
    }

    bool prepare() override { return m_ranks.step(); }
    std::uint64_t preparation() const override { return m_ranks.end(); }

    void read(std::uint64_t base, std::span<const std::uint32_t> offsets,
              std::span<std::uint64_t> keys) const override
    {
        readEach(m_columns, base, offsets, keys, [this](const ColumnBlock &block, std::size_t i) {
            const ValueCode code = (block.*m_column)[i];
            if (code == AbsentCode)
                return SortKeys::NoKey;
            return std::uint64_t{m_ranks.rank(code)};
        });
    }
    std::uint64_t largest() const override { return m_ranks.end(); }

private:
    const Columns &m_columns;
    const Column m_column;
    TextRanks m_ranks;
};

template<typename Code>
std::unique_ptr<SortKeys> textKeys(const Columns &columns, const Dictionary &dictionary,
                                   std::array<Code, ColumnBlock::Rows> ColumnBlock::*column)
{
    return std::make_unique<DictionaryKeys<Code>>(columns, dictionary, column);
}

} // namespace

std::unique_ptr<SortKeys> columnKeys(const Columns &columns, SortOrder::By by)
{
    using By = SortOrder::By;
    switch (by) {
    case By::Number:
        return std::make_unique<NumberKeys>();
    case By::Received:
        return plainKeys(columns, 2 * Epoch, [](const ColumnBlock &block, std::size_t i) {
            return timeKey(block.received[i]);
        });
    case By::Time:
        return plainKeys(columns, 2 * Epoch, [](const ColumnBlock &block, std::size_t i) {
            return block.time[i] == NoTime ? SortKeys::NoKey : timeKey(block.time[i]);
        });
    case By::Type:
        return textKeys(columns, columns.types, &ColumnBlock::type);
    case By::Source:
        return textKeys(columns, columns.sources, &ColumnBlock::source);
    case By::Subject:
        return textKeys(columns, columns.subjects, &ColumnBlock::subject);
    case By::ContentType:
        return textKeys(columns, columns.contentTypes, &ColumnBlock::contentType);
    case By::Size:
        return plainKeys(columns, std::numeric_limits<std::uint32_t>::max(),
                         [](const ColumnBlock &block, std::size_t i) {
                             const bool hasData =
                                 RowShape::unpack(block.shape[i]).dataForm != DataForm::None;
                             return hasData ? std::uint64_t{block.size[i]} : SortKeys::NoKey;
                         });
    case By::Findings:
        return plainKeys(columns, 16, [](const ColumnBlock &block, std::size_t i) {
            const int findings = std::popcount(block.findings[i]);
            return findings == 0 ? SortKeys::NoKey : static_cast<std::uint64_t>(findings);
        });
    case By::Value:
        break;
    }
    return nullptr;
}

} // namespace core
