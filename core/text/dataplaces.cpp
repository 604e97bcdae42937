// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/text/dataplaces.h"

#include "core/codec/jsonstring.h"
#include "core/text/mappedplaces.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <iterator>

namespace core {

namespace {

/// Of the others, data in a JSON string is unescaped already, and XML has no such escapes.
bool isSearchedUnescaped(DataForm form)
{
    return form == DataForm::Raw || form == DataForm::Json || form == DataForm::Text ||
           form == DataForm::AvroValue;
}

/// An escape, or a byte that is none. As unescapeJson() takes them.
PieceLength jsonPieceAt(std::string_view data, std::size_t at)
{
    if (data[at] != '\\')
        return {1, 1};
    const std::size_t left = data.size() - at;
    if (left == 1)
        return {1, 0}; // unescapeJson() ends before it
    std::size_t length = 2;
    if (data[at + 1] == 'u') {
        std::uint32_t unit = 0;
        if (left >= 6)
            std::from_chars(data.data() + at + 2, data.data() + at + 6, unit, 16);
        length = unit >= 0xD800 && unit <= 0xDFFF ? 12 : 6; // one of a pair, or both
    }
    length = std::min(length, left);
    return {length, unescapeJson(data.substr(at, length)).size()};
}

} // namespace

std::vector<TextPlace> dataPlaces(TextMatcher &matcher, DataForm form, std::string_view data,
                                  std::size_t most)
{
    std::vector<TextPlace> places = matcher.places(data, most);
    if (!isSearchedUnescaped(form) || data.find('\\') == std::string_view::npos)
        return places;
    const std::string unescaped = unescapeJson(data);
    const auto meant = mappedPlaces(data, matcher.places(unescaped, most),
                                    [data](std::size_t at) { return jsonPieceAt(data, at); });
    std::vector<TextPlace> all;
    std::merge(places.begin(), places.end(), meant.begin(), meant.end(), std::back_inserter(all),
               [](const TextPlace &a, const TextPlace &b) { return a.offset < b.offset; });
    places.clear();
    for (const TextPlace &place : all) {
        const std::size_t end = places.empty() ? 0 : places.back().offset + places.back().length;
        if (place.offset >= end)
            places.push_back(place);
        else // one stretch of both
            places.back().length =
                std::max(end, place.offset + place.length) - places.back().offset;
    }
    places.resize(std::min(places.size(), most));
    return places;
}

} // namespace core
