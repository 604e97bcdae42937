// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/facets/facet.h"
#include "core/query/eventfilter.h"

#include <string>
#include <vector>

namespace core {

/// Some values of a facet, by name.
struct FacetPicks {
    EventFilter::Texts values;
    EventFilter::Texts
        branches; ///< `com.shop`: all that begin with `com.shop.`, also what is still to come
    bool isAbsent = false; ///< the events without that attribute

    bool isEmpty() const { return values.empty() && branches.empty() && !isAbsent; }
    void add(const FacetPicks &other);
    void remove(const FacetPicks &other);
    bool operator==(const FacetPicks &) const = default;
};

/// What a filter asks of one facet. A plain value.
struct FacetChoice {
    FacetPicks taken;
    FacetPicks excluded;
    /// What else is taken, and what else must hold, where picks cannot say it: clauses of CESQL.
    std::vector<std::string> otherTaken;
    std::vector<std::string> otherConditions;

    bool takesAll() const { return taken.isEmpty() && otherTaken.empty(); }
    /// Clauses joined by AND; empty: nothing is asked.
    [[nodiscard]] std::string text(Facet facet) const;
    bool operator==(const FacetChoice &) const = default;
};

/// Of a filter. Pure, as all here.
[[nodiscard]] FacetChoice choiceOf(const EventFilter &filter, Facet facet);
/// The filter that asks that of the facet, and of everything else the same. Clauses stay where they stand. A filter that
/// would be too long to be written stays as it is.
[[nodiscard]] EventFilter withChoice(const EventFilter &filter, Facet facet,
                                     const FacetChoice &choice);

// What a filter becomes when a person points at values.

/// Of the facet only these; all of it if the filter says so already.
[[nodiscard]] EventFilter withOnly(const EventFilter &filter, Facet facet, const FacetPicks &picks);
/// These in addition to what is taken; no longer, if `areTaken`.
[[nodiscard]] EventFilter withToggled(const EventFilter &filter, Facet facet,
                                      const FacetPicks &picks, bool areTaken);
/// Not these; no longer excluded, if `areExcluded`.
[[nodiscard]] EventFilter without(const EventFilter &filter, Facet facet, const FacetPicks &picks,
                                  bool areExcluded);

/// Of an event: that it has one of these values, or none of them (also if it has no such attribute, unless that is one of
/// them).
[[nodiscard]] std::string clauseWith(Facet facet, const FacetPicks &picks);
[[nodiscard]] std::string clauseWithout(Facet facet, const FacetPicks &picks);

} // namespace core
