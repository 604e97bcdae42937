// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "app/commandline/statefolder.h"
#include "app/eventscope/desktoparguments.h"
#include "app/eventscope/owncapture.h"
#include "app/eventscope/settings.h"

#include <QDir>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

#include <string>
#include <vector>

using namespace app;

namespace {

core::ReceiverOptions receiverOf(const std::vector<std::string> &words)
{
    const auto parsed = parseDesktopArguments(words);
    return parsed ? std::get<DesktopArguments>(*parsed).receiving.receiver
                  : core::ReceiverOptions{};
}

} // namespace

/// What surrounds the window: command line, settings, the user's own capture.
class TestDesktop : public QObject {
    Q_OBJECT

private slots:
    void readsWhatItWrote();
    void takesWhatItCannotReadAsAtFirst();
    void opensAnotherOwnCaptureWhileTheFirstIsTaken();
    void readsAnOwnCaptureThatCannotBeWritten();
    void saysThatAPortIsTaken();
    void findsTheStateFolder_data();
    void findsTheStateFolder();
    void understandsItsCommandLine();
    void takesTheLimitsThatItIsGiven();
    void bringsLimitsThatHangTogetherAlong();
    void refusesWhatItDoesNotKnow_data();
    void refusesWhatItDoesNotKnow();
};

void TestDesktop::readsWhatItWrote()
{
    const QTemporaryDir folder;
    ui::WindowState state;
    state.geometry = QByteArray("\0geometry\xff", 10);
    state.docks = "docks";
    state.dockHeight = 321;
    state.recent = {QStringLiteral("/a.eventscope"), QStringLiteral("/b, c.eventscope")};
    state.theme = ui::Theme::Mode::HighContrast;
    state.pointSize = 12.5;
    state.redaction = {{QStringLiteral("subject"), QStringLiteral("/a, b/c")}, true};
    state.filters.history = {QStringLiteral("type IN ('a', \"b\")"), QStringLiteral("x = 'ö\\'")};
    state.filters.saved = {{QStringLiteral("One, two"), QStringLiteral("type = 'a, b'")},
                           {QStringLiteral("ü"), QStringLiteral("TRUE")}};
    state.colourRules = {{QStringLiteral("type = 'a, \"b\"'"), ui::RowColour::Rose, false},
                         {QStringLiteral("TRUE"), ui::RowColour::Danger, true}};
    state.typeColours = {{"com.shop, order", 3}, {"ö", 11}};
    state.view.columns.last = {{QStringLiteral("number"), false, 84, true},
                               {QStringLiteral("/a b/c, d"), true, 112, true},
                               {QStringLiteral("size"), false, 0, false}};
    state.view.columns.sets = {{QStringLiteral("One, two"), state.view.columns.last},
                               {QStringLiteral("none"), {}}};
    state.view.across = "across";
    state.view.down = "down";
    state.view.facets = false;
    state.view.chart = false;
    state.view.inspector = false;
    state.view.range = core::RateRange::All;
    state.view.grouping = core::RateGrouping::Source;
    {
        QSettings settings(folder.filePath(QStringLiteral("s.ini")), QSettings::IniFormat);
        writeSettings(settings, state);
    }
    const QSettings settings(folder.filePath(QStringLiteral("s.ini")), QSettings::IniFormat);
    QVERIFY(readSettings(settings) == state);
    QCOMPARE(settings.value(QStringLiteral("look/theme")).toString(), QStringLiteral("contrast"));
}

void TestDesktop::takesWhatItCannotReadAsAtFirst()
{
    const QTemporaryDir folder;
    QSettings settings(folder.filePath(QStringLiteral("s.ini")), QSettings::IniFormat);
    QVERIFY(readSettings(settings) == ui::WindowState{});
    settings.setValue(QStringLiteral("look/theme"), QStringLiteral("pink"));
    settings.setValue(QStringLiteral("view/range"), 17);
    settings.setValue(QStringLiteral("colours/rules"), QStringLiteral("[{}]"));
    settings.setValue(QStringLiteral("colours/types"), QStringList{QStringLiteral("a")});
    settings.setValue(QStringLiteral("colours/ofTypes"), QStringList{QStringLiteral("beige")});
    QVERIFY(readSettings(settings) == ui::WindowState{});
}

void TestDesktop::opensAnotherOwnCaptureWhileTheFirstIsTaken()
{
    const QTemporaryDir folder;
    const std::filesystem::path state =
        folder.filePath(QStringLiteral("new/eventscope")).toStdString();
    const auto first = startOwnCapture(state, {});
    QVERIFY(first);
    QCOMPARE((*first)->log().file(), state / "default.eventscope");
    auto second = startOwnCapture(state, {});
    QVERIFY(second);
    QCOMPARE((*second)->log().file(), state / "default-2.eventscope");
    const auto third = startOwnCapture(state, {});
    QVERIFY(third);
    QCOMPARE((*third)->log().file(), state / "default-3.eventscope");
    second->reset();
    second = startOwnCapture(state, {});
    QVERIFY(second);
    QCOMPARE((*second)->log().file(), state / "default-2.eventscope");
}

void TestDesktop::readsAnOwnCaptureThatCannotBeWritten()
{
    const QTemporaryDir folder;
    const std::filesystem::path state = folder.path().toStdString();
    QVERIFY(startOwnCapture(state, {}));
    {
        QFile file(folder.filePath(QStringLiteral("default.eventscope")));
        QVERIFY(file.open(QIODevice::ReadWrite));
        QVERIFY(file.seek(60)); // SQLite's user_version: of a version far away
        QVERIFY(file.write(QByteArray::fromHex("00000063")) == 4);
    }
    QVERIFY(!startOwnCapture(state, {}));
    core::Monitor::Options options;
    options.log.access = core::LogAccess::ReadIfNeeded;
    const auto monitor = startOwnCapture(state, options);
    QVERIFY(monitor);
    QVERIFY((*monitor)->log().state().readOnly == core::ReadOnlyReason::Newer);
    QCOMPARE((*monitor)->log().file(), state / "default.eventscope");
}

void TestDesktop::saysThatAPortIsTaken()
{
    const QTemporaryDir folder;
    core::Monitor::Options options;
    options.listen = {{"127.0.0.1", 0, false}};
    const auto first = startOwnCapture(folder.filePath(QStringLiteral("a")).toStdString(), options);
    QVERIFY(first);
    const std::string address = (*first)->addresses().at(0);
    options.listen[0].port =
        static_cast<std::uint16_t>(std::stoi(address.substr(address.rfind(':') + 1)));
    const auto second =
        startOwnCapture(folder.filePath(QStringLiteral("b")).toStdString(), options);
    QVERIFY(!second);
    QCOMPARE(second.error().kind, core::Error::Kind::InUse);
}

void TestDesktop::findsTheStateFolder_data()
{
    QTest::addColumn<QByteArray>("given");
    QTest::addColumn<QString>("expected");
    const QString home = QDir::homePath() + QStringLiteral("/.local/state/eventscope");
    QTest::newRow("not set") << QByteArray() << home;
    QTest::newRow("set") << QByteArray("/somewhere/state")
                         << QStringLiteral("/somewhere/state/eventscope");
    QTest::newRow("relative paths do not count") << QByteArray("state") << home;
}

void TestDesktop::findsTheStateFolder()
{
    QFETCH(QByteArray, given);
    QFETCH(QString, expected);
    const QByteArray before = qgetenv("XDG_STATE_HOME");
    qputenv("XDG_STATE_HOME", given);
    const std::filesystem::path found = stateFolder();
    qputenv("XDG_STATE_HOME", before);
    QCOMPARE(QString::fromStdString(found.string()), expected);
}

void TestDesktop::understandsItsCommandLine()
{
    const std::vector<std::string> words{"--listen",     "127.0.0.1:0", "--demo",
                                         "a.eventscope", "--",          "--b"};
    const auto parsed = parseDesktopArguments(words);
    QVERIFY(parsed);
    const auto &arguments = std::get<DesktopArguments>(*parsed);
    QCOMPARE(arguments.files.size(), std::size_t(2));
    QCOMPARE(arguments.files[1], std::filesystem::path("--b"));
    QVERIFY(arguments.receiving.demo);
    QVERIFY(arguments.receiving.listen ==
            (std::vector<core::ListenAddress>{{"127.0.0.1", 0, false}}));

    const auto bare = parseDesktopArguments({});
    QVERIFY(bare);
    QVERIFY(std::get<DesktopArguments>(*bare).files.empty());
    QVERIFY(std::get<DesktopArguments>(*bare).receiving.listen ==
            (std::vector<core::ListenAddress>{{"localhost", 8080, true}}));

    const std::vector<std::string> help{"x", "--help"};
    QVERIFY(std::get<PrintedText>(*parseDesktopArguments(help)).text.find("--listen HOST:PORT") !=
            std::string::npos);
}

void TestDesktop::takesTheLimitsThatItIsGiven()
{
    using namespace std::chrono_literals;
    const core::ReceiverOptions most = receiverOf(
        {"--max-connections=65536", "--max-request-line=1MiB", "--max-head=1MiB",
         "--max-headers=10000", "--max-batch=100000", "--max-depth=1024", "--max-body=512MiB",
         "--max-unfinished=64GiB", "--head-time=1h", "--body-time=2h", "--idle-time=3h",
         "--max-message=512MiB", "--max-readers=1000", "--reader-buffer=1GiB"});
    QCOMPARE(most.limits.connections, std::size_t(65'536));
    QCOMPARE(most.limits.requestLineBytes, core::MiB);
    QCOMPARE(most.limits.headBytes, core::MiB);
    QCOMPARE(most.limits.headerFields, std::size_t(10'000));
    QCOMPARE(most.limits.bodyBytes, 512 * core::MiB);
    QCOMPARE(most.limits.unfinishedBytes, 64 * core::GiB);
    QCOMPARE(most.limits.headTime, 1h);
    QCOMPARE(most.limits.bodyTime, 2h);
    QCOMPARE(most.limits.idleTime, 3h);
    QCOMPARE(most.decoding, core::DecodeLimits{});
    QCOMPARE(most.streams.frameBytes, 512 * core::MiB);
    QCOMPARE(most.streams.messageBytes, 512 * core::MiB);
    QCOMPARE(most.streams.readers, std::size_t(1000));
    QCOMPARE(most.streams.waitingBytes, core::GiB);

    const core::ReceiverOptions least = receiverOf(
        {"--max-connections=1", "--max-request-line=1KiB", "--max-head=1KiB", "--max-headers=1",
         "--max-batch=1", "--max-depth=1", "--max-body=1KiB", "--max-unfinished=1KiB",
         "--head-time=1ms", "--body-time=1ms", "--idle-time=1ms", "--max-message=64KiB",
         "--max-readers=1", "--reader-buffer=64KiB"});
    QCOMPARE(least.limits.connections, std::size_t(1));
    QCOMPARE(least.limits.requestLineBytes, core::KiB);
    QCOMPARE(least.limits.headBytes, core::KiB);
    QCOMPARE(least.limits.headerFields, std::size_t(1));
    QCOMPARE(least.limits.bodyBytes, core::KiB);
    QCOMPARE(least.limits.unfinishedBytes, core::KiB);
    QCOMPARE(least.limits.idleTime, 1ms);
    QCOMPARE(least.decoding, (core::DecodeLimits{1, 1}));
    QCOMPARE(least.streams.messageBytes, 64 * core::KiB);
    QCOMPARE(least.streams.readers, std::size_t(1));
    QCOMPARE(least.streams.waitingBytes, 64 * core::KiB);
}

void TestDesktop::bringsLimitsThatHangTogetherAlong()
{
    // Several bodies must find room at once, and a request line is a part of a head.
    QCOMPARE(receiverOf({"--max-body=100MiB"}).limits.unfinishedBytes, 400 * core::MiB);
    QCOMPARE(receiverOf({"--max-body=1MiB"}).limits.unfinishedBytes, 256 * core::MiB);
    QCOMPARE(receiverOf({"--max-head=8KiB"}).limits.requestLineBytes, 8 * core::KiB);
    QCOMPARE(receiverOf({"--max-head=32KiB"}).limits.requestLineBytes, 16 * core::KiB);
}

void TestDesktop::refusesWhatItDoesNotKnow_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QString>("says");
    QTest::newRow("unknown") << QStringList{QStringLiteral("--nope")} << QStringLiteral("--nope");
    QTest::newRow("no value") << QStringList{QStringLiteral("--listen")}
                              << QStringLiteral("--listen");
    QTest::newRow("no address") << QStringList{QStringLiteral("--listen"),
                                               QStringLiteral("somewhere")}
                                << QStringLiteral("somewhere");
    QTest::newRow("no WebSocket") << QStringList{QStringLiteral("--ws"), QStringLiteral("http://x")}
                                  << QStringLiteral("--ws");
}

void TestDesktop::refusesWhatItDoesNotKnow()
{
    QFETCH(QStringList, words);
    QFETCH(QString, says);
    std::vector<std::string> texts;
    for (const QString &word : words)
        texts.push_back(word.toStdString());
    const auto parsed = parseDesktopArguments(texts);
    QVERIFY(!parsed);
    QCOMPARE(parsed.error().code, ExitCode::WrongUsage);
    QVERIFY2(parsed.error().sentence.find(says.toStdString()) != std::string::npos,
             parsed.error().sentence.c_str());
}

QTEST_MAIN(TestDesktop)
#include "tst_desktop.moc"
