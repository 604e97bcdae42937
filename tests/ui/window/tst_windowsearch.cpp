// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/apptheme.h"
#include "tests/support/rawclient.h"
#include "tests/ui/window/windowbench.h"
#include "ui/frame/toast.h"
#include "ui/inspector/foundinevent.h"
#include "ui/inspector/inspectorpanel.h"
#include "ui/jump/gotofield.h"
#include "ui/textsearch/textsearchfield.h"
#include "ui/verbatim/linesview.h"
#include "ui/window/viewfinder.h"

#include <QAction>
#include <QApplication>
#include <QHeaderView>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>
#include <QToolButton>

#include <algorithm>

using namespace ui;

namespace {

std::string request(int number, const char *type, const std::string &body)
{
    return "POST /in HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
           "ce-specversion: 1.0\r\nce-id: " +
           std::to_string(number) + "\r\nce-type: " + type +
           "\r\nce-source: /checkout\r\nContent-Length: " + std::to_string(body.size()) +
           "\r\n\r\n" + body;
}

/// Twelve events: the word "needle" in the data of each third, in the type of the last; types a and b in turn.
struct SearchBench : Bench {
    SearchBench(Theme &theme, const QTemporaryDir &folder, WindowState state = {})
        : Bench(theme, folder, std::move(state))
        , client(port)
    {
        for (int number = 1; number <= 12; ++number) {
            const char *type = number == 12 ? "com.needle.c" : number % 2 == 0 ? "a" : "b";
            send(request(number, type,
                         number % 3 == 0 ? R"({"word":"Needle","more":"n\u0065edle"})"
                                         : R"({"word":"hay"})"));
        }
        if (!QTest::qWaitFor([this] { return rows().rowCount() == 12; }, 10'000))
            qFatal("not all is shown");
        window.activateWindow();
        table().setFocus();
    }
    void send(const std::string &text)
    {
        if (client.ask(text).status != 202)
            qFatal("not taken");
    }
    EventTableView &table() const { return *window.view()->table(); }
    TextSearchField &field() const { return *window.findChild<TextSearchField *>(); }
    QLineEdit &edit() const { return *field().findChild<QLineEdit *>(); }
    QString count() const { return field().countText(); }
    QString toast() const { return window.view()->toast()->sentence(); }
    quint64 current() const { return table().current().value; }
    void press(int key, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::keyClick(QApplication::focusWidget(), static_cast<Qt::Key>(key), modifiers);
    }
    void type(const char *text)
    {
        QTest::keyClicks(QApplication::focusWidget(), QLatin1String(text));
    }
    RawClient client;
};

} // namespace

class TestWindowSearch : public QObject {
    Q_OBJECT

private slots:
    void goesFromHitToHit();
    void searchesByMouse();
    void saysWhatIsWrongWithAnExpression();
    void searchesAmongWhatIsShown();
    void showsOnlyWhatWasFound();
    void countsWhatComes();
    void marksHitsInTableAndInspector();
    void findsOnlyWhatIsShownWhileRedacted();
    void goesToNumbersAndTimes();
    void goesAlongAType();
    void keepsTheSearchInTheNextCapture();

private:
    AppTheme m_theme;
};

void TestWindowSearch::goesFromHitToHit()
{
    const QTemporaryDir folder;
    SearchBench bench(*m_theme, folder);
    bench.press(Qt::Key_F, Qt::ControlModifier);
    QVERIFY(bench.edit().hasFocus());
    bench.type("needle");
    QTRY_COMPARE(bench.count(), QStringLiteral("4"));
    bench.press(Qt::Key_Return);
    QCOMPARE(bench.current(), quint64(3));
    QCOMPARE(bench.count(), QStringLiteral("1 of 4"));
    QVERIFY(bench.edit().hasFocus());
    bench.press(Qt::Key_F3);
    QCOMPARE(bench.current(), quint64(6));
    bench.press(Qt::Key_Return);
    bench.press(Qt::Key_F3);
    QCOMPARE(bench.current(), quint64(12));
    QCOMPARE(bench.count(), QStringLiteral("4 of 4"));
    QCOMPARE(bench.toast(), QString());
    bench.press(Qt::Key_F3);
    QCOMPARE(bench.current(), quint64(3));
    QCOMPARE(bench.toast(), QStringLiteral("That was the last hit: here is the first."));
    bench.press(Qt::Key_F3, Qt::ShiftModifier);
    QCOMPARE(bench.current(), quint64(12));
    QCOMPARE(bench.toast(), QStringLiteral("That was the first hit: here is the last."));
    bench.press(Qt::Key_Return, Qt::ShiftModifier);
    QCOMPARE(bench.current(), quint64(9));

    bench.press(Qt::Key_Escape);
    QVERIFY(bench.table().hasFocus());
    QVERIFY(bench.field().query().text.empty());
    QCOMPARE(bench.count(), QString());
    QCOMPARE(bench.current(), quint64(9)); // what a person looked at stays
    bench.press(Qt::Key_Up);
    QCOMPARE(bench.current(), quint64(8));
    bench.press(Qt::Key_Slash);
    QVERIFY(bench.edit().hasFocus());
    bench.type("nowhere");
    QTRY_COMPARE(bench.count(), QStringLiteral("none"));
    bench.press(Qt::Key_Return);
    QCOMPARE(bench.toast(), QStringLiteral("\"nowhere\" is in none of the 12 events shown."));
    QCOMPARE(bench.current(), quint64(8));
}

void TestWindowSearch::searchesByMouse()
{
    const QTemporaryDir folder;
    SearchBench bench(*m_theme, folder);
    QTest::mouseClick(&bench.edit(), Qt::LeftButton);
    QVERIFY(bench.edit().hasFocus());
    bench.type("NEEDLE");
    QTRY_COMPARE(bench.count(), QStringLiteral("4"));
    const auto buttons = bench.field().findChildren<QToolButton *>();
    const auto click = [&buttons](const char *name) {
        for (QToolButton *button : buttons) {
            if (button->accessibleName() == QLatin1String(name))
                QTest::mouseClick(button, Qt::LeftButton);
        }
    };
    click("Case counts");
    QTRY_COMPARE(bench.count(), QStringLiteral("none"));
    bench.edit().setText(QStringLiteral("com\\.n.*c|Needle"));
    click("Regular expression");
    QTRY_COMPARE(bench.count(), QStringLiteral("4"));
    bench.window.actions().findNext->trigger();
    QCOMPARE(bench.current(), quint64(3));
    bench.window.actions().findPrevious->trigger();
    QCOMPARE(bench.current(), quint64(12));
    click("Clear the search");
    QCOMPARE(bench.count(), QString());
    QVERIFY(!bench.window.view()->finder().state().isActive);
}

void TestWindowSearch::saysWhatIsWrongWithAnExpression()
{
    const QTemporaryDir folder;
    SearchBench bench(*m_theme, folder);
    bench.press(Qt::Key_F, Qt::ControlModifier);
    bench.type("needle");
    QTRY_COMPARE(bench.count(), QStringLiteral("4"));
    for (QToolButton *button : bench.field().findChildren<QToolButton *>()) {
        if (button->text() == QLatin1String(".*"))
            button->click();
    }
    bench.type("(");
    QCOMPARE(bench.count(), QStringLiteral("invalid"));
    QVERIFY2(bench.field().toolTip().startsWith(
                 QLatin1String("The expression cannot be read at character 8")),
             qPrintable(bench.field().toolTip()));
    bench.press(Qt::Key_Return); // the last one goes on
    QTRY_COMPARE(bench.current(), quint64(3));
    bench.type("x)?");
    QTRY_COMPARE(bench.count(), QStringLiteral("1 of 4"));
    QCOMPARE(bench.field().fault(), QString());
}

void TestWindowSearch::searchesAmongWhatIsShown()
{
    const QTemporaryDir folder;
    SearchBench bench(*m_theme, folder);
    bench.press(Qt::Key_F, Qt::ControlModifier);
    bench.type("needle");
    QTRY_COMPARE(bench.count(), QStringLiteral("4"));
    bench.window.view()->setFilter({.types = {"b"}}); // 3, 9 are hits of it
    QTRY_COMPARE(bench.count(), QStringLiteral("2"));
    QVERIFY(bench.field().toolTip().contains(QLatin1String("Of all kept: 4.")));
    bench.press(Qt::Key_Return);
    QCOMPARE(bench.current(), quint64(3));
    bench.press(Qt::Key_Return);
    QCOMPARE(bench.current(), quint64(9));
    bench.press(Qt::Key_Return);
    QCOMPARE(bench.current(), quint64(3));

    bench.edit().selectAll();
    bench.type("com.needle");
    QTRY_COMPARE(bench.count(), QStringLiteral("none"));
    bench.press(Qt::Key_Return);
    QCOMPARE(bench.toast(), QStringLiteral("\"com.needle\" is in none of the 6 events shown."));
    auto *all = bench.window.view()->toast()->findChild<QPushButton *>();
    QCOMPARE(all->text(), QStringLiteral("Search all kept"));
    QTest::mouseClick(all, Qt::LeftButton);
    QTRY_COMPARE(bench.count(), QStringLiteral("1"));
}

void TestWindowSearch::showsOnlyWhatWasFound()
{
    const QTemporaryDir folder;
    SearchBench bench(*m_theme, folder);
    bench.press(Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(bench.toast().startsWith(QLatin1String("Search for a text first")));
    bench.press(Qt::Key_F, Qt::ControlModifier);
    bench.type("needle");
    QTRY_COMPARE(bench.count(), QStringLiteral("4"));
    const auto buttons = bench.field().findChildren<QToolButton *>();
    const auto button = [&buttons](const char *name) {
        return *std::find_if(buttons.begin(), buttons.end(), [name](const QToolButton *one) {
            return one->accessibleName() == QLatin1String(name);
        });
    };
    QTest::mouseClick(button("Show only events with this text"), Qt::LeftButton);
    QTRY_COMPARE(bench.rows().rowCount(), 4);
    QVERIFY(bench.window.view()->filter().expression.has_value());
    QCOMPARE(bench.window.view()->filter().expression->text(), std::string("TEXT('needle')"));
    QTRY_COMPARE(bench.count(), QStringLiteral("4"));
    bench.send(request(13, "a", R"({"word":"needle"})"));
    bench.send(request(14, "a", R"({"word":"hay"})"));
    QTRY_COMPARE(bench.rows().rowCount(), 5);
    bench.window.actions().findFilter->trigger(); // says so already
    QCOMPARE(bench.window.view()->filter().expression->text(), std::string("TEXT('needle')"));
    bench.window.actions().clearFilter->trigger();
    QTRY_COMPARE(bench.rows().rowCount(), 14);
    QTest::mouseClick(button("Case counts"), Qt::LeftButton);
    bench.window.actions().findFilter->trigger();
    QCOMPARE(bench.toast(), QStringLiteral("Only a plain text without case can be a filter."));
    QCOMPARE(bench.rows().rowCount(), 14);
}

void TestWindowSearch::countsWhatComes()
{
    const QTemporaryDir folder;
    SearchBench bench(*m_theme, folder);
    bench.press(Qt::Key_F, Qt::ControlModifier);
    bench.type("needle");
    QTRY_COMPARE(bench.count(), QStringLiteral("4"));
    bench.press(Qt::Key_Return, Qt::ShiftModifier);
    QTRY_COMPARE(bench.count(), QStringLiteral("4 of 4"));
    bench.send(request(13, "a", R"({"word":"needle"})"));
    bench.send(request(14, "a", R"({"word":"hay"})"));
    QTRY_COMPARE(bench.count(), QStringLiteral("4 of 5"));
    bench.press(Qt::Key_Return);
    QCOMPARE(bench.current(), quint64(13));
    bench.window.view()->clear(); // hides all of them
    QTRY_COMPARE(bench.count(), QStringLiteral("none"));
    bench.window.view()->undoStack().undo();
    QTRY_COMPARE(bench.count(), QStringLiteral("5 of 5"));
}

void TestWindowSearch::marksHitsInTableAndInspector()
{
    const QTemporaryDir folder;
    SearchBench bench(*m_theme, folder);
    bench.table().setFollowing(false);
    const QColor hit = m_theme->colour(QLatin1String("searchHit"));
    const auto isMarked = [&](int row, EventColumn where) {
        const QImage image = bench.table().viewport()->grab().toImage();
        const QRect cell = bench.table().rowRect(row);
        const auto *header = bench.table().findChild<QHeaderView *>();
        const int left = header->sectionViewportPosition(column(where));
        for (int x = left; x < left + header->sectionSize(column(where)); ++x) {
            for (int y = cell.top(); y < cell.bottom(); ++y) {
                if (image.pixelColor(x, y) == hit)
                    return true;
            }
        }
        return false;
    };
    QVERIFY(!isMarked(2, EventColumn::Number));
    bench.press(Qt::Key_Slash);
    bench.type("needle");
    QTRY_COMPARE(bench.count(), QStringLiteral("4"));
    QVERIFY(isMarked(2, EventColumn::Number));
    QVERIFY(!isMarked(2, EventColumn::Type));
    QVERIFY(!isMarked(3, EventColumn::Number));
    QVERIFY(isMarked(11, EventColumn::Type));

    bench.press(Qt::Key_Return);
    InspectorPanel &inspector = *bench.window.view()->inspector();
    QTRY_COMPARE(inspector.shown().value, quint64(3));
    QTRY_VERIFY(inspector.found() != nullptr);
    const std::vector<core::TextPlace> places{{9, 6}, {25, 11}}; // the second with its escape
    QCOMPARE(inspector.found()->data, places);
    inspector.setTab(InspectorPanel::Tab::Data);
    for (LinesView *lines : inspector.findChildren<LinesView *>()) {
        if (lines->accessibleName() == QLatin1String("Data"))
            QCOMPARE(lines->found(), places);
    }
    bench.edit().setFocus();
    bench.press(Qt::Key_Escape);
    QVERIFY(!inspector.found());
    QVERIFY(!isMarked(2, EventColumn::Number));
    QVERIFY(!isMarked(11, EventColumn::Type));
}

void TestWindowSearch::findsOnlyWhatIsShownWhileRedacted()
{
    const QTemporaryDir folder;
    WindowState state;
    state.redaction.rules = {QStringLiteral("/word"), QStringLiteral("/more")};
    SearchBench bench(*m_theme, folder, std::move(state));
    bench.press(Qt::Key_F, Qt::ControlModifier);
    bench.type("needle");
    QTRY_COMPARE(bench.count(), QStringLiteral("4"));
    bench.press(Qt::Key_Return);
    QCOMPARE(bench.current(), quint64(3));
    bench.window.actions().redacted->trigger();
    QVERIFY(bench.field().query().text.empty()); // a person may have searched for what is hidden
    QVERIFY(bench.field().toolTip().startsWith(QLatin1String("Search in what is shown")));
    QVERIFY(!bench.window.view()->finder().state().isActive);
    QVERIFY(!bench.window.view()->inspector()->found());
    // In the data it is hidden, in the type of the last event it is not.
    bench.window.actions().find->trigger();
    bench.type("needle");
    QTRY_COMPARE(bench.count(), QStringLiteral("1"));
    bench.press(Qt::Key_Return);
    QTRY_COMPARE(bench.current(), quint64(12));
    // Nor does a filter tell more.
    bench.window.actions().findFilter->trigger();
    QVERIFY(bench.toast().startsWith(QLatin1String("A filter looks into what is hidden, too")));
    QVERIFY(bench.window.view()->filter().isEmpty());
    bench.window.actions().redacted->trigger();
    QTRY_COMPARE(bench.count(), QStringLiteral("4 of 4"));
}

void TestWindowSearch::goesToNumbersAndTimes()
{
    const QTemporaryDir folder;
    SearchBench bench(*m_theme, folder);
    auto &goTo = *bench.window.view()->finder().goToField();
    bench.press(Qt::Key_G, Qt::ControlModifier);
    QVERIFY(goTo.isVisible());
    bench.type("7");
    bench.press(Qt::Key_Return);
    QCOMPARE(bench.current(), quint64(7));
    QVERIFY(!goTo.isVisible());
    QVERIFY(bench.table().hasFocus());

    bench.press(Qt::Key_G, Qt::ControlModifier);
    bench.type("order");
    bench.press(Qt::Key_Return);
    QVERIFY(goTo.isVisible());
    QVERIFY(goTo.sentence().startsWith(QLatin1String("This is no number and no time. ")));
    bench.press(Qt::Key_A, Qt::ControlModifier);
    bench.type("400");
    QVERIFY(goTo.sentence().startsWith(QLatin1String("2481358,")));
    bench.press(Qt::Key_Return);
    QCOMPARE(goTo.sentence(), QStringLiteral("There is no event #400 yet. The newest is #12."));
    bench.press(Qt::Key_Escape);
    QVERIFY(!goTo.isVisible());
    QVERIFY(bench.table().hasFocus());
    QCOMPARE(bench.current(), quint64(7));

    // Any time is before or after all of them.
    bench.window.actions().goTo->trigger();
    bench.type("1999-12-31T23:59:59Z");
    bench.press(Qt::Key_Return);
    QTRY_COMPARE(bench.current(), quint64(1));
    QVERIFY(!goTo.isVisible());
    bench.window.actions().goTo->trigger();
    bench.type("2999-12-31 23:59");
    bench.press(Qt::Key_Return);
    QTRY_VERIFY(goTo.sentence().startsWith(QLatin1String("No event was received at ")));
    QCOMPARE(bench.current(), quint64(1));
}

void TestWindowSearch::goesAlongAType()
{
    const QTemporaryDir folder;
    SearchBench bench(*m_theme, folder);
    bench.press(Qt::Key_N);
    QVERIFY(bench.toast().startsWith(QLatin1String("Select an event first")));
    QVERIFY(bench.table().select({2}));
    bench.press(Qt::Key_N);
    QTRY_COMPARE(bench.current(), quint64(4));
    bench.window.actions().nextOfType->trigger();
    QTRY_COMPARE(bench.current(), quint64(6));
    bench.press(Qt::Key_P);
    bench.press(Qt::Key_P);
    QTRY_COMPARE(bench.current(), quint64(2));
    bench.window.actions().previousOfType->trigger();
    QTRY_COMPARE(bench.current(), quint64(10));
    QCOMPARE(bench.toast(), QStringLiteral("This was the first of its type: here is the last."));
    QVERIFY(bench.table().select({12}));
    bench.press(Qt::Key_N);
    QTRY_COMPARE(bench.toast(), QStringLiteral("No other event of this type is shown."));
    QCOMPARE(bench.current(), quint64(12));
}

void TestWindowSearch::keepsTheSearchInTheNextCapture()
{
    const QTemporaryDir folder;
    SearchBench bench(*m_theme, folder);
    bench.press(Qt::Key_F, Qt::ControlModifier);
    bench.type("needle");
    QTRY_COMPARE(bench.count(), QStringLiteral("4"));
    QSignalSpy shown(&bench.window, &MainWindow::captureShown);
    bench.window.open(folder.filePath(QStringLiteral("other.eventscope")).toStdString());
    QVERIFY(shown.wait(10'000));
    QTRY_COMPARE(bench.count(), QStringLiteral("none"));
    bench.window.open(bench.file);
    QVERIFY(shown.wait(10'000));
    QTRY_COMPARE(bench.count(), QStringLiteral("4"));
}

QTEST_MAIN(TestWindowSearch)
#include "tst_windowsearch.moc"
