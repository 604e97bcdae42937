// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace core {

/// Finds where the CSV record (RFC 4180) at the start of a growing window ends, looking at each byte once: a line break
/// within quotes belongs to a field.
class CsvRecordScan {
public:
    /// Behind the line feed that ends the record; nothing while that is not there.
    [[nodiscard]] std::optional<std::size_t> end(std::string_view window);
    /// The window ended, and it is within quotes.
    [[nodiscard]] bool isInQuotes() const { return m_state == State::Quoted; }
    /// The window begins later by `bytes` that were looked at.
    void passed(std::size_t bytes) { m_at -= bytes; }

private:
    enum class State : unsigned char { FieldStart, Bare, Quoted, QuoteInQuoted };
    State m_state = State::FieldStart;
    std::size_t m_at = 0;
};

/// The fields of one record.
struct CsvRecord {
    std::vector<std::string> fields;
    /// Something stands behind the closing quote of this field, from 1; 0: nothing is wrong.
    std::size_t brokenField = 0;
};

/// `record` without its line end. Pure.
[[nodiscard]] CsvRecord parseCsvRecord(std::string_view record);

} // namespace core
