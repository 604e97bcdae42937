// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/filterbar/closestvalue.h"

#include "core/event/asciitext.h"
#include "ui/filterbar/seenvalues.h"

#include <algorithm>
#include <array>
#include <tuple>
#include <vector>

namespace ui {

namespace {

bool contains(std::string_view text, std::string_view part)
{
    return std::search(text.begin(), text.end(), part.begin(), part.end(), [](char a, char b) {
               return core::folded(a) == core::folded(b);
           }) != text.end();
}

} // namespace

std::optional<std::size_t> distanceOf(std::string_view one, std::string_view other,
                                      std::size_t most)
{
    if (std::max(one.size(), other.size()) - std::min(one.size(), other.size()) > most)
        return std::nullopt;
    std::vector<std::size_t> row(other.size() + 1);
    for (std::size_t j = 0; j <= other.size(); ++j)
        row[j] = j;
    for (std::size_t i = 0; i < one.size(); ++i) {
        std::size_t diagonal = std::exchange(row[0], i + 1);
        std::size_t least = row[0];
        for (std::size_t j = 0; j < other.size(); ++j) {
            const std::size_t changed =
                diagonal + (core::folded(one[i]) == core::folded(other[j]) ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({changed, row[j] + 1, row[j + 1] + 1});
            least = std::min(least, row[j + 1]);
        }
        if (least > most)
            return std::nullopt;
    }
    return row.back() > most ? std::nullopt : std::optional(row.back());
}

std::optional<core::ValueCode> closestValue(const SeenValues &seen, std::string_view attribute,
                                            std::string_view text)
{
    constexpr std::size_t MaxText = 256; // a longer one is no slip of the finger
    constexpr std::size_t LeastPart = 3;
    const core::Dictionary *values = seen.valuesOf(attribute);
    if (!values || text.empty() || text.size() > MaxText)
        return std::nullopt;
    const std::size_t most = std::min<std::size_t>(4, 1 + text.size() / 5);
    using Rank = std::tuple<std::size_t, quint64>; // the smaller, the better
    std::optional<core::ValueCode> best;
    Rank bestRank;
    const core::ValueCode end = std::min(values->end(), core::FirstCode + MaxCompared);
    for (core::ValueCode code = core::FirstCode; code < end; ++code) {
        const std::string_view value = values->text(code);
        std::optional<std::size_t> distance = distanceOf(text, value, most);
        if (!distance && text.size() >= LeastPart && contains(value, text))
            distance = most + 1;
        if (!distance)
            continue;
        const Rank rank{*distance, ~seen.countOf(attribute, code).value_or(0)};
        if (!best || rank < bestRank) {
            best = code;
            bestRank = rank;
        }
    }
    return best;
}

std::string_view closestCoreAttribute(std::string_view name)
{
    constexpr std::array<std::string_view, 8> Names{
        "type", "source", "subject", "time", "id", "datacontenttype", "dataschema", "specversion"};
    constexpr std::size_t LeastName = 3; // `i` is not nearly `id`
    if (name == "contenttype")
        return "datacontenttype";
    const std::size_t most = name.size() > 6 ? 2 : 1;
    for (const std::string_view core : Names) {
        if (name.size() >= LeastName && distanceOf(name, core, most))
            return core;
    }
    return {};
}

} // namespace ui
