// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/log/eventlog.h"
#include "ui/reading/readingthread.h"

#include <QTemporaryDir>
#include <QThread>
#include <QtTest>

#include <semaphore>

class TestReadingThread : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void readsBesideAndAnswersHere();
    void answersInTheOrderAsked();
    void newestQuestionWins();
    void forgetsWhatIsNotWanted();
    void opensItsReaderOnceAndTriesAgainAfterAFailure();
    void answersNobodyAfterItsEnd();

private:
    ui::OpenReader opener()
    {
        return [this] {
            ++m_opened;
            return m_log->reader();
        };
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<core::EventLog> m_log;
    std::atomic<int> m_opened{0};
};

void TestReadingThread::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    auto log =
        core::EventLog::open(m_folder->filePath(QStringLiteral("a.eventscope")).toStdString());
    QVERIFY2(log, log ? "" : log.error().detail.c_str());
    m_log = std::move(*log);
    m_opened = 0;
}

void TestReadingThread::cleanup()
{
    m_log.reset();
    m_folder.reset();
}

void TestReadingThread::readsBesideAndAnswersHere()
{
    ui::ReadingThread thread(opener());
    QThread *here = QThread::currentThread();
    QThread *takenOn = nullptr;
    QThread *readOn = nullptr;
    thread.ask(
        [](const ui::ReadingThread::Reader &reader) {
            return std::pair(QThread::currentThread(), reader && (*reader)->last().has_value());
        },
        [&](const std::pair<QThread *, bool> &answer) {
            QVERIFY(answer.second);
            readOn = answer.first;
            takenOn = QThread::currentThread();
        });
    QTRY_VERIFY(takenOn != nullptr);
    QCOMPARE(takenOn, here);
    QVERIFY(readOn != here);
}

void TestReadingThread::answersInTheOrderAsked()
{
    ui::ReadingThread thread(opener());
    QList<int> answers;
    for (int i = 0; i < 50; ++i)
        thread.ask([i](const ui::ReadingThread::Reader &) { return i; },
                   [&](int answer) { answers.append(answer); });
    QTRY_COMPARE(answers.size(), 50);
    QVERIFY(std::is_sorted(answers.begin(), answers.end()));
}

void TestReadingThread::newestQuestionWins()
{
    std::binary_semaphore begun(0);
    std::binary_semaphore goOn(0);
    ui::ReadingThread thread(opener());
    std::atomic<int> read{0};
    QList<int> answers;
    const auto take = [&](int answer) { answers.append(answer); };
    thread.askNewest(
        [&](const ui::ReadingThread::Reader &) {
            begun.release();
            goOn.acquire();
            return 0;
        },
        take);
    begun.acquire();
    for (int i = 1; i <= 20; ++i)
        thread.askNewest(
            [&read, i](const ui::ReadingThread::Reader &) {
                ++read;
                return i;
            },
            take);
    goOn.release();
    QTRY_COMPARE(answers, QList<int>{20});
    QCOMPARE(read.load(), 1);
}

void TestReadingThread::forgetsWhatIsNotWanted()
{
    ui::ReadingThread thread(opener());
    QList<int> answers;
    const auto ask = [&](auto which, int number) {
        which([number](const ui::ReadingThread::Reader &) { return number; },
              [&](int answer) { answers.append(answer); });
    };
    ask([&](auto read, auto take) { thread.askNewest(read, take); }, 1);
    thread.forgetNewest();
    ask([&](auto read, auto take) { thread.ask(read, take); }, 2);
    QTRY_COMPARE(answers, QList<int>{2});
}

void TestReadingThread::opensItsReaderOnceAndTriesAgainAfterAFailure()
{
    int asked = 0;
    ui::ReadingThread thread([&]() -> core::Result<std::unique_ptr<core::CaptureReader>> {
        if (++asked == 1)
            return core::fail(core::Error::Kind::NotFound, "There is no such file.");
        return m_log->reader();
    });
    QStringList answers;
    for (int i = 0; i < 3; ++i)
        thread.ask(
            [](const ui::ReadingThread::Reader &reader) {
                return reader ? QStringLiteral("read")
                              : QString::fromStdString(reader.error().detail);
            },
            [&](const QString &answer) { answers.append(answer); });
    QTRY_COMPARE(answers.size(), 3);
    const QStringList wanted{QStringLiteral("There is no such file."), QStringLiteral("read"),
                             QStringLiteral("read")};
    QCOMPARE(answers, wanted);
    QCOMPARE(asked, 2);
}

void TestReadingThread::answersNobodyAfterItsEnd()
{
    bool answered = false;
    {
        ui::ReadingThread thread(opener());
        thread.ask([](const ui::ReadingThread::Reader &) { return 1; },
                   [&](int) { answered = true; });
    }
    QCoreApplication::processEvents();
    QVERIFY(!answered);
}

QTEST_GUILESS_MAIN(TestReadingThread)
#include "tst_readingthread.moc"
