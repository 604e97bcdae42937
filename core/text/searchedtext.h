// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/event/cloudevent.h"

#include <array>
#include <cstdint>
#include <deque>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace core {

/// What text search reads of one event. Views into the row that was read.
struct SearchedRow {
    std::uint64_t sequence = 0;
    std::string_view id;
    std::string_view time; ///< the sender's spelling
    std::string_view dataSchema;
    /// `type`, `source`, `subject`, `datacontenttype` where the dictionary had no room for them. Where it had, Columns
    /// holds the code and the search need not read the row.
    std::array<std::string_view, 4> names;
    std::string_view extensions; ///< extensionsjson.h; empty: none
    DataForm dataForm = DataForm::None;
    std::string_view data; ///< the range of the data
};

/// The fields of an event that text search looks at, each on its own, so that nothing is found across a border: id, time,
/// dataschema, names without code, names and values of extensions, and the data. The data is looked at as it came and, if
/// it has escapes of JSON, once more with every escape as the character that it means: "Käse" finds "K\u00e4se". Of data in
/// a JSON string only what the string means is looked at, of Base64 the decoded bytes, of an XML element also its text
/// without tags, of Avro the JSON that it stands for.
class SearchedFields {
public:
    /// Valid until the next call, and as long as what `row` views.
    std::span<const std::string_view> of(const SearchedRow &row);

private:
    void addExtensions(std::string_view json);
    void addUnescaped(std::string_view inside);
    void addData(DataForm form, std::string_view data);

    std::vector<std::string_view> m_fields;
    std::deque<std::string> m_texts; ///< made for some of the fields
};

} // namespace core
