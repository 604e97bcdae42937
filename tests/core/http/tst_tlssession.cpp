// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/http/selfsigned.h"
#include "core/http/tlssession.h"

#include <QTest>

#include <openssl/err.h>
#include <openssl/ssl.h>

#include <algorithm>
#include <array>
#include <random>
#include <string>

using namespace core;

namespace {

using State = TlsSession::State;

std::shared_ptr<const TlsContext> contextOfThisTest()
{
    static const auto made = makeSelfSigned({"localhost"}, Clock().wall()).value();
    return TlsContext::fromPem(made.certificate, made.key).value();
}

/// The other side, by OpenSSL, in memory too.
class Client {
public:
    explicit Client(int highest = TLS1_3_VERSION, const char *ciphers = nullptr)
        : m_context(SSL_CTX_new(TLS_client_method()))
    {
        SSL_CTX_set_security_level(m_context, 0); // it would speak the old ones
        SSL_CTX_set_max_proto_version(m_context, highest);
        if (ciphers)
            SSL_CTX_set_cipher_list(m_context, ciphers);
        m_ssl = SSL_new(m_context);
        m_in = BIO_new(BIO_s_mem());
        m_out = BIO_new(BIO_s_mem());
        BIO_set_mem_eof_return(m_in, -1);
        SSL_set_bio(m_ssl, m_in, m_out);
        SSL_set_connect_state(m_ssl);
    }
    ~Client()
    {
        SSL_free(m_ssl);
        SSL_CTX_free(m_context);
    }

    SSL *ssl() const { return m_ssl; }
    void feed(const std::string &bytes)
    {
        BIO_write(m_in, bytes.data(), static_cast<int>(bytes.size()));
    }
    std::string output()
    {
        std::string bytes(BIO_ctrl_pending(m_out), '\0');
        BIO_read(m_out, bytes.data(), static_cast<int>(bytes.size()));
        return bytes;
    }
    void shake() { SSL_do_handshake(m_ssl); }
    bool isReady() const { return SSL_is_init_finished(m_ssl) != 0; }
    std::string say(const std::string &text)
    {
        SSL_write(m_ssl, text.data(), static_cast<int>(text.size()));
        return output();
    }
    std::string read()
    {
        std::string text(65536, '\0');
        const int count = SSL_read(m_ssl, text.data(), static_cast<int>(text.size()));
        return text.substr(0, static_cast<std::size_t>(std::max(count, 0)));
    }

private:
    SSL_CTX *m_context;
    SSL *m_ssl = nullptr;
    BIO *m_in = nullptr;
    BIO *m_out = nullptr;
};

std::string outputOf(TlsSession &session)
{
    std::string out;
    session.takeOutput(out);
    return out;
}

/// What the session reads of `bytes`, and how the last read ended.
struct Heard {
    std::string text;
    State state = State::NeedsInput;
};

Heard hear(TlsSession &session, const std::string &bytes, std::size_t piece)
{
    Heard heard;
    std::array<char, 512> buffer{};
    for (std::size_t at = 0; at < bytes.size() || at == 0; at += piece) {
        session.feed(std::string_view(bytes).substr(at, piece));
        for (;;) {
            const TlsSession::Got got = session.read(buffer);
            heard.state = got.state;
            if (got.state != State::Read)
                break;
            heard.text.append(buffer.data(), got.bytes);
        }
    }
    return heard;
}

/// Until nobody has anything more to say; answers how it ended for the session.
State shakeHands(Client &client, TlsSession &session, std::size_t piece = 1 << 20)
{
    State state = State::NeedsInput;
    for (int round = 0; round < 4; ++round) {
        client.shake();
        if (const std::string bytes = client.output(); !bytes.empty())
            state = hear(session, bytes, piece).state;
        client.feed(outputOf(session));
    }
    client.shake();
    return state;
}

} // namespace

class TestTlsSession : public QObject {
    Q_OBJECT

private slots:
    void speaksHoweverItIsCut_data();
    void speaksHoweverItIsCut();
    void readsIntoSmallBuffers();
    void speaksNoOldVersions_data();
    void speaksNoOldVersions();
    void speaksNoWeakCiphers_data();
    void speaksNoWeakCiphers();
    void doesNotShakeHandsAgain();
    void choosesHttp11();
    void endsWhenThePeerSaysSo();
    void breaksOnWhatIsNoTls_data();
    void breaksOnWhatIsNoTls();
    void readsNothingOutOfNoise();
    void breaksWhenBytesWereChanged();
    void writesNothingBeforeHandsAreShaken();
    void keepsNoSession();
};

void TestTlsSession::speaksHoweverItIsCut_data()
{
    QTest::addColumn<int>("version");
    QTest::addColumn<int>("piece");
    for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
        for (const int piece : {1, 2, 5, 100, 1 << 20})
            QTest::addRow("%x by %d", static_cast<unsigned>(version), piece) << version << piece;
    }
}

void TestTlsSession::speaksHoweverItIsCut()
{
    QFETCH(int, version);
    QFETCH(int, piece);
    const auto size = static_cast<std::size_t>(piece);
    Client client(version);
    TlsSession session(contextOfThisTest());
    QVERIFY(session.isHandshaking());
    shakeHands(client, session, size);
    QVERIFY(client.isReady());
    QVERIFY(!session.isHandshaking());
    QCOMPARE(SSL_version(client.ssl()), version);
    for (int round = 0; round < 3; ++round) {
        const std::string question(static_cast<std::size_t>(1000 * round + 1), 'q');
        const Heard heard = hear(session, client.say(question), size);
        QCOMPARE(heard.text, question);
        QCOMPARE(heard.state, State::NeedsInput);
        QVERIFY(!session.hasInput());
        QCOMPARE(session.write("answer"), std::size_t(6));
        client.feed(outputOf(session));
        QCOMPARE(client.read(), std::string("answer"));
    }
}

void TestTlsSession::readsIntoSmallBuffers()
{
    Client client;
    TlsSession session(contextOfThisTest());
    shakeHands(client, session);
    session.feed(client.say("hello"));
    session.feed(client.say("world"));
    std::string text;
    std::array<char, 3> buffer{};
    while (session.hasInput()) {
        const TlsSession::Got got = session.read(buffer);
        QCOMPARE(got.state, State::Read);
        text.append(buffer.data(), got.bytes);
    }
    QCOMPARE(text, std::string("helloworld"));
}

void TestTlsSession::speaksNoOldVersions_data()
{
    QTest::addColumn<int>("version");
    QTest::newRow("1.0") << TLS1_VERSION;
    QTest::newRow("1.1") << TLS1_1_VERSION;
}

void TestTlsSession::speaksNoOldVersions()
{
    QFETCH(int, version);
    Client client(version);
    TlsSession session(contextOfThisTest());
    QCOMPARE(shakeHands(client, session), State::Broken);
    QVERIFY2(session.problem().find("unsupported protocol") != std::string::npos,
             session.problem().c_str());
    QVERIFY(!client.isReady());
}

void TestTlsSession::speaksNoWeakCiphers_data()
{
    QTest::addColumn<QByteArray>("ciphers");
    QTest::newRow("without forward secrecy") << QByteArray("kRSA");
    QTest::newRow("CBC") << QByteArray("ECDHE-ECDSA-AES256-SHA384:ECDHE-ECDSA-AES128-SHA");
    QTest::newRow("nobody's certificate") << QByteArray("aNULL");
    QTest::newRow("no secrecy at all") << QByteArray("eNULL");
}

void TestTlsSession::speaksNoWeakCiphers()
{
    QFETCH(QByteArray, ciphers);
    Client client(TLS1_2_VERSION, ciphers.constData());
    TlsSession session(contextOfThisTest());
    QCOMPARE(shakeHands(client, session), State::Broken);
    QVERIFY(!client.isReady());
}

void TestTlsSession::doesNotShakeHandsAgain()
{
    Client client(TLS1_2_VERSION);
    TlsSession session(contextOfThisTest());
    shakeHands(client, session);
    QVERIFY(SSL_renegotiate(client.ssl()) == 1);
    client.shake();
    const Heard heard = hear(session, client.output(), 1 << 20);
    QVERIFY(heard.text.empty());
    client.feed(outputOf(session));
    client.shake();
    QVERIFY(!client.isReady() || SSL_renegotiate_pending(client.ssl()));
    QVERIFY(!session.isHandshaking());
}

void TestTlsSession::choosesHttp11()
{
    for (const std::string &offered : {std::string("\x02h2\x08http/1.1"), std::string("\x02h2")}) {
        Client client;
        SSL_set_alpn_protos(client.ssl(), reinterpret_cast<const unsigned char *>(offered.data()),
                            static_cast<unsigned int>(offered.size()));
        TlsSession session(contextOfThisTest());
        shakeHands(client, session);
        QVERIFY(client.isReady());
        const unsigned char *chosen = nullptr;
        unsigned int length = 0;
        SSL_get0_alpn_selected(client.ssl(), &chosen, &length);
        QCOMPARE(length, offered.size() > 3 ? 8U : 0U);
    }
}

void TestTlsSession::endsWhenThePeerSaysSo()
{
    Client client;
    TlsSession session(contextOfThisTest());
    shakeHands(client, session);
    const std::string last = client.say("last");
    SSL_shutdown(client.ssl());
    session.feed(last + client.output());
    std::array<char, 512> buffer{};
    QCOMPARE(session.read(buffer).bytes, std::size_t(4));
    QVERIFY(session.hasInput()); // the end is yet to be read
    QCOMPARE(session.read(buffer).state, State::Ended);
    // It may still be answered.
    QCOMPARE(session.write("answer"), std::size_t(6));
    session.end();
    client.feed(outputOf(session));
    QCOMPARE(client.read(), std::string("answer"));
    client.read();
    QVERIFY(SSL_get_shutdown(client.ssl()) & SSL_RECEIVED_SHUTDOWN);
}

void TestTlsSession::breaksOnWhatIsNoTls_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("zeros") << QByteArray(1000, '\0');
    QTest::newRow("HTTP") << QByteArray("GET / HTTP/1.1\r\n\r\n");
    QTest::newRow("a record too long") << QByteArray("\x16\x03\x01\xff\xff") + QByteArray(99, 'a');
    QTest::newRow("an empty hello") << QByteArray("\x16\x03\x01\x00\x04\x01\x00\x00\x00", 9);
    QTest::newRow("an alert") << QByteArray("\x15\x03\x01\x00\x02\x02\x28", 7);
}

void TestTlsSession::breaksOnWhatIsNoTls()
{
    QFETCH(QByteArray, bytes);
    TlsSession session(contextOfThisTest());
    QCOMPARE(hear(session, bytes.toStdString(), 1 << 20).state, State::Broken);
    QVERIFY(!session.problem().empty());
    QVERIFY(session.isHandshaking());
    QCOMPARE(ERR_peek_error(), 0UL); // nothing is left for the next one
}

void TestTlsSession::readsNothingOutOfNoise()
{
    std::mt19937 random(4711); // fixed
    for (int round = 0; round < 500; ++round) {
        std::string bytes("\x16\x03\x01\x01\x00", 5);
        for (int at = 0; at < 256; ++at)
            bytes += static_cast<char>(random() & 0xffU);
        TlsSession session(contextOfThisTest());
        const Heard heard = hear(session, bytes, 1 << 20);
        QVERIFY(heard.text.empty() && heard.state != State::Read && session.isHandshaking());
    }
}

void TestTlsSession::breaksWhenBytesWereChanged()
{
    Client client;
    TlsSession session(contextOfThisTest());
    shakeHands(client, session);
    std::string bytes = client.say("hello");
    bytes[bytes.size() - 3] = static_cast<char>(bytes[bytes.size() - 3] ^ 1);
    const Heard heard = hear(session, bytes, 1 << 20);
    QCOMPARE(heard.state, State::Broken);
    QVERIFY(heard.text.empty());
}

void TestTlsSession::writesNothingBeforeHandsAreShaken()
{
    TlsSession session(contextOfThisTest());
    QCOMPARE(session.write("secret"), std::size_t(0));
    session.end();
    QVERIFY(outputOf(session).empty());
}

void TestTlsSession::keepsNoSession()
{
    for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
        Client client(version);
        TlsSession session(contextOfThisTest());
        shakeHands(client, session);
        client.read(); // tickets would come here
        QVERIFY(SSL_SESSION_is_resumable(SSL_get_session(client.ssl())) == 0 ||
                version == TLS1_2_VERSION);
        QVERIFY(!SSL_SESSION_has_ticket(SSL_get_session(client.ssl())));
    }
}

QTEST_GUILESS_MAIN(TestTlsSession)
#include "tst_tlssession.moc"
