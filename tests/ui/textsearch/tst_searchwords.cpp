// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/textsearch/searchwords.h"

#include <QTest>

using ui::SearchState;

namespace {

QString plain(QString words)
{
    return words.replace(QChar(0x00A0), u' ');
}

SearchState found(quint64 hits)
{
    SearchState state;
    state.isActive = true;
    state.found = state.foundInAll = hits;
    state.shown = 7280;
    return state;
}

} // namespace

class TestSearchWords : public QObject {
    Q_OBJECT

private slots:
    void countsHits()
    {
        QCOMPARE(ui::searchCount({}, 0), QString());
        QCOMPARE(plain(ui::searchCount(found(8214), 3)), QStringLiteral("3 of 8 214"));
        QCOMPARE(plain(ui::searchCount(found(8214), 0)), QStringLiteral("8 214"));
        QCOMPARE(ui::searchCount(found(0), 0), QStringLiteral("none"));
    }
    void saysNoneOnlyWhenItIsCertain()
    {
        SearchState state = found(0);
        state.isSearching = true;
        state.progress = 0.416;
        QCOMPARE(ui::searchCount(state, 0), QStringLiteral("\u2026"));
        QCOMPARE(ui::searchSentence(state, 0),
                 QStringLiteral("0 of the events shown have this text. Searching: 41 %."));
    }
    void tellsWhatIsNotShown()
    {
        SearchState state = found(3);
        QCOMPARE(ui::searchSentence(state, 2),
                 QStringLiteral("Hit 2 of 3 among the events shown."));
        state.foundInAll = 40;
        QCOMPARE(ui::searchSentence(state, 0),
                 QStringLiteral("3 of the events shown have this text. Of all kept: 40."));
    }
    void tellsWhereItGaveUp()
    {
        SearchState state = found(3);
        state.undecided = 2;
        QVERIFY(ui::searchSentence(state, 0).endsWith(
            QLatin1String("The expression takes too long on 2 texts: there may be more.")));
    }
    void saysWhyItStopped()
    {
        SearchState state = found(3);
        state.problem = QStringLiteral("The disk is gone.");
        QCOMPARE(ui::searchCount(state, 1), QStringLiteral("stopped"));
        QCOMPARE(ui::searchSentence(state, 1), QStringLiteral("The disk is gone."));
    }
    void saysThatATextIsNowhere()
    {
        QCOMPARE(plain(ui::nothingFound(QStringLiteral("insufficient_funds"), found(0))),
                 QStringLiteral("\"insufficient_funds\" is in none of the 7 280 events shown."));
        QVERIFY(ui::nothingFound(QString(500, u'x'), found(0)).size() < 120);
    }
};

QTEST_GUILESS_MAIN(TestSearchWords)
#include "tst_searchwords.moc"
