// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/source/demoscript.h"

#include "core/source/rawframe.h"

#include <QtGlobal>

#include <utility>

namespace core {

using namespace std::chrono_literals;

namespace {

constexpr char Target[] = "/shop/default";
constexpr std::chrono::microseconds CartEvery = 11ms;
constexpr std::chrono::microseconds OrderEvery = 33ms;
constexpr std::chrono::microseconds TransactionEvery = 45ms;
constexpr std::chrono::microseconds HeartbeatEvery = 500ms;
constexpr std::chrono::microseconds ResourceEvery = 1200ms;
constexpr std::chrono::microseconds BrokenEvery = 17s;
constexpr std::chrono::microseconds WavePeriod = 60s;
constexpr std::chrono::microseconds RushPeriod = 45s;
constexpr std::chrono::microseconds RushBegin = 12s;
constexpr std::chrono::microseconds RushEnd = 17s;
constexpr unsigned RushPercent = 150;

std::string field(const char *name, const std::string &value)
{
    return value.empty() ? std::string() : std::string(name) + ": " + value + "\r\n";
}

std::string member(const char *name, const std::string &value)
{
    return value.empty() ? std::string() : std::string(",\"") + name + "\":\"" + value + '"';
}

} // namespace

DemoScript::DemoScript(std::uint64_t seed, WallTime start, double speed)
    : m_dice(seed)
    , m_start(start)
    , m_speed(speed > 0 ? speed : 1.0)
    , m_run(DemoDice(~seed).hex(8))
    , m_orders(m_dice.between(40000, 90000))
{
    schedule(0us, Act::Cart);
    schedule(5ms, Act::Order);
    schedule(20ms, Act::Transaction);
    schedule(100ms, Act::Heartbeat);
    schedule(400ms, Act::Resource);
    schedule(4s, Act::Broken);
}

DemoStep DemoScript::next()
{
    const Due due = m_due.top();
    m_due.pop();
    DemoStep step{due.at, perform(due)};
    continueOrder(due);
    return step;
}

void DemoScript::schedule(std::chrono::microseconds at, Act act, DemoOrder order)
{
    m_due.push(Due{at, m_serial++, act, std::move(order)});
}

void DemoScript::repeat(const Due &due, std::chrono::microseconds mean, bool inWaves)
{
    const auto usual =
        static_cast<std::uint64_t>(mean.count()) * 100 / (inWaves ? wavePercent(due.at) : 100);
    schedule(due.at + std::chrono::microseconds(m_dice.between(usual / 4, usual * 7 / 4)), due.act);
}

unsigned DemoScript::wavePercent(std::chrono::microseconds at) const
{
    // Up from 70 to 130 % and down again, and a rush on top.
    const auto phase = at % WavePeriod;
    const auto rising = phase < WavePeriod / 2 ? phase : WavePeriod - phase;
    const auto wave = static_cast<unsigned>(70 + 60 * rising.count() / (WavePeriod / 2).count());
    const auto rush = at % RushPeriod;
    return rush >= RushBegin && rush < RushEnd ? wave + RushPercent : wave;
}

void DemoScript::continueOrder(const Due &due)
{
    const auto later = [this, &due](std::uint64_t first, std::uint64_t last, Act act,
                                    DemoOrder order) {
        schedule(due.at + std::chrono::milliseconds(m_dice.between(first, last)), act,
                 std::move(order));
    };
    switch (due.act) {
    case Act::Authorize:
        return later(20, 250, Act::Pay, due.order);
    case Act::Pay:
        if (m_dice.percent(90)) // the rest is out of stock for longer than a demo lasts
            later(800, 6000, Act::Ship, due.order);
        return;
    default:
        return;
    }
}

std::variant<DemoRequest, DemoFrame> DemoScript::perform(const Due &due)
{
    const std::string subject = "order/" + std::to_string(due.order.number);
    switch (due.act) {
    case Act::Cart: {
        repeat(due, CartEvery, true);
        const std::string cart = m_dice.hex(4);
        const std::uint64_t customer = m_dice.between(1000, 9999);
        return binary(
            due,
            {"com.shop.cart.updated", "https://shop.example/cart", "cart/" + cart, {}, customer},
            cartJson(m_dice, cart, customer));
    }
    case Act::Order: {
        repeat(due, OrderEvery, true);
        const DemoOrder order = makeOrder(m_dice, ++m_orders);
        schedule(due.at + std::chrono::milliseconds(m_dice.between(40, 400)),
                 m_dice.percent(5) ? Act::Decline : Act::Authorize, order);
        return binary(due,
                      {"com.shop.order.created", "/checkout",
                       "order/" + std::to_string(order.number), order.trace, order.customer},
                      orderCreatedJson(order));
    }
    case Act::Authorize:
        return structured(due,
                          {"com.shop.payment.authorized", "/payments", subject, due.order.trace,
                           due.order.customer},
                          paymentAuthorizedJson(m_dice, due.order));
    case Act::Decline:
        return structured(due,
                          {"com.shop.payment.declined", "/payments", subject, due.order.trace,
                           due.order.customer},
                          paymentDeclinedJson(m_dice, due.order));
    case Act::Pay:
        return binary(
            due, {"com.shop.order.paid", "/checkout", subject, due.order.trace, due.order.customer},
            orderPaidJson(due.order));
    case Act::Ship:
        return binary(due,
                      {"com.shop.order.shipped", "/warehouse/ber", subject, due.order.trace,
                       due.order.customer},
                      orderShippedJson(m_dice, due.order));
    case Act::Transaction:
        repeat(due, TransactionEvery, false);
        return DemoFrame{transactionJson(
            m_dice, std::chrono::floor<std::chrono::seconds>(time(due).time_since_epoch()))};
    case Act::Heartbeat:
        return heartbeat(due);
    case Act::Resource:
        return resourceUpdate(due);
    case Act::Broken:
        return broken(due);
    }
    Q_UNREACHABLE();
}

DemoRequest DemoScript::binary(const Due &due, const Attributes &attributes, std::string body)
{
    DemoRequest request;
    request.target = Target;
    request.fields = "ce-specversion: 1.0\r\n" + field("ce-id", nextId("evt")) +
                     field("ce-source", attributes.source) + field("ce-type", attributes.type) +
                     field("ce-subject", attributes.subject) +
                     field("ce-time", timestampText(time(due)));
    if (!attributes.trace.empty())
        request.fields +=
            field("ce-traceparent", "00-" + attributes.trace + '-' + m_dice.hex(16) + "-01");
    if (attributes.customer != 0)
        request.fields += field("ce-partitionkey", "c-" + std::to_string(attributes.customer));
    request.fields += "Content-Type: application/json\r\n";
    request.body = std::move(body);
    return request;
}

DemoRequest DemoScript::structured(const Due &due, const Attributes &attributes,
                                   const std::string &data)
{
    DemoRequest request;
    request.target = Target;
    request.fields = "Content-Type: application/cloudevents+json; charset=utf-8\r\n";
    request.body = R"({"specversion":"1.0")" + member("id", nextId("pay")) +
                   member("source", attributes.source) + member("type", attributes.type) +
                   member("subject", attributes.subject) +
                   member("time", timestampText(time(due))) +
                   member("traceparent", "00-" + attributes.trace + '-' + m_dice.hex(16) + "-01") +
                   member("partitionkey", "c-" + std::to_string(attributes.customer)) +
                   R"(,"datacontenttype":"application/json","data":)" + data + "}";
    return request;
}

DemoRequest DemoScript::heartbeat(const Due &due)
{
    repeat(due, HeartbeatEvery, false);
    // Of a sender that has stayed with CloudEvents 0.3.
    DemoRequest request;
    request.target = Target;
    request.fields = "Content-Type: application/cloudevents+json\r\n";
    request.body =
        R"({"specversion":"0.3")" + member("id", nextId("beat")) +
        member("source", "https://knative.dev/eventing/cmd/heartbeats/#shop/probe") +
        member("type", "dev.knative.samples.heartbeat") + member("time", timestampText(time(due))) +
        R"(,"beats":true,"heart":"yes","the":42,"datacontenttype":"application/json","data":{"id":)" +
        std::to_string(++m_beats) + R"(,"label":"probe"}})";
    return request;
}

DemoRequest DemoScript::resourceUpdate(const Due &due)
{
    static constexpr const char *Deployments[] = {"checkout", "payments", "warehouse", "cart"};
    repeat(due, ResourceEvery, false);
    const std::string deployment = m_dice.oneOf(Deployments);
    const std::string pod = deployment + '-' + m_dice.hex(5);
    return binary(due,
                  {"dev.knative.apiserver.resource.update",
                   "https://10.96.0.1:443",
                   "/api/v1/namespaces/shop/pods/" + pod,
                   {},
                   0},
                  R"({"apiVersion":"v1","kind":"Pod","metadata":{"name":")" + pod +
                      R"(","namespace":"shop","resourceVersion":")" +
                      std::to_string(m_dice.between(100000, 999999)) +
                      R"("},"status":{"phase":"Running"}})");
}

DemoRequest DemoScript::broken(const Due &due)
{
    repeat(due, BrokenEvery, false);
    DemoRequest request;
    request.target = Target;
    request.isEvent = false;
    const std::string event = R"({"specversion":"1.0")" + member("id", nextId("bad")) +
                              member("source", "/coupons") + member("type", "com.shop.coupon.used");
    switch (m_broken++ % 4) {
    case 0: // the usual one: an event in JSON, under the content type of plain JSON
        request.fields = "Content-Type: application/json\r\n";
        request.body = event + R"(,"data":{"coupon":"SPRING-10"}})";
        break;
    case 1:
        request.fields =
            "ce-specversion: 1.0\r\nce-source: /coupons\r\nce-type: com.shop.coupon.used\r\n"
            "Content-Type: application/json\r\n";
        request.body = R"({"coupon":"SPRING-10"})";
        break;
    case 2:
        request.fields = "Content-Type: application/cloudevents+json\r\n";
        request.body = event + R"(,"time":"yesterday","data":{"coupon":"SPRING-10"}})";
        break;
    default:
        request.fields = "Content-Type: application/cloudevents+json\r\n";
        request.body = event + R"(,"data":{"coupon":)";
        break;
    }
    return request;
}

std::string DemoScript::nextId(const char *prefix)
{
    return std::string(prefix) + '-' + m_run + '-' + std::to_string(++m_ids);
}

WallTime DemoScript::time(const Due &due) const
{
    return m_start + std::chrono::microseconds(
                         static_cast<std::int64_t>(static_cast<double>(due.at.count()) / m_speed));
}

} // namespace core
