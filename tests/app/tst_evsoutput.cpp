// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/log/eventlog.h"
#include "tests/app/evsprocess.h"
#include "tests/support/rawclient.h"

#include <QRegularExpression>
#include <QTest>

#include <csignal>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace {

/// A named pipe as the standard output of a program, read when the test wants to.
class Pipe {
public:
    Pipe()
    {
        if (::mkfifo(qPrintable(name()), 0600) != 0)
            qFatal("no named pipe");
        // A reader at once: who opens it to write would wait for one.
        m_reader = ::open(qPrintable(name()), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    }
    ~Pipe() { stopReading(); }
    QString name() const { return m_folder.filePath(QStringLiteral("pipe")); }
    void stopReading()
    {
        if (m_reader >= 0)
            ::close(m_reader);
        m_reader = -1;
    }
    QByteArray read() const
    {
        QByteArray bytes(1 << 16, Qt::Uninitialized);
        const ssize_t length = ::read(m_reader, bytes.data(), static_cast<size_t>(bytes.size()));
        return bytes.left(std::max<qsizetype>(length, 0));
    }

private:
    QTemporaryDir m_folder;
    int m_reader = -1;
};

/// Sends `count` events with `bytes` of data each and waits for every answer.
bool sendAll(std::uint16_t port, int count, std::size_t bytes)
{
    RawClient client(port);
    for (int id = 1; id <= count; ++id)
        client.send(eventRequest(std::to_string(id), '"' + std::string(bytes, 'x') + '"'));
    const auto answers = client.waitForAnswers(static_cast<std::size_t>(count));
    return answers.size() == static_cast<std::size_t>(count) &&
           std::all_of(answers.begin(), answers.end(),
                       [](const RawAnswer &answer) { return answer.status == 202; });
}

std::uint64_t eventsIn(const QString &capture)
{
    const auto reader = core::CaptureReader::open(capture.toStdString());
    if (!reader)
        return 0;
    return (*reader)->last().value_or(core::EventSequence{}).value;
}

} // namespace

/// Who reads standard output may be slow, or away: the log goes on.
class TestEvsOutput : public QObject {
    Q_OBJECT

private slots:
    void reportsWhatWasEvictedBeforeItCouldBePrinted();
    void receivesAtFullSpeedWhileNobodyReads();
    void losesNothingForASlowReader();
    void endsSoonWhenTheReaderIsStuck();
    void receivesOnWhenTheReaderHasGone();
    void countsOnWhenTheReaderHasGone();
    void receivesWithoutAnyStandardOutput();
    void saysThatItsOutputCannotBeWritten();

private:
    static constexpr int Events = 1000;
    static constexpr std::size_t Bytes = 1000; ///< a pipe holds 64 KiB
};

void TestEvsOutput::receivesAtFullSpeedWhileNobodyReads()
{
    const QTemporaryDir folder;
    const QString capture = folder.filePath(QStringLiteral("full.eventscope"));
    const Pipe pipe;
    EvsProcess evs({QStringLiteral("listen"), QStringLiteral("--listen=127.0.0.1:0"),
                    QStringLiteral("--log"), capture});
    evs.setStandardOutputFile(pipe.name());
    evs.startListening();
    QVERIFY(sendAll(evs.port(), Events, Bytes));
    QCOMPARE(eventsIn(capture), std::uint64_t(Events));
    QVERIFY(evs.isRunning());
}

void TestEvsOutput::losesNothingForASlowReader()
{
    Pipe pipe;
    EvsProcess evs({QStringLiteral("listen"), QStringLiteral("--listen=127.0.0.1:0"),
                    QStringLiteral("--count"), QString::number(Events)});
    evs.setStandardOutputFile(pipe.name());
    evs.startListening();
    QVERIFY(sendAll(evs.port(), Events, Bytes));
    QByteArray printed;
    QTRY_VERIFY_WITH_TIMEOUT((printed += pipe.read()).count('\n') == Events, 60'000);
    const QList<QByteArray> lines = printed.split('\n');
    for (int id = 1; id <= Events; ++id)
        QVERIFY(lines[id - 1].contains(QByteArray("\"id\":\"" + QByteArray::number(id) + '"')));
    QCOMPARE(evs.waitForEnd(), 0);
}

void TestEvsOutput::endsSoonWhenTheReaderIsStuck()
{
    const Pipe pipe;
    EvsProcess evs({QStringLiteral("listen"), QStringLiteral("--listen=127.0.0.1:0")});
    evs.setStandardOutputFile(pipe.name());
    evs.startListening();
    QVERIFY(sendAll(evs.port(), Events, Bytes));
    evs.signal(SIGTERM);
    QCOMPARE(evs.waitForEnd(), 0);
    QCOMPARE(evs.leftovers(), QStringList{});
}

void TestEvsOutput::receivesOnWhenTheReaderHasGone()
{
    const QTemporaryDir folder;
    const QString capture = folder.filePath(QStringLiteral("gone.eventscope"));
    Pipe pipe;
    EvsProcess evs({QStringLiteral("listen"), QStringLiteral("--listen=127.0.0.1:0"),
                    QStringLiteral("--log"), capture});
    evs.setStandardOutputFile(pipe.name());
    evs.startListening();
    pipe.stopReading();
    QVERIFY(sendAll(evs.port(), Events, Bytes));
    QTRY_COMPARE(evs.errors().count("nobody reads standard output"), 1);
    QVERIFY(sendAll(evs.port(), Events, Bytes));
    evs.signal(SIGTERM);
    QCOMPARE(evs.waitForEnd(), 0);
    QCOMPARE(evs.errors().count("nobody reads standard output"), 1);
    QCOMPARE(eventsIn(capture), std::uint64_t(2 * Events));
}

void TestEvsOutput::countsOnWhenTheReaderHasGone()
{
    Pipe pipe;
    EvsProcess evs({QStringLiteral("listen"), QStringLiteral("--listen=127.0.0.1:0"),
                    QStringLiteral("--count"), QString::number(Events)});
    evs.setStandardOutputFile(pipe.name());
    evs.startListening();
    pipe.stopReading();
    QVERIFY(sendAll(evs.port(), Events, Bytes));
    QCOMPARE(evs.waitForEnd(), 0);
}

void TestEvsOutput::receivesWithoutAnyStandardOutput()
{
    QProcess shell;
    shell.setProcessChannelMode(QProcess::SeparateChannels);
    shell.start(QStringLiteral("/bin/sh"),
                {QStringLiteral("-c"),
                 QStringLiteral("exec \"$0\" listen --listen 127.0.0.1:0 --count 1 >&-"),
                 QStringLiteral(EVS_PROGRAM)});
    QByteArray errors;
    QTRY_VERIFY((errors += shell.readAllStandardError()).endsWith('\n'));
    const auto port = errors.trimmed().split(':').last().toUShort();
    QVERIFY(sendAll(port, 1, 1));
    QTRY_COMPARE(shell.state(), QProcess::NotRunning);
    QCOMPARE(shell.exitCode(), 0);
    errors += shell.readAllStandardError();
    QVERIFY2(errors.contains("nobody reads standard output"), errors.constData());
}

void TestEvsOutput::saysThatItsOutputCannotBeWritten()
{
    EvsProcess evs({QStringLiteral("listen"), QStringLiteral("--listen=127.0.0.1:0")});
    evs.setStandardOutputFile(QStringLiteral("/dev/full"));
    evs.startListening();
    RawClient client(evs.port());
    client.send(eventRequest("1"));
    QCOMPARE(evs.waitForEnd(), 3);
    QVERIFY2(evs.errors().contains("standard output cannot be written"), evs.errors().constData());
}

void TestEvsOutput::reportsWhatWasEvictedBeforeItCouldBePrinted()
{
    constexpr int Sent = 120;
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("small.eventscope"));
    {
        core::EventLog::Options options;
        options.rules.emplace().limitBytes = 512 * core::KiB;
        QVERIFY(core::EventLog::open(file.toStdString(), options));
    }
    const Pipe pipe; // read when all is sent; it holds some of the events
    EvsProcess evs({QStringLiteral("listen"), QStringLiteral("--listen"),
                    QStringLiteral("127.0.0.1:0"), QStringLiteral("--log"), file});
    evs.setStandardOutputFile(pipe.name());
    evs.startListening();
    QVERIFY(sendAll(evs.port(), Sent, 30 * core::KiB));

    QByteArray printed;
    const auto missed = [&] {
        qint64 count = 0;
        const QRegularExpression gap(
            QStringLiteral("events? (\\d+)(?: to (\\d+))? w\\w+ evicted before"));
        auto found = gap.globalMatch(QString::fromUtf8(evs.errors()));
        while (found.hasNext()) {
            const QRegularExpressionMatch one = found.next();
            const qint64 first = one.captured(1).toLongLong();
            count += one.captured(2).isEmpty() ? 1 : one.captured(2).toLongLong() - first + 1;
        }
        return count;
    };
    const auto isAllTold = [&] {
        printed += pipe.read();
        return printed.count('\n') + missed() == Sent;
    };
    QTRY_VERIFY_WITH_TIMEOUT(isAllTold(), 20'000);
    QVERIFY(missed() > 0);
    QVERIFY(printed.startsWith("{\"specversion\":\"1.0\",\"id\":\"1\"")); // was in the pipe
    const QByteArray newest = "\"id\":\"" + QByteArray::number(Sent) + '"';
    QVERIFY(printed.contains(newest));
    evs.signal(SIGTERM);
    QCOMPARE(evs.waitForEnd(), 0);
}

QTEST_GUILESS_MAIN(TestEvsOutput)
#include "tst_evsoutput.moc"
