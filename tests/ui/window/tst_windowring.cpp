// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/ring/ringname.h"
#include "tests/support/apptheme.h"
#include "tests/support/rawclient.h"
#include "tests/ui/window/windowbench.h"
#include "ui/eventtable/eventtableview.h"
#include "ui/frame/note.h"
#include "ui/frame/toast.h"
#include "ui/space/limitsdialog.h"
#include "ui/window/capturefiles.h"
#include "ui/window/ringmenu.h"
#include "ui/window/ringwatch.h"

#include <QAction>
#include <QFile>
#include <QLabel>
#include <QPointer>
#include <QTest>

#include <algorithm>

using namespace ui;
using namespace std::chrono_literals;

/// A window on a capture that goes on from file to file.
class TestWindowRing : public QObject {
    Q_OBJECT

private slots:
    void followsTheRing();
    void staysWithWhoReads_data();
    void staysWithWhoReads();
    void staysWhileADialogIsOpen();
    void showsOlderFilesWhileItReceives();
    void removesTheOldestAndSaysSo();
    void importsThroughManyFiles();
    void saysInOneSentenceWhatHappened();

private:
    AppTheme m_theme;
};

namespace {

struct RingBench : Bench {
    RingBench(Theme &theme, const QTemporaryDir &folder, quint64 files = 0)
        : Bench(theme, folder)
        , client(port)
    {
        core::CaptureRules rules;
        rules.ring = core::RingRules{4000, 0s, files};
        window.monitor()->log().setRules(rules);
        if (!QTest::qWaitFor([this] { return window.monitor()->log().rules().ring.has_value(); }))
            qFatal("no ring");
    }
    core::CaptureRing &ring() { return window.monitor()->ring(); }
    /// Until `files` files have been begun.
    void fill(quint64 files)
    {
        while (ring().newestPart() < files) {
            if (client.ask(eventRequest(++sent, "com.shop.order", "/checkout")).status != 202)
                qFatal("not kept");
        }
    }
    bool showsNewest() { return window.monitor()->log().file() == ring().currentPart().file; }
    RawClient client;
    int sent = 0;
};

} // namespace

void TestWindowRing::followsTheRing()
{
    const QTemporaryDir folder;
    RingBench bench(*m_theme, folder);
    bench.fill(1);
    core::EventFilter filter;
    filter.types = {"com.shop.order"};
    bench.window.view()->setFilter(filter);
    QTRY_VERIFY(bench.showsNewest());
    QVERIFY(bench.window.view()->filter() == filter);
    QVERIFY(!bench.window.view()->isFirstStart());
    QVERIFY(bench.window.windowTitle().startsWith(QLatin1String("test-00002-")));
    QVERIFY(bench.window.view()->toast()->sentence().startsWith(
        QLatin1String("Goes on in test-00002-")));
    bench.fill(4);
    QTRY_VERIFY(bench.showsNewest());
    const auto last = bench.ring().currentPart().last;
    QTRY_COMPARE(quint64(bench.rows().rowCount()), last);
    QVERIFY(!bench.window.view()->note()->isVisible());
}

void TestWindowRing::staysWithWhoReads_data()
{
    QTest::addColumn<bool>("isPaused");
    QTest::newRow("paused") << true;
    QTest::newRow("not following") << false;
}

void TestWindowRing::staysWithWhoReads()
{
    QFETCH(bool, isPaused);
    const QTemporaryDir folder;
    RingBench bench(*m_theme, folder);
    const auto first = bench.window.monitor()->log().file();
    if (isPaused)
        bench.window.view()->setPaused(true);
    else
        bench.window.view()->table()->setFollowing(false);
    bench.fill(2);
    Note &note = *bench.window.view()->note();
    QTRY_VERIFY(note.isVisible());
    QTRY_VERIFY(note.sentence().contains(QLatin1String("goes on in test-00003-")));
    QCOMPARE(bench.window.monitor()->log().file(), first);
    emit note.actionTriggered();
    QVERIFY(bench.showsNewest());
    QTRY_VERIFY(!bench.window.view()->note()->isVisible());
}

void TestWindowRing::staysWhileADialogIsOpen()
{
    const QTemporaryDir folder;
    RingBench bench(*m_theme, folder);
    QTRY_VERIFY(bench.window.actions().limits->isEnabled());
    bench.window.actions().limits->trigger();
    QPointer<LimitsDialog> dialog = bench.window.findChild<LimitsDialog *>();
    QVERIFY(dialog);
    QVERIFY(dialog->rules().ring);
    bench.fill(1);
    QTRY_VERIFY(bench.window.view()->note()->isVisible());
    QVERIFY(dialog);
    dialog->reject();
    QTRY_VERIFY(bench.showsNewest());
}

void TestWindowRing::showsOlderFilesWhileItReceives()
{
    const QTemporaryDir folder;
    RingBench bench(*m_theme, folder);
    bench.fill(2);
    QTRY_VERIFY(bench.showsNewest());
    RingMenu &menu = *bench.window.actions().ring;
    QTRY_VERIFY(menu.menuAction()->isEnabled());
    QSignalSpy filled(&menu, &RingMenu::filled);
    emit menu.aboutToShow();
    QVERIFY(filled.wait());
    QCOMPARE(menu.actions().size(), 3);
    QVERIFY(menu.actions().at(0)->text().startsWith(QLatin1String("test-00003-")));
    QVERIFY(menu.actions().at(0)->isChecked());
    QCOMPARE(menu.actions().at(2)->text(), QStringLiteral("test.eventscope"));
    menu.actions().at(2)->trigger();
    QTRY_COMPARE(bench.window.monitor()->log().file().filename().string(),
                 std::string("test.eventscope"));
    QTRY_COMPARE(quint64(bench.rows().rowCount()), bench.ring().part(0).last);
    QTRY_VERIFY(bench.window.view()->note()->sentence().contains(QLatin1String("test-00003-")));
    // What comes meanwhile is kept, and the ring goes on.
    QVERIFY(bench.window.actions().demo->isEnabled());
    bench.fill(3);
    QTRY_VERIFY(bench.window.view()->note()->sentence().contains(QLatin1String("test-00004-")));
    QCOMPARE(bench.ring().newEvents(), quint64(bench.sent));
    emit bench.window.view()->note()->actionTriggered();
    QVERIFY(bench.showsNewest());
    QTRY_COMPARE(quint64(bench.rows().rowCount()), bench.ring().currentPart().last);
}

void TestWindowRing::removesTheOldestAndSaysSo()
{
    const QTemporaryDir folder;
    RingBench bench(*m_theme, folder, 2);
    bench.fill(4);
    const auto base = bench.ring().part(0).file;
    const auto count = [&base] { return core::filesNamedInRing(base).size(); };
    // The window lets a file go once it follows.
    QTRY_VERIFY(bench.showsNewest());
    QTRY_COMPARE(count(), 2U);
    // The toast goes with its view; what is counted stays.
    const auto says = [&bench] {
        bench.window.actions().limits->trigger();
        const QPointer<LimitsDialog> dialog = bench.window.findChild<LimitsDialog *>();
        const auto labels = dialog->findChildren<QLabel *>();
        const bool isSaid = std::any_of(labels.begin(), labels.end(), [](const QLabel *label) {
            return label->text().contains(QLatin1String("Files removed so far: 2, with "));
        });
        delete dialog;
        return isSaid;
    };
    QTRY_VERIFY(says());
    QVERIFY(std::filesystem::exists(base));
}

void TestWindowRing::importsThroughManyFiles()
{
    constexpr quint64 Events = 5000; // a message of an import has many
    const QTemporaryDir folder;
    RingBench bench(*m_theme, folder);
    const QString input = folder.filePath(QStringLiteral("events.ndjson"));
    QFile lines(input);
    QVERIFY(lines.open(QIODevice::WriteOnly));
    for (quint64 number = 0; number < Events; ++number) {
        lines.write(R"({"specversion":"1.0","type":"t","source":"/import","id":")" +
                    QByteArray::number(number) + "\"}\n");
    }
    lines.close();
    auto *files = bench.window.findChild<CaptureFiles *>();
    QSignalSpy done(files, &CaptureFiles::done);
    files->importFrom(input.toStdString());
    QTRY_COMPARE(done.size(), 1); // what follows the ring does not end it
    QCOMPARE(bench.ring().newEvents(), Events);
    QVERIFY(bench.ring().newestPart() > 1);
    QTRY_VERIFY(bench.showsNewest());
}

void TestWindowRing::saysInOneSentenceWhatHappened()
{
    using News = core::CaptureRing::News;
    RingWatch watch;
    QCOMPARE(watch.look({}, true), QString());
    const News begun{News::Kind::Begun, "/tmp/b", 7, "a"};
    QCOMPARE(watch.look({begun}, true), QStringLiteral("Goes on in b."));
    QCOMPARE(watch.look({begun}, false), QString());
    const News removed{News::Kind::Removed, "/tmp/a", 1234, {}};
    QCOMPARE(watch.look({begun, removed}, true).replace(QChar(0x2009), u' ').simplified(),
             QStringLiteral("Goes on in b. Removed the oldest file, with 1 234 events."));
    QVERIFY(
        watch.look({removed, removed}, false).startsWith(QLatin1String("Removed the 2 oldest")));
    QCOMPARE(watch.removedFiles(), quint64(3));
    QCOMPARE(watch.removedEvents(), quint64(3 * 1234));
    QCOMPARE(watch.look({{News::Kind::Held, "/tmp/a", 1, "sqlite3 (process 4711)"}}, false),
             QStringLiteral("a stays while it is open: sqlite3 (process 4711)."));
    QCOMPARE(watch.look({{News::Kind::NotRemoved, "/tmp/a", 1, "a: cannot be removed"}}, false),
             QStringLiteral("a: cannot be removed"));
}

QTEST_MAIN(TestWindowRing)
#include "tst_windowring.moc"
