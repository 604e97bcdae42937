// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/codec/jsonformat.h"
#include "core/log/eventlog.h"
#include "ui/frame/basepage.h"
#include "ui/inspector/foundinevent.h"
#include "ui/inspector/inspectorhead.h"
#include "ui/inspector/inspectorpanel.h"
#include "ui/theme/theme.h"
#include "ui/verbatim/linesview.h"

#include <QApplication>
#include <QClipboard>
#include <QTabBar>
#include <QTemporaryDir>
#include <QToolButton>
#include <QtTest>

class TestInspectorPanel : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();

    void invitesToSelectAnEvent();
    void showsTheEventAskedFor();
    void newestRequestWins();
    void forgetsARequestThatIsNoLongerWanted();
    void saysThatAnEventIsGone();
    void keepsAnEventThatLeavesAndMarksIt();
    void saysWhyTheCaptureCannotBeRead();
    void showsDataInItsForms();
    void saysThatAnEventCarriesNoData();
    void copiesTheEventAsJson();
    void movesAmongTabsAndLeavesByKeyboard();
    void marksWhatASearchFinds();
    void marksOnlyWhatIsSearched();
    void bringsWhatWasFoundIntoSight();
    void endsWhileItReads();
    void looksDifferentInEachTheme();

private:
    /// Appends `text`, a CloudEvent in JSON, and waits until it is kept.
    void append(const std::string &text);
    void showAndWait(quint64 sequence);
    ui::OpenReader reader() const
    {
        return [log = m_log.get()] { return log->reader(); };
    }
    QString dataText() const
    {
        for (ui::LinesView *view : m_panel->findChildren<ui::LinesView *>()) {
            if (view->accessibleName() != u"Data")
                continue;
            view->selectAll();
            return view->selectedText();
        }
        return QStringLiteral("no view");
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<core::EventLog> m_log;
    std::unique_ptr<ui::Theme> m_theme;
    std::unique_ptr<ui::InspectorPanel> m_panel;
};

void TestInspectorPanel::initTestCase()
{
    qRegisterMetaType<core::EventSequence>();
}

void TestInspectorPanel::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    auto log =
        core::EventLog::open(m_folder->filePath(QStringLiteral("a.eventscope")).toStdString());
    QVERIFY2(log, log ? "" : log.error().detail.c_str());
    m_log = std::move(*log);
    m_theme = std::make_unique<ui::Theme>();
    m_theme->setMode(ui::Theme::Mode::Dark);
    m_panel = std::make_unique<ui::InspectorPanel>(
        *m_theme, reader(),
        [this](core::EventSequence sequence) { return m_theme->series(sequence.value % 12); });
    m_panel->resize(360, 640);
    m_panel->QWidget::show();
}

void TestInspectorPanel::cleanup()
{
    m_panel.reset();
    m_theme.reset();
    m_log.reset();
    m_folder.reset();
}

void TestInspectorPanel::append(const std::string &text)
{
    const auto event = core::decodeJsonEvent(text);
    QVERIFY2(event, event ? "" : event.error().title.c_str());
    core::AppendMessage command;
    core::Message &message = command.message;
    message.mode = core::ContentMode::Structured;
    message.format = core::EventFormat::Json;
    message.received = core::WallTime(std::chrono::microseconds(1'795'441'001'002'203));
    message.connection = "http://127.0.0.1:8080";
    message.remote = "127.0.0.1:51824";
    message.local = "127.0.0.1:8080";
    message.target = "/shop/default";
    message.head = "POST /shop/default HTTP/1.1\r\nHost: 127.0.0.1:8080\r\nContent-Type: "
                   "application/cloudevents+json\r\n\r\n";
    message.body = text;
    message.events = {{*event, {0, static_cast<std::uint32_t>(text.size())}}};
    const std::uint64_t before = m_log->columns().published();
    core::LogCommand push = std::move(command);
    QCOMPARE(m_log->intake().push(std::move(push)), core::Intake::Pushed::Taken);
    QVERIFY(m_log->columns().waitForMore(before, std::chrono::seconds(5)) > before);
}

void TestInspectorPanel::showAndWait(quint64 sequence)
{
    m_panel->show(core::EventSequence{sequence});
    QTRY_COMPARE(m_panel->shown().value, sequence);
}

namespace {

const std::string WithData =
    R"({"specversion":"1.0","id":"pay-7f31c9e2-0412","source":"/payments","type":"com.shop.payment.declined",)"
    R"("subject":"order/88223","time":"2026-11-23T13:36:40.998Z","datacontenttype":"application/json",)"
    R"("traceparent":"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01","partitionkey":"c-5521",)"
    R"("data":{"order":"88223","amount":149.90,"reason":"insufficient_funds","big":12345678901234567890}})";
const std::string WithoutData = R"({"specversion":"1.0","id":"2","source":"/s","type":"tick"})";
const std::string WithText =
    R"({"specversion":"1.0","id":"3","source":"/s","type":"note","datacontenttype":"text/plain","data":"a\nb"})";

QString visibleWords(const ui::InspectorPanel &panel)
{
    for (const ui::BasePage *page : panel.findChildren<ui::BasePage *>()) {
        if (page->isVisible() && !page->words().isEmpty())
            return page->words();
    }
    return {};
}

} // namespace

void TestInspectorPanel::invitesToSelectAnEvent()
{
    QVERIFY(!m_panel->shown());
    QCOMPARE(visibleWords(*m_panel), QStringLiteral("Select an event to see it whole."));
}

void TestInspectorPanel::showsTheEventAskedFor()
{
    append(WithData);
    QSignalSpy shown(m_panel.get(), &ui::InspectorPanel::shownChanged);
    showAndWait(1);
    QCOMPARE(shown.count(), 1);
    auto *head = m_panel->findChild<ui::InspectorHead *>();
    QVERIFY(head->isVisible());
    QVERIFY(head->accessibleName().startsWith(QLatin1String("com.shop.payment.declined, #1")));
    m_panel->show(core::EventSequence{});
    QVERIFY(!m_panel->shown());
    QVERIFY(!head->isVisible());
}

void TestInspectorPanel::keepsAnEventThatLeavesAndMarksIt()
{
    append(WithData);
    append(WithoutData);
    m_panel->setOldest({1});
    showAndWait(1);
    QVERIFY(!m_panel->isEvicted());
    auto *head = m_panel->findChild<ui::InspectorHead *>();
    const QImage before = head->grab().toImage();
    m_panel->setOldest({2});
    QVERIFY(m_panel->isEvicted());
    QCOMPARE(m_panel->shown().value, 1ULL);
    QVERIFY(head->accessibleName().endsWith(QLatin1String(", evicted")));
    QVERIFY(head->grab().toImage() != before);
    showAndWait(2);
    QVERIFY(!m_panel->isEvicted());
    QVERIFY(!head->accessibleName().contains(QLatin1String("evicted")));
}

void TestInspectorPanel::newestRequestWins()
{
    for (int i = 0; i < 20; ++i)
        append(WithoutData);
    QSignalSpy shown(m_panel.get(), &ui::InspectorPanel::shownChanged);
    for (quint64 sequence = 1; sequence <= 20; ++sequence)
        m_panel->show(core::EventSequence{sequence});
    QTRY_COMPARE(m_panel->shown().value, 20ULL);
    QCOMPARE(shown.count(), 1);
}

void TestInspectorPanel::forgetsARequestThatIsNoLongerWanted()
{
    append(WithoutData);
    append(WithData);
    m_panel->show(core::EventSequence{1});
    m_panel->show(core::EventSequence{});
    showAndWait(2); // whatever the first request left behind came before this
    QSignalSpy shown(m_panel.get(), &ui::InspectorPanel::shownChanged);
    QCOMPARE(m_panel->shown().value, 2ULL);
    QCOMPARE(shown.count(), 0);
}

void TestInspectorPanel::saysThatAnEventIsGone()
{
    append(WithData);
    showAndWait(1);
    m_panel->show(core::EventSequence{99});
    QTRY_VERIFY(!m_panel->shown());
    QCOMPARE(visibleWords(*m_panel), QStringLiteral("Event #99 is not in the log any more."));
}

void TestInspectorPanel::saysWhyTheCaptureCannotBeRead()
{
    ui::InspectorPanel panel(
        *m_theme,
        []() -> core::Result<std::unique_ptr<core::CaptureReader>> {
            return core::fail(core::Error::Kind::Damaged, "The file is damaged.");
        },
        [](core::EventSequence) { return QColor(Qt::red); });
    panel.show(core::EventSequence{1});
    panel.QWidget::show();
    QTRY_COMPARE(visibleWords(panel), QStringLiteral("The file is damaged."));
}

void TestInspectorPanel::showsDataInItsForms()
{
    append(WithData);
    append(WithText);
    showAndWait(1);
    m_panel->setTab(ui::InspectorPanel::Tab::Data);
    QCOMPARE(dataText(),
             QStringLiteral("{\n  \"order\": \"88223\",\n  \"amount\": 149.90,\n  \"reason\": "
                            "\"insufficient_funds\",\n  \"big\": 12345678901234567890\n}"));
    m_panel->setDataForm(ui::InspectorPanel::DataForm::Text);
    QCOMPARE(dataText(),
             QStringLiteral(R"({"order":"88223","amount":149.90,"reason":"insufficient_funds",)"
                            R"("big":12345678901234567890})"));
    m_panel->setDataForm(ui::InspectorPanel::DataForm::Hex);
    QVERIFY(dataText().startsWith(QLatin1String("00000000  7b 22 6f 72 64 65 72 22  ")));
    m_panel->setDataForm(ui::InspectorPanel::DataForm::Json);
    showAndWait(2);
    QCOMPARE(dataText(), QStringLiteral("a\nb"));
}

void TestInspectorPanel::saysThatAnEventCarriesNoData()
{
    append(WithoutData);
    showAndWait(1);
    m_panel->setTab(ui::InspectorPanel::Tab::Data);
    QCOMPARE(dataText(), QString());
    for (const auto form : {ui::InspectorPanel::DataForm::Json, ui::InspectorPanel::DataForm::Text,
                            ui::InspectorPanel::DataForm::Hex}) {
        m_panel->setDataForm(form);
        QCOMPARE(dataText(), QString());
    }
}

void TestInspectorPanel::copiesTheEventAsJson()
{
    append(WithData);
    showAndWait(1);
    QSignalSpy copied(m_panel.get(), &ui::InspectorPanel::eventCopied);
    QTest::mouseClick(m_panel->findChild<ui::InspectorHead *>()->findChild<QToolButton *>(),
                      Qt::LeftButton);
    QVERIFY(copied.wait());
    const QString text = QGuiApplication::clipboard()->text();
    const auto again = core::decodeJsonEvent(text.toStdString());
    QVERIFY(again);
    QCOMPARE(again->id, std::string("pay-7f31c9e2-0412"));
    QVERIFY(text.contains(QLatin1String("12345678901234567890")));
    QVERIFY(text.contains(QLatin1String("149.90")));
}

void TestInspectorPanel::movesAmongTabsAndLeavesByKeyboard()
{
    append(WithData);
    showAndWait(1);
    QCOMPARE(m_panel->tab(), ui::InspectorPanel::Tab::Event);
    m_panel->activateWindow();
    m_panel->setFocus();
    QVERIFY(QTest::qWaitForWindowActive(m_panel.get()));
    const auto press = [](Qt::Key key, Qt::KeyboardModifiers modifiers) {
        QTest::keyClick(QApplication::focusWidget(), key, modifiers);
    };
    press(Qt::Key_Tab, Qt::ControlModifier);
    QCOMPARE(m_panel->tab(), ui::InspectorPanel::Tab::Data);
    press(Qt::Key_Tab, Qt::ControlModifier);
    QCOMPARE(m_panel->tab(), ui::InspectorPanel::Tab::Wire);
    press(Qt::Key_Tab, Qt::ControlModifier);
    QCOMPARE(m_panel->tab(), ui::InspectorPanel::Tab::Event);
    press(Qt::Key_Backtab, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(m_panel->tab(), ui::InspectorPanel::Tab::Wire);
    QSignalSpy leave(m_panel.get(), &ui::InspectorPanel::leaveRequested);
    for (int page = 0; page < 3; ++page) {
        press(Qt::Key_Escape, Qt::NoModifier);
        press(Qt::Key_Tab, Qt::ControlModifier);
    }
    QCOMPARE(leave.count(), 3);
}

void TestInspectorPanel::marksWhatASearchFinds()
{
    append(WithData);
    append(WithText);
    showAndWait(1);
    QSignalSpy changed(m_panel.get(), &ui::InspectorPanel::foundChanged);
    m_panel->setSearch({"88223"});
    QVERIFY(!m_panel->found()); // nothing of another search is marked meanwhile
    QTRY_VERIFY(m_panel->found());
    QCOMPARE(m_panel->found()->data, (std::vector<core::TextPlace>{{10, 5}}));
    const auto &details = m_panel->found()->details;
    QCOMPARE(details.size(), std::size_t{4}); // Attributes, Extensions, Received, Data
    QCOMPARE(details[0][4].value, (std::vector<ui::TextMark>{{6, 5}})); // the subject
    QVERIFY(details[0][0].value.empty());
    QCOMPARE(details[3][1].value, (std::vector<ui::TextMark>{{12, 5}})); // of the preview
    const auto *tabs = m_panel->findChild<QTabBar *>();
    QCOMPARE(tabs->tabText(1), QStringLiteral("Data 1"));

    showAndWait(2);
    QTRY_VERIFY(m_panel->found());
    QVERIFY(m_panel->found()->data.empty());
    QCOMPARE(tabs->tabText(1), QStringLiteral("Data"));
    m_panel->setSearch({});
    QVERIFY(!m_panel->found());
    m_panel->setSearch({"(", false, true}); // no expression
    QTRY_VERIFY(m_panel->found());
    QVERIFY(m_panel->found()->data.empty());
}

void TestInspectorPanel::marksOnlyWhatIsSearched()
{
    append(WithData);
    showAndWait(1);
    const auto marked = [this](const char *text) {
        m_panel->setSearch({text});
        if (!QTest::qWaitFor([this] { return m_panel->found() != nullptr; }))
            qFatal("nothing came");
        int count = 0;
        for (const auto &section : m_panel->found()->details) {
            for (const ui::RowMarks &row : section)
                count += static_cast<int>(row.name.size() + row.value.size());
        }
        return count;
    };
    QCOMPARE(marked("partitionkey"), 1); // the name of an extension
    QCOMPARE(marked("datacontenttype"), 0);
    QCOMPARE(marked("127.0.0.1"), 0); // how it came
    QCOMPARE(marked("1.0"), 0);       // specversion
    QCOMPARE(marked("APPLICATION/JSON"), 1);
}

void TestInspectorPanel::bringsWhatWasFoundIntoSight()
{
    std::string data;
    for (int line = 0; line < 500; ++line)
        data += "\"" + std::to_string(line) + "\",";
    append(R"({"specversion":"1.0","id":"1","source":"/s","type":"t","data":[)" + data +
           R"("needle"]})");
    m_panel->setTab(ui::InspectorPanel::Tab::Data);
    m_panel->setSearch({"needle"});
    showAndWait(1);
    const auto *tabs = m_panel->findChild<QTabBar *>();
    QTRY_COMPARE(tabs->tabText(1), QStringLiteral("Data 1"));
    const auto views = m_panel->findChildren<ui::LinesView *>();
    const auto view = std::find_if(views.begin(), views.end(), [](const ui::LinesView *one) {
        return one->accessibleName() == u"Data";
    });
    QVERIFY((*view)->firstVisibleLine() > 450);
    const qint64 there = (*view)->firstVisibleLine();
    m_panel->setSearch({"needl"}); // is in sight already
    QTRY_VERIFY(m_panel->found());
    QCOMPARE((*view)->firstVisibleLine(), there);
    m_panel->setSearch({"\"499\""});
    QTRY_VERIFY(m_panel->found());
    QCOMPARE((*view)->firstVisibleLine(), there);
    m_panel->setSearch({"\"3\""});
    QTRY_VERIFY(m_panel->found());
    QCOMPARE((*view)->firstVisibleLine(), qint64(0));
}

void TestInspectorPanel::endsWhileItReads()
{
    append(R"({"specversion":"1.0","id":"4","source":"/s","type":"big","data":")" +
           std::string(8'000'000, 'x') + "\"}");
    m_panel->show(core::EventSequence{1});
    m_panel.reset();
    QVERIFY(m_log->columns().published() == 1);
}

void TestInspectorPanel::looksDifferentInEachTheme()
{
    m_theme->applyTo(*qApp);
    append(WithData);
    showAndWait(1);
    const QString folder = qEnvironmentVariable("EVENTSCOPE_SHOTS");
    QList<QImage> images;
    for (const auto mode : {ui::Theme::Mode::Dark, ui::Theme::Mode::Light}) {
        m_theme->setMode(mode);
        for (const auto tab : {ui::InspectorPanel::Tab::Event, ui::InspectorPanel::Tab::Data,
                               ui::InspectorPanel::Tab::Wire}) {
            m_panel->setTab(tab);
            images.append(m_panel->grab().toImage());
            if (!folder.isEmpty())
                images.last().save(folder + u"/inspector-" + QString::number(images.size()) +
                                   u".png");
        }
    }
    for (qsizetype i = 1; i < images.size(); ++i)
        QVERIFY(images[i] != images[i - 1]);
    qApp->setStyleSheet({});
}

QTEST_MAIN(TestInspectorPanel)
#include "tst_inspectorpanel.moc"
