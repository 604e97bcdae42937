// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/log/eventlog.h"
#include "core/log/verify.h"
#include "tests/app/evsprocess.h"
#include "tests/support/rawclient.h"

#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <map>
#include <memory>
#include <string>
#include <variant>

using namespace core;

/// Two programs on one capture: `evs listen` writes it, this one shows it live and takes over when it may.
class TestTakeOver : public QObject {
    Q_OBJECT

private slots:
    void followsAnotherProgram();
    void takesOverFromAProgramThatWasKilled();
    void keepsTheCaptureWholeWhenTheWriterEndsFirst();

private:
    static std::unique_ptr<EvsProcess> startWriter(const QString &file);
};

namespace {

std::unique_ptr<EventLog> openLog(const QString &file)
{
    EventLog::Options options;
    options.access = LogAccess::ReadIfNeeded;
    auto log = EventLog::open(file.toStdString(), options);
    if (!log)
        qFatal("%s", log.error().detail.c_str());
    return std::move(*log);
}

/// How often each id is in the capture, as the columns and the file say.
std::map<std::string, int> idsIn(const EventLog &log)
{
    std::map<std::string, int> ids;
    const auto reader = log.reader();
    if (!reader)
        qFatal("%s", reader.error().detail.c_str());
    std::uint64_t next = log.columns().first() + 1;
    while (next <= log.columns().published()) {
        const auto page = (*reader)->read({next});
        if (!page || page->empty() || page->front().sequence.value != next)
            qFatal("event %llu is missing", static_cast<unsigned long long>(next));
        for (const StoredEvent &stored : *page)
            ++ids[stored.event.id];
        next = page->back().sequence.value + 1;
    }
    return ids;
}

/// Posts events one after the other; each is acknowledged.
void post(std::uint16_t port, const std::string &name, int count)
{
    RawClient client(port);
    for (int number = 0; number < count; ++number) {
        const auto answer = client.ask(eventRequest(name + std::to_string(number)));
        if (answer.status != 202)
            qFatal("answered %d", answer.status);
    }
}

bool isWhole(const QString &file)
{
    const auto verdict = verifyCapture(file.toStdString());
    return verdict && std::holds_alternative<VerifiedHead>(*verdict);
}

} // namespace

std::unique_ptr<EvsProcess> TestTakeOver::startWriter(const QString &file)
{
    auto evs = std::make_unique<EvsProcess>(
        QStringList{QStringLiteral("listen"), QStringLiteral("--quiet"),
                    QStringLiteral("--listen=127.0.0.1:0"), QStringLiteral("--log"), file});
    evs->startListening();
    return evs;
}

void TestTakeOver::followsAnotherProgram()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("shared.eventscope"));
    const auto writer = startWriter(file);
    const auto log = openLog(file);
    QVERIFY(log->state().isTaken);
    post(writer->port(), "a", 50);
    QTRY_COMPARE(log->columns().published(), 50U);
    QTRY_COMPARE(log->ledger().kept, 50U);
    QCOMPARE(idsIn(*log).size(), 50U);
    // Who wants to write is told no, as ever.
    EvsProcess second({QStringLiteral("listen"), QStringLiteral("--listen=127.0.0.1:0"),
                       QStringLiteral("--log"), file});
    second.start();
    QCOMPARE(second.waitForEnd(), 3);
}

void TestTakeOver::takesOverFromAProgramThatWasKilled()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("shared.eventscope"));
    std::map<std::string, int> ids;
    std::unique_ptr<EventLog> log;
    constexpr int Rounds = 3;
    constexpr int Events = 40;
    for (int round = 0; round < Rounds; ++round) {
        const auto writer = startWriter(file);
        if (!log)
            log = openLog(file);
        QVERIFY(log->isReadOnly());
        post(writer->port(), "round " + std::to_string(round) + " writer ", Events);
        writer->kill();
        QTRY_VERIFY(log->state().canBeWritten);
        const std::uint64_t kept = std::uint64_t(2 * round + 1) * Events;
        QTRY_COMPARE(log->columns().published(), kept);

        // Taken over: opened anew, it is ours, and goes on behind the last event.
        log = openLog(file);
        QVERIFY(!log->isReadOnly());
        QCOMPARE(log->columns().published(), kept);
        for (int number = 0; number < Events; ++number) {
            Message message;
            CloudEvent event;
            event.id = "round " + std::to_string(round) + " ours " + std::to_string(number);
            event.type = "t";
            event.source = "/here";
            message.events.push_back({event, {}});
            QVERIFY(log->intake().push(AppendMessage{message, nullptr, {}}) ==
                    Intake::Pushed::Taken);
        }
        QTRY_COMPARE(log->columns().published(), kept + Events);
        ids = idsIn(*log);
        QCOMPARE(ids.size(), kept + Events);
        log.reset();
        QVERIFY(isWhole(file));
    }
    for (const auto &[id, count] : ids)
        QVERIFY2(count == 1, id.c_str());
    QCOMPARE(ids.size(), std::size_t(2 * Rounds * Events));
}

void TestTakeOver::keepsTheCaptureWholeWhenTheWriterEndsFirst()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("shared.eventscope"));
    const auto writer = startWriter(file);
    auto log = openLog(file);
    post(writer->port(), "a", 30);
    writer->signal(SIGTERM);
    QCOMPARE(writer->waitForEnd(), 0);
    QTRY_VERIFY(log->state().canBeWritten);
    QTRY_COMPARE(log->columns().published(), 30U);
    const QString copy = folder.filePath(QStringLiteral("copy.eventscope"));
    QVERIFY(QFile::copy(file, copy)); // without what lies beside it
    QVERIFY(isWhole(copy));
    QCOMPARE(idsIn(*openLog(copy)).size(), 30U);

    const auto next = startWriter(file);
    post(next->port(), "b", 30);
    QTRY_COMPARE(log->columns().published(), 60U);
    QVERIFY(log->state().isTaken);
    log.reset();
    next->signal(SIGTERM);
    QCOMPARE(next->waitForEnd(), 0);
    QVERIFY(!QFile::exists(file + QStringLiteral("-wal")));
    QVERIFY(isWhole(file));
}

QTEST_GUILESS_MAIN(TestTakeOver)
#include "tst_takeover.moc"
