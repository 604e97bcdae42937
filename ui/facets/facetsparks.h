// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rate/ratesnapshot.h"
#include "ui/facets/facettree.h"

#include <QList>

#include <optional>
#include <vector>

namespace ui {

/// How a row of a facet went over the time that the chart shows.
struct FacetSpark {
    static constexpr int Bars = int(core::RateSpark::Bars);

    QList<float> bars;          ///< heights from 0 to 1, of the row's own highest; empty: not known
    std::optional<double> rate; ///< events per second
    bool operator==(const FacetSpark &) const = default;
};

/// Of each node of the tree, a branch being the sum of what is below it. `rates` ascend by code. Pure.
[[nodiscard]] std::vector<FacetSpark> facetSparks(const FacetTree &tree,
                                                  const std::vector<core::RateSpark> &rates);

} // namespace ui
