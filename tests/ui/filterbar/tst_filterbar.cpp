// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/apptheme.h"
#include "ui/filterbar/addresschip.h"
#include "ui/filterbar/completionlist.h"
#include "ui/filterbar/filterbar.h"
#include "ui/filterbar/filterfield.h"
#include "ui/filterbar/filtermemory.h"
#include "ui/filterbar/filterstrip.h"
#include "ui/frame/lamp.h"
#include "ui/frame/wordsline.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QToolButton>
#include <QVBoxLayout>
#include <QtTest>

using Kind = ui::FilterJudgement::Kind;

namespace {

/// A bar and its strip in a window, over a capture with two types, with the owner that makes its filters hold.
struct Desk {
    explicit Desk(const ui::Theme &theme)
        : bar(memory, theme, &window)
        , strip(memory, theme, &window)
        , other(&window)
    {
        columns.types.add("com.shop.order");
        columns.types.add("tick");
        auto *layout = new QVBoxLayout(&window);
        layout->addWidget(&bar);
        layout->addWidget(&strip);
        layout->addWidget(&other);
        layout->addStretch();
        ui::SeenValues seen;
        seen.columns = &columns;
        seen.count = [](std::string_view, core::ValueCode code) -> quint64 { return code; };
        bar.setSeen(seen);
        QObject::connect(&bar, &ui::FilterBar::filterChosen, &bar,
                         [this](const core::EventFilter &filter) {
                             filters.push_back(filter);
                             bar.setFilter(filter, word);
                         });
        QObject::connect(&bar, &ui::FilterBar::judged, &strip, [this] {
            strip.setJudgement(bar.judgement(), bar.applied(), bar.word());
        });
        QObject::connect(&strip, &ui::FilterStrip::chosen, &bar, &ui::FilterBar::write);
        QObject::connect(&strip, &ui::FilterStrip::remedyTaken, &bar, &ui::FilterBar::takeRemedy);
        QObject::connect(&bar, &ui::FilterBar::leaveRequested, &other,
                         qOverload<>(&QWidget::setFocus));
        window.resize(900, 400);
        window.show();
        window.activateWindow();
        bar.field()->setFocus();
        if (!QTest::qWaitFor([this] { return bar.field()->hasFocus(); }))
            qFatal("the field has no focus");
    }
    ~Desk() { bar.setSeen({}); }
    void type(const char *text) { QTest::keyClicks(bar.field(), QString::fromUtf8(text)); }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::keyClick(bar.field(), key, modifiers);
    }
    QString state() const { return bar.property("validity").toString(); }

    core::Columns columns{1 << 20};
    ui::FilterMemory memory;
    ui::ValueWord word;
    std::vector<core::EventFilter> filters;
    QWidget window;
    ui::FilterBar bar;
    ui::FilterStrip strip;
    QLineEdit other;
};

core::EventFilter ofType(const char *type)
{
    core::EventFilter filter;
    filter.types = {type};
    return filter;
}

} // namespace

class TestFilterBar : public QObject {
    Q_OBJECT

private slots:
    void judgesWhenTheFingersRest();
    void keepsTheLastValidFilter();
    void appliesAtOnce();
    void goesBackToTheLastValid();
    void writesWhatIsChosenElsewhere();
    void keepsWhatWasTyped();
    void takesAFilterBack();
    void warnsAndMends();
    void completesByTab();
    void completesByReturnAndMouse();
    void closesItsList();
    void opensItsListWhenAsked();
    void remembersWhatWasUsed();
    void savesUnderAName();
    void renamesAndDeletes();
    void keepsSavedFiltersInNarrowWindows();
    void hidesValues();
    void staysOneLine();
    void tellsWhatItSays();
    void looksDifferentInEachTheme();
    void showsWhereItListens();
    void copiesTheWholeAddress();
    void saysThatNothingListens();

private:
    AppTheme m_theme;
};

void TestFilterBar::judgesWhenTheFingersRest()
{
    Desk desk(*m_theme);
    QCOMPARE(desk.state(), QString());
    desk.type("type = 'tick'");
    QCOMPARE(desk.state(), QString());
    QVERIFY(desk.filters.empty());
    QTRY_COMPARE(desk.state(), QStringLiteral("valid"));
    QCOMPARE(desk.filters.size(), std::size_t(1));
    QCOMPARE(desk.filters.back(), ofType("tick"));
    QCOMPARE(desk.bar.text(), QStringLiteral("type = 'tick'"));
    QVERIFY(desk.bar.field()->hasFocus());
}

void TestFilterBar::keepsTheLastValidFilter()
{
    Desk desk(*m_theme);
    desk.type("type = 'tick'");
    desk.press(Qt::Key_Return);
    desk.type(" AND AND");
    QTRY_COMPARE(desk.state(), QStringLiteral("invalid"));
    QCOMPARE(desk.filters.size(), std::size_t(1));
    QCOMPARE(desk.bar.applied(), QStringLiteral("type = 'tick'"));
    QCOMPARE(desk.bar.field()->underlined().start, 18);
    QCOMPARE(desk.bar.field()->underlined().length, 3);
    QVERIFY(desk.strip.sentence().startsWith(QLatin1String("Column 19: ")));
    QVERIFY(
        desk.strip.sentence().endsWith(QLatin1String("The table keeps the last valid filter.")));
    // An expression without choices stays one.
    desk.press(Qt::Key_Backspace);
    desk.press(Qt::Key_Backspace);
    desk.press(Qt::Key_Backspace);
    desk.type("LENGTH(id) = 3");
    QTRY_COMPARE(desk.filters.size(), std::size_t(2));
    QVERIFY(desk.filters.back().expression.has_value());
    QCOMPARE(desk.filters.back().types, core::EventFilter::Texts{"tick"});
    QCOMPARE(desk.bar.field()->underlined().length, 0);
    QCOMPARE(desk.strip.sentence(), QString());
}

void TestFilterBar::appliesAtOnce()
{
    Desk desk(*m_theme);
    desk.type("type = 'tick'");
    desk.press(Qt::Key_Return);
    QCOMPARE(desk.filters.size(), std::size_t(1));
    QCOMPARE(desk.state(), QStringLiteral("valid"));
    // Emptied, it shows everything.
    desk.bar.field()->selectAll();
    desk.press(Qt::Key_Delete);
    desk.press(Qt::Key_Return);
    QCOMPARE(desk.filters.size(), std::size_t(2));
    QVERIFY(desk.filters.back().isEmpty());
    QCOMPARE(desk.state(), QString());
}

void TestFilterBar::goesBackToTheLastValid()
{
    Desk desk(*m_theme);
    desk.type("type = 'tick'");
    desk.press(Qt::Key_Return);
    desk.type(" AND (");
    desk.press(Qt::Key_Escape);
    QCOMPARE(desk.bar.text(), QStringLiteral("type = 'tick'"));
    QVERIFY(desk.other.hasFocus());
    QCOMPARE(desk.filters.size(), std::size_t(1));
}

void TestFilterBar::writesWhatIsChosenElsewhere()
{
    Desk desk(*m_theme);
    desk.bar.setFilter(ofType("tick"));
    QCOMPARE(desk.bar.text(), QStringLiteral("type = 'tick'"));
    QCOMPARE(desk.state(), QStringLiteral("valid"));
    core::EventFilter filter = ofType("tick");
    filter.excludedSources = {"/a", "/b"};
    desk.bar.setFilter(filter);
    QCOMPARE(desk.bar.text(), QStringLiteral("type = 'tick' AND source NOT IN ('/a', '/b')"));
    // What is half written goes when a filter is chosen.
    desk.type(" AND");
    desk.bar.setFilter({});
    QCOMPARE(desk.bar.text(), QString());
    QVERIFY(desk.filters.empty());
}

void TestFilterBar::keepsWhatWasTyped()
{
    Desk desk(*m_theme);
    desk.type("NOT (type   !=  'tick')");
    desk.press(Qt::Key_Return);
    QCOMPARE(desk.filters.back(), ofType("tick"));
    desk.bar.setFilter(ofType("tick"));
    QCOMPARE(desk.bar.text(), QStringLiteral("NOT (type   !=  'tick')"));
    desk.bar.setFilter(ofType("com.shop.order"));
    QCOMPARE(desk.bar.text(), QStringLiteral("type = 'com.shop.order'"));
}

void TestFilterBar::takesAFilterBack()
{
    Desk desk(*m_theme);
    auto *clear = [&desk] {
        for (QToolButton *button : desk.bar.findChildren<QToolButton *>()) {
            if (button->accessibleName() == QLatin1String("Show everything"))
                return button;
        }
        return static_cast<QToolButton *>(nullptr);
    }();
    QVERIFY(clear && !clear->isVisible());
    desk.bar.setFilter(ofType("tick"));
    QVERIFY(clear->isVisible());
    QSignalSpy spy(&desk.bar, &ui::FilterBar::clearRequested);
    QTest::mouseClick(clear, Qt::LeftButton);
    QCOMPARE(spy.count(), 1);
    QVERIFY(!desk.bar.text().isEmpty()); // the owner of the filter decides
    desk.bar.setFilter({});
    QVERIFY(!clear->isVisible());
}

void TestFilterBar::warnsAndMends()
{
    Desk desk(*m_theme);
    desk.type("type = 'tock'");
    QTRY_COMPARE(desk.state(), QStringLiteral("suspicious"));
    QCOMPARE(desk.filters.back(), ofType("tock")); // it holds all the same
    QCOMPARE(desk.strip.sentence(),
             QStringLiteral("No event has type = 'tock'.  Closest: tick (3)"));
    auto *words = desk.strip.findChild<ui::WordsLine *>();
    QTest::mouseClick(words, Qt::LeftButton, {}, {words->sizeHint().width() - 4, 10});
    QCOMPARE(desk.bar.text(), QStringLiteral("type = 'tick'"));
    QCOMPARE(desk.filters.back(), ofType("tick"));
    QCOMPARE(desk.state(), QStringLiteral("valid"));
    // By key, and a doubt goes when its reason does.
    desk.bar.write(QStringLiteral("NOT type LIKE 't%'"));
    QCOMPARE(desk.state(), QStringLiteral("suspicious"));
    desk.press(Qt::Key_Return, Qt::AltModifier);
    QCOMPARE(desk.bar.text(), QStringLiteral("type NOT LIKE 't%'"));
    desk.bar.write(QStringLiteral("type = 'new'"));
    QCOMPARE(desk.state(), QStringLiteral("suspicious"));
    desk.columns.types.add("new");
    desk.bar.refresh();
    QCOMPARE(desk.state(), QStringLiteral("valid"));
    QCOMPARE(desk.strip.sentence(), QString());
}

void TestFilterBar::completesByTab()
{
    Desk desk(*m_theme);
    desk.type("ty");
    QVERIFY(desk.bar.list()->isVisible());
    desk.press(Qt::Key_Tab);
    QCOMPARE(desk.bar.text(), QStringLiteral("type"));
    QVERIFY(!desk.bar.list()->isVisible());
    desk.type(" = ");
    QVERIFY(desk.bar.list()->isVisible());
    QCOMPARE(desk.bar.list()->summary(), QStringLiteral("Tab completes · 2 of 2 types"));
    desk.type("SHOP");
    QCOMPARE(desk.bar.list()->summary(), QStringLiteral("Tab completes · 1 of 2 types"));
    desk.press(Qt::Key_Tab);
    QCOMPARE(desk.bar.text(), QStringLiteral("type = 'com.shop.order'"));
    QVERIFY(desk.bar.field()->hasFocus());
    desk.type(" AND LENG");
    desk.press(Qt::Key_Tab);
    desk.type("id");
    QCOMPARE(desk.bar.text(), QStringLiteral("type = 'com.shop.order' AND LENGTH(id)"));
    // Without a list Tab goes on.
    desk.press(Qt::Key_Escape);
    desk.bar.field()->setFocus();
    desk.press(Qt::Key_Tab);
    QVERIFY(!desk.bar.field()->hasFocus());
}

void TestFilterBar::completesByReturnAndMouse()
{
    Desk desk(*m_theme);
    desk.type("type = '");
    desk.press(Qt::Key_Down);
    QCOMPARE(desk.bar.list()->currentRow(), 1);
    desk.press(Qt::Key_Return);
    QCOMPARE(desk.bar.text(), QStringLiteral("type = 'com.shop.order'"));
    desk.bar.field()->selectAll();
    desk.type("type = '");
    QVERIFY(desk.bar.list()->isVisible());
    auto *view = desk.bar.list()->findChild<QListView *>();
    QTest::mouseClick(view->viewport(), Qt::LeftButton, {},
                      view->visualRect(view->model()->index(0, 0)).center());
    QCOMPARE(desk.bar.text(), QStringLiteral("type = 'tick'"));
    QVERIFY(desk.bar.field()->hasFocus());
    QTRY_VERIFY(!desk.filters.empty() && desk.filters.back() == ofType("tick"));
}

void TestFilterBar::closesItsList()
{
    Desk desk(*m_theme);
    desk.type("ty");
    QVERIFY(desk.bar.list()->isVisible());
    desk.press(Qt::Key_Escape);
    QVERIFY(!desk.bar.list()->isVisible());
    QVERIFY(desk.bar.field()->hasFocus());
    QCOMPARE(desk.bar.text(), QStringLiteral("ty"));
    desk.type("p");
    QVERIFY(desk.bar.list()->isVisible());
    desk.press(Qt::Key_Left);
    QVERIFY(!desk.bar.list()->isVisible());
    desk.type("x");
    desk.press(Qt::Key_Backspace);
    QVERIFY(desk.bar.list()->isVisible());
    desk.other.setFocus();
    QVERIFY(!desk.bar.list()->isVisible());
    // While it is open nothing is called wrong.
    desk.bar.field()->setFocus();
    desk.bar.field()->selectAll();
    desk.type("type = 'tic");
    QVERIFY(!QTest::qWaitFor([&desk] { return desk.state() == QLatin1String("invalid"); },
                             2 * ui::FilterBar::JudgedAfter));
    desk.press(Qt::Key_Escape);
    QTRY_COMPARE(desk.state(), QStringLiteral("invalid"));
    // Return without a choice applies.
    desk.bar.field()->setFocus();
    desk.bar.field()->selectAll();
    desk.type("type = 'tic");
    desk.type("k'");
    desk.bar.field()->moveCursor(QTextCursor::Left);
    desk.press(Qt::Key_Return);
    QCOMPARE(desk.filters.back(), ofType("tick"));
}

void TestFilterBar::opensItsListWhenAsked()
{
    Desk desk(*m_theme);
    QVERIFY(!desk.bar.list());
    desk.press(Qt::Key_Space, Qt::ControlModifier);
    QVERIFY(desk.bar.list() && desk.bar.list()->isVisible());
    desk.press(Qt::Key_Up); // around
    desk.press(Qt::Key_Return);
    QCOMPARE(desk.bar.text(), QStringLiteral("FALSE"));
    QVERIFY(!desk.bar.list()->geometry().isEmpty());
    QVERIFY(desk.window.rect().contains(desk.bar.list()->geometry()));
}

void TestFilterBar::remembersWhatWasUsed()
{
    Desk desk(*m_theme);
    for (const char *text : {"type = 'tick'", "type = 'com.shop.order'"}) {
        desk.bar.field()->selectAll();
        desk.type(text);
        desk.press(Qt::Key_Return);
    }
    QCOMPARE(desk.memory.history.size(), 2);
    desk.bar.field()->selectAll();
    desk.type("id = '");
    desk.press(Qt::Key_Up, Qt::ControlModifier);
    QCOMPARE(desk.bar.text(), QStringLiteral("type = 'com.shop.order'"));
    desk.press(Qt::Key_Up, Qt::ControlModifier);
    QCOMPARE(desk.bar.text(), QStringLiteral("type = 'tick'"));
    desk.press(Qt::Key_Up, Qt::ControlModifier);
    QCOMPARE(desk.bar.text(), QStringLiteral("type = 'tick'"));
    QTRY_COMPARE(desk.filters.back(), ofType("tick"));
    desk.press(Qt::Key_Down, Qt::ControlModifier);
    desk.press(Qt::Key_Down, Qt::ControlModifier);
    QCOMPARE(desk.bar.text(), QStringLiteral("id = '"));
}

void TestFilterBar::savesUnderAName()
{
    Desk desk(*m_theme);
    QVERIFY(desk.strip.isEmpty());
    desk.strip.askName(QString()); // nothing to save
    QVERIFY(desk.strip.isEmpty());
    desk.bar.write(QStringLiteral("type = 'tick'"));
    desk.strip.askName(desk.bar.applied());
    QVERIFY(!desk.strip.isEmpty());
    QLineEdit &name = *desk.strip.nameEdit();
    QTRY_VERIFY(name.hasFocus());
    QTest::keyClick(&name, Qt::Key_Return); // no name yet
    QVERIFY(name.isVisible());
    QSignalSpy named(&desk.strip, &ui::FilterStrip::named);
    QTest::keyClicks(&name, QStringLiteral("Ticks & more"));
    QTest::keyClick(&name, Qt::Key_Return);
    QCOMPARE(named.count(), 1);
    QVERIFY(!name.isVisible());
    QCOMPARE(desk.memory.saved, (QList<ui::SavedFilter>{{QStringLiteral("Ticks & more"),
                                                         QStringLiteral("type = 'tick'")}}));
    QCOMPARE(desk.strip.buttons().size(), 1);
    QToolButton *button = desk.strip.buttons().first();
    QVERIFY(button->isChecked());
    desk.bar.setFilter({});
    QVERIFY(!button->isChecked());
    QTest::mouseClick(button, Qt::LeftButton);
    QCOMPARE(desk.filters.back(), ofType("tick"));
    QVERIFY(button->isChecked());
    QTest::mouseClick(button, Qt::LeftButton);
    QVERIFY(button->isChecked());
    // Not wanted after all.
    desk.strip.askName(QStringLiteral("TRUE"));
    QTest::keyClick(&name, Qt::Key_Escape);
    QVERIFY(!name.isVisible());
    QCOMPARE(desk.memory.saved.size(), 1);
}

void TestFilterBar::renamesAndDeletes()
{
    Desk desk(*m_theme);
    desk.memory.save(QStringLiteral("One"), QStringLiteral("type = 'tick'"));
    desk.memory.save(QStringLiteral("Two"), QStringLiteral("TRUE"));
    desk.strip.askName(QStringLiteral("type = 'tick'"));
    QLineEdit &name = *desk.strip.nameEdit();
    QCOMPARE(name.text(), QStringLiteral("One"));
    QTest::keyClicks(&name, QStringLiteral("Ticks"));
    QTest::keyClick(&name, Qt::Key_Return);
    QCOMPARE(desk.memory.saved.first().name, QStringLiteral("Ticks"));
    QCOMPARE(desk.memory.saved.size(), 2);
    QCOMPARE(desk.strip.buttons().size(), 2);
    emit desk.strip.buttons().first()->customContextMenuRequested({2, 2});
    auto *menu = desk.strip.findChild<QMenu *>();
    QVERIFY(menu);
    for (QAction *action : menu->actions()) {
        if (action->text() == QLatin1String("Delete"))
            action->trigger();
    }
    QCOMPARE(desk.memory.saved.size(), 1);
    QCOMPARE(desk.memory.saved.first().name, QStringLiteral("Two"));
    QCOMPARE(desk.strip.buttons().size(), 1);
}

void TestFilterBar::keepsSavedFiltersInNarrowWindows()
{
    Desk desk(*m_theme);
    for (int number = 0; number < 20; ++number)
        desk.memory.save(QStringLiteral("Saved filter %1").arg(number), QStringLiteral("TRUE"));
    desk.bar.write(QStringLiteral("NOT type LIKE 't%'"));
    desk.strip.askName(QStringLiteral("TRUE"));
    QTest::keyClick(desk.strip.nameEdit(), Qt::Key_Escape); // builds the buttons
    int visible = 0;
    int right = 0;
    for (const QToolButton *button : desk.strip.buttons()) {
        visible += button->isVisible() ? 1 : 0;
        if (button->isVisible())
            right = std::max(right, button->geometry().right());
    }
    QVERIFY(visible > 0 && visible < 20);
    QVERIFY(right < desk.strip.findChild<ui::WordsLine *>()->x());
    for (QToolButton *button : desk.strip.findChildren<QToolButton *>()) {
        if (button->accessibleName() == QLatin1String("More saved filters")) {
            QVERIFY(button->isVisible());
            QTest::mouseClick(button, Qt::LeftButton);
        }
    }
    auto *menu = desk.strip.findChild<QMenu *>();
    QVERIFY(menu);
    QCOMPARE(menu->actions().size(), 20 - visible);
    menu->actions().last()->trigger();
    QCOMPARE(desk.bar.text(), QStringLiteral("TRUE"));
}

void TestFilterBar::hidesValues()
{
    Desk desk(*m_theme);
    const ui::ValueWord word = [](std::string_view attribute,
                                  const std::string &) -> std::optional<QString> {
        return attribute == "type" ? std::optional(QStringLiteral("[redacted] 1")) : std::nullopt;
    };
    desk.bar.write(QStringLiteral("type = 'tick' AND (subject = 'a' OR type LIKE 'tick%')"));
    desk.word = word;
    desk.bar.setFilter(desk.filters.back(), word);
    QCOMPARE(desk.bar.text(), QStringLiteral("type = '[redacted] 1' AND "
                                             "(subject = 'a' OR type LIKE '[redacted] 1')"));
    QVERIFY(desk.bar.isConcealed());
    desk.type("x");
    desk.press(Qt::Key_Up, Qt::ControlModifier);
    desk.bar.field()->undo();
    QVERIFY(!desk.bar.text().contains(QLatin1String("tick")));
    QVERIFY(desk.bar.toolTip().startsWith(QLatin1String("type = '[redacted] 1'")));
    QVERIFY(!desk.strip.sentence().contains(QLatin1String("tick")));
    QCOMPARE(desk.filters.size(), std::size_t(1));
    // What is written is hidden when it is done.
    desk.bar.setFilter({}, word);
    QVERIFY(!desk.bar.isConcealed());
    desk.type("type = 'tick'");
    QTRY_COMPARE(desk.filters.size(), std::size_t(2));
    QCOMPARE(desk.bar.text(), QStringLiteral("type = 'tick'"));
    desk.press(Qt::Key_Return);
    QCOMPARE(desk.bar.text(), QStringLiteral("type = '[redacted] 1'"));
    QCOMPARE(desk.filters.back(), ofType("tick"));
    desk.word = {};
    desk.bar.setFilter(desk.filters.back());
    QCOMPARE(desk.bar.text(), QStringLiteral("type = 'tick'"));
    QVERIFY(!desk.bar.field()->isReadOnly());
}

void TestFilterBar::staysOneLine()
{
    Desk desk(*m_theme);
    QGuiApplication::clipboard()->setText(QStringLiteral(" type = 'tick'\r\nAND\n TRUE\n"));
    desk.bar.field()->paste();
    QCOMPARE(desk.bar.text(), QStringLiteral("type = 'tick'  AND  TRUE"));
    desk.press(Qt::Key_Return);
    desk.press(Qt::Key_Enter);
    QVERIFY(!desk.bar.text().contains(u'\n'));
    QCOMPARE(desk.bar.field()->blockCount(), 1);
}

void TestFilterBar::tellsWhatItSays()
{
    Desk desk(*m_theme);
    QCOMPARE(desk.bar.accessibleName(), QStringLiteral("No filter: all events are shown"));
    desk.bar.setFilter(ofType("tick"));
    QCOMPARE(desk.bar.accessibleName(), QStringLiteral("Filter: type = 'tick'"));
    QCOMPARE(desk.bar.toolTip(), QStringLiteral("type = 'tick'"));
    desk.bar.write(QStringLiteral("type ="));
    QVERIFY(desk.bar.field()->accessibleDescription().startsWith(QLatin1String("Column 7: ")));
}

void TestFilterBar::looksDifferentInEachTheme()
{
    Desk desk(*m_theme);
    ui::AddressChip chip(*m_theme);
    chip.setAddresses({QStringLiteral("http://127.0.0.1:8080")});
    const QString folder = qEnvironmentVariable("EVENTSCOPE_SHOTS");
    QList<QImage> images;
    const QStringList texts{QString(), QStringLiteral("type = 'tick' AND LENGTH(id) > 100"),
                            QStringLiteral("type > > 100"), QStringLiteral("NOT type LIKE 't%'")};
    for (const auto mode : {ui::Theme::Mode::Dark, ui::Theme::Mode::Light}) {
        m_theme->setMode(mode);
        for (const QString &text : texts) {
            desk.bar.write(text);
            images.append(desk.window.grab().toImage());
        }
        images.append(chip.grab().toImage());
    }
    m_theme->setMode(ui::Theme::Mode::Dark);
    for (qsizetype i = 0; i < images.size(); ++i) {
        if (!folder.isEmpty())
            images[i].save(folder + u"/filterbar-" + QString::number(i) + u".png");
    }
    for (qsizetype i = 0; i < images.size() / 2; ++i)
        QVERIFY(images[i] != images[i + images.size() / 2]);
}

void TestFilterBar::showsWhereItListens()
{
    ui::AddressChip chip(*m_theme);
    chip.setAddresses(
        {QStringLiteral("http://127.0.0.1:8080"), QStringLiteral("http://[::1]:8080")});
    QCOMPARE(chip.findChild<QLabel *>()->text(), QStringLiteral("127.0.0.1:8080"));
    QCOMPARE(chip.toolTip(),
             QStringLiteral("Listening on http://127.0.0.1:8080, http://[::1]:8080"));
    QCOMPARE(chip.accessibleName(), chip.toolTip());
    QCOMPARE(chip.findChild<ui::Lamp *>()->state(), ui::Lamp::State::On);
}

void TestFilterBar::copiesTheWholeAddress()
{
    ui::AddressChip chip(*m_theme);
    chip.setAddresses({QStringLiteral("http://[::1]:8081")});
    chip.show();
    QTest::mouseClick(chip.findChild<QToolButton *>(), Qt::LeftButton);
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("http://[::1]:8081"));
}

void TestFilterBar::saysThatNothingListens()
{
    ui::AddressChip chip(*m_theme);
    chip.setAddresses({QStringLiteral("http://127.0.0.1:8080")});
    chip.setAddresses({});
    QCOMPARE(chip.findChild<QLabel *>()->text(), QStringLiteral("not listening"));
    QVERIFY(!chip.findChild<QToolButton *>()->isEnabled());
    QCOMPARE(chip.findChild<ui::Lamp *>()->state(), ui::Lamp::State::Off);
}

QTEST_MAIN(TestFilterBar)
#include "tst_filterbar.moc"
