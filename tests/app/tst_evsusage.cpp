// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/app/evsprocess.h"

#include <QTest>

/// What a person sees who asks for help, or gets the command line wrong.
class TestEvsUsage : public QObject {
    Q_OBJECT

private slots:
    void helpsWithoutADisplay_data();
    void helpsWithoutADisplay();
    void groupsTheLimits();
    void namesWhatIsWrong_data();
    void namesWhatIsWrong();
    void repeatsNoSecret_data();
    void repeatsNoSecret();
};

void TestEvsUsage::helpsWithoutADisplay_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("said");
    const auto row = [](const char *words, const QByteArray &said) {
        QTest::newRow(words) << QString::fromUtf8(words).split(u' ') << said;
    };
    row("--version", "evs ");
    row("--help", "Usage: evs COMMAND");
    row("listen --help", "Usage: evs listen");
    row("listen --count 3 --help", "Usage: evs listen");
    row("listen --version", "evs ");
    row("send --help", "Usage: evs send [OPTION…] URL [FILE]");
    row("export --help", "Usage: evs export [OPTION…] FILE");
    row("import --help", "Usage: evs import [OPTION…] CAPTURE FILE…");
    row("filter --help", "Usage: evs filter [OPTION…] EXPR");
    row("run --help", "Usage: evs run [OPTION…] -- PROGRAM [ARGUMENT…]");
    row("eval --help", "Usage: evs eval EXPR");
    row("verify --help", "Usage: evs verify [OPTION…] FILE");
    row("demo --help", "Usage: evs demo [OPTION…]");
}

void TestEvsUsage::helpsWithoutADisplay()
{
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, said);
    EvsProcess evs(arguments);
    evs.start();
    QCOMPARE(evs.waitForEnd(), 0);
    QVERIFY2(evs.output().contains(said), evs.output().constData());
    QCOMPARE(evs.errors(), QByteArray());
}

void TestEvsUsage::groupsTheLimits()
{
    EvsProcess evs({QStringLiteral("listen"), QStringLiteral("--help")});
    evs.start();
    QCOMPARE(evs.waitForEnd(), 0);
    const QByteArray help = evs.output();
    const qsizetype heading = help.indexOf("\n\nLimits of the port:\n  --max-connections N ");
    QVERIFY2(heading > help.indexOf("\n  --version "), help.constData());
    QVERIFY(help.indexOf("\n  --max-body SIZE ") > heading);
    QVERIFY(help.indexOf("\n  --listen HOST:PORT ") < heading);
}

void TestEvsUsage::namesWhatIsWrong_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("named");
    const auto row = [](const char *words, const QByteArray &named) {
        QTest::newRow(words) << QString::fromUtf8(words).split(u' ', Qt::SkipEmptyParts) << named;
    };
    row("", "command is missing");
    row("replay", "unknown command \"replay\"");
    row("--listen", "unknown option \"--listen\"");
    row("listen --where", "--where needs a value");
    row("listen --where x=", "--where, character 3: ");
    row("listen --where=", "--where: ");
    row("listen --triggers x", "unknown option \"--triggers\"");
    row("listen -q", "unknown option \"-q\"");
    row("listen file", "\"file\"");
    row("listen -- --help", "\"--help\"");
    row("listen --listen", "--listen needs a value");
    row("listen --listen --quiet", "--listen needs a value");
    row("listen --listen 8080", "HOST:PORT");
    row("listen --listen :8080", "HOST:PORT");
    row("listen --listen ::1:8080", "HOST:PORT");
    row("listen --listen 127.0.0.1:65536", "HOST:PORT");
    row("listen --listen 127.0.0.1:", "HOST:PORT");
    row("listen --listen [127.0.0.1]:1", "HOST:PORT");
    row("listen --listen example.org:80", "IP address");
    row("listen --quiet=yes", "--quiet takes no value");
    row("listen --count 0", "--count \"0\"");
    row("listen --count -1", "--count \"-1\"");
    row("listen --count many", "--count \"many\"");
    row("listen --count 99999999999999999999", "--count");
    row("listen --count 1 --count 2", "--count is given twice");
    row("listen --timeout 10", "10s");
    row("listen --timeout 0s", "--timeout");
    row("listen --timeout 1000h", "24 days");
    row("listen --timeout s", "--timeout \"s\"");
    row("listen --limit 4", "512MiB");
    row("listen --limit 15MiB", "at least 16MiB");
    row("listen --limit 9999999TiB", "--limit");
    row("listen --limit -1GiB", "--limit \"-1GiB\"");
    row("listen --max-age 59s", "at least 1m");
    row("listen --max-age 1", "--max-age \"1\"");
    row("listen --log a --ring-size 1023KiB", "at least 1MiB");
    row("listen --log a --ring-time 999ms", "at least 1s");
    row("listen --log a --ring-files 1", "from 2");
    row("listen --ring-size 1MiB", "--log");
    row("listen --ring-time 1s", "--log");
    row("listen --ring-files 2", "--log");
    row("listen --ok-status 404", "--ok-status \"404\"");
    row("listen --token-file /dev/null", "no token in it");
    row("listen --token-file /dev/zero", "that is none");
    row("listen --listen https://127.0.0.1", "HOST:PORT");
    row("listen --listen https://127.0.0.1:0", "--tls-generate");
    row("listen --listen 127.0.0.1:0 --tls-generate", "no --listen says https://");
    row("listen --tls-cert /dev/null", "together");
    row("listen --listen https://127.0.0.1:0 --tls-key /dev/null", "--tls-generate");
    row("listen --tls-cert /dev/null --tls-key /dev/null", "no certificate in PEM form");
    row("listen --tls-cert /dev/null --tls-key /dev/null --tls-generate", "one of them");
    row("listen --tls-generate=yes", "--tls-generate takes no value");
    row("listen --allow-origin example.org", "https://example.org");
    row("listen --allow-origin https://example.org/", "without a path");
    row("listen --allow-origin https://Example.org", "lower case");
    row("listen --allow-host here:8080", "without scheme, port");
    row("listen --webhook-allow-origin https://example.org", "a name alone");
    row("listen --max-rate 0", "from 1 to 100000");
    row("listen --max-rate 100001", "from 1 to 100000");
    row("listen --max-connections 0", "from 1 to 65536");
    row("listen --max-connections 65537", "from 1 to 65536");
    row("listen --max-request-line 1023", "at least 1KiB");
    row("listen --max-request-line 65KiB", "at least 1KiB and at most 64KiB");
    row("listen --max-head 8KiB --max-request-line 9KiB", "at least 1KiB and at most 8KiB");
    row("listen --max-head 0KiB", "at least 1KiB and at most 1MiB");
    row("listen --max-head 1025KiB", "at least 1KiB and at most 1MiB");
    row("listen --max-headers 0", "from 1 to 10000");
    row("listen --max-headers 10001", "from 1 to 10000");
    row("listen --max-body 0KiB", "at least 1KiB and at most 512MiB");
    row("listen --max-body 513MiB", "at least 1KiB and at most 512MiB");
    row("listen --max-batch 0", "from 1 to 100000");
    row("listen --max-batch 100001", "from 1 to 100000");
    row("listen --max-depth 0", "from 1 to 1024");
    row("listen --max-depth 1025", "from 1 to 1024");
    row("listen --max-unfinished 63MiB", "at least 64MiB and at most 64GiB");
    row("listen --max-body 1500KiB --max-unfinished 1499KiB", "at least 1500KiB");
    row("listen --max-unfinished 65GiB", "at least 64MiB and at most 64GiB");
    row("listen --head-time 10", "--head-time \"10\"");
    row("listen --body-time 0s", "--body-time \"0s\"");
    row("listen --idle-time x", "--idle-time \"x\"");
    row("listen --max-readers 0", "from 1 to 1000");
    row("listen --max-readers 1001", "from 1 to 1000");
    row("listen --reader-buffer 63KiB", "at least 64KiB and at most 1GiB");
    row("listen --reader-buffer 2GiB", "at least 64KiB and at most 1GiB");
    row("listen --max-message 63KiB", "at least 64KiB and at most 512MiB");
    row("listen --max-message 513MiB", "at least 64KiB and at most 512MiB");
    row("listen --max-rate often", "--max-rate \"often\"");
    row("listen --hmac-header X-Signature", "--hmac-key-file");
    row("listen --hmac-key-file /dev/null", "no key in it");
    row("listen --hmac-key-file /etc/passwd --hmac-header a:b", "no name of a header");
    row("listen --ws http://localhost/", "--ws");
    row("listen --ws-send hello", "--ws-send needs a --ws");
    row("listen --ws-cloudevents", "--ws-cloudevents needs a --ws");
    row("send", "a URL is wanted");
    row("send http://127.0.0.1 one two", "a URL is wanted");
    row("send 127.0.0.1:8080", "a whole one");
    row("send ftp://127.0.0.1/", "a whole one");
    row("send http://", "a whole one");
    row("send --ca-file /dev/null http://127.0.0.1/", "https:// alone");
    row("send --ca-file /dev/null https://127.0.0.1/", "no certificate");
    row("send --token-file /dev/null http://127.0.0.1/", "no token in it");
    row("send --token-file /dev/null http://me:you@127.0.0.1/", "only one of them");
    row("send --webhook-origin https://example.org http://127.0.0.1/", "a name alone");
    row("send --header X-A http://127.0.0.1/", "NAME: VALUE");
    row("send --header a(b:c http://127.0.0.1/", "NAME: VALUE");
    row("send --header Content-Type:x http://127.0.0.1/", "evs says this one itself");
    row("send --header Authorization:x http://me:you@127.0.0.1/", "the URL or --token-file");
    row("send --mode xml http://127.0.0.1/", "--mode \"xml\"");
    row("export", "one capture");
    row("export one two", "one capture");
    row("export --format xml one", "ndjson, json, csv or raw");
    row("export --from 0 one", "--from \"0\"");
    row("export --from 2 --to 1 one", "--from 2 is above --to 1");
    row("export --to x one", "--to \"x\"");
    row("export --redact remove:id one", "\"remove:id\"");
    row("export --redact /~2 one", "\"/~2\"");
    row("export --where x= one", "--where, character 3: ");
    row("import", "a capture and of files");
    row("import one", "a capture and of files");
    row("import one - -", "standard input can be read once");
    row("import --format xml one two", "ndjson, json, csv or raw");
    row("verify", "one capture");
    row("verify --head x one", "\"x\": no head");
    row("demo name", "\"name\"");
    row("demo --seed x", "--seed \"x\"");
    row("demo --count 0", "--count \"0\"");
}

void TestEvsUsage::namesWhatIsWrong()
{
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, named);
    EvsProcess evs(arguments);
    evs.start();
    QCOMPARE(evs.waitForEnd(), 2);
    QVERIFY2(evs.errors().contains(named), evs.errors().constData());
    QVERIFY2(evs.errors().contains("Try: evs"), evs.errors().constData());
    QCOMPARE(evs.output(), QByteArray());
}

void TestEvsUsage::repeatsNoSecret_data()
{
    QTest::addColumn<QStringList>("arguments");
    const auto row = [](const char *words) {
        QTest::newRow(words) << QString::fromUtf8(words).split(u' ');
    };
    row("listen http://me:sesame@127.0.0.1:8080");
    row("listen http://127.0.0.1:8080/?access_token=sesame");
    row("listen --listen http://me:sesame@127.0.0.1:8080");
    row("listen --listen http://me:sesame@example.org:80");
    row("listen --allow-origin https://me:sesame@example.org");
    row("listen --allow-host https://me:sesame@example.org");
    row("listen --ws http://me:sesame@example.org/");
    row("listen --ws ws://me:sesame@/");
    row("listen --token=sesame");
    row("demo http://me:sesame@127.0.0.1/");
    row("send --mode http://me:sesame@127.0.0.1/ x");
    row("send ftp://me:sesame@127.0.0.1/");
    row("send http://me:sesame@127.0.0.1/ one two");
    row("http://me:sesame@127.0.0.1/");
}

void TestEvsUsage::repeatsNoSecret()
{
    QFETCH(QStringList, arguments);
    EvsProcess evs(arguments);
    evs.start();
    QCOMPARE(evs.waitForEnd(), 2);
    QVERIFY2(evs.errors().contains("Try: evs"), evs.errors().constData());
    QVERIFY2(!evs.errors().contains("sesame"), evs.errors().constData());
}

QTEST_GUILESS_MAIN(TestEvsUsage)
#include "tst_evsusage.moc"
