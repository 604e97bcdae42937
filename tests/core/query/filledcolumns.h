// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/columns/columns.h"
#include "core/query/eventfilter.h"

#include <cstdint>
#include <random>
#include <string>
#include <vector>

/// Appends as the log's writer does; publish() afterwards.
inline void appendEvent(core::Columns &columns, const std::string &type, const std::string &source,
                        std::int64_t received = 0)
{
    core::Row row;
    row.type = columns.types.add(type).code;
    row.source = columns.sources.add(source).code;
    row.received = received;
    columns.append(row);
}

/// `count` events of `types` different types and `sources` different sources, published.
inline void appendRandomEvents(core::Columns &columns, std::mt19937 &random, std::uint64_t count,
                               unsigned types, unsigned sources)
{
    for (std::uint64_t i = 0; i < count; ++i)
        appendEvent(columns, "type." + std::to_string(random() % types),
                    "/source/" + std::to_string(random() % sources));
    columns.publish();
}

/// The naive answer, by the texts and row by row: what every faster way must agree with.
class NaiveFilter {
public:
    NaiveFilter(const core::EventFilter &filter, const core::Columns &columns)
        : m_columns(columns)
    {
        for (core::ValueCode code = 0; code < columns.types.end(); ++code)
            m_types.push_back(filter.acceptsType(columns.types.text(code)));
        for (core::ValueCode code = 0; code < columns.sources.end(); ++code)
            m_sources.push_back(filter.acceptsSource(columns.sources.text(code)));
    }
    bool shows(std::uint64_t index) const
    {
        const core::Row row = m_columns.row(index);
        return m_types[row.type] && m_sources[row.source];
    }

private:
    const core::Columns &m_columns;
    std::vector<bool> m_types;
    std::vector<bool> m_sources;
};

/// Up to `most` of the names that appendRandomEvents gives, and sometimes one that it never gives.
inline core::EventFilter::Texts randomTexts(std::mt19937 &random, const std::string &prefix,
                                            unsigned different, unsigned most)
{
    core::EventFilter::Texts texts;
    for (auto i = random() % (most + 1); i > 0; --i)
        texts.insert(prefix + std::to_string(random() % (different + 1)));
    return texts;
}
