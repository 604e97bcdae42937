// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/codec/jsonformat.h"
#include "core/log/eventlog.h"
#include "ui/frame/basepage.h"
#include "ui/inspector/inspectorhead.h"
#include "ui/inspector/inspectorpanel.h"
#include "ui/theme/theme.h"
#include "ui/verbatim/linesview.h"

#include <QApplication>
#include <QClipboard>
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
