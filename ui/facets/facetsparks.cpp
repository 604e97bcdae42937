// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/facets/facetsparks.h"

#include <algorithm>

namespace ui {

namespace {

void add(FacetSpark &all, const FacetSpark &one)
{
    if (one.bars.isEmpty())
        return;
    all.bars.resize(FacetSpark::Bars);
    for (int bar = 0; bar < FacetSpark::Bars; ++bar)
        all.bars[bar] += one.bars[bar];
    all.rate = all.rate.value_or(0) + one.rate.value_or(0);
}

FacetSpark sparkOf(const core::RateSpark &rates)
{
    FacetSpark spark;
    spark.rate = rates.rate;
    for (const std::uint32_t bar : rates.bars)
        spark.bars << float(bar);
    return spark;
}

} // namespace

std::vector<FacetSpark> facetSparks(const FacetTree &tree,
                                    const std::vector<core::RateSpark> &rates)
{
    std::vector<FacetSpark> sparks(tree.nodes.size());
    // Children stand behind their parents.
    for (std::size_t node = tree.nodes.size(); node-- > 1;) {
        const core::ValueCode code = tree.nodes[node].code;
        const auto found =
            std::lower_bound(rates.begin(), rates.end(), code,
                             [](const core::RateSpark &spark, core::ValueCode wanted) {
                                 return spark.code < wanted;
                             });
        if (code >= core::FirstCode && found != rates.end() && found->code == code)
            add(sparks[node], sparkOf(*found));
        if (const auto above = std::size_t(tree.nodes[node].parent); above != 0)
            add(sparks[above], sparks[node]);
    }
    for (FacetSpark &spark : sparks) {
        const float highest =
            spark.bars.isEmpty() ? 0 : *std::max_element(spark.bars.begin(), spark.bars.end());
        for (float &bar : spark.bars)
            bar = highest > 0 ? bar / highest : 0;
    }
    return sparks;
}

} // namespace ui
