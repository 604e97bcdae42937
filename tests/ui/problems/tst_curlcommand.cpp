// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/problems/refusals.h"
#include "ui/problems/curlcommand.h"

#include <QProcess>
#include <QtTest>

namespace {

/// What a POSIX shell hands to curl as its arguments.
QList<QByteArray> argumentsOf(const QString &command)
{
    QProcess shell;
    const QString script = QStringLiteral("curl() { printf '%s\\0' \"$@\"; }\n") + command;
    shell.start(QStringLiteral("/bin/sh"), {QStringLiteral("-c"), script});
    if (!shell.waitForFinished() || shell.exitCode() != 0)
        return {"the shell failed: " + shell.readAllStandardError()};
    QList<QByteArray> arguments = shell.readAllStandardOutput().split('\0');
    arguments.removeLast(); // behind the last end
    return arguments;
}

core::Refusal refusalOf(const QByteArray &head, const QByteArray &body)
{
    core::Refusal refusal = jsonSentAsData();
    refusal.head = head.toStdString();
    refusal.body = body.toStdString();
    refusal.bodyBytes = refusal.body.size();
    refusal.why.place = {};
    return refusal;
}

} // namespace

class TestCurlCommand : public QObject {
    Q_OBJECT

private slots:
    void sendsTheRequestAgain_data();
    void sendsTheRequestAgain();
    void saysNothingThatWouldBeAnotherRequest_data();
    void saysNothingThatWouldBeAnotherRequest();
};

void TestCurlCommand::sendsTheRequestAgain_data()
{
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QList<QByteArray>>("arguments");
    using List = QList<QByteArray>;
    const List begin{"-i", "--globoff", "--path-as-is"};
    const core::Refusal known = jsonSentAsData();
    QTest::newRow("JSON") << QByteArray::fromStdString(known.head)
                          << QByteArray::fromStdString(known.body)
                          << begin + List{"http://127.0.0.1:8080/shop/default",
                                          "-H",
                                          "Host: 127.0.0.1:8080",
                                          "-H",
                                          "User-Agent: python-requests/2.31.0",
                                          "-H",
                                          "Content-Type: application/json",
                                          "--data-raw",
                                          QByteArray::fromStdString(known.body)};
    QTest::newRow("shell characters")
        << QByteArray("PUT /a'b?$(c)&d HTTP/1.1\r\nHost: x\r\nX: `y` \"z\" \\ '!'\r\n\r\n")
        << QByteArray("$HOME 'q' \"r\" \\n `s`\n\t!")
        << begin + List{"http://127.0.0.1:8080/a'b?$(c)&d",
                        "-X",
                        "PUT",
                        "-H",
                        "Host: x",
                        "-H",
                        "X: `y` \"z\" \\ '!'",
                        "-H",
                        "Content-Type:",
                        "--data-raw",
                        "$HOME 'q' \"r\" \\n `s`\n\t!"};
    QTest::newRow("a body that begins with @")
        << QByteArray("POST / HTTP/1.1\r\nContent-Type: text/plain\r\n\r\n")
        << QByteArray("@/etc/passwd")
        << begin + List{"http://127.0.0.1:8080/", "-H", "Content-Type: text/plain", "--data-raw",
                        "@/etc/passwd"};
    QTest::newRow("no body") << QByteArray("GET /nothing HTTP/1.1\r\nHost: x\r\n\r\n")
                             << QByteArray()
                             << begin + List{"http://127.0.0.1:8080/nothing", "-H", "Host: x"};
    QTest::newRow("POST without a body")
        << QByteArray("POST / HTTP/1.1\r\nContent-Length: 0\r\n\r\n") << QByteArray()
        << begin + List{"http://127.0.0.1:8080/", "-X", "POST"};
    QTest::newRow("field without value")
        << QByteArray("POST / HTTP/1.1\r\nce-id: \r\nContent-Type: a/b\r\n\r\n") << QByteArray("x")
        << begin + List{"http://127.0.0.1:8080/", "-H",         "ce-id;", "-H",
                        "Content-Type: a/b",      "--data-raw", "x"};
    QTest::newRow("chunked") << QByteArray("POST / HTTP/1.1\r\nTransfer-Encoding: "
                                           "chunked\r\nContent-Type: a/b\r\n\r\n")
                             << QByteArray("\xC3\xA4")
                             << begin + List{"http://127.0.0.1:8080/", "-H", "Content-Type: a/b",
                                             "--data-raw", "\xC3\xA4"};
}

void TestCurlCommand::sendsTheRequestAgain()
{
    QFETCH(QByteArray, head);
    QFETCH(QByteArray, body);
    QFETCH(QList<QByteArray>, arguments);
    const auto command = ui::curlCommand(refusalOf(head, body));
    QVERIFY(command);
    QCOMPARE(argumentsOf(*command), arguments);
}

void TestCurlCommand::saysNothingThatWouldBeAnotherRequest_data()
{
    using Change = std::function<void(core::Refusal &)>;
    QTest::addColumn<Change>("change");
    const auto row = [](const char *tag, Change change) { QTest::newRow(tag) << change; };
    row("cut", [](core::Refusal &refusal) { refusal.cut = true; });
    row("left", [](core::Refusal &refusal) { refusal.head.clear(); });
    row("of a WebSocket connection",
        [](core::Refusal &refusal) { refusal.connection = "wss://example.org/feed"; });
    row("credentials were removed", [](core::Refusal &refusal) {
        refusal.head.insert(refusal.head.size() - 2, "Authorization: (12 bytes removed)\r\n");
    });
    row("credentials were removed from the target", [](core::Refusal &refusal) {
        refusal.head = "POST /?access_token=(9-bytes-removed) HTTP/1.1\r\n\r\n";
    });
    row("no text", [](core::Refusal &refusal) { refusal.body = "\xff\xfe"; });
    row("NUL", [](core::Refusal &refusal) { refusal.body = std::string("a\0b", 3); });
    row("escape character in the head",
        [](core::Refusal &refusal) { refusal.head = "POST / HTTP/1.1\r\nX: \x1b[2J\r\n\r\n"; });
    row("too long", [](core::Refusal &refusal) { refusal.body = std::string(40'000, 'x'); });
    row("request line", [](core::Refusal &refusal) {
        refusal.why.place = {core::Place::Part::RequestLine, {}, {}};
    });
    row("length", [](core::Refusal &refusal) {
        refusal.why.place = {core::Place::Part::Header, "Content-Length", {}};
    });
    row("too large", [](core::Refusal &refusal) { refusal.why.status = 413; });
    row("another version",
        [](core::Refusal &refusal) { refusal.head = "POST / HTTP/1.0\r\n\r\n"; });
    row("absolute target", [](core::Refusal &refusal) {
        refusal.head = "POST http://example.org/ HTTP/1.1\r\nHost: example.org\r\n\r\n";
    });
    row("a line that is no field",
        [](core::Refusal &refusal) { refusal.head = "POST / HTTP/1.1\r\nnothing\r\n\r\n"; });
}

void TestCurlCommand::saysNothingThatWouldBeAnotherRequest()
{
    QFETCH(std::function<void(core::Refusal &)>, change);
    core::Refusal refusal = jsonSentAsData();
    QVERIFY(ui::curlCommand(refusal));
    change(refusal);
    const auto command = ui::curlCommand(refusal);
    QVERIFY2(!command, qPrintable(command.value_or(QString())));
}

QTEST_GUILESS_MAIN(TestCurlCommand)
#include "tst_curlcommand.moc"
