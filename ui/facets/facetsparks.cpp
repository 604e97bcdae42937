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

FacetSpark sparkOf(const core::RateSeries &series, std::size_t buckets)
{
    FacetSpark spark;
    spark.bars.resize(FacetSpark::Bars);
    spark.rate = series.rate;
    for (std::size_t bucket = 0; bucket < buckets; ++bucket)
        spark.bars[qsizetype(bucket * FacetSpark::Bars / buckets)] += float(series.counts[bucket]);
    return spark;
}

} // namespace

std::vector<FacetSpark> facetSparks(const FacetTree &tree, const core::RateSnapshot &rates)
{
    std::vector<FacetSpark> sparks(tree.nodes.size());
    const std::size_t buckets = rates.buckets();
    if (buckets == 0)
        return sparks;
    // Children stand behind their parents.
    for (std::size_t node = tree.nodes.size(); node-- > 1;) {
        const auto series = std::find_if(
            rates.series.begin(), rates.series.end(), [&](const core::RateSeries &candidate) {
                return candidate.code >= core::FirstCode && candidate.code == tree.nodes[node].code;
            });
        if (series != rates.series.end())
            add(sparks[node], sparkOf(*series, buckets));
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
