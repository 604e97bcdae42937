// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/stream/websocketframe.h"
#include "tests/core/receiver/maskedframe.h"

#include <QTest>

#include <random>
#include <string>
#include <vector>

using namespace core;
using Kind = WebSocketMessage::Kind;

namespace {

/// Whatever `bytes` say, given in pieces of `piece`: "text:a|ping:|fault:1002".
std::string heard(std::string_view bytes, std::size_t piece, WebSocketParser::Limits limits = {})
{
    WebSocketParser parser(limits);
    std::string text;
    while (!bytes.empty() && !parser.fault()) {
        std::string_view given = bytes.substr(0, piece);
        bytes.remove_prefix(given.size());
        while (!given.empty() && !parser.fault()) {
            given.remove_prefix(parser.consume(given));
            if (const auto message = parser.takeMessage()) {
                constexpr const char *Names[] = {"text", "binary", "ping", "pong", "close"};
                text += (text.empty() ? "" : "|") +
                        std::string(Names[static_cast<int>(message->kind)]) + ":" +
                        (message->code ? std::to_string(*message->code) + "," : "") +
                        (message->payload.size() > 20 ? std::to_string(message->payload.size())
                                                      : message->payload);
            }
        }
    }
    if (parser.fault())
        text += (text.empty() ? "" : "|") +
                ("fault:" + std::to_string(static_cast<int>(parser.fault()->code)));
    return text;
}

std::string closePayload(unsigned code, std::string_view reason = {})
{
    std::string payload{static_cast<char>(code >> 8U), static_cast<char>(code)};
    return payload.append(reason);
}

} // namespace

class TestWebSocketFrame : public QObject {
    Q_OBJECT

private slots:
    void hears_data();
    void hears();
    void keepsLimits_data();
    void keepsLimits();
    void hearsAnythingWithoutHarm();
    void writes_data();
    void writes();
    void cutsTheReasonOfAClose();
};

void TestWebSocketFrame::hears_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("wanted");
    const auto row = [](const char *name, const std::string &bytes, const std::string &wanted) {
        QTest::newRow(name) << QByteArray::fromStdString(bytes)
                            << QByteArray::fromStdString(wanted);
    };
    row("text", maskedFrame(TextFrame, "Hello"), "text:Hello");
    row("empty text", maskedFrame(TextFrame, ""), "text:");
    row("binary", maskedFrame(BinaryFrame, "\xff"), "binary:\xff");
    row("125 bytes", maskedFrame(TextFrame, std::string(125, 'a')), "text:125");
    row("126 bytes", maskedFrame(TextFrame, std::string(126, 'a')), "text:126");
    row("65535 bytes", maskedFrame(TextFrame, std::string(65535, 'a')), "text:65535");
    row("65536 bytes", maskedFrame(TextFrame, std::string(65536, 'a')), "text:65536");
    row("two messages", maskedFrame(TextFrame, "a") + maskedFrame(TextFrame, "b"), "text:a|text:b");
    row("fragments", maskedFrame(0x01, "a") + maskedFrame(0x00, "") + maskedFrame(0x80, "b"),
        "text:ab");
    row("a ping between fragments",
        maskedFrame(0x01, "a") + maskedFrame(PingFrame, "p") + maskedFrame(0x80, "b"),
        "ping:p|text:ab");
    row("a character over two fragments", maskedFrame(0x01, "\xc3") + maskedFrame(0x80, "\xa4"),
        "text:\xc3\xa4");
    row("ping and pong", maskedFrame(PingFrame, "") + maskedFrame(PongFrame, "x"), "ping:|pong:x");
    row("ping of 125", maskedFrame(PingFrame, std::string(125, 'p')), "ping:125");
    row("close", maskedFrame(CloseFrame, ""), "close:");
    row("close with a code", maskedFrame(CloseFrame, closePayload(1001)), "close:1001,");
    row("close with a reason", maskedFrame(CloseFrame, closePayload(4999, "bye")),
        "close:4999,bye");

    row("not masked", maskedFrame(TextFrame, "a", false), "fault:1002");
    row("not masked, empty", maskedFrame(TextFrame, "", false), "fault:1002");
    for (const unsigned bit : {0x40U, 0x20U, 0x10U})
        row(qPrintable(QStringLiteral("reserved bit %1").arg(bit)),
            maskedFrame(TextFrame | bit, "a"), "fault:1002");
    for (const unsigned opcode : {3U, 7U, 11U, 15U})
        row(qPrintable(QStringLiteral("opcode %1").arg(opcode)), maskedFrame(0x80 | opcode, "a"),
            "fault:1002");
    row("ping of 126", maskedFrame(PingFrame, std::string(126, 'p')), "fault:1002");
    row("a ping in fragments", maskedFrame(0x09, "p"), "fault:1002");
    row("goes on with nothing", maskedFrame(0x80, "a"), "fault:1002");
    row("begins before the end", maskedFrame(0x01, "a") + maskedFrame(TextFrame, "b"),
        "fault:1002");
    row("goes on after the end", maskedFrame(TextFrame, "a") + maskedFrame(0x80, "b"),
        "text:a|fault:1002");
    row("16 bits for 125", std::string("\x81\xfe\x00\x7d", 4) + "mask", "fault:1002");
    row("64 bits for 65535", std::string("\x81\xff\x00\x00\x00\x00\x00\x00\xff\xff", 10) + "mask",
        "fault:1002");
    row("the highest bit of a length", std::string("\x81\xff\x80\0\0\0\0\0\0\0", 10) + "mask",
        "fault:1002");
    row("no UTF-8", maskedFrame(TextFrame, "a\xff"), "fault:1007");
    row("an overlong form", maskedFrame(TextFrame, "\xc0\xaf"), "fault:1007");
    row("a surrogate", maskedFrame(TextFrame, "\xed\xa0\x80"), "fault:1007");
    row("half a character", maskedFrame(TextFrame, "\xc3"), "fault:1007");
    row("half a character over fragments", maskedFrame(0x01, "\xc3") + maskedFrame(0x80, "a"),
        "fault:1007");
    row("close with half a code", maskedFrame(CloseFrame, "\x03"), "fault:1002");
    for (const unsigned code : {0U, 999U, 1004U, 1005U, 1006U, 1015U, 2999U, 5000U, 65535U})
        row(qPrintable(QStringLiteral("close code %1").arg(code)),
            maskedFrame(CloseFrame, closePayload(code)), "fault:1002");
    row("close with a reason that is no UTF-8", maskedFrame(CloseFrame, closePayload(1000, "\xff")),
        "fault:1007");
}

void TestWebSocketFrame::hears()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, wanted);
    const std::string all = bytes.toStdString();
    for (const std::size_t piece : {all.size(), std::size_t(1), std::size_t(3), std::size_t(1000)})
        QCOMPARE(heard(all, piece), wanted.toStdString());
    for (std::size_t cut = 0; cut < std::min<std::size_t>(all.size(), 40); ++cut) {
        // Cut off it says nothing that it did not say whole.
        const std::string part = heard(std::string_view(all).substr(0, cut), cut);
        QVERIFY(wanted.toStdString().starts_with(part));
    }
}

void TestWebSocketFrame::keepsLimits_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("wanted");
    const auto row = [](const char *name, const std::string &bytes, const char *wanted) {
        QTest::newRow(name) << QByteArray::fromStdString(bytes) << QByteArray(wanted);
    };
    const auto text = [](std::size_t bytes) { return std::string(bytes, 'a'); };
    // Frames of 200, messages of 300 bytes.
    row("frame below", maskedFrame(TextFrame, text(199)), "text:199");
    row("frame at", maskedFrame(TextFrame, text(200)), "text:200");
    row("frame above", maskedFrame(TextFrame, text(201)), "fault:1009");
    row("second frame above", maskedFrame(0x01, "a") + maskedFrame(0x80, text(201)), "fault:1009");
    row("message below", maskedFrame(0x01, text(200)) + maskedFrame(0x80, text(99)), "text:299");
    row("message at", maskedFrame(0x01, text(200)) + maskedFrame(0x80, text(100)), "text:300");
    row("message above", maskedFrame(0x01, text(200)) + maskedFrame(0x80, text(101)), "fault:1009");
    row("the next counts anew",
        maskedFrame(TextFrame, text(200)) + maskedFrame(TextFrame, text(200)), "text:200|text:200");
    row("a length that nobody could hold",
        std::string("\x81\xff\x7f\xff\xff\xff\xff\xff\xff\xff", 10) + "mask", "fault:1009");
}

void TestWebSocketFrame::keepsLimits()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, wanted);
    for (const std::size_t piece : {std::size_t(1), std::size_t(bytes.size())})
        QCOMPARE(heard(bytes.toStdString(), piece, {200, 300}), wanted.toStdString());
}

void TestWebSocketFrame::hearsAnythingWithoutHarm()
{
    constexpr unsigned Seed = 20261128;
    std::mt19937 engine(Seed); // NOLINT(cert-msc51-cpp): the same in each run
    const auto random = [&engine] { return static_cast<unsigned>(engine()); };
    for (int round = 0; round < 5000; ++round) {
        std::string bytes;
        for (unsigned count = random() % 5; count > 0; --count)
            bytes += maskedFrame(random() % 4 ? 0x80 | (random() % 3 ? random() % 3 : random() % 16)
                                              : random() % 256,
                                 std::string(random() % 140, static_cast<char>(random() % 128)),
                                 random() % 20 != 0);
        if (!bytes.empty() && random() % 2)
            bytes[random() % bytes.size()] = static_cast<char>(random() % 256);
        const std::string whole = heard(bytes, bytes.size() + 1, {100, 200});
        QCOMPARE(heard(bytes, 1, {100, 200}), whole);
        QCOMPARE(heard(bytes, 1 + random() % 9, {100, 200}), whole);
    }
}

void TestWebSocketFrame::writes_data()
{
    QTest::addColumn<int>("bytes");
    QTest::addColumn<QByteArray>("head");
    QTest::newRow("nothing") << 0 << QByteArray("\x81\x00", 2);
    QTest::newRow("7 bits") << 125 << QByteArray("\x81\x7d");
    QTest::newRow("16 bits") << 126 << QByteArray("\x81\x7e\x00\x7e", 4);
    QTest::newRow("16 bits, most") << 65535 << QByteArray("\x81\x7e\xff\xff");
    QTest::newRow("64 bits") << 65536 << QByteArray("\x81\x7f\0\0\0\0\0\x01\0\0", 10);
}

void TestWebSocketFrame::writes()
{
    QFETCH(int, bytes);
    QFETCH(QByteArray, head);
    std::string out;
    const std::string payload(static_cast<std::size_t>(bytes), 'x');
    appendFrame(out, FrameOpcode::Text, payload);
    QCOMPARE(out, head.toStdString() + payload);
}

void TestWebSocketFrame::cutsTheReasonOfAClose()
{
    std::string out;
    appendCloseFrame(out, CloseCode::TooBig, "no");
    QCOMPARE(out, std::string("\x88\x04\x03\xf1no"));
    out.clear();
    appendCloseFrame(out, CloseCode::TooBig,
                     std::string(122, 'a') + "\xc3\xa4"
                                             "b");
    QCOMPARE(out, "\x88\x7c\x03\xf1" + std::string(122, 'a')); // no half character
    out.clear();
    appendCloseFrame(out, CloseCode::TooBig, std::string(123, 'a'));
    QCOMPARE(out.size(), std::size_t(2 + 125));
}

QTEST_GUILESS_MAIN(TestWebSocketFrame)
#include "tst_websocketframe.moc"
