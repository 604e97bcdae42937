// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/log/verify.h"
#include "core/transfer/mergecaptures.h"
#include "tests/core/log/logtest.h"
#include "tests/core/transfer/transfertest.h"

#include <QTest>

using namespace core;
using namespace transfertest;

namespace {

Message at(std::int64_t microseconds, std::uint64_t number)
{
    Message message = logtest::binaryMessage(number);
    message.received = WallTime(std::chrono::microseconds(microseconds));
    return message;
}

} // namespace

class TestMergeCaptures : public QObject {
    Q_OBJECT

private slots:
    void init();
    void mergesByReceiveTime();
    void keepsTheOrderWithinACapture();
    void keepsEverythingElse();
    void bringsMarksAndNotes();
    void mergesManyPages();
    void appendsToWhatIsThere();
    void mergesEmptyCaptures();
    void saysWhatCannotBeMerged();
    void endsWhereAnInputIsDamaged();
    void endsWhenCancelled();
    void knowsCapturesByTheirBytes();

private:
    Result<Imported> merge(const std::vector<std::filesystem::path> &inputs,
                           const std::stop_token &stop = {})
    {
        return mergeCaptures(inputs, m_log->intake(), m_progress, stop);
    }
    QByteArray ids() const
    {
        QByteArrayList list;
        for (const StoredEvent &stored : logtest::readAll(*m_log))
            list << QByteArray::fromStdString(stored.event.id.substr(3));
        return list.join(' ');
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<EventLog> m_log;
    ProgressMeter m_progress;
};

void TestMergeCaptures::init()
{
    m_log.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    m_log = logtest::openLog(logtest::captureIn(*m_folder));
}

void TestMergeCaptures::mergesByReceiveTime()
{
    const auto a = capture(*m_folder, QStringLiteral("a"), {at(10, 1), at(30, 3), at(60, 6)});
    const auto b = capture(*m_folder, QStringLiteral("b"), {at(20, 2), at(30, 4), at(70, 7)});
    const auto c = capture(*m_folder, QStringLiteral("c"), {at(50, 5)});
    const auto merged = merge({a, b, c});
    QVERIFY(merged);
    QCOMPARE(merged->end, Imported::End::Done);
    QCOMPARE(merged->events, 7U);
    QCOMPARE(ids(), QByteArray("1 2 3 4 5 6 7"));
    QCOMPARE(m_progress.progress().total, 7U);
    QCOMPARE(m_progress.progress().done, 7U);
}

/// The clock of one of them was set back: that is no reason to turn its facts around.
void TestMergeCaptures::keepsTheOrderWithinACapture()
{
    const auto a = capture(*m_folder, QStringLiteral("a"), {at(50, 1), at(10, 2), at(60, 5)});
    const auto b = capture(*m_folder, QStringLiteral("b"), {at(55, 3), at(58, 4)});
    QVERIFY(merge({a, b}));
    QCOMPARE(ids(), QByteArray("1 2 3 4 5"));
}

void TestMergeCaptures::keepsEverythingElse()
{
    const auto input = capture(*m_folder, QStringLiteral("kinds"), everyKind());
    QCOMPARE(merge({input})->events, 16U);
    std::vector<StoredEvent> expected = eventsOf(input);
    std::vector<StoredEvent> found = logtest::readAll(*m_log);
    // Frames have receive time 0: they come first. Otherwise the times ascend.
    std::stable_sort(
        expected.begin(), expected.end(),
        [](const StoredEvent &x, const StoredEvent &y) { return x.received < y.received; });
    std::stable_sort(found.begin(), found.end(), [](const StoredEvent &x, const StoredEvent &y) {
        return x.received < y.received;
    });
    QCOMPARE(found.size(), expected.size());
    for (std::size_t index = 0; index < found.size(); ++index) {
        QCOMPARE(found[index].origin, OriginKind::Import);
        QCOMPARE(found[index].connection, input.string());
        found[index].origin = expected[index].origin;
        found[index].connection = expected[index].connection;
        found[index].sequence = expected[index].sequence;
        found[index].seal = expected[index].seal;
        QCOMPARE(found[index], expected[index]);
    }
    m_log->close();
    QVERIFY(std::holds_alternative<VerifiedHead>(*verifyCapture(m_log->file())));
}

void TestMergeCaptures::bringsMarksAndNotes()
{
    const auto mark = [](const std::filesystem::path &file, MarkChange change) {
        const auto log = logtest::openLog(file);
        QVERIFY(log->changeMarks({std::move(change)}));
        QTRY_VERIFY(!log->marks()->isEmpty());
    };
    const auto a = capture(*m_folder, QStringLiteral("a"), {at(10, 1), at(10, 2), at(30, 4)});
    const auto b = capture(*m_folder, QStringLiteral("b"), {at(20, 3), at(40, 5)});
    mark(a, {EventSequence{2}, true, {}});
    mark(b, {EventSequence{2}, {}, "the last one"});
    QVERIFY(merge({a, b}));
    QCOMPARE(ids(), QByteArray("1 2 3 4 5"));
    const auto marks = m_log->marks();
    QCOMPARE(marks->size(), 2U);
    QVERIFY(marks->isMarked({2}));
    QCOMPARE(marks->note({5}), std::string_view("the last one"));
}

void TestMergeCaptures::mergesManyPages()
{
    constexpr int Count = 5000;
    std::vector<Message> odd;
    std::vector<Message> even;
    for (int number = 1; number <= Count; ++number)
        (number % 2 ? odd : even).push_back(at(number, std::uint64_t(number)));
    const auto a = capture(*m_folder, QStringLiteral("odd"), std::move(odd));
    const auto b = capture(*m_folder, QStringLiteral("even"), std::move(even));
    QCOMPARE(merge({b, a})->events, std::uint64_t(Count));
    const auto found = logtest::readAll(*m_log);
    for (std::size_t index = 0; index < found.size(); ++index)
        QCOMPARE(found[index].received.time_since_epoch().count(), std::int64_t(index) + 1);
}

void TestMergeCaptures::appendsToWhatIsThere()
{
    logtest::Sender(*m_log).send(at(1000, 1));
    const auto a = capture(*m_folder, QStringLiteral("a"), {at(10, 2)});
    QCOMPARE(merge({a})->events, 1U);
    QCOMPARE(merge({a})->events, 1U);
    QCOMPARE(ids(), QByteArray("1 2 2"));
    QCOMPARE(m_log->ledger().kept, 3U);
}

void TestMergeCaptures::mergesEmptyCaptures()
{
    const auto a = capture(*m_folder, QStringLiteral("a"), {});
    const auto b = capture(*m_folder, QStringLiteral("b"), {at(10, 1)});
    QCOMPARE(merge({a, b, a})->events, 1U);
    QCOMPARE(merge({})->events, 0U);
}

void TestMergeCaptures::saysWhatCannotBeMerged()
{
    const auto a = capture(*m_folder, QStringLiteral("a"), {at(10, 1)});
    const auto text = m_folder->filePath(QStringLiteral("text")).toStdString();
    writeFile(text, QByteArray(5000, 'x'));
    for (const std::filesystem::path &other :
         {std::filesystem::path(text), std::filesystem::path(text + ".absent")}) {
        const auto merged = merge({a, other});
        QVERIFY(!merged);
        QVERIFY(merged.error().detail.find(other.string()) != std::string::npos);
    }
    QCOMPARE(ids(), QByteArray());
}

void TestMergeCaptures::endsWhereAnInputIsDamaged()
{
    std::vector<Message> messages;
    for (int number = 1; number <= 3000; ++number)
        messages.push_back(at(number, std::uint64_t(number)));
    const auto a = capture(*m_folder, QStringLiteral("a"), std::move(messages));
    QCOMPARE(logtest::query(a, "DROP TRIGGER segment_1_refuses_UPDATE;"
                               "UPDATE segment_1 SET shape = 65535 WHERE sequence = 2500"),
             std::string());
    const auto merged = merge({a});
    QVERIFY(merged);
    QCOMPARE(merged->end, Imported::End::Failed);
    QVERIFY2(merged->problem.find("event 2500 is damaged") != std::string::npos,
             merged->problem.c_str());
    QVERIFY(merged->events >= 1000 && merged->events < 2500);
    QCOMPARE(std::uint64_t(logtest::readAll(*m_log).size()), merged->events);
}

void TestMergeCaptures::endsWhenCancelled()
{
    const auto a = capture(*m_folder, QStringLiteral("a"), {at(10, 1), at(20, 2)});
    std::stop_source stop;
    stop.request_stop();
    const auto merged = merge({a}, stop.get_token());
    QVERIFY(merged);
    QCOMPARE(merged->end, Imported::End::Cancelled);
    QCOMPARE(merged->events, 0U);
}

void TestMergeCaptures::knowsCapturesByTheirBytes()
{
    QVERIFY(looksLikeCapture(capture(*m_folder, QStringLiteral("a.json"), {})));
    QVERIFY(looksLikeCapture(m_log->file())); // open for writing here, and stays locked
    QCOMPARE(logtest::Sender(*m_log).send(at(1, 1)).outcome, Receipt::Outcome::Committed);
    const auto text = m_folder->filePath(QStringLiteral("b.eventscope")).toStdString();
    QVERIFY(!looksLikeCapture(text));
    for (const int size : {0, 1, 99, 100, 5000}) {
        writeFile(text, QByteArray(size, 'x'));
        QVERIFY(!looksLikeCapture(text));
    }
    QVERIFY(!looksLikeCapture(m_folder->path().toStdString()));
}

QTEST_GUILESS_MAIN(TestMergeCaptures)
#include "tst_mergecaptures.moc"
