// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/codec/jsonformat.h"
#include "tests/core/codec/codectest.h"

#include <QtTest/QtTest>

#include <random>
#include <string>
#include <string_view>

/// What every decoder of a format must bear, and what it must say. `decode` is one: a view of the bytes → an event or a
/// Rejection.
namespace codectest {

/// Refused whole, or accepted with data that can be read.
template<typename Decode>
void checkDecodes(std::string_view bytes, const Decode &decode)
{
    const ExactCopy copy(bytes);
    const auto event = decode(copy.view());
    if (event)
        QCOMPARE(core::dataBytes(*event, copy.view()).size(), core::dataSize(*event, copy.view()));
    else
        QVERIFY(isComplete(event.error()));
}

/// Each byte of `good` in turn becomes each of `values`.
template<typename Decode>
void changeEveryByte(const std::string &good, std::string_view values, const Decode &decode)
{
    for (std::size_t at = 0; at < good.size() && !QTest::currentTestFailed(); ++at) {
        for (const char value : values) {
            std::string changed = good;
            changed[at] = value;
            checkDecodes(changed, decode);
        }
    }
}

inline std::string everyByte()
{
    std::string values;
    for (int value = 0; value < 256; ++value)
        values += static_cast<char>(value);
    return values;
}

/// Pieces of `good` go, or stand again elsewhere; `see` is shown each result.
template<typename See>
void spliceAtRandom(const std::string &good, const See &see)
{
    constexpr std::uint32_t Seed = 20261128;
    qInfo("seed %u", Seed);
    std::mt19937 random(Seed);
    const auto below = [&random](std::size_t limit) {
        return std::uniform_int_distribution<std::size_t>(0, limit)(random);
    };
    for (int round = 0; round < 20'000 && !QTest::currentTestFailed(); ++round) {
        std::string spliced = good;
        for (int change = 0; change < 3; ++change) {
            const std::size_t from = below(spliced.size());
            const std::size_t length = below(std::min<std::size_t>(spliced.size() - from, 8));
            const std::string piece = spliced.substr(from, length);
            if (round % 2 == 0)
                spliced.erase(from, length);
            else
                spliced.insert(below(spliced.size()), piece);
        }
        const ExactCopy copy(spliced);
        see(copy.view());
    }
}

/// `why` refuses `body` by `rule`, marks `place` in it, and says `said` to a reader.
inline void compareFault(const core::Rejection &why, std::string_view body, const QByteArray &rule,
                         const QByteArray &place, const QByteArray &said)
{
    QCOMPARE(bytes(why.rule), rule);
    QVERIFY(isComplete(why));
    QCOMPARE(int(why.place.part), int(core::Place::Part::Body));
    const core::ByteRange range = why.place.bytes.value_or(core::ByteRange{});
    QVERIFY(range.offset + range.length <= body.size());
    QCOMPARE(bytes(body.substr(range.offset, range.length)), place);
    const std::string all = why.title + why.detail + why.fix;
    QVERIFY2(all.find(said.toStdString()) != std::string::npos, all.c_str());
}

} // namespace codectest
