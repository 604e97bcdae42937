// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/problems/refusals.h"
#include "ui/problems/problemdetails.h"

#include <QtTest>

class TestProblemDetails : public QObject {
    Q_OBJECT

private slots:
    void explainsARefusal();
    void saysWhere_data();
    void saysWhere();
    void marksAPlaceOfTheBodyBehindTheHead();
    void marksNothingThatIsNotKept();
    void saysWhatIsKept_data();
    void saysWhatIsKept();
    void laysOutWhatIsNoRequest();
};

namespace {

core::StoredRefusal stored(const core::Refusal &refusal)
{
    return {3, core::EventSequence{12}, refusal, false};
}

std::string marked(const ui::ProblemDetails &details)
{
    return details.place ? details.original->substr(details.place->offset, details.place->length)
                         : std::string("nothing");
}

} // namespace

void TestProblemDetails::explainsARefusal()
{
    const auto details = ui::describeProblem(stored(jsonSentAsData()));
    QCOMPARE(details->number, 3ULL);
    QCOMPARE(details->title, QStringLiteral("400: JSON event sent as application/json"));
    QCOMPARE(details->what, QStringLiteral("The body is a complete CloudEvent in JSON."));
    QCOMPARE(details->where, QStringLiteral("Header Content-Type, line 4"));
    QCOMPARE(details->fix, QStringLiteral("Send Content-Type: application/cloudevents+json."));
    QCOMPARE(details->rule,
             QStringLiteral("CloudEvents HTTP binding 3.1 and 3.2 \u00B7 json-not-sent-as-event"));
    QCOMPARE(details->request,
             QStringLiteral("POST /shop/default \u00B7 from 127.0.0.1:51844 \u00B7 at "
                            "http://127.0.0.1:8080 \u00B7 body 65\u00A0B"));
    QCOMPARE(details->kept, QString());
    QCOMPARE(*details->original, jsonSentAsData().head + jsonSentAsData().body);
    QCOMPARE(marked(*details), std::string("Content-Type: application/json"));
    QCOMPARE(details->place->word, QStringLiteral("read as data, not as an event"));
    QVERIFY(details->curl);
}

void TestProblemDetails::saysWhere_data()
{
    using core::ByteRange;
    using core::Place;
    using Part = core::Place::Part;
    QTest::addColumn<Place>("place");
    QTest::addColumn<QString>("where");
    QTest::newRow("nowhere") << Place{} << QStringLiteral("The request as a whole");
    QTest::newRow("what is missing")
        << Place{Part::Request, "ce-id", {}} << QStringLiteral("ce-id");
    QTest::newRow("request line") << Place{Part::RequestLine, {}, ByteRange{5, 13}}
                                  << QStringLiteral("Request line, line 1");
    QTest::newRow("request line, no bytes")
        << Place{Part::RequestLine, {}, {}} << QStringLiteral("Request line");
    QTest::newRow("header that is missing")
        << Place{Part::Header, "Host", {}} << QStringLiteral("Header Host");
    QTest::newRow("header without a name")
        << Place{Part::Header, {}, ByteRange{30, 2}} << QStringLiteral("Head, line 2");
    QTest::newRow("body") << Place{Part::Body, {}, ByteRange{0, 1}}
                          << QStringLiteral("Body, byte 0, line 7");
    QTest::newRow("member of the body")
        << Place{Part::Body, "id", ByteRange{24, 4}} << QStringLiteral("Body, id, byte 24, line 8");
    QTest::newRow("end of the body")
        << Place{Part::Body, {}, ByteRange{65, 0}} << QStringLiteral("Body, byte 65, line 10");
    QTest::newRow("behind what is kept")
        << Place{Part::Body, {}, ByteRange{1207, 1}} << QStringLiteral("Body, byte 1\u00A0207");
}

void TestProblemDetails::saysWhere()
{
    QFETCH(core::Place, place);
    core::Refusal refusal = jsonSentAsData();
    refusal.why.place = place;
    QTEST(ui::describeProblem(stored(refusal))->where, "where");
}

void TestProblemDetails::marksAPlaceOfTheBodyBehindTheHead()
{
    core::Refusal refusal = jsonSentAsData();
    refusal.why.place = {core::Place::Part::Body, "id", core::ByteRange{24, 4}};
    QCOMPARE(marked(*ui::describeProblem(stored(refusal))), refusal.body.substr(24, 4));
    // A head that was kept without its end gets it back, so that the body does not stick to it.
    refusal.head = "POST / HTTP/1.1\r\nX: y";
    const auto details = ui::describeProblem(stored(refusal));
    QCOMPARE(*details->original, "POST / HTTP/1.1\r\nX: y\r\n\r\n" + refusal.body);
    QCOMPARE(marked(*details), refusal.body.substr(24, 4));
}

void TestProblemDetails::marksNothingThatIsNotKept()
{
    core::Refusal refusal = jsonSentAsData();
    refusal.why.place = {core::Place::Part::Header, "X", core::ByteRange{90'000, 4}};
    QVERIFY(!ui::describeProblem(stored(refusal))->place);
    refusal.why.place = {core::Place::Part::Body, {}, core::ByteRange{0, 1}};
    refusal.body.clear();
    QVERIFY(!ui::describeProblem(stored(refusal))->place);
    refusal = jsonSentAsData();
    core::StoredRefusal left = stored(refusal);
    left.bodyDropped = true;
    left.refusal.head.clear();
    left.refusal.body.clear();
    const auto details = ui::describeProblem(left);
    QVERIFY(!details->place);
    QVERIFY(!details->lines);
    QVERIFY(!details->original);
    QVERIFY(!details->curl);
    QCOMPARE(details->where, QStringLiteral("Header Content-Type"));
}

void TestProblemDetails::saysWhatIsKept_data()
{
    QTest::addColumn<bool>("cut");
    QTest::addColumn<bool>("dropped");
    QTest::addColumn<quint64>("whole");
    QTest::addColumn<QString>("kept");
    QTest::newRow("all") << false << false << quint64(65) << QString();
    QTest::newRow("a part of the body")
        << true << false << quint64(2'202'009)
        << QStringLiteral("Cut: the first 65\u00A0B of 2.1\u00A0MiB of the body are kept.");
    QTest::newRow("a part of the head")
        << true << false << quint64(65) << QStringLiteral("Cut: the head is not whole.");
    QTest::newRow("nothing") << true << true << quint64(65)
                             << QStringLiteral("Head and body left to keep the bound. Only the "
                                               "newest refusals keep theirs.");
}

void TestProblemDetails::saysWhatIsKept()
{
    QFETCH(bool, cut);
    QFETCH(bool, dropped);
    QFETCH(quint64, whole);
    core::StoredRefusal refusal = stored(jsonSentAsData());
    refusal.refusal.cut = cut;
    refusal.refusal.bodyBytes = whole;
    refusal.bodyDropped = dropped;
    QTEST(ui::describeProblem(refusal)->kept, "kept");
}

void TestProblemDetails::laysOutWhatIsNoRequest()
{
    core::Refusal frame;
    frame.why.status = 400;
    frame.why.rule = "websocket-binary";
    frame.why.title = "A binary message came where events are text";
    frame.why.place.part = core::Place::Part::Body;
    frame.connection = "wss://example.org/feed";
    frame.body = std::string("\x00\xff", 2);
    frame.bodyBytes = 2;
    const auto details = ui::describeProblem(stored(frame));
    QCOMPARE(*details->original, frame.body);
    QCOMPARE(details->where, QStringLiteral("Body"));
    QCOMPARE(details->rule, QStringLiteral("websocket-binary"));
    QCOMPARE(details->request, QStringLiteral("at wss://example.org/feed \u00B7 body 2\u00A0B"));
    QVERIFY(!details->curl);
    QVERIFY(!details->place);
}

QTEST_GUILESS_MAIN(TestProblemDetails)
#include "tst_problemdetails.moc"
