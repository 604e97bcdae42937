// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/apptheme.h"
#include "tests/support/rawclient.h"
#include "tests/ui/window/windowbench.h"
#include "ui/filterbar/filterbar.h"
#include "ui/filterbar/filterfield.h"
#include "ui/frame/toast.h"
#include "ui/inspector/inspectorpanel.h"
#include "ui/inspector/notestrip.h"
#include "ui/overview/overviewstrip.h"
#include "ui/window/viewmarks.h"
#include "ui/window/windowactions.h"

#include <QAction>
#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QMenu>
#include <QPlainTextEdit>
#include <QToolButton>
#include <QToolTip>
#include <QtTest>

using namespace ui;

namespace {

/// A window with eight events of two types; the fourth and the sixth have the id of the second.
struct MarkBench : Bench {
    MarkBench(ui::Theme &theme, const QTemporaryDir &folder,
              ui::StartMonitor start = startOnLoopback)
        : Bench(theme, folder, {}, std::move(start))
    {
        if (!window.monitor()->isReadOnly() && window.monitor()->columns().published() == 0) {
            RawClient client(port);
            for (const int number : {1, 2, 3, 2, 5, 2, 7, 8}) {
                if (client.ask(eventRequest(number, number % 2 ? "a" : "b", "/x")).status != 202)
                    qFatal("an event was refused");
            }
        }
        if (!QTest::qWaitFor([this] { return rows().rowCount() == 8; }))
            qFatal("events are missing");
        window.activateWindow();
        table().setFocus();
    }
    EventTableView &table() const { return *window.view()->table(); }
    NoteStrip &strip() const { return window.view()->inspector()->noteStrip(); }
    QPlainTextEdit &note() const { return *strip().findChild<QPlainTextEdit *>(); }
    QString toast() const
    {
        return window.view()->toast()->sentence().replace(QChar(0x00A0), u' ');
    }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::keyClick(window.focusWidget(), key, modifiers);
    }
    void select(quint64 sequence) { QVERIFY(table().select({sequence})); }
    int noted(int row) const { return rows().index(row, 0).data(NotedRole).toInt(); }
    /// Numbers of the events that are marked, as the table shows them.
    QString marked() const
    {
        QStringList numbers;
        for (int row = 0; row < rows().rowCount(); ++row) {
            if (noted(row) & IsMarked)
                numbers.append(rows().index(row, 0).data(SequenceRole).toString());
        }
        return numbers.join(u' ');
    }
    QString noteOf(int row) const { return rows().index(row, 0).data(NoteRole).toString(); }
    QToolButton &button(const char *name) const
    {
        for (QToolButton *button : window.view()->inspector()->findChildren<QToolButton *>()) {
            if (button->accessibleName() == QLatin1String(name))
                return *button;
        }
        qFatal("no button %s", name);
    }
    /// The entry of the table's menu with those words.
    QAction &entry(const char *words) const
    {
        QContextMenuEvent event(QContextMenuEvent::Keyboard, {}, {});
        QApplication::sendEvent(&table(), &event);
        for (QMenu *menu : table().findChildren<QMenu *>()) {
            for (QAction *action : menu->actions()) {
                if (action->text() == QLatin1String(words))
                    return *action;
            }
        }
        qFatal("no entry %s", words);
    }
};

} // namespace

class TestWindowMarks : public QObject {
    Q_OBJECT

private slots:
    void marksWithAKey();
    void marksWhatIsSelected();
    void marksByMenuAndButton();
    void writesANote();
    void leavesANoteAsItWas();
    void keepsANoteWhenOneGoesElsewhere();
    void boundsANote();
    void isThereAgain();
    void showsOnlyMarked();
    void goesFromMarkToMark();
    void goesFromFindingToFinding();
    void takesItBack();
    void saysWhyNot();
    void showsWhatAnotherWindowMarks();
    void showsWhereInTheOverview();
    void boundsHowManyAreMarked();

private:
    AppTheme m_theme;
};

void TestWindowMarks::marksWithAKey()
{
    const QTemporaryDir folder;
    MarkBench bench(*m_theme, folder);
    bench.select(3);
    bench.press(Qt::Key_M);
    QTRY_COMPARE(bench.marked(), QStringLiteral("3"));
    QVERIFY(bench.rows()
                .index(2, 0)
                .data(Qt::AccessibleTextRole)
                .toString()
                .contains(QStringLiteral(", marked.")));
    QCOMPARE(bench.window.monitor()->log().marks()->size(), std::size_t(1));
    bench.press(Qt::Key_M);
    QTRY_COMPARE(bench.marked(), QString());
    bench.press(Qt::Key_Escape);
    bench.press(Qt::Key_M);
    QCOMPARE(bench.toast(), QStringLiteral("Select an event first: this marks it."));
}

void TestWindowMarks::marksWhatIsSelected()
{
    const QTemporaryDir folder;
    MarkBench bench(*m_theme, folder);
    bench.select(2);
    bench.press(Qt::Key_Down, Qt::ShiftModifier);
    bench.press(Qt::Key_Down, Qt::ShiftModifier);
    bench.press(Qt::Key_M);
    QTRY_COMPARE(bench.marked(), QStringLiteral("2 3 4"));
    // Where some are marked, the others are; where all are, none stays so.
    bench.press(Qt::Key_A, Qt::ControlModifier);
    bench.press(Qt::Key_M);
    QTRY_COMPARE(bench.marked(), QStringLiteral("1 2 3 4 5 6 7 8"));
    bench.press(Qt::Key_M);
    QTRY_COMPARE(bench.marked(), QString());
    // Only what is shown is meant.
    emit bench.window.view()->clauseRequested(attributeClause("type", "a"), FilterUse::Only);
    QTRY_COMPARE(bench.rows().rowCount(), 4);
    bench.table().selectAll();
    bench.table().setFocus();
    bench.press(Qt::Key_M);
    QTRY_COMPARE(bench.marked(), QStringLiteral("1 3 5 7"));
    QCOMPARE(bench.window.monitor()->log().marks()->size(), std::size_t(4));
}

void TestWindowMarks::marksByMenuAndButton()
{
    const QTemporaryDir folder;
    MarkBench bench(*m_theme, folder);
    bench.select(4);
    bench.entry("Mark").trigger();
    QTRY_COMPARE(bench.marked(), QStringLiteral("4"));
    bench.select(5);
    QTRY_COMPARE(bench.window.view()->inspector()->shown().value, 5U);
    QTest::mouseClick(&bench.button("Mark the event"), Qt::LeftButton);
    QTRY_COMPARE(bench.marked(), QStringLiteral("4 5"));
    QTRY_VERIFY(bench.button("Remove the mark").isChecked());
    QTest::mouseClick(&bench.button("Remove the mark"), Qt::LeftButton);
    QTRY_COMPARE(bench.marked(), QStringLiteral("4"));
    bench.select(4);
    bench.table().setFocus();
    bench.window.actions().mark->trigger();
    QTRY_COMPARE(bench.marked(), QString());
}

void TestWindowMarks::writesANote()
{
    const QTemporaryDir folder;
    MarkBench bench(*m_theme, folder);
    QVERIFY(!bench.strip().isVisible());
    bench.window.view()->showInspector(false);
    bench.select(3);
    bench.press(Qt::Key_E);
    QTRY_VERIFY(bench.note().hasFocus());
    QVERIFY(bench.window.view()->inspector()->isVisible());
    QTest::keyClicks(&bench.note(), QStringLiteral("ask Ann m"));
    QTest::keyClick(&bench.note(), Qt::Key_Return, Qt::ShiftModifier);
    QTest::keyClicks(&bench.note(), QStringLiteral("today"));
    QTest::keyClick(&bench.note(), Qt::Key_Return);
    QVERIFY(bench.table().hasFocus());
    QTRY_COMPARE(bench.noteOf(2), QStringLiteral("ask Ann m\ntoday"));
    QCOMPARE(bench.noted(2), int(HasNote)); // a note is no mark
    QCOMPARE(bench.strip().text(), QStringLiteral("ask Ann m\ntoday"));
    QVERIFY(bench.strip().isVisible() && !bench.strip().isEditing());
    // Its icon says it, too.
    const QRect row = bench.table().rowRect(2);
    const QPoint place(8, row.center().y());
    QHelpEvent help(QEvent::ToolTip, place, bench.table().viewport()->mapToGlobal(place));
    QApplication::sendEvent(bench.table().viewport(), &help);
    QCOMPARE(QToolTip::text(), QStringLiteral("ask Ann m\ntoday"));
    QToolTip::hideText();
    bench.select(4);
    QTRY_VERIFY(!bench.strip().isVisible());
    // By menu, and an empty one goes.
    bench.select(3);
    bench.entry("Edit the note").trigger();
    QTRY_VERIFY(bench.note().hasFocus());
    QTest::keyClick(&bench.note(), Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(&bench.note(), Qt::Key_Delete);
    QTest::keyClick(&bench.note(), Qt::Key_Return);
    QTRY_COMPARE(bench.noted(2), int(NothingNoted));
    QTRY_VERIFY(!bench.strip().isVisible());
}

void TestWindowMarks::leavesANoteAsItWas()
{
    const QTemporaryDir folder;
    MarkBench bench(*m_theme, folder);
    bench.select(3);
    QTRY_COMPARE(bench.window.view()->inspector()->shown().value, 3U);
    QTest::mouseClick(&bench.button("Add a note"), Qt::LeftButton);
    QTRY_VERIFY(bench.note().hasFocus());
    QTest::keyClicks(&bench.note(), QStringLiteral("never mind"));
    QTest::keyClick(&bench.note(), Qt::Key_Escape);
    QVERIFY(bench.table().hasFocus());
    QVERIFY(!bench.strip().isVisible());
    QVERIFY(bench.window.monitor()->log().marks()->isEmpty());
    QVERIFY(!bench.window.view()->undoStack().canUndo());
}

void TestWindowMarks::keepsANoteWhenOneGoesElsewhere()
{
    const QTemporaryDir folder;
    MarkBench bench(*m_theme, folder);
    bench.select(3);
    bench.press(Qt::Key_E);
    QTRY_VERIFY(bench.note().hasFocus());
    QTest::keyClicks(&bench.note(), QStringLiteral("half of a th"));
    QTest::mouseClick(bench.table().viewport(), Qt::LeftButton, {},
                      bench.table().rowRect(5).center());
    bench.table().setFocus(); // as a click does where there is a window system
    QTRY_COMPARE(bench.noteOf(2), QStringLiteral("half of a th"));
    QTRY_COMPARE(bench.window.view()->inspector()->shown().value, 6U);
    QVERIFY(!bench.strip().isEditing());
    QCOMPARE(bench.noteOf(5), QString());
}

void TestWindowMarks::boundsANote()
{
    const QTemporaryDir folder;
    MarkBench bench(*m_theme, folder);
    bench.select(3);
    bench.press(Qt::Key_E);
    QTRY_VERIFY(bench.note().hasFocus());
    const auto most = static_cast<qsizetype>(core::Marks::MaxNoteBytes);
    bench.note().setPlainText(QString(most - 1, u'x'));
    QTest::keyClicks(&bench.note(), QStringLiteral("y"));
    QCOMPARE(bench.note().toPlainText().size(), most);
    QVERIFY(!bench.strip().sentence().contains(QStringLiteral("at most")));
    QTest::keyClicks(&bench.note(), QStringLiteral("z"));
    QCOMPARE(bench.note().toPlainText().size(), most);
    QCOMPARE(bench.strip().sentence().replace(QChar(0x00A0), u' '),
             QStringLiteral("A note has at most 4 096 bytes."));
    QVERIFY(!bench.note().toPlainText().contains(u'z'));
    QTest::keyClick(&bench.note(), Qt::Key_Return);
    QTRY_COMPARE(bench.noteOf(2).size(), most);
}

void TestWindowMarks::isThereAgain()
{
    const QTemporaryDir folder;
    {
        MarkBench bench(*m_theme, folder);
        bench.select(3);
        bench.press(Qt::Key_M);
        QTRY_COMPARE(bench.marked(), QStringLiteral("3"));
        bench.press(Qt::Key_E);
        QTRY_VERIFY(bench.note().hasFocus());
        QTest::keyClicks(&bench.note(), QStringLiteral("again"));
        QTest::keyClick(&bench.note(), Qt::Key_Return);
        QTRY_COMPARE(bench.noteOf(2), QStringLiteral("again"));
    }
    MarkBench bench(*m_theme, folder);
    QCOMPARE(bench.noted(2), int(IsMarked) | int(HasNote));
    bench.select(3);
    QTRY_VERIFY(bench.strip().isVisible());
    QCOMPARE(bench.strip().text(), QStringLiteral("again"));
}

void TestWindowMarks::showsOnlyMarked()
{
    const QTemporaryDir folder;
    MarkBench bench(*m_theme, folder);
    FilterBar &bar = *bench.window.findChild<FilterBar *>();
    bench.select(2);
    bench.press(Qt::Key_M);
    bench.select(7);
    bench.press(Qt::Key_M);
    QTRY_COMPARE(bench.marked(), QStringLiteral("2 7"));
    bench.window.actions().onlyMarked->trigger();
    QCOMPARE(bar.text(), QStringLiteral("MARKED()"));
    QTRY_COMPARE(bench.rows().rowCount(), 2);
    // What is being written stays as it is written.
    bar.field()->setFocus();
    QTest::keyClicks(bar.field(), QStringLiteral("   "));
    QTest::keyClick(bar.field(), Qt::Key_Return);
    QVERIFY(bar.field()->text().endsWith(u' '));
    // What is marked comes, what is not goes.
    bench.select(7);
    bench.table().setFocus();
    bench.press(Qt::Key_M);
    QTRY_COMPARE(bench.rows().rowCount(), 1);
    QVERIFY(bench.window.monitor()->log().changeMarks({{{5}, true, "x"}, {{6}, {}, "y"}}));
    QTRY_COMPARE(bench.marked(), QStringLiteral("2 5"));
    QVERIFY(bar.text().startsWith(QStringLiteral("MARKED()")));
    bar.write(QStringLiteral("NOTE() != '' AND type = 'b'"));
    QTRY_COMPARE(bench.rows().rowCount(), 1);
    QCOMPARE(bench.rows().index(0, 0).data(SequenceRole).toULongLong(), 6U);
}

void TestWindowMarks::goesFromMarkToMark()
{
    const QTemporaryDir folder;
    MarkBench bench(*m_theme, folder);
    bench.select(1);
    bench.press(Qt::Key_J);
    QTRY_COMPARE(bench.toast(), QStringLiteral("No other event with a mark or note is shown."));
    QVERIFY(bench.window.monitor()->log().changeMarks({{{3}, true, {}}, {{6}, {}, "note"}}));
    QTRY_COMPARE(bench.marked(), QStringLiteral("3"));
    bench.press(Qt::Key_J);
    QTRY_COMPARE(bench.table().current().value, 3U);
    bench.press(Qt::Key_J);
    QTRY_COMPARE(bench.table().current().value, 6U);
    bench.press(Qt::Key_J);
    QTRY_COMPARE(bench.table().current().value, 3U);
    QCOMPARE(bench.toast(), QStringLiteral("That was the last mark: here is the first."));
    bench.press(Qt::Key_K);
    QTRY_COMPARE(bench.table().current().value, 6U);
    bench.window.actions().previousMark->trigger();
    QTRY_COMPARE(bench.table().current().value, 3U);
    bench.window.actions().nextMark->trigger();
    QTRY_COMPARE(bench.table().current().value, 6U);
}

void TestWindowMarks::goesFromFindingToFinding()
{
    const QTemporaryDir folder;
    MarkBench bench(*m_theme, folder);
    bench.select(1);
    bench.press(Qt::Key_Period);
    QTRY_COMPARE(bench.table().current().value, 4U);
    bench.press(Qt::Key_Period);
    QTRY_COMPARE(bench.table().current().value, 6U);
    bench.press(Qt::Key_Semicolon);
    QTRY_COMPARE(bench.table().current().value, 4U);
    bench.window.actions().previousFinding->trigger();
    QTRY_COMPARE(bench.table().current().value, 6U);
    QCOMPARE(bench.toast(), QStringLiteral("That was the first finding: here is the last."));
    bench.window.actions().nextFinding->trigger();
    QTRY_COMPARE(bench.table().current().value, 4U);
}

void TestWindowMarks::takesItBack()
{
    const QTemporaryDir folder;
    MarkBench bench(*m_theme, folder);
    QTRY_VERIFY(!bench.window.actions().undo->isEnabled());
    bench.select(3);
    bench.press(Qt::Key_M);
    QTRY_COMPARE(bench.marked(), QStringLiteral("3"));
    bench.press(Qt::Key_E);
    QTRY_VERIFY(bench.note().hasFocus());
    QTest::keyClicks(&bench.note(), QStringLiteral("one"));
    QTest::keyClick(&bench.note(), Qt::Key_Return);
    QTRY_COMPARE(bench.noteOf(2), QStringLiteral("one"));
    bench.window.view()->clear();
    QTRY_COMPARE(bench.rows().rowCount(), 0);

    QTRY_VERIFY(bench.window.actions().undo->isEnabled());
    bench.press(Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(bench.rows().rowCount(), 8);
    bench.press(Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(bench.noteOf(2), QString());
    QCOMPARE(bench.marked(), QStringLiteral("3"));
    QTRY_COMPARE(bench.window.actions().undo->text(), QStringLiteral("Undo marking"));
    bench.press(Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(bench.marked(), QString());
    QTRY_VERIFY(bench.window.actions().redo->isEnabled());
    bench.press(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_COMPARE(bench.marked(), QStringLiteral("3"));
    bench.press(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_COMPARE(bench.noteOf(2), QStringLiteral("one"));
}

void TestWindowMarks::saysWhyNot()
{
    const QTemporaryDir folder;
    MarkBench(*m_theme, folder).window.close();
    const auto startReading = [](const std::filesystem::path &file) {
        core::EventLog::Options options;
        options.access = core::LogAccess::Read;
        return startWith(options)(file);
    };
    MarkBench bench(*m_theme, folder, startReading);
    bench.select(3);
    for (const Qt::Key key : {Qt::Key_M, Qt::Key_E}) {
        bench.window.view()->toast()->say({});
        bench.press(key);
        QCOMPARE(bench.toast(), QStringLiteral("Marks live in the capture. This capture is open "
                                               "for reading only."));
        QVERIFY(!bench.strip().isEditing());
    }
    QVERIFY(!bench.window.view()->undoStack().canUndo());
}

void TestWindowMarks::showsWhatAnotherWindowMarks()
{
    const QTemporaryDir folder;
    MarkBench writer(*m_theme, folder);
    MarkBench reader(*m_theme, folder);
    QVERIFY(reader.window.monitor()->isReadOnly());
    QVERIFY(writer.window.monitor()->log().changeMarks({{{4}, true, "seen over there"}}));
    QTRY_COMPARE(reader.marked(), QStringLiteral("4"));
    reader.select(4);
    QTRY_VERIFY(reader.strip().isVisible());
    QCOMPARE(reader.strip().text(), QStringLiteral("seen over there"));
    QVERIFY(writer.window.monitor()->log().changeMarks({{{4}, false, "again"}}));
    QTRY_COMPARE(reader.strip().text(), QStringLiteral("again"));
}

void TestWindowMarks::showsWhereInTheOverview()
{
    const QTemporaryDir folder;
    MarkBench bench(*m_theme, folder);
    OverviewStrip &strip = *bench.window.view()->overview();
    QVERIFY(strip.isVisible());
    QVERIFY(strip.geometry().left() > bench.table().viewport()->geometry().right());
    const auto places = [&strip](std::uint8_t bit) {
        int count = 0;
        for (const std::uint8_t bits : strip.buckets())
            count += (bits & bit) != 0;
        return count;
    };
    QTRY_COMPARE(places(OverviewFinding), 2);
    QCOMPARE(places(OverviewMark), 0);
    bench.select(3);
    bench.press(Qt::Key_M);
    QTRY_COMPARE(places(OverviewMark), 1);
    bench.select(8);
    const auto marked = std::find_if(strip.buckets().begin(), strip.buckets().end(),
                                     [](std::uint8_t bits) { return bits & OverviewMark; });
    const auto y = static_cast<int>(marked - strip.buckets().begin());
    QTest::mouseClick(&strip, Qt::LeftButton, {}, QPoint(4, y + 2));
    QCOMPARE(bench.table().current().value, 3U);
    QVERIFY(bench.table().hasFocus());
    QTest::mouseClick(&strip, Qt::LeftButton, {}, QPoint(4, strip.height() - 1));
    QCOMPARE(bench.table().current().value, 8U);
    // What is hidden has no tick.
    emit bench.window.view()->clauseRequested(attributeClause("type", "b"), FilterUse::Only);
    QTRY_COMPARE(bench.rows().rowCount(), 4);
    QTRY_COMPARE(places(OverviewMark), 0);
    QTRY_COMPARE(places(OverviewFinding), 2);
    bench.table().setOverviewShown(false);
    QVERIFY(!strip.isVisible());
}

/// Below, at and above the limit.
void TestWindowMarks::boundsHowManyAreMarked()
{
    const QTemporaryDir folder;
    MarkBench bench(*m_theme, folder);
    core::Message many;
    many.received = core::WallTime(std::chrono::seconds(1'795'441'000));
    for (std::size_t number = 0; number < core::Marks::MaxEvents; ++number) {
        core::CloudEvent event;
        event.id = std::to_string(number);
        event.type = "many";
        event.source = "/many";
        many.events.push_back({std::move(event), {}});
    }
    core::LogCommand command = core::AppendMessage{std::move(many), nullptr, {}};
    QVERIFY(bench.window.monitor()->log().intake().push(std::move(command)) ==
            core::Intake::Pushed::Taken);
    const auto most = static_cast<int>(core::Marks::MaxEvents);
    QTRY_COMPARE(bench.rows().rowCount(), most + 8);
    const auto count = [&] { return bench.window.view()->marks().marks()->size(); };
    QVERIFY(bench.table().selectRange({10}, {quint64(most) + 8}));
    bench.press(Qt::Key_M);
    QTRY_COMPARE(count(), core::Marks::MaxEvents - 1);
    bench.select(9);
    bench.press(Qt::Key_M);
    QTRY_COMPARE(count(), core::Marks::MaxEvents);
    bench.select(3);
    bench.press(Qt::Key_M);
    QCOMPARE(bench.toast(),
             QStringLiteral("At most 10 000 events can have a mark or note, and 10 000 have one."));
    bench.press(Qt::Key_E);
    QCOMPARE(bench.toast(), QStringLiteral("At most 10 000 events can have a mark or note."));
    QVERIFY(bench.table().selectRange({9}, {quint64(most) + 8}));
    bench.press(Qt::Key_M);
    QTRY_COMPARE(count(), std::size_t(0));
    bench.table().selectAll();
    bench.press(Qt::Key_M);
    QCOMPARE(bench.toast(),
             QStringLiteral("At most 10 000 events can have a mark or note, and 0 have one."));
    // What comes with other events is told, too.
    const std::string tooLong(core::Marks::MaxNoteBytes + 1, 'x');
    QVERIFY(bench.window.monitor()->log().changeMarks({{{1}, {}, tooLong}, {{2}, {}, tooLong}}));
    QTRY_COMPARE(bench.toast(), QStringLiteral("2 marks or notes found no room: at most 10 000 "
                                               "events can have one."));
}

QTEST_MAIN(TestWindowMarks)
#include "tst_windowmarks.moc"
