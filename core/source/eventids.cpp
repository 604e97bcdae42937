// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/source/eventids.h"

#include <QRandomGenerator>

#include <array>
#include <cstdint>

namespace core {

namespace {

std::mt19937_64 seededBySystem()
{
    std::array<std::uint32_t, 8> entropy{};
    QRandomGenerator::system()->fillRange(entropy.data(), static_cast<qsizetype>(entropy.size()));
    std::seed_seq sequence(entropy.begin(), entropy.end());
    return std::mt19937_64(sequence);
}

} // namespace

EventIds::EventIds()
    : m_random(seededBySystem())
{
}

std::string EventIds::next()
{
    static constexpr char Digits[] = "0123456789abcdef";
    const std::uint64_t high =
        (m_random() & 0xFFFFFFFFFFFF0FFFU) | 0x0000000000004000U;                       // version 4
    const std::uint64_t low = (m_random() & 0x3FFFFFFFFFFFFFFFU) | 0x8000000000000000U; // variant 1
    std::string id = "00000000-0000-0000-0000-000000000000";
    int nibble = 0;
    for (char &character : id) {
        if (character == '-')
            continue;
        const std::uint64_t half = nibble < 16 ? high : low;
        character = Digits[(half >> (60 - 4 * (nibble % 16))) & 0xF];
        ++nibble;
    }
    return id;
}

} // namespace core
