// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/codec/jsonscan.h"
#include "core/source/demoscript.h"
#include "core/source/rawframe.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <map>
#include <numeric>
#include <set>
#include <vector>

using namespace core;
using namespace std::chrono_literals;

namespace {

std::vector<DemoStep> steps(DemoScript script, std::size_t count)
{
    std::vector<DemoStep> all;
    for (std::size_t i = 0; i < count; ++i)
        all.push_back(script.next());
    return all;
}

std::vector<DemoStep> stepsUntil(DemoScript script, std::chrono::microseconds end)
{
    std::vector<DemoStep> all;
    for (DemoStep step = script.next(); step.offset < end; step = script.next())
        all.push_back(step);
    return all;
}

std::string textOf(const DemoStep &step)
{
    if (const auto *request = std::get_if<DemoRequest>(&step.what))
        return "POST " + request->target + '\n' + request->fields + '\n' + request->body;
    return std::get<DemoFrame>(step.what).text;
}

QJsonObject json(const std::string &text)
{
    return QJsonDocument::fromJson(QByteArray::fromStdString(text)).object();
}

/// Attribute `name` of an event in binary or structured mode.
std::string attribute(const DemoRequest &request, const std::string &name)
{
    const std::string field = "ce-" + name + ": ";
    const auto at = request.fields.find(field);
    if (at == std::string::npos)
        return json(request.body).value(QString::fromStdString(name)).toString().toStdString();
    const auto begin = at + field.size();
    return request.fields.substr(begin, request.fields.find("\r\n", begin) - begin);
}

} // namespace

class TestDemoScript : public QObject {
    Q_OBJECT
private slots:
    void saysTheSameForTheSameSeed();
    void saysWhatItAlwaysSaidForSeedSeven();
    void countsItsTimesFromTheStart();
    void givesEachEventAnIdOfItsOwn();
    void ordersStepsByTheirOffset();
    void tellsWholeOrders();
    void bringsEveryKindOfEvent();
    void hasWavesAndRushes();
    void writesOnlyValidJson();
    void playsTransactionsInTheFormOfTheFeed();
};

void TestDemoScript::saysTheSameForTheSameSeed()
{
    const auto one = steps(DemoScript(5), 5000);
    QVERIFY(one == steps(DemoScript(5), 5000));
    QVERIFY(one != steps(DemoScript(6), 5000));
}

void TestDemoScript::saysWhatItAlwaysSaidForSeedSeven()
{
    // Scripts outside compare the output of `evs demo --seed`: a change here is a change for them.
    const auto all = steps(DemoScript(7), 2000);
    QCOMPARE(all[0].offset, 0us);
    QCOMPARE(textOf(all[0]),
             std::string(
                 "POST /shop/default\n"
                 "ce-specversion: 1.0\r\n"
                 "ce-id: evt-647c9a39-1\r\n"
                 "ce-source: https://shop.example/cart\r\n"
                 "ce-type: com.shop.cart.updated\r\n"
                 "ce-subject: cart/e6dc\r\n"
                 "ce-time: 2026-01-01T12:00:00.000000Z\r\n"
                 "ce-partitionkey: c-1609\r\n"
                 "Content-Type: application/json\r\n"
                 "\n"
                 R"({"cart":"e6dc","customer":"c-1609","items":[)"
                 R"({"sku":"KET-12","name":"Gooseneck kettle 1.2 l","quantity":1,"price":69.00},)"
                 R"({"sku":"SCL-03","name":"Scale 0.1 g","quantity":1,"price":44.90},)"
                 R"({"sku":"MUG-07","name":"Mug, café crème","quantity":1,"price":14.50}],)"
                 R"("total":128.40,"currency":"EUR"})"));
    QCOMPARE(all[3].offset, 20ms);
    QVERIFY(textOf(all[3]).starts_with(R"({"op":"utx","x":{"lock_time":0,"ver":2,"size":226,)"));
    QCOMPARE(all[7].offset, 53ms);
    QCOMPARE(attribute(std::get<DemoRequest>(all[7].what), "id"), std::string("pay-647c9a39-6"));
    QCOMPARE(attribute(std::get<DemoRequest>(all[7].what), "type"),
             std::string("com.shop.payment.authorized"));
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const DemoStep &step : all) {
        hash.addData(QByteArray::number(qint64(step.offset.count())));
        hash.addData(QByteArray::fromStdString(textOf(step)));
    }
    QCOMPARE(hash.result().toHex(),
             QByteArray("881d71eb1d3a717eaecddbd2676d0bf27a64207d4b0144c5daad13493fa47338"));
}

void TestDemoScript::countsItsTimesFromTheStart()
{
    const WallTime start(std::chrono::microseconds(1764081200000000));
    DemoScript fixed(3);
    DemoScript moved(3, start);
    DemoScript fast(3, start, 2.0);
    for (int i = 0; i < 200; ++i) {
        const DemoStep step = fixed.next();
        const DemoStep later = moved.next();
        const DemoStep sooner = fast.next();
        QCOMPARE(later.offset, step.offset);
        QCOMPARE(sooner.offset, step.offset);
        const auto *request = std::get_if<DemoRequest>(&step.what);
        if (!request || !request->isEvent)
            continue;
        QCOMPARE(attribute(*request, "time"), timestampText(DemoScript::FixedStart + step.offset));
        QCOMPARE(attribute(std::get<DemoRequest>(later.what), "time"),
                 timestampText(start + step.offset));
        QCOMPARE(attribute(std::get<DemoRequest>(sooner.what), "time"),
                 timestampText(start + step.offset / 2));
    }
}

void TestDemoScript::givesEachEventAnIdOfItsOwn()
{
    std::set<std::string> ids;
    std::size_t events = 0;
    for (const std::uint64_t seed : {1U, 2U, 3U}) {
        for (const DemoStep &step : steps(DemoScript(seed), 5000)) {
            const auto *request = std::get_if<DemoRequest>(&step.what);
            if (!request || !request->isEvent)
                continue;
            ++events;
            ids.insert(attribute(*request, "id"));
        }
    }
    QCOMPARE(ids.size(), events);
}

void TestDemoScript::ordersStepsByTheirOffset()
{
    auto last = 0us;
    for (const DemoStep &step : steps(DemoScript(11), 20000)) {
        QVERIFY(step.offset >= last);
        last = step.offset;
    }
}

void TestDemoScript::tellsWholeOrders()
{
    std::map<std::string, std::vector<std::string>> stories;
    std::map<std::string, std::set<std::string>> traces;
    for (const DemoStep &step : stepsUntil(DemoScript(1), 20s)) {
        const auto *request = std::get_if<DemoRequest>(&step.what);
        if (!request || !request->isEvent || !attribute(*request, "subject").starts_with("order/"))
            continue;
        const std::string subject = attribute(*request, "subject");
        stories[subject].push_back(attribute(*request, "type"));
        traces[subject].insert(attribute(*request, "traceparent").substr(3, 32));
    }
    const std::vector<std::string> whole{"com.shop.order.created", "com.shop.payment.authorized",
                                         "com.shop.order.paid", "com.shop.order.shipped"};
    const std::vector<std::string> declined{"com.shop.order.created", "com.shop.payment.declined"};
    int shipped = 0;
    int refused = 0;
    for (const auto &[subject, story] : stories) {
        QCOMPARE(traces[subject].size(), std::size_t(1));
        if (story == declined)
            ++refused;
        else
            QVERIFY2(std::equal(story.begin(), story.end(), whole.begin()), subject.c_str());
        shipped += story == whole ? 1 : 0;
    }
    QVERIFY(shipped > 200);
    QVERIFY(refused > 5);
}

void TestDemoScript::bringsEveryKindOfEvent()
{
    std::map<std::string, int> sources;
    std::map<std::string, int> types;
    int broken = 0;
    for (const DemoStep &step : stepsUntil(DemoScript(2), 60s)) {
        const auto *request = std::get_if<DemoRequest>(&step.what);
        if (!request)
            continue;
        if (!request->isEvent) {
            ++broken;
            continue;
        }
        ++sources[attribute(*request, "source")];
        ++types[attribute(*request, "type")];
        if (attribute(*request, "type") == "dev.knative.samples.heartbeat")
            QCOMPARE(attribute(*request, "specversion"), std::string("0.3"));
    }
    QCOMPARE(types.size(), std::size_t(8));
    for (const char *source : {"/checkout", "/payments", "/warehouse/ber",
                               "https://shop.example/cart", "https://10.96.0.1:443"})
        QVERIFY2(sources.contains(source), source);
    QVERIFY(broken >= 3 && broken <= 6);
}

void TestDemoScript::hasWavesAndRushes()
{
    std::vector<int> all(120);
    std::vector<int> carts(120); // without followers, so that they show the wave itself
    for (const DemoStep &step : stepsUntil(DemoScript(4), 120s)) {
        const auto second = std::size_t(step.offset / 1s);
        ++all[second];
        const auto *request = std::get_if<DemoRequest>(&step.what);
        if (request && attribute(*request, "type") == "com.shop.cart.updated")
            ++carts[second];
    }
    const auto average = [](const std::vector<int> &seconds, int first, int count) {
        return std::accumulate(seconds.begin() + first, seconds.begin() + first + count, 0) / count;
    };
    QVERIFY(average(all, 0, 120) >= 150 && average(all, 0, 120) <= 400);
    QVERIFY(average(carts, 13, 4) > average(carts, 3, 6) * 2);        // the rush
    QVERIFY(average(carts, 28, 4) > average(carts, 63, 4) * 13 / 10); // top and bottom of the wave
}

void TestDemoScript::writesOnlyValidJson()
{
    for (const DemoStep &step : stepsUntil(DemoScript(8), 30s)) {
        const auto *request = std::get_if<DemoRequest>(&step.what);
        if (!request)
            QVERIFY(isJson(std::get<DemoFrame>(step.what).text));
        else if (request->isEvent)
            QVERIFY2(isJson(request->body), request->body.c_str());
    }
}

void TestDemoScript::playsTransactionsInTheFormOfTheFeed()
{
    int frames = 0;
    for (const DemoStep &step : stepsUntil(DemoScript(9), 10s)) {
        const auto *frame = std::get_if<DemoFrame>(&step.what);
        if (!frame)
            continue;
        ++frames;
        const QJsonObject message = json(frame->text);
        QCOMPARE(message.value(QLatin1String("op")), QJsonValue(QStringLiteral("utx")));
        const QJsonObject transaction = message.value(QLatin1String("x")).toObject();
        QCOMPARE(transaction.value(QLatin1String("hash")).toString().size(), 64);
        const QJsonArray out = transaction.value(QLatin1String("out")).toArray();
        QCOMPARE(transaction.value(QLatin1String("vout_sz")).toInt(), int(out.size()));
        for (const QJsonValue output : out)
            QVERIFY(output.toObject().value(QLatin1String("value")).toDouble() > 0);
        const QJsonArray inputs = transaction.value(QLatin1String("inputs")).toArray();
        QCOMPARE(transaction.value(QLatin1String("vin_sz")).toInt(), int(inputs.size()));
        QVERIFY(inputs.at(0)
                    .toObject()
                    .value(QLatin1String("prev_out"))
                    .toObject()
                    .contains(QLatin1String("value")));
    }
    QVERIFY(frames > 150 && frames < 300);
}

QTEST_GUILESS_MAIN(TestDemoScript)
#include "tst_demoscript.moc"
