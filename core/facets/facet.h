// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/columns/columns.h"
#include "core/query/columncontext.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace core {

/// What events are told apart by in lists of values with counts: an attribute, or what brought the event.
enum class Facet : std::uint8_t { Type, Source, Subject, ContentType, Origin };
inline constexpr std::array AllFacets{Facet::Type, Facet::Source, Facet::Subject,
                                      Facet::ContentType, Facet::Origin};

/// One of something for each facet.
template<typename Each>
class PerFacet {
public:
    Each &operator[](Facet facet) { return m_each[static_cast<std::size_t>(facet)]; }
    const Each &operator[](Facet facet) const { return m_each[static_cast<std::size_t>(facet)]; }

private:
    std::array<Each, AllFacets.size()> m_each{};
};

/// The column that has its values.
[[nodiscard]] RowInput inputOf(Facet facet);
[[nodiscard]] const Dictionary &valuesOf(const Columns &columns, Facet facet);
/// What an expression writes for it: `type`, `datacontenttype`, `ORIGIN()`.
[[nodiscard]] std::string_view operandOf(Facet facet);
/// The facet of an attribute (its name in lower case), or of `ORIGIN()`.
[[nodiscard]] std::optional<Facet> facetOf(std::string_view operand);
/// An attribute that events need not have: comparing it is an error where it is absent, so that neither a condition nor its
/// opposite passes. Of an event without a known origin `ORIGIN()` is empty.
[[nodiscard]] bool isOptional(Facet facet);

} // namespace core
