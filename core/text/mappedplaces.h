// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/event/unicodetext.h"
#include "core/text/textmatcher.h"

#include <algorithm>
#include <string_view>
#include <vector>

namespace core {

/// How long a piece of a text is, and how long what was made of it.
struct PieceLength {
    std::size_t text = 1; ///< at least 1
    std::size_t made = 1;
};

/// Bytes of the character at `at`: its first byte and what belongs to it. What is no UTF-8 is taken byte by byte.
inline std::size_t characterLength(std::string_view text, std::size_t at)
{
    const auto lead = static_cast<unsigned char>(text[at]);
    const std::size_t announced = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
    std::size_t length = 1;
    while (length < announced && at + length < text.size() && isContinuation(text[at + length]))
        ++length;
    return length;
}

/// `places` were found in what was made of `text` piece by piece (folded, unescaped, in other units): where they are in
/// `text`. `pieceAt(offset)` answers the PieceLength of the piece there. A place that ends within a piece has all of it.
/// One walk over `text`.
template<typename PieceAt>
std::vector<TextPlace> mappedPlaces(std::string_view text, const std::vector<TextPlace> &places,
                                    PieceAt pieceAt)
{
    std::vector<TextPlace> mapped;
    mapped.reserve(places.size());
    std::size_t at = 0;
    std::size_t made = 0;
    for (const TextPlace &place : places) {
        PieceLength piece;
        while (at < text.size() && made + (piece = pieceAt(at)).made <= place.offset) {
            at += piece.text;
            made += piece.made;
        }
        const std::size_t start = at;
        while (at < text.size() && made < place.offset + place.length) {
            piece = pieceAt(at);
            at += piece.text;
            made += piece.made;
        }
        mapped.push_back({start, std::min(at, text.size()) - start});
    }
    return mapped;
}

} // namespace core
