// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/log/eventlog.h"
#include "tests/support/apptheme.h"
#include "tests/ui/problems/refusals.h"
#include "ui/frame/basepage.h"
#include "ui/problems/problemexplanation.h"
#include "ui/problems/problemslist.h"
#include "ui/problems/problemsmodel.h"
#include "ui/problems/problemspanel.h"
#include "ui/theme/theme.h"
#include "ui/verbatim/linesview.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QClipboard>
#include <QDockWidget>
#include <QLabel>
#include <QMainWindow>
#include <QMimeData>
#include <QPushButton>
#include <QScrollBar>
#include <QTemporaryDir>
#include <QtTest>

class TestProblemsPanel : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();

    void saysThatNothingWasRefused();
    void listsWhatWasRefusedAndExplainsTheNewest();
    void readsNothingWhileHidden();
    void announcesABurstAsOneRun();
    void listsTheNewestUpToItsBound();
    void keepsWhatIsReadWhenMoreComes();
    void scrolledItStaysWhereItIs();
    void selectsByNumber();
    void selectsBeforeItIsShown();
    void keepsTheExplanationOfARowThatLeaves();
    void newestSelectionWins();
    void saysThatThereIsNoSuchRefusal();
    void saysWhyTheCaptureCannotBeRead();
    void showsTheRequestWithThePlaceMarked();
    void saysThatNothingIsKept();
    void copiesTheOriginalByteForByte();
    void offersCurlOnlyWhereItIsHonest();
    void leavesAndOpensByKeyboard();
    void endsWhileItReads();
    void keepsItsFontsInADock();
    void looksDifferentInEachTheme();

private:
    void refuse(const core::Refusal &refusal);
    void refuse(int count);
    void showPanel();
    void refresh() { m_panel->refresh(m_log->refusalCount()); }
    void waitForRows(int rows);
    QPushButton *button(const QString &words) const;
    QStringList visibleTexts() const;
    ui::ProblemsList *list() const { return m_panel->findChild<ui::ProblemsList *>(); }
    ui::LinesView *request() const { return m_panel->findChild<ui::LinesView *>(); }

    AppTheme m_theme;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<core::EventLog> m_log;
    std::unique_ptr<ui::ProblemsPanel> m_panel;
};

void TestProblemsPanel::initTestCase()
{
    qRegisterMetaType<core::EventSequence>();
}

void TestProblemsPanel::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    auto log =
        core::EventLog::open(m_folder->filePath(QStringLiteral("a.eventscope")).toStdString());
    QVERIFY2(log, log ? "" : log.error().detail.c_str());
    m_log = std::move(*log);
    m_panel = std::make_unique<ui::ProblemsPanel>(*m_theme,
                                                  [log = m_log.get()] { return log->reader(); });
    m_panel->resize(1440, 320);
    new QAbstractItemModelTester(m_panel->findChild<ui::ProblemsModel *>(),
                                 QAbstractItemModelTester::FailureReportingMode::QtTest,
                                 m_panel.get());
}

void TestProblemsPanel::cleanup()
{
    m_panel.reset();
    m_log.reset();
    m_folder.reset();
}

void TestProblemsPanel::refuse(const core::Refusal &refusal)
{
    const quint64 before = m_log->refusalCount();
    core::LogCommand command = core::AppendRefusal{refusal, nullptr, {}};
    QCOMPARE(m_log->intake().push(std::move(command)), core::Intake::Pushed::Taken);
    QTRY_VERIFY(m_log->refusalCount() > before);
}

void TestProblemsPanel::refuse(int count)
{
    const quint64 wanted = m_log->refusalCount() + static_cast<quint64>(count);
    for (int i = 0; i < count; ++i) {
        core::LogCommand command = core::AppendRefusal{jsonSentAsData(), nullptr, {}};
        QCOMPARE(m_log->intake().push(std::move(command)), core::Intake::Pushed::Taken);
    }
    QTRY_COMPARE(m_log->refusalCount(), wanted);
}

void TestProblemsPanel::showPanel()
{
    m_panel->show();
    m_panel->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_panel.get()));
}

void TestProblemsPanel::waitForRows(int rows)
{
    refresh();
    QTRY_COMPARE_WITH_TIMEOUT(list()->model()->rowCount(), rows, 20'000);
}

QPushButton *TestProblemsPanel::button(const QString &words) const
{
    for (QPushButton *each : m_panel->findChildren<QPushButton *>()) {
        if (each->text() == words)
            return each;
    }
    return nullptr;
}

QStringList TestProblemsPanel::visibleTexts() const
{
    QStringList texts;
    for (const QLabel *label :
         m_panel->findChild<ui::ProblemExplanation *>()->findChildren<QLabel *>()) {
        if (label->isVisible() && !label->text().isEmpty())
            texts << label->text();
    }
    for (const ui::BasePage *page : m_panel->findChildren<ui::BasePage *>()) {
        if (page->isVisible() && !page->words().isEmpty())
            texts << page->words();
    }
    return texts;
}

void TestProblemsPanel::saysThatNothingWasRefused()
{
    showPanel();
    refresh();
    QCOMPARE(visibleTexts(), QStringList{QStringLiteral("Nothing was refused.")});
    QCOMPARE(m_panel->sentence(), QStringLiteral("Nothing was refused."));
    QVERIFY(!list()->isVisible());
}

void TestProblemsPanel::listsWhatWasRefusedAndExplainsTheNewest()
{
    refuse(2);
    core::Refusal last = jsonSentAsData();
    last.why.title = "Body above the limit of 64 MiB";
    last.why.status = 413;
    refuse(last);
    showPanel();
    waitForRows(3);
    QCOMPARE(list()->model()->index(0, 2).data().toString(),
             QStringLiteral("Body above the limit of 64 MiB"));
    QTRY_COMPARE(m_panel->shown(), 3ULL);
    QCOMPARE(list()->currentIndex().row(), 0);
    QVERIFY(visibleTexts().contains(QStringLiteral("413: Body above the limit of 64 MiB")));
    QCOMPARE(m_panel->sentence(),
             QStringLiteral("3 refused, the last at 13:36:40.984: Body above the limit of 64 MiB"));
}

void TestProblemsPanel::readsNothingWhileHidden()
{
    std::atomic<int> opened{0};
    ui::ProblemsPanel panel(*m_theme, [&] {
        ++opened;
        return m_log->reader();
    });
    refuse(3);
    panel.refresh(m_log->refusalCount());
    QCOMPARE(panel.sentence(), QStringLiteral("3 refused."));
    panel.show();
    QTRY_COMPARE(panel.shown(), 3ULL);
    QCOMPARE(opened.load(), 1);
    panel.hide();
    refuse(2);
    panel.refresh(m_log->refusalCount());
    QCOMPARE(panel.sentence(), QStringLiteral("5 refused."));
    QCOMPARE(panel.findChild<ui::ProblemsModel *>()->rowCount(), 3);
    panel.show();
    QTRY_COMPARE(panel.findChild<ui::ProblemsModel *>()->rowCount(), 5);
    QCOMPARE(panel.shown(), 3ULL);
}

void TestProblemsPanel::announcesABurstAsOneRun()
{
    showPanel();
    refuse(1);
    waitForRows(1);
    QSignalSpy inserted(list()->model(), &QAbstractItemModel::rowsInserted);
    refuse(1'500);
    refresh();
    refresh(); // nothing new since
    QTRY_COMPARE(list()->model()->rowCount(), 1'501);
    QCOMPARE(inserted.count(), 1);
}

void TestProblemsPanel::listsTheNewestUpToItsBound()
{
    const int most = static_cast<int>(ui::ProblemsModel::MaxRows);
    refuse(most + 5);
    showPanel();
    waitForRows(most);
    auto *model = m_panel->findChild<ui::ProblemsModel *>();
    QCOMPARE(model->newest(), static_cast<quint64>(most + 5));
    QCOMPARE(model->problem(most - 1).number, 6ULL);
    refuse(3);
    refresh();
    QTRY_COMPARE(model->newest(), static_cast<quint64>(most + 8));
    QCOMPARE(model->rowCount(), most);
}

void TestProblemsPanel::keepsWhatIsReadWhenMoreComes()
{
    refuse(3);
    showPanel();
    waitForRows(3);
    QTRY_COMPARE(m_panel->shown(), 3ULL);
    QSignalSpy shown(m_panel.get(), &ui::ProblemsPanel::shownChanged);
    refuse(4);
    waitForRows(7);
    QCOMPARE(list()->currentIndex().row(), 4);
    QVERIFY(list()->selectionModel()->isRowSelected(4));
    QCOMPARE(m_panel->shown(), 3ULL);
    QCOMPARE(shown.count(), 0);
}

void TestProblemsPanel::scrolledItStaysWhereItIs()
{
    refuse(200);
    showPanel();
    waitForRows(200);
    QScrollBar *bar = list()->verticalScrollBar();
    const auto numberAtTop = [&] {
        return list()->indexAt({5, 5}).data(ui::ProblemsModel::NumberRole).toULongLong();
    };
    QCOMPARE(numberAtTop(), 200ULL);
    refuse(5);
    waitForRows(205);
    QCOMPARE(numberAtTop(), 205ULL); // at its top it shows the newest
    bar->setValue(10 * m_theme->px(22) + 3);
    const quint64 top = numberAtTop();
    const QPoint place = list()->visualRect(list()->indexAt({5, 5})).topLeft();
    refuse(7);
    waitForRows(212);
    QCOMPARE(numberAtTop(), top);
    QCOMPARE(list()->visualRect(list()->indexAt({5, 5})).topLeft(), place);
}

void TestProblemsPanel::selectsByNumber()
{
    refuse(200);
    showPanel();
    waitForRows(200);
    m_panel->select(20);
    QTRY_COMPARE(m_panel->shown(), 20ULL);
    QCOMPARE(list()->currentIndex().data(ui::ProblemsModel::NumberRole).toULongLong(), 20ULL);
    QVERIFY(list()->viewport()->rect().intersects(list()->visualRect(list()->currentIndex())));
}

void TestProblemsPanel::selectsBeforeItIsShown()
{
    refuse(5);
    refresh();
    m_panel->select(2);
    QTRY_COMPARE(m_panel->shown(), 2ULL);
    QCOMPARE(list()->model()->rowCount(), 0);
    showPanel();
    QTRY_COMPARE(list()->model()->rowCount(), 5);
    QCOMPARE(m_panel->shown(), 2ULL);
    QCOMPARE(list()->currentIndex().row(), 3);
    QVERIFY(list()->selectionModel()->isRowSelected(3));
}

void TestProblemsPanel::keepsTheExplanationOfARowThatLeaves()
{
    const int most = static_cast<int>(ui::ProblemsModel::MaxRows);
    refuse(most);
    showPanel();
    waitForRows(most);
    m_panel->select(1);
    QTRY_COMPARE(m_panel->shown(), 1ULL);
    QSignalSpy shown(m_panel.get(), &ui::ProblemsPanel::shownChanged);
    refuse(3);
    refresh();
    QTRY_COMPARE(m_panel->findChild<ui::ProblemsModel *>()->newest(),
                 static_cast<quint64>(most + 3));
    QVERIFY(!list()->selectionModel()->hasSelection());
    QCOMPARE(m_panel->shown(), 1ULL);
    QCOMPARE(shown.count(), 0);
}

void TestProblemsPanel::newestSelectionWins()
{
    refuse(30);
    showPanel();
    waitForRows(30);
    QTRY_COMPARE(m_panel->shown(), 30ULL);
    QSignalSpy shown(m_panel.get(), &ui::ProblemsPanel::shownChanged);
    for (quint64 number = 1; number <= 20; ++number)
        m_panel->select(number);
    QTRY_COMPARE(m_panel->shown(), 20ULL);
    QCOMPARE(shown.last()[0].toULongLong(), 20ULL);
    for (const QList<QVariant> &each : shown)
        QVERIFY(each[0].toULongLong() == 20ULL);
}

void TestProblemsPanel::saysThatThereIsNoSuchRefusal()
{
    refuse(1);
    showPanel();
    waitForRows(1);
    QTRY_COMPARE(m_panel->shown(), 1ULL);
    m_panel->select(1234);
    QTRY_COMPARE(m_panel->shown(), 0ULL);
    QCOMPARE(visibleTexts(),
             QStringList{QStringLiteral("Refusal 1\u00A0234 is not in this capture.")});
    QVERIFY(!button(QStringLiteral("Copy original"))->isVisible());
}

void TestProblemsPanel::saysWhyTheCaptureCannotBeRead()
{
    bool isBroken = true;
    ui::ProblemsPanel panel(*m_theme, [&]() -> core::Result<std::unique_ptr<core::CaptureReader>> {
        if (isBroken)
            return core::fail(core::Error::Kind::Damaged, "The file is damaged.");
        return m_log->reader();
    });
    refuse(1);
    panel.show();
    panel.refresh(1);
    QTRY_COMPARE(panel.sentence(), QStringLiteral("The file is damaged."));
    QCOMPARE(panel.findChild<ui::BasePage *>()->words(), QStringLiteral("The file is damaged."));
    isBroken = false;
    refuse(1);
    panel.refresh(2);
    QTRY_COMPARE(panel.shown(), 2ULL);
}

void TestProblemsPanel::showsTheRequestWithThePlaceMarked()
{
    core::Refusal refusal = jsonSentAsData();
    refusal.body = std::string(400, '\n') + "{\"id\":1}";
    refusal.bodyBytes = refusal.body.size();
    refusal.why.place = {core::Place::Part::Body, "id", core::ByteRange{406, 1}};
    refuse(refusal);
    showPanel();
    refresh();
    QTRY_COMPARE(m_panel->shown(), 1ULL);
    QVERIFY(request()->firstVisibleLine() > 380);
    const QColor tint = m_theme->colour(QLatin1String("dangerBg"));
    const QImage image = request()->viewport()->grab().toImage();
    int tinted = 0;
    for (int y = 0; y < image.height(); ++y)
        tinted += image.pixelColor(image.width() - 3, y) == tint ? 1 : 0;
    QCOMPARE(tinted, m_theme->px(20));
    request()->selectAll();
    QVERIFY(request()->selectedText().startsWith(QLatin1String("POST /shop/default HTTP/1.1\n")));
    QVERIFY(request()->selectedText().endsWith(QLatin1String("{\"id\":1}")));
}

void TestProblemsPanel::saysThatNothingIsKept()
{
    core::Refusal silent = jsonSentAsData();
    silent.head.clear();
    silent.body.clear();
    silent.bodyBytes = 0;
    silent.cut = true;
    refuse(silent);
    showPanel();
    refresh();
    QTRY_COMPARE(m_panel->shown(), 1ULL);
    QVERIFY(visibleTexts().contains(QStringLiteral("Cut: the head is not whole.")));
    QCOMPARE(request()->source(), nullptr);
    QVERIFY(!button(QStringLiteral("Copy original"))->isVisible());
    QVERIFY(!button(QStringLiteral("Copy as curl"))->isVisible());
}

void TestProblemsPanel::copiesTheOriginalByteForByte()
{
    core::Refusal refusal = jsonSentAsData();
    refusal.body = std::string("\xff\x00\r\n\xC3\xA4", 6);
    refusal.bodyBytes = refusal.body.size();
    refuse(refusal);
    showPanel();
    refresh();
    QTRY_COMPARE(m_panel->shown(), 1ULL);
    QSignalSpy copied(m_panel.get(), &ui::ProblemsPanel::copied);
    QTest::mouseClick(button(QStringLiteral("Copy original")), Qt::LeftButton);
    QCOMPARE(copied.count(), 1);
    const QMimeData *mime = QGuiApplication::clipboard()->mimeData();
    QCOMPARE(mime->data(QStringLiteral("application/octet-stream")).toStdString(),
             refusal.head + refusal.body);
    QVERIFY(mime->text().startsWith(QLatin1String("POST /shop/default HTTP/1.1\r\n")));
}

void TestProblemsPanel::offersCurlOnlyWhereItIsHonest()
{
    refuse(1);
    core::Refusal cut = jsonSentAsData();
    cut.cut = true;
    refuse(cut);
    showPanel();
    waitForRows(2);
    QTRY_COMPARE(m_panel->shown(), 2ULL);
    QVERIFY(!button(QStringLiteral("Copy as curl"))->isVisible());
    QVERIFY(button(QStringLiteral("Copy original"))->isVisible());
    m_panel->select(1);
    QTRY_COMPARE(m_panel->shown(), 1ULL);
    QVERIFY(button(QStringLiteral("Copy as curl"))->isVisible());
    QTest::mouseClick(button(QStringLiteral("Copy as curl")), Qt::LeftButton);
    QVERIFY(QGuiApplication::clipboard()->text().startsWith(QLatin1String("curl ")));
}

void TestProblemsPanel::leavesAndOpensByKeyboard()
{
    refuse(3);
    showPanel();
    waitForRows(3);
    m_panel->setFocus();
    QTRY_COMPARE(QApplication::focusWidget(), list());
    QTest::keyClick(list(), Qt::Key_Down);
    QTRY_COMPARE(m_panel->shown(), 2ULL);
    QTest::keyClick(list(), Qt::Key_3); // searches nothing
    QCOMPARE(list()->currentIndex().row(), 1);
    QSignalSpy opened(m_panel.get(), &ui::ProblemsPanel::placeRequested);
    QTest::keyClick(list(), Qt::Key_Return);
    QCOMPARE(opened.count(), 1);
    QSignalSpy left(m_panel.get(), &ui::ProblemsPanel::leaveRequested);
    QTest::keyClick(list(), Qt::Key_Escape);
    request()->setFocus();
    QTest::keyClick(request(), Qt::Key_Escape);
    QCOMPARE(left.count(), 2);
}

void TestProblemsPanel::endsWhileItReads()
{
    refuse(3'000);
    showPanel();
    refresh();
    m_panel->select(2'000);
    m_panel.reset();
    QCOMPARE(m_log->refusalCount(), 3'000ULL);
}

void TestProblemsPanel::keepsItsFontsInADock()
{
    QMainWindow window;
    auto *dock = new QDockWidget(&window);
    window.addDockWidget(Qt::BottomDockWidgetArea, dock);
    window.resize(1280, 500);
    window.show();
    auto *panel = new ui::ProblemsPanel(
        *m_theme, [log = m_log.get()] { return log->reader(); }, &window);
    dock->setWidget(panel);
    refuse(1);
    panel->refresh(1);
    QTRY_COMPARE(panel->shown(), 1ULL);
    const auto labels = panel->findChildren<QLabel *>();
    const auto title = std::find_if(labels.begin(), labels.end(), [](const QLabel *label) {
        return label->text().startsWith(QLatin1String("400: "));
    });
    QVERIFY(title != labels.end());
    QCOMPARE((*title)->font().pixelSize(), m_theme->font(ui::Face::Strong).pixelSize());
    QCOMPARE((*title)->font().weight(), m_theme->font(ui::Face::Strong).weight());
}

void TestProblemsPanel::looksDifferentInEachTheme()
{
    for (int i = 0; i < 6; ++i) {
        core::Refusal refusal = jsonSentAsData();
        refusal.received += std::chrono::seconds(37 * i);
        refuse(refusal);
    }
    core::Refusal late = jsonSentAsData();
    late.received += std::chrono::seconds(300);
    late.cut = true;
    late.bodyBytes = 3'000'000;
    refuse(late);
    showPanel();
    waitForRows(7);
    QTRY_COMPARE(m_panel->shown(), 7ULL);
    m_panel->select(6);
    QTRY_COMPARE(m_panel->shown(), 6ULL);
    const QString folder = qEnvironmentVariable("EVENTSCOPE_SHOTS");
    QList<QImage> images;
    for (const auto mode : {ui::Theme::Mode::Dark, ui::Theme::Mode::Light}) {
        m_theme->setMode(mode);
        for (const int width : {1920, 1280, 960}) {
            m_panel->resize(width, 320);
            m_panel->select(width == 960 ? 7 : 6);
            QTRY_COMPARE(m_panel->shown(), width == 960 ? 7ULL : 6ULL);
            images.append(m_panel->grab().toImage());
            if (!folder.isEmpty())
                images.last().save(folder + u"/problems-" + QString::number(images.size()) +
                                   u".png");
        }
    }
    for (qsizetype i = 0; i < 3; ++i)
        QVERIFY(images[i] != images[i + 3]);
    m_theme->setMode(ui::Theme::Mode::Dark);
}

QTEST_MAIN(TestProblemsPanel)
#include "tst_problemspanel.moc"
