// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/orderevents.h"

namespace bench {

std::vector<std::string> orderEvents()
{
    std::vector<std::string> result;
    for (int number = 0; number < 512; ++number) {
        const std::string text = std::to_string(number);
        result.push_back(
            R"({"specversion":"1.0","id":"b-)" + text +
            R"(","source":"/shop/checkout","type":")"
            R"(com.example.order.placed","subject":"orders/)" +
            text +
            R"(","time":"2026-03-01T12:30:45.123Z","datacontenttype":"application/json",)"
            R"("data":{"order":)" +
            text +
            R"(,"total":129.95,"currency":"EUR","express":false,"customer":)"
            R"({"name":"Grüße","city":"Zürich","tags":["new","web",null]},"lines":[{"sku":"a-1","count":2,)"
            R"("price":9.5},{"sku":"b-77","count":1,"price":110.95}]}})");
    }
    return result;
}

} // namespace bench
