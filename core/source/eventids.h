// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <random>
#include <string>

namespace core {

/// Makes ids for events that came without one: random UUIDs (RFC 4122 §4.4) from a generator of its
/// own, seeded by the system. One thread at a time. Not for secrets.
class EventIds {
public:
    EventIds();
    [[nodiscard]] std::string next();

private:
    std::mt19937_64 m_random;
};

} // namespace core
