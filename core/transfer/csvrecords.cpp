// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/transfer/csvrecords.h"

#include <algorithm>

namespace core {

std::optional<std::size_t> CsvRecordScan::end(std::string_view window)
{
    for (; m_at < window.size(); ++m_at) {
        const char c = window[m_at];
        if (m_state == State::Quoted) {
            if (c == '"')
                m_state = State::QuoteInQuoted;
        } else if (c == '\n') {
            return m_at + 1;
        } else if (c == ',') {
            m_state = State::FieldStart;
        } else if (c == '"' && m_state != State::Bare) {
            m_state = State::Quoted; // opens a field, or is the second of a pair
        } else {
            m_state = State::Bare;
        }
    }
    return std::nullopt;
}

CsvRecord parseCsvRecord(std::string_view record)
{
    CsvRecord parsed;
    std::size_t at = 0;
    for (;;) {
        std::string &field = parsed.fields.emplace_back();
        const bool isQuoted = at < record.size() && record[at] == '"';
        if (isQuoted) {
            for (++at; at < record.size(); ++at) {
                const std::size_t quote = std::min(record.find('"', at), record.size());
                field += record.substr(at, quote - at);
                at = quote;
                if (at + 1 >= record.size() || record[at + 1] != '"')
                    break;
                field += '"';
                ++at;
            }
            at = std::min(at + 1, record.size());
        }
        const std::size_t end = std::min(record.find(',', at), record.size());
        const std::string_view bare = record.substr(at, end - at);
        if (isQuoted && !bare.empty() && parsed.brokenField == 0)
            parsed.brokenField = parsed.fields.size();
        field += bare;
        if (end == record.size())
            return parsed;
        at = end + 1;
    }
}

} // namespace core
