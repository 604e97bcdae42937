// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/app/evsprocess.h"
#include "tests/support/rawclient.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <string>

namespace {

QStringList listen(const QStringList &more = {})
{
    return QStringList{QStringLiteral("listen"), QStringLiteral("--listen=127.0.0.1:0"),
                       QStringLiteral("--quiet")} +
           more;
}

std::string get(const std::string &target, const std::string &fields = {})
{
    return "GET " + target + " HTTP/1.1\r\nHost: localhost\r\n" + fields + "\r\n";
}

/// "1 2 3": the ids of a stream, as far as it came.
std::string idsIn(const std::string &received)
{
    std::string ids;
    for (std::size_t at = received.find("\nid: "); at != std::string::npos;
         at = received.find("\nid: ", at + 1)) {
        const std::size_t end = received.find('\n', at + 1);
        if (end == std::string::npos)
            break;
        ids += (ids.empty() ? "" : " ") + received.substr(at + 5, end - at - 5);
    }
    return ids;
}

std::string numbers(int first, int last)
{
    std::string text;
    for (int number = first; number <= last; ++number)
        text += (text.empty() ? "" : " ") + std::to_string(number);
    return text;
}

void post(RawClient &client, int first, int last, std::size_t bytes = 10)
{
    for (int number = first; number <= last; ++number) {
        const std::string body = '"' + std::string(bytes, 'x') + '"';
        QCOMPARE(client
                     .ask("POST / HTTP/1.1\r\nHost: localhost\r\nce-specversion: 1.0\r\nce-id: " +
                          std::to_string(number) +
                          "\r\nce-type: t\r\nce-source: /s\r\nContent-Type: application/json\r\n"
                          "Content-Length: " +
                          std::to_string(body.size()) + "\r\n\r\n" + body)
                     .status,
                 202);
    }
}

} // namespace

/// Readers of the log of `evs listen`, over its port.
class TestEvsStream : public QObject {
    Q_OBJECT

private slots:
    void endsStreamsWhenItIsEnded();
    void resumesAfterARestart();
    void goesOnThroughTheFilesOfARing();
    void beginsAnewWhereItsCaptureIsGone();
    void keepsToTheReadersThatItWasGiven();
    void takesMessagesUpToTheSizeThatItWasGiven();
};

void TestEvsStream::endsStreamsWhenItIsEnded()
{
    EvsProcess evs(listen());
    evs.startListening();
    RawClient sender(evs.port());
    RawClient reader(evs.port());
    reader.send(get("/events?after=0"));
    RawClient waiting(evs.port());
    waiting.send(get("/v1/events?wait=60s&after=0"));
    post(sender, 1, 3);
    QTRY_COMPARE(idsIn(reader.received()), numbers(1, 3));
    evs.signal(SIGTERM);
    QTRY_VERIFY(reader.isEnded());
    QCOMPARE(evs.waitForEnd(), 0);
    QCOMPARE(waiting.waitForAnswers(1).size(), std::size_t(1));
}

void TestEvsStream::resumesAfterARestart()
{
    const QTemporaryDir folder;
    const QStringList log{QStringLiteral("--log"), folder.filePath(QStringLiteral("a.eventscope"))};
    {
        EvsProcess evs(listen(log));
        evs.startListening();
        RawClient sender(evs.port());
        post(sender, 1, 5);
        evs.kill();
    }
    EvsProcess evs(listen(log));
    evs.startListening();
    RawClient reader(evs.port());
    reader.send(get("/events", "Last-Event-ID: 3\r\n"));
    RawClient sender(evs.port());
    post(sender, 6, 7);
    QTRY_COMPARE(idsIn(reader.received()), numbers(4, 7));
}

void TestEvsStream::goesOnThroughTheFilesOfARing()
{
    const QTemporaryDir folder;
    const QStringList log{QStringLiteral("--log"), folder.filePath(QStringLiteral("a.eventscope")),
                          QStringLiteral("--ring-size=1MiB")};
    {
        EvsProcess evs(listen(log));
        evs.startListening();
        RawClient reader(evs.port());
        reader.send(get("/events"));
        RawClient sender(evs.port());
        QTRY_VERIFY(reader.received().find("retry: ") != std::string::npos);
        post(sender, 1, 40, 100'000);
        QTRY_COMPARE(idsIn(reader.received()), numbers(1, 40));
        evs.signal(SIGTERM);
        QCOMPARE(evs.waitForEnd(), 0);
    }
    EvsProcess evs(listen(log));
    evs.startListening();
    RawClient sender(evs.port());
    post(sender, 41, 60, 100'000);
    for (const int after : {0, 1, 17, 39, 40, 41, 59}) {
        RawClient reader(evs.port());
        reader.send(get("/events?after=" + std::to_string(after)));
        QTRY_COMPARE(idsIn(reader.received()), numbers(after + 1, 60));
    }
    QVERIFY(QDir(folder.path()).entryList({QStringLiteral("*.eventscope")}).size() > 3);
}

void TestEvsStream::beginsAnewWhereItsCaptureIsGone()
{
    EvsProcess evs(listen()); // a temporary capture, so that the one before is gone
    evs.startListening();
    RawClient sender(evs.port());
    post(sender, 1, 2);
    RawClient reader(evs.port());
    reader.send(get("/events", "Last-Event-ID: 900\r\n"));
    QTRY_COMPARE(idsIn(reader.received()), numbers(1, 2));
    QVERIFY(reader.received().find("event: reset\ndata: {\"after\":900,\"newest\":2}\n\n") !=
            std::string::npos);
}

void TestEvsStream::keepsToTheReadersThatItWasGiven()
{
    EvsProcess evs(listen({QStringLiteral("--max-readers=1")}));
    evs.startListening();
    RawClient reader(evs.port());
    reader.send(get("/events"));
    QTRY_VERIFY(reader.received().starts_with("HTTP/1.1 200"));
    RawClient other(evs.port());
    QCOMPARE(other.ask(get("/events")).status, 503);
}

void TestEvsStream::takesMessagesUpToTheSizeThatItWasGiven()
{
    EvsProcess evs(listen({QStringLiteral("--max-message=64KiB")}));
    evs.startListening();
    RawClient client(evs.port());
    client.send(get("/ws",
                    "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"));
    QTRY_VERIFY(client.received().ends_with("\r\n\r\n"));
    const std::size_t head = client.received().size();
    // A text frame of 65537 bytes; it is refused by its head.
    client.send(std::string("\x81\xff\0\0\0\0\0\x01\0\x01mask", 14));
    QTRY_VERIFY(client.isEnded());
    const std::size_t close = client.received().find('\x88', head); // behind what is told of it
    QVERIFY(close != std::string::npos);
    QCOMPARE(client.received().substr(close + 2, 2), std::string("\x03\xf1")); // 1009
    evs.signal(SIGTERM);
    QCOMPARE(evs.waitForEnd(), 0);
    QVERIFY2(evs.errors().contains("received 1 = kept 0 + refused 1"), evs.errors().constData());
}

QTEST_GUILESS_MAIN(TestEvsStream)
#include "tst_evsstream.moc"
