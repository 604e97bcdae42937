// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
//
// Filters by values that the dictionaries had no room for, and by what only the events have: what they show, count and
// draw is right all the same.
#include "core/query/storedvalues.h"

#include "core/cesql/cloudeventcontext.h"
#include "core/cesql/evaluator.h"
#include "core/cesql/parser.h"
#include "core/facets/valuecounts.h"
#include "core/query/livefilter.h"
#include "core/rate/ratereader.h"
#include "tests/core/log/logtest.h"
#include "tests/core/query/filledcolumns.h"

#include <QTest>

#include <atomic>
#include <map>
#include <thread>

using namespace core;

namespace {

constexpr std::size_t TinyDictionaries = 16 * KiB; ///< room for some types and sources of many
constexpr unsigned Types = 60;
constexpr unsigned Sources = 90;

/// A capture with more names than fit, and columns like those of its log, from which rows can be evicted at will.
struct Capture {
    QTemporaryDir folder;
    std::unique_ptr<EventLog> log;
    Columns columns{TinyDictionaries};
    std::vector<CloudEvent> events;
    std::atomic<int> opened{0};
    std::atomic<bool> isOnThisThread{false};

    Capture()
    {
        EventLog::Options options;
        options.dictionaryBytes = TinyDictionaries;
        options.segmentBytes = MiB;
        log = logtest::openLog(logtest::captureIn(folder), options);
    }

    StoredValues::OpenReader openReader()
    {
        return [this, thread = std::this_thread::get_id()] {
            ++opened;
            isOnThisThread = isOnThisThread || thread == std::this_thread::get_id();
            return log->reader();
        };
    }

    void append(std::mt19937 &random, std::size_t count)
    {
        std::vector<Message> messages;
        while (count > 0) {
            Message message =
                logtest::batchMessage(events.size(), std::min<std::size_t>(count, 100));
            count -= message.events.size();
            for (auto &part : message.events) {
                part.event.type = "type." + std::to_string(random() % Types);
                part.event.source = "/source/" + std::to_string(random() % Sources);
                part.event.extensions = {
                    {"shelf", AttributeValue::integer(static_cast<std::int32_t>(random() % 9))}};
                events.push_back(part.event);
                appendEvent(columns, part.event.type, part.event.source);
            }
            messages.push_back(std::move(message));
        }
        logtest::Sender(*log).send(std::move(messages));
        columns.publish();
    }
};

/// What a window has: one filter, one starting point, one way to the disk.
struct Window {
    explicit Window(Capture &capture)
        : values(capture.columns, capture.openReader())
        , rows(capture.columns, pool, &values)
        , counts(capture.columns, pool, &values)
        , rates(capture.columns, pool,
                {.wall = [] { return WallTime{}; }, .steady = [] { return SteadyTime{}; }}, &values)
    {
    }
    void setFilter(const EventFilter &filter)
    {
        rows.setFilter(filter);
        counts.setFilter(filter, rows.start());
        rates.setFilter(filter, rows.start());
    }
    bool tick()
    {
        if (rows.prepare().kind != LiveFilter::Change::Kind::None)
            rows.apply();
        counts.advance();
        return rows.isComplete() && counts.isComplete();
    }

    ScanPool pool;
    StoredValues values;
    LiveFilter rows;
    ValueCounts counts;
    RateReader rates;
};

void settle(Window &window)
{
    QTRY_VERIFY(window.tick());
    QVERIFY(!window.tick() || window.rows.isComplete());
    window.rates.request(RateRange::All, RateGrouping::Type);
    QTRY_VERIFY(!window.rates.isBusy());
}

void compare(const Window &window, const Capture &capture)
{
    const EventFilter &filter = window.rows.filter();
    const FacetFilter parts(filter);
    const Columns &columns = capture.columns;
    std::map<ValueCode, std::uint64_t> types;
    std::map<ValueCode, std::uint64_t> sources;
    std::uint64_t position = 0;
    for (std::uint64_t row = columns.first(); row < columns.published(); ++row) {
        const CloudEvent &event = capture.events[row];
        const auto passes = [&](const cesql::Expression &expression) {
            return cesql::passes(evaluate(expression, cesql::CloudEventContext({event, {}})));
        };
        if (parts.common.expression && !passes(*parts.common.expression))
            continue;
        const auto &typeClauses = parts.own[Facet::Type];
        const auto &sourceClauses = parts.own[Facet::Source];
        const bool acceptsType = filter.acceptsType(event.type) &&
                                 std::all_of(typeClauses.begin(), typeClauses.end(), passes);
        const bool acceptsSource = filter.acceptsSource(event.source) &&
                                   std::all_of(sourceClauses.begin(), sourceClauses.end(), passes);
        types[columns.row(row).type] += acceptsSource ? 1U : 0U;
        sources[columns.row(row).source] += acceptsType ? 1U : 0U;
        if (!acceptsType || !acceptsSource)
            continue;
        if (position >= window.rows.count() || window.rows.rowAt(position) != row)
            QFAIL(qPrintable(QStringLiteral("row %1 is not shown").arg(row)));
        ++position;
    }
    QCOMPARE(window.rows.count(), position);
    for (ValueCode code = OtherCode; code < window.counts.end(Facet::Type); ++code)
        QCOMPARE(window.counts.count(Facet::Type, code).shown, types[code]);
    for (ValueCode code = OtherCode; code < window.counts.end(Facet::Source); ++code)
        QCOMPARE(window.counts.count(Facet::Source, code).shown, sources[code]);
    QCOMPARE(window.rates.latest()->shownTotal, position);
    QCOMPARE(window.values.problem(), std::string());
}

cesql::Expression expressionOf(std::string_view text)
{
    return cesql::parse(text).value();
}

EventFilter randomFilter(std::mt19937 &random)
{
    static const std::vector<std::string_view> Expressions{
        "shelf > 5",
        "type LIKE '%5%' AND shelf < 3",
        "shelf = 7 OR source LIKE '%3'",
        "NOT (type IN ('type.1', 'type.2', 'type.59'))",
        "LENGTH(source) = 9",
        "shelf + LENGTH(type) = 12",
        "NOT EXISTS shelf",
    };
    EventFilter filter;
    if (random() % 3 != 0)
        filter.expression = expressionOf(Expressions[random() % Expressions.size()]);
    if (random() % 3 == 0)
        return filter;
    filter.types = randomTexts(random, "type.", Types, 5);
    filter.sources = randomTexts(random, "/source/", Sources, 20);
    filter.excludedTypes = randomTexts(random, "type.", Types, 3);
    filter.excludedSources = randomTexts(random, "/source/", Sources, 3);
    return filter;
}

} // namespace

class StoredValuesTest : public QObject {
    Q_OBJECT

private slots:
    void showsCountsAndDrawsWhatMatches()
    {
        const unsigned seed = 77;
        qInfo("seed %u", seed);
        std::mt19937 random(seed);
        Capture capture;
        capture.append(random, 20'000);
        QVERIFY(capture.columns.types.isFull() && capture.columns.sources.isFull());
        QVERIFY(capture.columns.types.end() > FirstCode + 3);
        Window window(capture);
        for (int round = 0; round < 12; ++round) {
            window.setFilter(randomFilter(random));
            if (round % 3 == 0)
                window.tick();
            capture.append(random, random() % 500);
            settle(window);
            compare(window, capture);
            capture.append(random, 1 + random() % 50); // tested on arrival
            settle(window);
            compare(window, capture);
            if (QTest::currentTestFailed())
                return;
        }
    }

    void staysRightWhenRowsLeave()
    {
        const unsigned seed = 78;
        qInfo("seed %u", seed);
        std::mt19937 random(seed);
        Capture capture;
        capture.append(random, 5000);
        Window window(capture);
        for (int round = 0; round < 40; ++round) {
            if (round % 5 == 0)
                window.setFilter(randomFilter(random));
            if (round % 2 == 0)
                window.tick();
            capture.append(random, random() % 800);
            capture.columns.evict(
                capture.columns.first() +
                random() % 900 * (capture.columns.published() - capture.columns.first()) / 4000);
            settle(window);
            compare(window, capture);
            if (QTest::currentTestFailed())
                return;
        }
    }

    void takesRowsOffThatAreNoLongerOnDisk()
    {
        std::mt19937 random(79);
        Capture capture;
        capture.append(random, 3000);
        Window window(capture);
        window.setFilter({.excludedTypes = {"type.1"},
                          .excludedSources = {"/source/1"},
                          .expression = expressionOf("shelf != 3")});
        settle(window);
        compare(window, capture);
        const std::filesystem::path file = capture.log->file();
        capture.log.reset();
        std::filesystem::resize_file(file, 0); // whatever is read from here on fails
        capture.columns.evict(1234);
        settle(window);
        compare(window, capture);
    }

    void readsOncePerFilterAndNeverOnTheThreadOfTheView_data()
    {
        QTest::addColumn<QByteArray>("expression");
        QTest::newRow("names") << QByteArray();
        QTest::newRow("events") << QByteArray("shelf = 1");
    }
    void readsOncePerFilterAndNeverOnTheThreadOfTheView()
    {
        QFETCH(QByteArray, expression);
        std::mt19937 random(80);
        Capture capture;
        capture.append(random, 3000);
        Window window(capture);
        EventFilter filter{.types = {"type.59"}};
        if (!expression.isEmpty())
            filter = {.expression = expressionOf(expression.toStdString())};
        window.setFilter(filter);
        const auto judged = window.values.answersFor(filter);
        QCOMPARE(window.values.answersFor(filter).names, judged.names);
        QCOMPARE(judged.expression, judged.names);
        const StoredAnswers facets = FacetAnswers(window.values, FacetFilter(filter)).common;
        QCOMPARE(expression.isEmpty() ? facets.names : facets.expression, judged.names);
        QVERIFY(window.values.answersFor({.types = {"type.58"}}).names != judged.names);
        QVERIFY(!window.values.answersFor({}).names);
        settle(window);
        QCOMPARE(judged.names->known(), 3000U);
        QCOMPARE(capture.opened.load(), 1);
        QVERIFY(!capture.isOnThisThread);
        compare(window, capture);
    }

    void readsNothingWithoutNeed()
    {
        std::mt19937 random(81);
        Capture capture;
        capture.append(random, 1000);
        Window window(capture);
        settle(window);
        QCOMPARE(capture.opened.load(), 0);
    }

    void saysWhatCouldNotBeRead()
    {
        std::mt19937 random(82);
        Capture capture;
        capture.append(random, 1000);
        ScanPool pool;
        StoredValues values(capture.columns, []() -> Result<std::unique_ptr<CaptureReader>> {
            return fail(Error::Kind::Io, "the disk is gone");
        });
        LiveFilter rows(capture.columns, pool, &values);
        rows.setFilter({.types = {"type.1", "type.59"}});
        QTRY_VERIFY((rows.prepare(), rows.apply(), rows.isComplete()));
        QCOMPARE(values.problem(), std::string("the disk is gone"));
        rows.setFilter({.expression = expressionOf("shelf >= 0")});
        QTRY_VERIFY((rows.prepare(), rows.apply(), rows.isComplete()));
        QCOMPARE(rows.count(), 0U);
        rows.setFilter({.types = {"type.1", "type.59"}});
        QTRY_VERIFY((rows.prepare(), rows.apply(), rows.isComplete()));
        for (std::uint64_t position = 0; position < rows.count(); ++position)
            QVERIFY(capture.columns.row(rows.rowAt(position)).type != OtherCode);
    }

    void endsInTheMiddleOfReading()
    {
        std::mt19937 random(83);
        Capture capture;
        capture.append(random, 20'000);
        for (int i = 0; i < 10; ++i) {
            Window window(capture);
            window.setFilter({.types = {"type.59"}, .expression = expressionOf("shelf = 1")});
            window.tick();
            window.rates.request(RateRange::All, RateGrouping::Type);
        }
    }
};

QTEST_GUILESS_MAIN(StoredValuesTest)
#include "tst_storedvalues.moc"
