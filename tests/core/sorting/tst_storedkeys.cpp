// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/sorting/storedkeys.h"

#include "core/sorting/livesort.h"
#include "tests/core/log/logtest.h"

#include <QTest>

#include <algorithm>
#include <future>
#include <optional>
#include <set>
#include <utility>

using namespace core;
using By = SortOrder::By;
using Kind = EventValue::Kind;

namespace {

/// A capture whose events have the data that is given, and a view of them that can be sorted by what only the disk has.
struct Bench {
    QTemporaryDir folder;
    std::unique_ptr<EventLog> log;
    ScanPool pool;
    std::unique_ptr<StoredValues> stored;
    std::unique_ptr<LiveFilter> filter;
    StoredKeys::Seen seen;
    std::size_t textBytes = StoredKeys::MaxTextBytes;
    std::unique_ptr<LiveSort> sort;

    explicit Bench(const std::vector<std::string> &data, EventLog::Options options = {})
        : log(logtest::openLog(logtest::captureIn(folder), options))
        , stored(std::make_unique<StoredValues>(log->columns(), [this] { return log->reader(); }))
        , filter(std::make_unique<LiveFilter>(log->columns(), pool, stored.get()))
        , sort(std::make_unique<LiveSort>(
              log->columns(), *filter, pool,
              [this](const SortOrder &order, const LiveFilter::Rows &rows) {
                  const char *name = order.by == By::Subject ? "subject" : order.name.c_str();
                  return std::make_unique<StoredKeys>(*stored, *ValueName::parse(name), rows, seen,
                                                      textBytes);
              }))
    {
        append(data);
    }
    ~Bench() { sort.reset(); }

    void append(const std::vector<std::string> &data)
    {
        std::vector<Message> messages;
        for (const std::string &each : data)
            messages.push_back(logtest::binaryMessage(++number, each));
        logtest::Sender(*log).send(std::move(messages));
        settle();
    }
    void settle()
    {
        const bool settles = QTest::qWaitFor(
            [this] {
                filter->prepare();
                filter->apply();
                const bool isOther = sort->prepare();
                if (isOther)
                    sort->apply();
                return !isOther && filter->isComplete() && !sort->isSorting();
            },
            20'000);
        if (!settles)
            qFatal("never settles");
    }
    /// Numbers of the events as they are shown.
    std::vector<int> shown() const
    {
        std::vector<int> numbers;
        for (std::uint64_t i = 0; i < sort->count(); ++i)
            numbers.push_back(static_cast<int>(sort->rowAt(i)) + 1);
        return numbers;
    }
    std::vector<int> sortedBy(const char *name, bool isDescending = false)
    {
        sort->setOrder(SortOrder{By::Value, isDescending, name});
        settle();
        return shown();
    }

    std::uint64_t number = 0;
};

using Numbers = std::vector<int>;

} // namespace

class TestStoredKeys : public QObject {
    Q_OBJECT

private slots:
    void ordersKinds()
    {
        Bench bench({R"({"v":"b"})", R"({"v":null})", R"({})", R"({"v":10})", R"({"v":true})",
                     R"({"v":"a"})", R"({"v":9.5})", R"({"v":"2026-11-28T14:31:41Z"})",
                     R"({"v":false})", R"({"v":-1e3})", "no JSON",
                     R"({"v":"2026-11-28T14:31:41+01:00"})", R"({"v":[2]})", R"({"v":-0})",
                     R"({"v":1e400})", R"({"v":-1e-400})"});
        const Numbers ascending{10, 14, 16, 7, 4, 15, 12, 8, 9, 5, 13, 6, 1, 2, 3, 11};
        QCOMPARE(bench.sortedBy("/v"), ascending);
        const Numbers descending{2, 1, 6, 13, 5, 9, 8, 12, 15, 4, 7, 14, 16, 10, 3, 11};
        QCOMPARE(bench.sortedBy("/v", true), descending);
        QCOMPARE(bench.sort->positionOf(6), std::optional<std::uint64_t>(10));
        QVERIFY(!bench.sort->positionOf(99));
    }

    /// Whole numbers that a double can tell apart are told apart.
    void ordersLargeNumbers()
    {
        Bench bench({R"({"v":9007199254740991})", R"({"v":9007199254740990})",
                     R"({"v":-9007199254740991})", R"({"v":2100000000000001})",
                     R"({"v":2100000000000000})"});
        QCOMPARE(bench.sortedBy("/v"), (Numbers{3, 5, 4, 2, 1}));
    }

    void sortsAnAttribute()
    {
        Bench bench({"{}", "{}", "{}"});
        const Numbers ascending = bench.sortedBy("id");
        Numbers naive = ascending;
        const auto events = logtest::readAll(*bench.log);
        std::sort(naive.begin(), naive.end(), [&](int one, int other) {
            return events[static_cast<std::size_t>(one) - 1].event.id <
                   events[static_cast<std::size_t>(other) - 1].event.id;
        });
        QCOMPARE(ascending, naive);
    }

    void sortsManyOverPages()
    {
        std::vector<std::string> data;
        constexpr int Many = 3 * static_cast<int>(StoredKeys::PageRows) + 7;
        for (int i = 0; i < Many; ++i)
            data.push_back("{\"v\":" + std::to_string(i * 7919 % Many) + "}");
        Bench bench(data);
        bench.sort->setOrder(SortOrder{By::Value, false, "/v"});
        QVERIFY(bench.sort->isSorting()); // never on this thread
        bench.settle();
        const Numbers shown = bench.shown();
        QCOMPARE(shown.size(), std::size_t(Many));
        for (int i = 0; i < Many; ++i)
            QCOMPARE((shown[static_cast<std::size_t>(i)] - 1) * 7919 % Many, i);
        // New ones wait, and are read with the others when they are asked for.
        bench.append({R"({"v":-5})"});
        QCOMPARE(bench.sort->waiting(), 1U);
        bench.sort->renew();
        bench.settle();
        QCOMPARE(bench.shown().front(), Many + 1);
    }

    void readsOnlyWhatIsShown()
    {
        Bench bench({R"({"v":3})", R"({"v":2})", R"({"v":1})", R"({"v":0})"});
        bench.filter->clear();
        bench.settle();
        bench.append({R"({"v":9})", R"({"v":8})"});
        QCOMPARE(bench.sortedBy("/v"), (Numbers{6, 5}));
    }

    void isCancelled()
    {
        Bench bench({R"({"v":3})", R"({"v":2})", R"({"v":1})"});
        QCOMPARE(bench.sortedBy("/v"), (Numbers{3, 2, 1}));
        std::promise<void> promise;
        bench.seen = [isAllowed = promise.get_future().share()](StoredEvent stored) {
            isAllowed.wait();
            return std::optional(std::move(stored));
        };
        bench.sort->setOrder(SortOrder{By::Value, true, "/v"});
        QVERIFY(bench.sort->progress().total > 0);
        bench.sort->cancel();
        QVERIFY(!bench.sort->isSorting());
        bench.settle();
        QCOMPARE(bench.shown(), (Numbers{3, 2, 1}));
        QCOMPARE(bench.sort->order(), std::optional(SortOrder{By::Value, false, "/v"}));
        // Of another filter, nothing that is sorted could be shown.
        bench.filter->setFilter({.excludedTypes = {"no such type"}});
        QTRY_VERIFY((bench.filter->prepare(), bench.filter->apply(), bench.sort->prepare(),
                     bench.sort->isSorting()));
        bench.sort->cancel();
        promise.set_value();
        bench.settle();
        QVERIFY(!bench.sort->order());
        QVERIFY(!bench.sort->isSorted());
    }

    /// What must not be seen is not compared.
    void comparesWhatMayBeSeen()
    {
        Bench bench({R"({"v":3})", R"({"v":1})", R"({"v":2})"});
        bench.seen = [](StoredEvent stored) -> std::optional<StoredEvent> {
            if (stored.sequence.value == 2)
                return std::nullopt;
            return stored;
        };
        QCOMPARE(bench.sortedBy("/v"), (Numbers{3, 1, 2}));
    }

    /// What has no room stands behind the others, as it came.
    void boundsTheTextsThatItKeeps()
    {
        std::vector<std::string> data;
        for (int i = 0; i < 2000; ++i)
            data.push_back("{\"v\":\"" + std::string(200, 'x') + std::to_string(20'000 - i) +
                           "\"}");
        data.push_back(R"({"v":1})");
        Bench bench(data);
        bench.textBytes = 64 * KiB;
        const Numbers shown = bench.sortedBy("/v");
        QCOMPARE(shown.front(), 2001);
        QCOMPARE(shown.back(), 2000);
        QVERIFY2(shown[1] > 100 && shown[1] < 1900, qPrintable(QString::number(shown[1])));
        QCOMPARE(shown[2], shown[1] - 1);
        QCOMPARE(std::set<int>(shown.begin(), shown.end()).size(), std::size_t(2001));
    }

    void comparesTextsUpToALimit()
    {
        const std::string same(StoredKeys::TextBytes - 1, 'x');
        Bench bench({"{\"v\":\"" + same + "yb\"}", "{\"v\":\"" + same + "ya\"}",
                     "{\"v\":\"" + same + "x\"}"});
        QCOMPARE(bench.sortedBy("/v"), (Numbers{3, 1, 2}));
    }

    /// Where a dictionary has no room for all.
    void sortsSubjectsThatHaveNoCode()
    {
        EventLog::Options options;
        options.dictionaryBytes = 0;
        Bench bench({"{}", "{}", "{}", "{}"}, options);
        QVERIFY(bench.log->columns().subjects.isFull());
        bench.sort->setOrder(SortOrder{By::Subject, true});
        bench.settle();
        const auto events = logtest::readAll(*bench.log);
        const Numbers shown = bench.shown();
        for (std::size_t i = 1; i < shown.size(); ++i)
            QVERIFY(events[static_cast<std::size_t>(shown[i - 1]) - 1].event.subject >=
                    events[static_cast<std::size_t>(shown[i]) - 1].event.subject);
    }
};

QTEST_GUILESS_MAIN(TestStoredKeys)
#include "tst_storedkeys.moc"
