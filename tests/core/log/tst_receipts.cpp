// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/log/receipts.h"

#include <QTest>

#include <poll.h>

#include <thread>

using namespace core;

namespace {

bool isReadable(const Receipts &receipts, int timeoutMilliseconds = 0)
{
    pollfd entry{receipts.descriptor(), POLLIN, 0};
    return ::poll(&entry, 1, timeoutMilliseconds) == 1;
}

Receipt receipt(std::uint64_t request)
{
    Receipt answer;
    answer.address = {7, request};
    answer.first = answer.last = EventSequence{request};
    return answer;
}

} // namespace

class TestReceipts : public QObject {
    Q_OBJECT

private slots:
    void handsBackInOrder();
    void isReadableOnlyWhileSomethingWaits();
    void wakesWithoutAReceipt();
    void ignoresAnEmptyList();
    void losesNothingBetweenThreads();
};

void TestReceipts::handsBackInOrder()
{
    Receipts receipts;
    receipts.put({receipt(1), receipt(2)});
    receipts.put({receipt(3)});
    const auto taken = receipts.take();
    QCOMPARE(taken.size(), 3U);
    for (std::uint64_t i = 0; i < 3; ++i) {
        QVERIFY(taken[i].address == (ReceiptAddress{7, i + 1}));
        QCOMPARE(taken[i].first.value, i + 1);
    }
}

void TestReceipts::isReadableOnlyWhileSomethingWaits()
{
    Receipts receipts;
    QVERIFY(!isReadable(receipts));
    receipts.put({receipt(1)});
    QVERIFY(isReadable(receipts));
    QCOMPARE(receipts.take().size(), 1U);
    QVERIFY(!isReadable(receipts));
    QVERIFY(receipts.take().empty());
}

void TestReceipts::wakesWithoutAReceipt()
{
    Receipts receipts;
    receipts.wake();
    QVERIFY(isReadable(receipts));
    QVERIFY(receipts.take().empty());
    QVERIFY(!isReadable(receipts));
}

void TestReceipts::ignoresAnEmptyList()
{
    Receipts receipts;
    receipts.put({});
    QVERIFY(!isReadable(receipts));
}

void TestReceipts::losesNothingBetweenThreads()
{
    constexpr std::uint64_t Count = 20000;
    Receipts receipts;
    std::thread writer([&receipts] {
        for (std::uint64_t i = 1; i <= Count; ++i)
            receipts.put({receipt(i)});
    });
    std::uint64_t expected = 1;
    bool isInOrder = true;
    while (expected <= Count) {
        if (!isReadable(receipts, 10000))
            break; // a lost wake-up
        for (const Receipt &taken : receipts.take())
            isInOrder = isInOrder && taken.address.request == expected++;
    }
    writer.join();
    QCOMPARE(expected, Count + 1);
    QVERIFY(isInOrder);
}

QTEST_GUILESS_MAIN(TestReceipts)
#include "tst_receipts.moc"
