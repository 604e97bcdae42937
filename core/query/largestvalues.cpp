// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/query/largestvalues.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <memory>
#include <utility>

namespace core {

namespace {

struct Sum {
    std::uint64_t bytes = 0;
    std::uint64_t events = 0;
};

class Sums {
public:
    explicit Sums(const Dictionary &dictionary)
        : m_dictionary(dictionary)
    {
    }
    /// The values that rows up to now can have.
    void follow() { m_sums.resize(std::max<std::size_t>(m_sums.size(), m_dictionary.end())); }
    void add(ValueCode code, std::uint32_t size)
    {
        Sum &sum = m_sums[code];
        sum.bytes += size;
        ++sum.events;
    }
    std::size_t values() const
    {
        return static_cast<std::size_t>(std::count_if(
            m_sums.begin(), m_sums.end(), [](const Sum &sum) { return sum.events > 0; }));
    }
    std::vector<ValueSize> largest(std::size_t count) const
    {
        return first(count, [](const Sum &sum) { return std::pair(sum.bytes, sum.events); });
    }
    std::vector<ValueSize> busiest(std::size_t count) const
    {
        return first(count, [](const Sum &sum) { return std::pair(sum.events, sum.bytes); });
    }

private:
    /// Those with the highest rank, highest first.
    template<typename Rank>
    std::vector<ValueSize> first(std::size_t count, Rank rank) const
    {
        std::vector<ValueCode> codes;
        for (ValueCode code = OtherCode; code < m_sums.size(); ++code) {
            if (m_sums[code].events > 0)
                codes.push_back(code);
        }
        const auto end = codes.begin() + static_cast<std::ptrdiff_t>(std::min(count, codes.size()));
        std::partial_sort(codes.begin(), end, codes.end(), [this, rank](ValueCode a, ValueCode b) {
            const auto left = rank(m_sums[a]);
            const auto right = rank(m_sums[b]);
            return left == right ? a < b : left > right;
        });
        std::vector<ValueSize> values;
        for (auto code = codes.begin(); code != end; ++code) {
            ValueSize value;
            if (*code != OtherCode)
                value.value = std::string(m_dictionary.text(*code));
            value.bytes = m_sums[*code].bytes;
            value.events = m_sums[*code].events;
            values.push_back(std::move(value));
        }
        return values;
    }

    const Dictionary &m_dictionary;
    std::vector<Sum> m_sums; ///< by code
};

/// What is needed of the rows of a block, so that it can be thrown away if they left the log meanwhile.
struct Copied {
    std::array<ValueCode, ColumnBlock::Rows> types;
    std::array<ValueCode, ColumnBlock::Rows> sources;
    std::array<std::uint32_t, ColumnBlock::Rows> sizes;
};

} // namespace

std::optional<LargestValues>
largestValues(const Columns &columns, std::size_t count,
              const std::function<bool(std::uint64_t, std::uint64_t)> &progress)
{
    const std::uint64_t total = columns.published();
    Sums types(columns.types);
    Sums sources(columns.sources);
    types.follow();
    sources.follow();
    LargestValues found;
    const auto copied = std::make_unique<Copied>();
    for (std::uint64_t row = columns.first(); row < total;) {
        const std::uint64_t first = row % ColumnBlock::Rows;
        const std::uint64_t rows = std::min(ColumnBlock::Rows - first, total - row);
        const ColumnBlock &block = columns.block(row / ColumnBlock::Rows);
        std::copy_n(block.type.begin() + first, rows, copied->types.begin());
        std::copy_n(block.source.begin() + first, rows, copied->sources.begin());
        std::copy_n(block.size.begin() + first, rows, copied->sizes.begin());
        if (columns.readable() > row) { // gone while it was copied: go on where the log begins now
            row = std::max(row + rows, columns.first());
            continue;
        }
        for (std::uint64_t i = 0; i < rows; ++i) {
            types.add(copied->types[i], copied->sizes[i]);
            sources.add(copied->sources[i], copied->sizes[i]);
            found.bytes += copied->sizes[i];
        }
        found.events += rows;
        row += rows;
        if (!progress(row, total))
            return std::nullopt;
    }
    found.types = types.largest(count);
    found.sources = sources.largest(count);
    found.busiestSources = sources.busiest(count);
    found.allTypes = types.values();
    found.allSources = sources.values();
    return found;
}

} // namespace core
