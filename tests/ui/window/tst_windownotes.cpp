// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/window/windownotes.h"

#include <QTest>

using namespace ui;

Q_DECLARE_METATYPE(ui::Surroundings)
Q_DECLARE_METATYPE(ui::WindowNote)

namespace {

Surroundings quiet()
{
    Surroundings now;
    now.addresses = {QStringLiteral("http://127.0.0.1:8080"), QStringLiteral("http://[::1]:8080")};
    now.wantedPort = 8080;
    return now;
}

core::ConnectionState away()
{
    core::ConnectionState state;
    state.id = {3};
    state.lamp = core::ConnectionState::Lamp::Waiting;
    state.words =
        "wss://example.com/x is away since 14:33:20: connection refused. Next try in 4 s.";
    return state;
}

} // namespace

class TestWindowNotes : public QObject {
    Q_OBJECT

private slots:
    void saysNothingWhileAllIsWell();
    void saysWhatLasts_data();
    void saysWhatLasts();
    void saysTheWorstOfSeveral();
};

void TestWindowNotes::saysNothingWhileAllIsWell()
{
    QVERIFY(!windowNote(quiet()));
    Surroundings silent;
    silent.wantedPort = 8080;
    QVERIFY(!windowNote(silent)); // nothing listens: the address chip says so
}

void TestWindowNotes::saysWhatLasts_data()
{
    QTest::addColumn<Surroundings>("now");
    QTest::addColumn<WindowNote>("expected");
    using Action = WindowNote::Action;
    using Severity = Note::Severity;

    Surroundings now = quiet();
    now.addresses = {QStringLiteral("http://127.0.0.1:8081")};
    QTest::newRow("port taken")
        << now
        << WindowNote{Severity::Info,
                      {},
                      QStringLiteral("Port 8080 is taken, so Eventscope listens on 8081."),
                      Action::CopyAddress,
                      {}};
    for (const char *address : {"http://0.0.0.0:8080", "http://[::]:8080"}) {
        now = quiet();
        now.addresses.append(QString::fromLatin1(address));
        QTest::newRow(address) << now
                               << WindowNote{
                                      Severity::Warning,
                                      QStringLiteral("Listening on all addresses."),
                                      QStringLiteral("Anyone in this network can send events."),
                                      Action::CopyAddress,
                                      {}};
    }
    now = quiet();
    now.addresses = {QStringLiteral("http://192.168.1.5:8080")};
    QTest::newRow("one other address")
        << now
        << WindowNote{Severity::Warning,
                      QStringLiteral("Listening on 192.168.1.5."),
                      QStringLiteral("Anyone in this network can send events."),
                      Action::CopyAddress,
                      {}};
    core::ConnectionState receiver;
    receiver.asksForToken = true;
    now.connections = {receiver};
    QTest::newRow("one other address with a token")
        << now
        << WindowNote{Severity::Warning,
                      QStringLiteral("Listening on 192.168.1.5."),
                      QStringLiteral("Anyone in this network who has the token can send events. It "
                                     "travels unencrypted."),
                      Action::CopyAddress,
                      {}};
    now = quiet();
    now.connections = {{}, away()};
    QTest::newRow("away") << now
                          << WindowNote{Severity::Warning,
                                        {},
                                        QString::fromStdString(away().words),
                                        Action::TryNow,
                                        {3}};
    now = quiet();
    now.openProblem = QStringLiteral("a.eventscope is no capture.");
    QTest::newRow("not opened") << now
                                << WindowNote{
                                       Severity::Danger, {}, now.openProblem, Action::Dismiss, {}};
    now = quiet();
    now.newestFile = QStringLiteral("shop-00002-20261128T020000Z.eventscope");
    QTest::newRow("gone on") << now
                             << WindowNote{
                                    Severity::Info,
                                    {},
                                    QStringLiteral("This file is complete. The capture goes on in "
                                                   "shop-00002-20261128T020000Z.eventscope."),
                                    Action::ShowNewest,
                                    {}};
    now = quiet();
    now.log.ringProblem = "cannot begin the next file of the ring";
    QTest::newRow("cannot go on") << now
                                  << WindowNote{
                                         Severity::Warning,
                                         QStringLiteral("The ring cannot go on in a new file."),
                                         QStringLiteral("cannot begin the next file of the ring"),
                                         Action::None,
                                         {}};
    now = quiet();
    now.log.readOnly = core::ReadOnlyReason::Finished;
    QTest::newRow("complete") << now
                              << WindowNote{Severity::Info,
                                            {},
                                            QStringLiteral("This file of a ring is complete. It is "
                                                           "shown read-only."),
                                            Action::None,
                                            {}};
    now = quiet();
    now.log.writable = false;
    now.log.problemKind = core::Error::Kind::Full;
    QTest::newRow("disk full")
        << now
        << WindowNote{Severity::Danger,
                      QStringLiteral("The disk is full: senders get 503."),
                      QStringLiteral("Nothing that was acknowledged is lost. Free space, or go on "
                                     "with a copy on another disk."),
                      Action::GoOnElsewhere,
                      {}};
    now = quiet();
    now.limitBytes = 4 * core::GiB;
    now.evicted = 12480;
    QTest::newRow("at its limit")
        << now
        << WindowNote{
               Severity::Warning,
               {},
               QStringLiteral("The capture reached its limit of 4\u00A0GiB. The oldest events "
                              "leave: 12\u00A0480 so far."),
               Action::RaiseLimit,
               {},
               WindowNote::Close::Limit};

    now = quiet();
    now.log.evictionProblem = "The disk failed.";
    QTest::newRow("cannot evict")
        << now
        << WindowNote{Severity::Warning,
                      QStringLiteral(
                          "The oldest events cannot leave: the capture grows beyond its limits."),
                      QStringLiteral("The disk failed."),
                      Action::None,
                      {}};

    now = quiet();
    now.unread = QStringLiteral("x.eventscope: the disk failed.");
    QTest::newRow("could not read values")
        << now
        << WindowNote{
               Severity::Warning,
               QStringLiteral("Some events are missing where a filter is."),
               QStringLiteral("Their types or sources are too many for the memory, and could "
                              "not be read from the capture. x.eventscope: the disk failed."),
               Action::None,
               {},
               WindowNote::Close::Unread};

    now = quiet();
    now.log.walHolder = "sqlite3 (process 4711)";
    now.log.walBytes = 300 * core::MiB;
    QTest::newRow("held by another program")
        << now
        << WindowNote{
               Severity::Warning,
               {},
               QStringLiteral("sqlite3 (process 4711) keeps reading this capture, so that its "
                              "WAL cannot begin anew: 300\u00A0MiB by now. End its query, or "
                              "close it."),
               Action::None,
               {}};

    now = quiet();
    now.log.writable = false;
    now.log.problem = "The disk is full. Free space.";
    QTest::newRow("cannot write")
        << now
        << WindowNote{Severity::Danger,
                      QStringLiteral("The capture cannot be written: senders get 503."),
                      QStringLiteral(
                          "Nothing that was acknowledged is lost. The disk is full. Free space."),
                      Action::None,
                      {}};
    const auto addReadOnly = [](const char *tag, core::ReadOnlyReason reason, bool isTaken,
                                bool canBeWritten, const char *sentence) {
        Surroundings readOnly = quiet();
        readOnly.addresses.clear();
        readOnly.log.writable = false;
        readOnly.log.readOnly = reason;
        readOnly.log.isTaken = isTaken;
        readOnly.log.canBeWritten = canBeWritten;
        QTest::newRow(tag) << readOnly
                           << WindowNote{Severity::Info,
                                         {},
                                         QString::fromUtf8(sentence),
                                         canBeWritten ? Action::TakeOver : Action::None,
                                         {}};
    };
    using core::ReadOnlyReason;
    addReadOnly("taken", ReadOnlyReason::Taken, true, false,
                "Another program writes this capture. It is shown live, read-only.");
    addReadOnly("no longer taken", ReadOnlyReason::Taken, false, true,
                "The program that wrote this capture has ended. It is shown read-only.");
    addReadOnly("no longer taken, of somebody else", ReadOnlyReason::Taken, false, false,
                "The program that wrote this capture has ended. It is shown read-only.");
    addReadOnly("asked", ReadOnlyReason::Asked, false, false,
                "This capture is open for reading only.");
    addReadOnly("denied", ReadOnlyReason::Denied, false, false,
                "This capture or its folder may not be written. It is shown read-only.");
    addReadOnly("no longer denied", ReadOnlyReason::Denied, false, true,
                "This capture may be written now. It is shown read-only.");
    addReadOnly("newer", ReadOnlyReason::Newer, false, false,
                "A newer Eventscope wrote this capture. It is shown read-only.");
    now = quiet();
    now.log.writable = false;
    now.log.readOnly = ReadOnlyReason::Damaged;
    now.log.readableTo = {1'204'331};
    now.log.brokenSeal = 4102;
    QTest::newRow("damaged")
        << now
        << WindowNote{Severity::Danger,
                      {},
                      QString::fromUtf8("Opened up to event 1\u00A0204\u00A0331. After it the file "
                                        "is damaged, at seal 4\u00A0102."),
                      Action::SaveReadablePart,
                      {}};
    now.log.brokenSeal = 0;
    QTest::newRow("only the account is damaged")
        << now
        << WindowNote{Severity::Danger,
                      {},
                      QString::fromUtf8("Opened up to event 1\u00A0204\u00A0331, which is all. The "
                                        "account of the file is damaged."),
                      Action::SaveReadablePart,
                      {}};
    now = quiet();
    now.log.writable = false;
    now.log.readOnly = ReadOnlyReason::Taken;
    now.log.isTaken = true;
    now.log.problem = "The disk failed.";
    QTest::newRow("cannot follow")
        << now
        << WindowNote{Severity::Danger,
                      QStringLiteral("What is new in this capture cannot be read."),
                      QStringLiteral("The disk failed."),
                      Action::None,
                      {}};
}

void TestWindowNotes::saysWhatLasts()
{
    QFETCH(Surroundings, now);
    QFETCH(WindowNote, expected);
    const auto note = windowNote(now);
    QVERIFY(note);
    QCOMPARE(note->strong, expected.strong);
    QCOMPARE(note->sentence, expected.sentence);
    QVERIFY(*note == expected);
    QCOMPARE(actionWord(note->action).isEmpty(), note->action == WindowNote::Action::None);
}

void TestWindowNotes::saysTheWorstOfSeveral()
{
    Surroundings now = quiet();
    now.wantedPort = 8079;
    QVERIFY(windowNote(now)->sentence.startsWith(QLatin1String("Port 8079")));
    now.connections = {away()};
    QCOMPARE(windowNote(now)->action, WindowNote::Action::TryNow);
    now.addresses.append(QStringLiteral("http://0.0.0.0:8080"));
    QCOMPARE(windowNote(now)->strong, QStringLiteral("Listening on all addresses."));
    now.openProblem = QStringLiteral("x");
    QCOMPARE(windowNote(now)->sentence, QStringLiteral("x"));
    now.log.writable = false;
    QVERIFY(windowNote(now)->strong.startsWith(QLatin1String("The capture cannot")));
}

QTEST_GUILESS_MAIN(TestWindowNotes)
#include "tst_windownotes.moc"
