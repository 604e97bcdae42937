// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/receiver/metricspage.h"

#include "core/event/unicodetext.h"
#include "core/receiver/methods.h"
#include "core/receiver/prometheustext.h"

#include <QtGlobal>

#include <string_view>
#include <vector>

namespace core {

namespace {

using Type = PrometheusText::Type;

constexpr std::string_view NoLimit = "+Inf";

/// Whole seconds and six digits behind the point.
std::string inSeconds(WallTime time)
{
    const auto microseconds = time.time_since_epoch().count();
    constexpr std::int64_t Second = 1'000'000;
    const std::string fraction = std::to_string(microseconds % Second);
    return std::to_string(microseconds / Second) + '.' + std::string(6 - fraction.size(), '0') +
           fraction;
}

void appendProgram(PrometheusText &page, const Figures &figures)
{
    page.family("eventscope_build_info", Type::Gauge, "The program that answers. Always 1.");
    page.sample({"version", EVENTSCOPE_VERSION}, {"qt", qVersion()}, 1);
    page.family("eventscope_start_time_seconds", Type::Gauge,
                "When this port was opened, in seconds since 1970.");
    page.sample(inSeconds(figures.started));
    page.family("eventscope_receiver_connections", Type::Gauge,
                "Connections of senders (and of whoever reads this) that are open now.");
    page.sample(figures.connections);
    page.family("eventscope_receiver_unauthorized_total", Type::Counter,
                "Requests that did not carry the token since the port was opened. They are in no "
                "sum of events, "
                "and nothing of them is kept.");
    page.sample(figures.strangers);
    page.family("eventscope_receiver_tls_failures_total", Type::Counter,
                "TLS handshakes that failed since the port was opened.");
    page.sample(figures.tlsFailures);
}

// Each rule has a series once it is broken: so it is seen which one a sender breaks, who is too fast ("too-many-requests"),
// and what the guard keeps away ("origin-not-allowed", "cross-site", "foreign-host").
void appendRefusals(PrometheusText &page, const Figures &figures)
{
    page.family("eventscope_receiver_refusals_total", Type::Counter,
                "Requests and WebSocket messages that were refused since the port was opened, by "
                "the rule that they broke.");
    for (const auto &[rule, count] : figures.refusals)
        page.sample({"rule", rule}, count);
}

void appendReaders(PrometheusText &page, const Figures &figures)
{
    const StreamFigures &readers = figures.readers;
    page.family("eventscope_receiver_readers", Type::Gauge,
                "Connections that read the events now, by path.");
    page.sample({"path", EventStreamPath}, readers.eventStreams);
    page.sample({"path", WebSocketPath}, readers.webSockets);
    page.sample({"path", EventQueryPath}, readers.queries);
    page.family("eventscope_receiver_readers_refused_total", Type::Counter,
                "Streams and queries that were answered 503 since the port was opened, because as "
                "many were open as may be.");
    page.sample(figures.readersRefused);
    page.family("eventscope_receiver_readers_behind_total", Type::Counter,
                "Times since the port was opened that a reader was told that it fell behind.");
    page.sample(readers.fellBehind);
    page.family("eventscope_receiver_readers_missed_events_total", Type::Counter,
                "Events that had left the log before a stream got them, all streams since the port "
                "was opened together.");
    page.sample(readers.missed);
}

// What was kept is no counter: events leave, and received = kept + refused + evicted + left out.
void appendLedger(PrometheusText &page, const Ledger &ledger)
{
    page.family(
        "eventscope_events_received_total", Type::Counter,
        "Events that were decided since the capture was made: kept, refused, evicted and left "
        "out together. A request that cannot be read is one.");
    page.sample(ledger.received());
    page.family("eventscope_events_kept", Type::Gauge, "Events in the capture now.");
    page.sample(ledger.kept);
    page.family("eventscope_events_refused_total", Type::Counter,
                "Events and requests that were refused with a reason.");
    page.sample(ledger.refused);
    page.family("eventscope_events_evicted_total", Type::Counter,
                "Events that were kept and left, because of the limit or their age.");
    page.sample(ledger.evicted);
    page.family("eventscope_events_left_out_total", Type::Counter,
                "Events that were not kept, because the capture leaves out their type or source.");
    page.sample(ledger.leftOut);
    page.family("eventscope_events_waiting", Type::Gauge,
                "Events that were received and wait to be written; not yet in any sum.");
    page.sample(ledger.waiting);
}

void appendCapture(PrometheusText &page, const LogFigures &log)
{
    page.family("eventscope_seals_total", Type::Counter,
                "Commits since the capture was made, each under a seal.");
    page.sample(log.state.seals);
    page.family("eventscope_capture_writable", Type::Gauge,
                "1 while events can be written, 0 while senders are answered 503.");
    page.sample(log.state.writable ? 1 : 0);
    page.family("eventscope_capture_eviction_failing", Type::Gauge,
                "1 while the oldest events should leave and cannot, so that the capture grows.");
    page.sample(log.state.evictionProblem.empty() ? 0 : 1);
    page.family("eventscope_capture_used_bytes", Type::Gauge,
                "Bytes of the events in the capture, which the limit bounds.");
    page.sample(log.state.usedBytes);
    page.family("eventscope_capture_limit_bytes", Type::Gauge,
                "Used bytes above which the oldest events leave.");
    page.sample(log.rules.limitBytes);
    page.family("eventscope_capture_max_age_seconds", Type::Gauge,
                "Age above which events leave; +Inf: none.");
    if (log.rules.maxAge)
        page.sample(std::to_string(log.rules.maxAge->count()));
    else
        page.sample(NoLimit);
    page.family("eventscope_capture_file_bytes", Type::Gauge,
                "Bytes of the capture on disk, with its write-ahead log.");
    page.sample(log.state.fileBytes);
    page.family("eventscope_capture_wal_bytes", Type::Gauge, "Bytes of the write-ahead log alone.");
    page.sample(log.state.walBytes);
}

bool hasSeries(const ValueSize &source)
{
    return source.value && source.value->size() <= SourceLabelBytes && !stringFault(*source.value);
}

struct SourceFamilies {
    std::string_view name;
    std::string_view help;
    std::string_view othersName;
    std::string_view othersHelp;
};

/// `largest` in one family, what they leave of `all` in another: no label could stand for "others", because any text may
/// be a source.
void appendSources(PrometheusText &page, const SourceFamilies &words,
                   const std::vector<ValueSize> &largest, std::uint64_t all,
                   std::uint64_t ValueSize::*figure)
{
    page.family(words.name, Type::Gauge, words.help);
    std::uint64_t others = all;
    for (const ValueSize &source : largest) {
        if (!hasSeries(source))
            continue;
        page.sample({"source", *source.value}, source.*figure);
        others -= source.*figure;
    }
    page.family(words.othersName, Type::Gauge, words.othersHelp);
    page.sample(others);
}

void appendFilling(PrometheusText &page, const LargestValues &filling)
{
    page.family(
        "eventscope_capture_sources", Type::Gauge,
        "Different sources of the events in the capture; those that found no room in memory "
        "count as one.");
    page.sample(filling.allSources);
    appendSources(page,
                  {"eventscope_capture_source_events",
                   "Events in the capture of the sources that have the most.",
                   "eventscope_capture_other_sources_events",
                   "Events in the capture of all sources without a series of their own."},
                  filling.busiestSources, filling.events, &ValueSize::events);
    appendSources(page,
                  {"eventscope_capture_source_data_bytes",
                   "Bytes of data in the capture of the sources that have the most.",
                   "eventscope_capture_other_sources_data_bytes",
                   "Bytes of data in the capture of all sources without a series of their own."},
                  filling.sources, filling.bytes, &ValueSize::bytes);
}

} // namespace

std::string metricsPage(const Figures &figures)
{
    PrometheusText page;
    appendProgram(page, figures);
    appendRefusals(page, figures);
    appendReaders(page, figures);
    if (figures.log) {
        appendLedger(page, figures.log->ledger);
        appendCapture(page, *figures.log);
        appendFilling(page, figures.log->filling);
    }
    return page.take();
}

} // namespace core
