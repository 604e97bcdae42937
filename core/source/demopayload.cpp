// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/source/demopayload.h"

#include <algorithm>

namespace core {

// The order of operands is the compiler's choice: nobody throws the dice twice in one expression.

namespace {

struct Article {
    const char *sku;
    const char *name;
    std::uint64_t cents;
};

constexpr Article Articles[] = {
    {"CUP-04", "Espresso cups, set of 4", 2490},
    {"KET-12", "Gooseneck kettle 1.2 l", 6900},
    {"GRD-01", "Hand grinder", 8950},
    {"BEA-25", "Beans, washed, 250 g", 1190},
    {"BEA-1K", "Beans, natural, 1 kg", 3980},
    {"FIL-99", "Paper filters, 100 pieces", 590},
    {"SCL-03", "Scale 0.1 g", 4490},
    {"MUG-07", "Mug, café crème", 1450},
};

constexpr const char *Reasons[] = {"insufficient_funds", "card_expired", "suspected_fraud",
                                   "limit_exceeded"};
constexpr const char *Carriers[] = {"dhl", "dpd", "ups", "post"};
constexpr const char *Methods[] = {"card", "sepa", "paypal", "invoice"};

std::string money(std::uint64_t cents)
{
    const std::string rest = std::to_string(cents % 100);
    return std::to_string(cents / 100) + (rest.size() == 1 ? ".0" : ".") + rest;
}

struct Basket {
    std::string items;
    std::uint64_t cents = 0;
};

Basket fillBasket(DemoDice &dice)
{
    Basket basket;
    const std::uint64_t lines = dice.between(1, 4);
    for (std::uint64_t line = 0; line < lines; ++line) {
        const Article &article = dice.oneOf(Articles);
        const std::uint64_t quantity = dice.percent(75) ? 1 : dice.between(2, 5);
        basket.cents += quantity * article.cents;
        basket.items += line == 0 ? "[" : ",";
        basket.items += std::string(R"({"sku":")") + article.sku + R"(","name":")" + article.name +
                        R"(","quantity":)" + std::to_string(quantity) + R"(,"price":)" +
                        money(article.cents) + "}";
    }
    basket.items += "]";
    return basket;
}

std::string orderHead(const DemoOrder &order)
{
    return R"({"order":")" + std::to_string(order.number) + '"';
}

} // namespace

DemoOrder makeOrder(DemoDice &dice, std::uint64_t number)
{
    DemoOrder order;
    order.number = number;
    order.customer = dice.between(1000, 9999);
    Basket basket = fillBasket(dice);
    order.cents = basket.cents;
    order.items = std::move(basket.items);
    order.trace = dice.hex(32);
    return order;
}

std::string cartJson(DemoDice &dice, const std::string &cart, std::uint64_t customer)
{
    const Basket basket = fillBasket(dice);
    return R"({"cart":")" + cart + R"(","customer":"c-)" + std::to_string(customer) +
           R"(","items":)" + basket.items + R"(,"total":)" + money(basket.cents) +
           R"(,"currency":"EUR"})";
}

std::string orderCreatedJson(const DemoOrder &order)
{
    return orderHead(order) + R"(,"customer":"c-)" + std::to_string(order.customer) +
           R"(","items":)" + order.items + R"(,"total":)" + money(order.cents) +
           R"(,"currency":"EUR","shipping":{"country":"DE","express":)" +
           (order.number % 7 == 0 ? "true" : "false") + "}}";
}

std::string orderPaidJson(const DemoOrder &order)
{
    return orderHead(order) + R"(,"amount":)" + money(order.cents) +
           R"(,"currency":"EUR","invoice":"R-)" + std::to_string(order.number) + "\"}";
}

std::string orderShippedJson(DemoDice &dice, const DemoOrder &order)
{
    const char *const carrier = dice.oneOf(Carriers);
    const std::string tracking = dice.hex(12);
    return orderHead(order) + R"(,"carrier":")" + carrier + R"(","tracking":")" + tracking +
           R"(","parcels":)" + std::to_string(order.cents > 20000 ? 2 : 1) +
           R"(,"warehouse":"ber"})";
}

std::string paymentAuthorizedJson(DemoDice &dice, const DemoOrder &order)
{
    const char *const method = dice.oneOf(Methods);
    const std::string authorization = dice.hex(8);
    return orderHead(order) + R"(,"amount":)" + money(order.cents) + R"(,"method":")" + method +
           R"(","authorization":")" + authorization + R"("})";
}

std::string paymentDeclinedJson(DemoDice &dice, const DemoOrder &order)
{
    return orderHead(order) + R"(,"amount":)" + money(order.cents) + R"(,"reason":")" +
           dice.oneOf(Reasons) + R"("})";
}

std::string transactionJson(DemoDice &dice, std::chrono::seconds time)
{
    const auto output = [&dice](std::uint64_t index, bool spent, std::uint64_t value) {
        const std::string address = dice.hex(32);
        const std::string script = dice.hex(40);
        return std::string(R"({"spent":)") + (spent ? "true" : "false") +
               R"(,"tx_index":0,"type":0,"addr":"demo1q)" + address + R"(","value":)" +
               std::to_string(value) + R"(,"n":)" + std::to_string(index) + R"(,"script":"0014)" +
               script + R"("})";
    };
    // Most transactions are small, a few are very large: what a classifier is for.
    std::uint64_t satoshi = dice.between(1, 9);
    for (std::uint64_t digit = dice.between(3, dice.percent(10) ? 10 : 7); digit > 0; --digit)
        satoshi = satoshi * 10 + dice.below(10);
    const std::uint64_t inputs = dice.percent(70) ? 1 : dice.between(2, 3);
    const std::uint64_t outputs = dice.percent(80) ? 2 : dice.between(1, 4);
    std::string text = R"({"op":"utx","x":{"lock_time":0,"ver":2,"size":)" +
                       std::to_string(10 + 148 * inputs + 34 * outputs) + R"(,"inputs":[)";
    for (std::uint64_t index = 0; index < inputs; ++index) {
        text += index == 0 ? "" : ",";
        text += R"({"sequence":4294967293,"prev_out":)" +
                output(index, true, satoshi / inputs + 500) + R"(,"script":""})";
    }
    text += R"(],"time":)" + std::to_string(time.count()) + R"(,"tx_index":0,"vin_sz":)" +
            std::to_string(inputs) + R"(,"hash":")" + dice.hex(64) + R"(","vout_sz":)" +
            std::to_string(outputs) + R"(,"relayed_by":"0.0.0.0","out":[)";
    for (std::uint64_t index = 0; index < outputs; ++index) {
        text += index == 0 ? "" : ",";
        text += output(index, false, satoshi / outputs);
    }
    return text + "]}}";
}

} // namespace core
