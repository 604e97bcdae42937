// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/http/selfsigned.h"
#include "core/http/tlscontext.h"

#include <QSslCertificate>
#include <QSslKey>
#include <QTest>

#include <string>

using namespace core;
using namespace std::chrono_literals;

namespace {

const WallTime Now{std::chrono::seconds(1'800'000'000)};

QSslCertificate certificateIn(const std::string &pem)
{
    return QSslCertificate(QByteArray::fromStdString(pem));
}

} // namespace

class TestSelfSigned : public QObject {
    Q_OBJECT

private slots:
    void namesTheMachine();
    void leavesOutWhatIsNoName();
    void isValidForAYear();
    void differsEachTime();
    void saysWhyItIsOfNoUse_data();
    void saysWhyItIsOfNoUse();
    void showsItsFingerprint();
    void saysWhatCannotBeUsed_data();
    void saysWhatCannotBeUsed();
};

void TestSelfSigned::namesTheMachine()
{
    const auto made = makeSelfSigned({"localhost", "127.0.0.1", "::1", "lab-7.example"}, Now);
    QVERIFY(made);
    const QSslCertificate certificate = certificateIn(made->certificate);
    QVERIFY(!certificate.isNull());
    const auto names = certificate.subjectAlternativeNames();
    QCOMPARE(names.values(QSsl::DnsEntry).size(), 2);
    QVERIFY(names.contains(QSsl::DnsEntry, QStringLiteral("lab-7.example")));
    QVERIFY(names.contains(QSsl::IpAddressEntry, QStringLiteral("127.0.0.1")));
    QVERIFY(names.contains(QSsl::IpAddressEntry, QStringLiteral("::1")));
    QCOMPARE(certificate.publicKey().algorithm(), QSsl::Ec);
    QCOMPARE(certificate.issuerDisplayName(), certificate.subjectDisplayName());
    QVERIFY(!QSslKey(QByteArray::fromStdString(made->key), QSsl::Ec).isNull());
    QVERIFY(!certificateFault(made->certificate, {"localhost", "::1", "LAB-7.example"}, Now));
}

// A machine may be called anything; nothing of a name becomes another entry of the certificate.
void TestSelfSigned::leavesOutWhatIsNoName()
{
    const auto made = makeSelfSigned(
        {"a,DNS:evil.example", "", "under_score", "sp ace", "\xc3\xa9", "10.0.0.7"}, Now);
    QVERIFY(made);
    const auto names = certificateIn(made->certificate).subjectAlternativeNames();
    QCOMPARE(names.values(QSsl::DnsEntry), QStringList{QStringLiteral("under_score")});
    QCOMPARE(names.values(QSsl::IpAddressEntry), QStringList{QStringLiteral("10.0.0.7")});
    QVERIFY(makeSelfSigned({}, Now));
}

void TestSelfSigned::isValidForAYear()
{
    const auto made = makeSelfSigned({"localhost"}, Now);
    QVERIFY(!certificateFault(made->certificate, {}, Now + 363 * 24h));
    QVERIFY(certificateFault(made->certificate, {}, Now + 364 * 24h));
    const QSslCertificate certificate = certificateIn(made->certificate);
    QCOMPARE(certificate.effectiveDate().toSecsSinceEpoch(), 1'800'000'000 - 3600);
    QCOMPARE(certificate.expiryDate().toSecsSinceEpoch(), 1'800'000'000 + 365 * 86400);
}

void TestSelfSigned::differsEachTime()
{
    const auto one = makeSelfSigned({"localhost"}, Now);
    const auto other = makeSelfSigned({"localhost"}, Now);
    QVERIFY(one->key != other->key);
    QVERIFY(certificateIn(one->certificate).serialNumber() !=
            certificateIn(other->certificate).serialNumber());
}

void TestSelfSigned::saysWhyItIsOfNoUse_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("fault");
    QTest::newRow("its name") << QByteArray("localhost") << QByteArray();
    QTest::newRow("its address") << QByteArray("127.0.0.1") << QByteArray();
    QTest::newRow("other name") << QByteArray("other.example")
                                << QByteArray("it is not for other.example");
    QTest::newRow("other address")
        << QByteArray("127.0.0.2") << QByteArray("it is not for 127.0.0.2");
}

void TestSelfSigned::saysWhyItIsOfNoUse()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, fault);
    const auto made = makeSelfSigned({"localhost", "127.0.0.1"}, Now);
    QCOMPARE(certificateFault(made->certificate, {name.toStdString()}, Now).value_or(""),
             fault.toStdString());
    QVERIFY(certificateFault("no PEM", {}, Now));
    QVERIFY(certificateFault(made->key, {}, Now));
}

void TestSelfSigned::showsItsFingerprint()
{
    const auto made = makeSelfSigned({"localhost"}, Now);
    const auto context = TlsContext::fromPem(made->certificate, made->key);
    QVERIFY(context);
    const QByteArray digest = certificateIn(made->certificate).digest(QCryptographicHash::Sha256);
    QCOMPARE(QByteArray::fromStdString((*context)->fingerprint()), digest.toHex(':').toUpper());
}

void TestSelfSigned::saysWhatCannotBeUsed_data()
{
    QTest::addColumn<QByteArray>("certificate");
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QByteArray>("said");
    const auto one = makeSelfSigned({"localhost"}, Now);
    const auto other = makeSelfSigned({"localhost"}, Now);
    const auto bytes = [](const std::string &text) { return QByteArray::fromStdString(text); };
    QTest::newRow("nothing") << QByteArray() << QByteArray() << QByteArray("no certificate");
    QTest::newRow("no certificate")
        << bytes(one->key) << bytes(one->key) << QByteArray("no certificate");
    QTest::newRow("no key") << bytes(one->certificate) << bytes(one->certificate)
                            << QByteArray("no private key");
    QTest::newRow("half a key") << bytes(one->certificate) << bytes(one->key).chopped(80)
                                << QByteArray("no private key");
    QTest::newRow("of another") << bytes(one->certificate) << bytes(other->key)
                                << QByteArray("not that of the certificate");
}

void TestSelfSigned::saysWhatCannotBeUsed()
{
    QFETCH(QByteArray, certificate);
    QFETCH(QByteArray, key);
    QFETCH(QByteArray, said);
    const auto context = TlsContext::fromPem(certificate.toStdString(), key.toStdString());
    QVERIFY(!context);
    QVERIFY2(context.error().detail.find(said.toStdString()) != std::string::npos,
             context.error().detail.c_str());
}

QTEST_GUILESS_MAIN(TestSelfSigned)
#include "tst_selfsigned.moc"
