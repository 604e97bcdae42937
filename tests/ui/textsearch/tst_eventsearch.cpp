// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/core/query/filledcolumns.h"
#include "ui/textsearch/eventsearch.h"

#include <QSignalSpy>
#include <QTest>

using namespace ui;

namespace {

core::TextQuery expression(const char *text)
{
    return {text, false, true};
}

/// Columns without a capture: only names can be found, and what is on disk cannot be read.
struct Bench {
    core::Columns columns;
    core::ScanPool pool;
    core::LiveFilter shown{columns, pool};
    EventSearch search{columns, "/nowhere/at all.eventscope", pool};
};

} // namespace

class TestEventSearch : public QObject {
    Q_OBJECT

private slots:
    void saysWhyItCannotGoOn()
    {
        Bench bench;
        appendEvent(bench.columns, "a", "/s");
        bench.columns.publish();
        QSignalSpy changed(&bench.search, &EventSearch::changed);
        QVERIFY(bench.search.setQuery({"b"}));
        QCOMPARE(changed.count(), 1);
        QVERIFY(bench.search.state().isSearching);
        const auto hasProblem = [&bench] {
            bench.shown.prepare();
            bench.shown.apply();
            bench.search.advance(bench.shown);
            return !bench.search.state().problem.isEmpty();
        };
        QTRY_VERIFY(hasProblem());
        QVERIFY(!bench.search.state().isSearching); // nobody waits for it any more
        QVERIFY(!bench.search.step({1}, true));
        QVERIFY(bench.search.setQuery({}));
        QCOMPARE(bench.search.state(), SearchState());
    }

    void leavesTheSearchAsItWasAtAFault()
    {
        Bench bench;
        QVERIFY(bench.search.setQuery({"ab"}));
        QVERIFY(!bench.search.setQuery(expression("(")));
        QCOMPARE(bench.search.query(), core::TextQuery{"ab"});
        QCOMPARE(bench.search.marksIn(QStringLiteral("xaBx")), (std::vector<TextMark>{{1, 2}}));
    }

    void marksTextsOfCells()
    {
        Bench bench;
        QVERIFY(bench.search.marksIn(QStringLiteral("abc")).empty());
        QVERIFY(bench.search.setQuery({"\xC3\xA4"}));
        QCOMPARE(bench.search.marksIn(QStringLiteral("\U0001F642ä-Ä")),
                 (std::vector<TextMark>{{2, 1}, {4, 1}}));
    }

    void marksNoCellsOnceAnExpressionTookTooLong()
    {
        Bench bench;
        QVERIFY(bench.search.setQuery(expression("(a|aa|aaa)+b$")));
        const QString endless = QString(200, u'a') + QStringLiteral("b.");
        const QString quick = QStringLiteral("aab");
        for (quint64 i = 0; i < EventSearch::MaxUndecidedCells; ++i) {
            QCOMPARE(bench.search.marksIn(quick), (std::vector<TextMark>{{0, 3}}));
            QVERIFY(bench.search.marksIn(endless).empty());
        }
        QVERIFY(bench.search.marksIn(quick).empty());
        QVERIFY(bench.search.setQuery(expression("a+b")));
        QCOMPARE(bench.search.marksIn(quick), (std::vector<TextMark>{{0, 3}}));
    }
};

QTEST_GUILESS_MAIN(TestEventSearch)
#include "tst_eventsearch.moc"
