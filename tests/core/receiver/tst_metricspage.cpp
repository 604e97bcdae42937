// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/receiver/metricspage.h"
#include "core/receiver/prometheustext.h"
#include "tests/core/receiver/scraped.h"

#include <QTest>

#include <algorithm>
#include <string>
#include <vector>

using namespace core;

namespace {

ValueSize sized(std::string value, std::uint64_t bytes, std::uint64_t events)
{
    return {std::move(value), bytes, events};
}

Figures withSources(std::vector<ValueSize> sources)
{
    Figures figures;
    LargestValues &filling = figures.log.emplace().filling;
    for (const ValueSize &source : sources) {
        filling.bytes += source.bytes;
        filling.events += source.events;
    }
    filling.allSources = sources.size();
    filling.sources = sources;
    filling.busiestSources = std::move(sources);
    return figures;
}

std::string eventsOf(const std::string &label)
{
    return "eventscope_capture_source_events{source=\"" + label + "\"}";
}

} // namespace

class TestMetricsPage : public QObject {
    Q_OBJECT

private slots:
    void writesFamiliesAsTheFormatSays();
    void escapesWhatEndsALabelOrALine();
    void tellsOfThePortWhereThereIsNoLog();
    void tellsTheWholeAccount();
    void tellsEachFamilyOnce();
    void saysThatThereIsNoLimit();
    void putsAmongTheOthersWhatIsNoLabel_data();
    void putsAmongTheOthersWhatIsNoLabel();
    void joinsWhatFoundNoRoomInMemory();
};

void TestMetricsPage::writesFamiliesAsTheFormatSays()
{
    PrometheusText text;
    text.family("a_total", PrometheusText::Type::Counter, "Counted.");
    text.sample(18'446'744'073'709'551'615U);
    text.family("b", PrometheusText::Type::Gauge, "Measured.");
    text.sample({"one", "1"}, 7);
    text.sample({"one", "2"}, {"two", ""}, 0);
    text.family("c_seconds", PrometheusText::Type::Gauge, "Time.");
    text.sample("0.25");
    QCOMPARE(text.take(), std::string("# HELP a_total Counted.\n"
                                      "# TYPE a_total counter\n"
                                      "a_total 18446744073709551615\n"
                                      "# HELP b Measured.\n"
                                      "# TYPE b gauge\n"
                                      "b{one=\"1\"} 7\n"
                                      "b{one=\"2\",two=\"\"} 0\n"
                                      "# HELP c_seconds Time.\n"
                                      "# TYPE c_seconds gauge\n"
                                      "c_seconds 0.25\n"));
}

void TestMetricsPage::escapesWhatEndsALabelOrALine()
{
    PrometheusText text;
    text.family("a", PrometheusText::Type::Gauge, "A \"help\" with \\ and\nlines.");
    text.sample({"l", "a\\b\"c\nd{e}=,\xc3\xbc"}, 1);
    QCOMPARE(text.take(), std::string("# HELP a A \"help\" with \\\\ and\\nlines.\n"
                                      "# TYPE a gauge\n"
                                      "a{l=\"a\\\\b\\\"c\\nd{e}=,\xc3\xbc\"} 1\n"));
}

void TestMetricsPage::tellsOfThePortWhereThereIsNoLog()
{
    Figures figures;
    figures.started = WallTime(std::chrono::microseconds(1'700'000'000'000'042));
    figures.connections = 3;
    figures.strangers = 5;
    figures.tlsFailures = 7;
    figures.refusals = {{"foreign-host", 2}, {"too-many-requests", 4}};
    figures.readers = {1, 2, 3, 40, 50};
    figures.readersRefused = 6;
    const Scraped page(metricsPage(figures));
    QCOMPARE(page.fault(), std::string());
    QCOMPARE(page.value("eventscope_receiver_connections"), std::string("3"));
    QCOMPARE(page.value("eventscope_receiver_unauthorized_total"), std::string("5"));
    QCOMPARE(page.value("eventscope_receiver_tls_failures_total"), std::string("7"));
    QCOMPARE(page.value("eventscope_start_time_seconds"), std::string("1700000000.000042"));
    QCOMPARE(page.samples("eventscope_build_info").size(), std::size_t(1));
    const auto is = [&page](const std::string &sample, const char *type, const char *value) {
        QCOMPARE(page.value("eventscope_receiver_" + sample), std::string(value));
        QCOMPARE(page.type("eventscope_receiver_" + sample.substr(0, sample.find('{'))),
                 std::string(type));
    };
    is("refusals_total{rule=\"foreign-host\"}", "counter", "2");
    is("refusals_total{rule=\"too-many-requests\"}", "counter", "4");
    is("readers{path=\"/events\"}", "gauge", "1");
    is("readers{path=\"/ws\"}", "gauge", "2");
    is("readers{path=\"/v1/events\"}", "gauge", "3");
    is("readers_refused_total", "counter", "6");
    is("readers_behind_total", "counter", "40");
    is("readers_missed_events_total", "counter", "50");
    QCOMPARE(page.families(), std::size_t(10));
}

void TestMetricsPage::tellsTheWholeAccount()
{
    Figures figures;
    LogFigures &log = figures.log.emplace();
    log.ledger = {100, 20, 30, 4, 5};
    log.state.writable = false;
    log.state.evictionProblem = "The disk failed.";
    log.state.usedBytes = 1000;
    log.state.fileBytes = 5000;
    log.state.walBytes = 600;
    log.state.seals = 77;
    log.rules.limitBytes = 2000;
    log.rules.maxAge = std::chrono::hours(1);
    const Scraped page(metricsPage(figures));
    QCOMPARE(page.fault(), std::string());
    const auto is = [&page](const std::string &name, const char *type, const char *value) {
        QCOMPARE(page.value("eventscope_" + name), std::string(value));
        QCOMPARE(page.type("eventscope_" + name), std::string(type));
    };
    is("events_received_total", "counter", "155");
    is("events_kept", "gauge", "100");
    is("events_refused_total", "counter", "20");
    is("events_evicted_total", "counter", "30");
    is("events_left_out_total", "counter", "5");
    is("events_waiting", "gauge", "4");
    is("seals_total", "counter", "77");
    is("capture_writable", "gauge", "0");
    is("capture_eviction_failing", "gauge", "1");
    is("capture_used_bytes", "gauge", "1000");
    is("capture_limit_bytes", "gauge", "2000");
    is("capture_max_age_seconds", "gauge", "3600");
    is("capture_file_bytes", "gauge", "5000");
    is("capture_wal_bytes", "gauge", "600");
    is("capture_sources", "gauge", "0");
    is("capture_other_sources_events", "gauge", "0");
    is("capture_other_sources_data_bytes", "gauge", "0");
}

void TestMetricsPage::tellsEachFamilyOnce()
{
    Figures figures = withSources({sized("/a", 1, 2), sized("/b", 1, 1)});
    const Scraped page(metricsPage(figures));
    QCOMPARE(page.fault(), std::string());
    QCOMPARE(page.value(eventsOf("/a")), std::string("2"));
    QCOMPARE(page.value(eventsOf("/b")), std::string("1"));
    QCOMPARE(page.value("eventscope_capture_source_data_bytes{source=\"/a\"}"), std::string("1"));
}

void TestMetricsPage::saysThatThereIsNoLimit()
{
    Figures figures = withSources({});
    const Scraped page(metricsPage(figures));
    QCOMPARE(page.value("eventscope_capture_max_age_seconds"), std::string("+Inf"));
    QCOMPARE(page.value("eventscope_capture_writable"), std::string("1"));
    QCOMPARE(page.value("eventscope_capture_eviction_failing"), std::string("0"));
}

void TestMetricsPage::putsAmongTheOthersWhatIsNoLabel_data()
{
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<QByteArray>("label"); // empty: none
    const auto row = [](const char *tag, const QByteArray &source, const QByteArray &label) {
        QTest::newRow(tag) << source << label;
    };
    const auto bytes = static_cast<qsizetype>(SourceLabelBytes);
    row("below", QByteArray(bytes - 1, 's'), QByteArray(bytes - 1, 's'));
    row("at", QByteArray(bytes, 's'), QByteArray(bytes, 's'));
    row("above", QByteArray(bytes + 1, 's'), {});
    row("escaped", "/a\"b\\", "/a\\\"b\\\\");
    row("not ASCII", "/\xc3\xbc", "/\xc3\xbc");
    row("no UTF-8", "/\xff", {});
    row("control character", QByteArray("/\0", 2), {});
    row("line", "/\n", {});
}

void TestMetricsPage::putsAmongTheOthersWhatIsNoLabel()
{
    QFETCH(QByteArray, source);
    QFETCH(QByteArray, label);
    Figures figures = withSources({sized(source.toStdString(), 70, 7), sized("/b", 20, 2)});
    const Scraped page(metricsPage(figures));
    QCOMPARE(page.fault(), std::string());
    QCOMPARE(page.value(eventsOf("/b")), std::string("2"));
    if (label.isEmpty())
        QCOMPARE(page.samples("eventscope_capture_source_events").size(), std::size_t(1));
    else
        QCOMPARE(page.value(eventsOf(label.toStdString())), std::string("7"));
    QCOMPARE(page.value("eventscope_capture_other_sources_events"),
             std::string(label.isEmpty() ? "7" : "0"));
    QCOMPARE(page.value("eventscope_capture_other_sources_data_bytes"),
             std::string(label.isEmpty() ? "70" : "0"));
    QCOMPARE(page.value("eventscope_capture_sources"), std::string("2"));
}

void TestMetricsPage::joinsWhatFoundNoRoomInMemory()
{
    Figures figures = withSources({{std::nullopt, 90, 9}, sized("/b", 20, 2)});
    const Scraped page(metricsPage(figures));
    QCOMPARE(page.samples("eventscope_capture_source_events").size(), std::size_t(1));
    QCOMPARE(page.value("eventscope_capture_other_sources_events"), std::string("9"));
    QCOMPARE(page.value("eventscope_capture_other_sources_data_bytes"), std::string("90"));
}

QTEST_GUILESS_MAIN(TestMetricsPage)
#include "tst_metricspage.moc"
