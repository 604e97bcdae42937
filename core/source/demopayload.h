// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/source/demodice.h"

#include <chrono>
#include <cstdint>
#include <string>

namespace core {

/// One order of the demo's shop: what its events have in common.
struct DemoOrder {
    std::uint64_t number = 0;
    std::uint64_t customer = 0;
    std::uint64_t cents = 0;
    std::string items; ///< JSON array
    std::string trace; ///< trace id of W3C trace context, 32 hexadecimal digits
};

// The JSON that the demo's senders put into their events. Pure but for the dice.

[[nodiscard]] DemoOrder makeOrder(DemoDice &dice, std::uint64_t number);
[[nodiscard]] std::string cartJson(DemoDice &dice, const std::string &cart, std::uint64_t customer);
[[nodiscard]] std::string orderCreatedJson(const DemoOrder &order);
[[nodiscard]] std::string orderPaidJson(const DemoOrder &order);
[[nodiscard]] std::string orderShippedJson(DemoDice &dice, const DemoOrder &order);
[[nodiscard]] std::string paymentAuthorizedJson(DemoDice &dice, const DemoOrder &order);
[[nodiscard]] std::string paymentDeclinedJson(DemoDice &dice, const DemoOrder &order);
/// An unconfirmed transaction in the form of the well-known public feed: invented, addresses included.
[[nodiscard]] std::string transactionJson(DemoDice &dice, std::chrono::seconds time);

} // namespace core
