// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/query/scanpool.h"

#include <QTest>

#include <atomic>
#include <memory>
#include <semaphore>

using core::ScanPool;

class ScanPoolTest : public QObject {
    Q_OBJECT

private slots:
    void callsAStepUntilItHasNoMore()
    {
        ScanPool pool;
        std::atomic<int> calls{0};
        std::binary_semaphore ended{0};
        ScanPool::Tasks tasks(pool);
        tasks.run([&] {
            if (++calls < 5)
                return true;
            ended.release();
            return false;
        });
        ended.acquire();
        QCOMPARE(calls.load(), 5);
    }

    void takesTurnsBetweenLongWorks()
    {
        ScanPool pool(1);
        ScanPool::Tasks first(pool);
        ScanPool::Tasks second(pool);
        std::string order; // one thread
        std::counting_semaphore<2> ended{0};
        std::binary_semaphore begin{0};
        first.run([&, left = 3]() mutable {
            if (left == 3)
                begin.acquire();
            order += 'a';
            if (--left > 0)
                return true;
            ended.release();
            return false;
        });
        second.run([&, left = 3]() mutable {
            order += 'b';
            if (--left > 0)
                return true;
            ended.release();
            return false;
        });
        begin.release();
        ended.acquire();
        ended.acquire();
        QCOMPARE(QByteArray::fromStdString(order), QByteArray("ababab"));
    }

    void endsRunningWorkBeforeItsOwnerIsGone()
    {
        ScanPool pool;
        for (int round = 0; round < 200; ++round) {
            auto number = std::make_unique<int>(0);
            std::binary_semaphore running{0};
            {
                ScanPool::Tasks tasks(pool);
                tasks.run([&, begun = false]() mutable {
                    if (!begun)
                        running.release();
                    begun = true;
                    ++*number;
                    return true;
                });
                running.acquire();
            }
            number.reset(); // the sanitizers see whoever comes later
        }
    }

    void neverStartsWhatWasDropped()
    {
        ScanPool pool(1);
        std::binary_semaphore blocked{0};
        std::binary_semaphore release{0};
        ScanPool::Tasks blocking(pool);
        blocking.run([&] {
            blocked.release();
            release.acquire();
            return false;
        });
        blocked.acquire();
        std::atomic<bool> dropped{false};
        std::binary_semaphore second{0};
        ScanPool::Tasks tasks(pool);
        tasks.run([&] {
            dropped = true;
            return false;
        });
        tasks.drop();
        tasks.run([&] {
            second.release();
            return false;
        });
        release.release();
        second.acquire();
        QVERIFY(!dropped);
    }

    void endsWithWorkWaiting()
    {
        auto pool = std::make_unique<ScanPool>(2);
        {
            ScanPool::Tasks tasks(*pool);
            for (int i = 0; i < 100; ++i)
                tasks.run([] { return true; });
        }
        pool.reset();
    }
};

QTEST_GUILESS_MAIN(ScanPoolTest)
#include "tst_scanpool.moc"
