// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
//
// What a tick of the facets takes on the thread of the window while 20 000 events a second come from 100 000 different
// sources, against the same from 100 sources.
#include "tests/bench/measure.h"
#include "ui/facets/facetmodel.h"

#include <chrono>
#include <memory>
#include <random>
#include <string>
#include <thread>
#include <vector>

namespace {

constexpr unsigned ManySources = 100'000;
constexpr unsigned FewSources = 100;
constexpr int EventsPerTick = 2000; ///< ten ticks a second
constexpr int TicksPerRound = 50;
constexpr int Rounds = 15;

/// The facets of a capture, and who sends to it.
class Facets {
public:
    explicit Facets(unsigned sources)
        : m_model(m_columns, m_pool)
    {
        for (unsigned number = 0; number < 24; ++number)
            m_types.push_back(m_columns.types.add("com.shop.t" + std::to_string(number)).code);
        for (unsigned number = 0; number < sources; ++number)
            m_sources.push_back(
                m_columns.sources.add("https://shop.example/" + std::to_string(number)).code);
        for (unsigned number = 0; number < 10 * ManySources; ++number)
            append(m_sources[number % sources]);
        m_columns.publish();
        while (!(m_model.advance(), m_model.isComplete()))
            std::this_thread::sleep_for(std::chrono::milliseconds(1)); // the pool counts
        if (m_model.rowCount(m_model.index(1, 0)) < int(FewSources))
            bench::giveUp("sources are missing");
    }

    /// Seconds of one tick.
    double tick()
    {
        double time = 0;
        for (int i = 0; i < TicksPerRound; ++i) {
            for (int event = 0; event < EventsPerTick; ++event)
                append(m_sources[m_random() % m_sources.size()]);
            m_columns.publish();
            time += bench::seconds([this] { m_model.advance(); });
        }
        return time / TicksPerRound;
    }

private:
    void append(core::ValueCode source)
    {
        core::Row row;
        row.type = m_types[m_random() % m_types.size()];
        row.source = source;
        m_columns.append(row);
    }

    core::Columns m_columns;
    core::ScanPool m_pool;
    ui::FacetModel m_model;
    std::vector<core::ValueCode> m_types;
    std::vector<core::ValueCode> m_sources;
    std::minstd_rand m_random{4711};
};

} // namespace

int main()
{
    const auto many = std::make_unique<Facets>(ManySources);
    const auto few = std::make_unique<Facets>(FewSources);
    const std::vector<double> times =
        bench::medianInTurn(Rounds, {[&] { return many->tick(); }, [&] { return few->tick(); }});
    bench::report({"a tick of the facets at 20 000 events/s, 100 000 sources",
                   times[0] * 1e6,
                   "µs",
                   "100 sources",
                   times[1] * 1e6,
                   {bench::Bound::Side::AtMost, 2, {}}});
    return 0;
}
