// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/models/rowtexts.h"

#include "core/query/scanpool.h"
#include "tests/core/log/logtest.h"
#include "ui/models/eventtablemodel.h"

#include <QAbstractItemModelTester>
#include <QtTest>

using ui::EventColumn;
using ui::RowTexts;

class TestRowTexts : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();

    void readsWhatIsAskedForAndSaysSo();
    void knowsNothingOfWhatIsNotThere();
    void knowsNothingWhereNothingCanBeRead();
    void keepsABoundedNumber();
    void forgetsWhatLeft();
    void dropsWhatWasScrolledPast();
    void fillsTheTable();
    void endsWhileItReads();

private:
    void append(std::size_t count);
    ui::OpenReader reader() const
    {
        return [log = m_log.get()] { return log->reader(); };
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<core::EventLog> m_log;
};

void TestRowTexts::initTestCase()
{
    qRegisterMetaType<core::EventSequence>();
}

void TestRowTexts::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    core::EventLog::Options options;
    options.dictionaryBytes = 0; // no value has a code
    m_log = logtest::openLog(logtest::captureIn(*m_folder), options);
}

void TestRowTexts::cleanup()
{
    m_log.reset();
    m_folder.reset();
}

void TestRowTexts::append(std::size_t count)
{
    const std::uint64_t first = m_log->columns().published();
    std::vector<core::Message> messages;
    while (count > 0) {
        core::Message message = logtest::batchMessage(first, std::min<std::size_t>(count, 500));
        count -= message.events.size();
        messages.push_back(std::move(message));
    }
    logtest::Sender(*m_log).send(std::move(messages));
}

void TestRowTexts::readsWhatIsAskedForAndSaysSo()
{
    append(100);
    const std::vector<core::StoredEvent> events = logtest::readAll(*m_log);
    RowTexts texts(reader());
    QSignalSpy arrived(&texts, &RowTexts::arrived);
    for (const quint64 sequence : {1U, 2U, 50U, 100U})
        QVERIFY(!texts.find({sequence}));
    QVERIFY(arrived.wait());
    QCOMPARE(arrived.count(), 1);
    QCOMPARE(arrived[0][0].value<core::EventSequence>().value, 1ULL);
    QCOMPARE(arrived[0][1].value<core::EventSequence>().value, 100ULL);
    for (const quint64 sequence : {1U, 2U, 50U, 100U}) {
        const RowTexts::Texts *found = texts.find({sequence});
        QVERIFY(found);
        const core::CloudEvent &event = events[sequence - 1].event;
        QCOMPARE(found->type, std::optional(event.type));
        QCOMPARE(found->source, std::optional(event.source));
        QCOMPARE(found->subject, event.subject);
    }
    QVERIFY(!texts.find({51}));
}

void TestRowTexts::knowsNothingOfWhatIsNotThere()
{
    append(1);
    RowTexts texts(reader());
    QSignalSpy arrived(&texts, &RowTexts::arrived);
    QVERIFY(!texts.find({77}));
    QVERIFY(arrived.wait());
    QVERIFY(texts.find({77})); // and does not ask again and again
    QVERIFY(!texts.find({77})->type);
}

void TestRowTexts::knowsNothingWhereNothingCanBeRead()
{
    RowTexts texts([]() -> core::Result<std::unique_ptr<core::CaptureReader>> {
        return core::fail(core::Error::Kind::Io, "the disk is gone");
    });
    QSignalSpy arrived(&texts, &RowTexts::arrived);
    QVERIFY(!texts.find({1}));
    QVERIFY(arrived.wait());
    QVERIFY(texts.find({1}) && !texts.find({1})->type);
}

void TestRowTexts::keepsABoundedNumber()
{
    append(RowTexts::MaxRows + 1);
    RowTexts texts(reader());
    QSignalSpy arrived(&texts, &RowTexts::arrived);
    for (quint64 sequence = 1; sequence <= RowTexts::MaxRows + 1; ++sequence) {
        texts.find({sequence});
        if (sequence % 500 == 0 || sequence > RowTexts::MaxRows - 1) {
            QVERIFY(arrived.wait());
            const auto most = std::min<quint64>(sequence, RowTexts::MaxRows);
            QCOMPARE(texts.count(), static_cast<int>(most));
        }
    }
    QVERIFY(!texts.find({1})); // the one that was looked at longest ago
    QVERIFY(texts.find({2}));
}

void TestRowTexts::forgetsWhatLeft()
{
    append(10);
    RowTexts texts(reader());
    QSignalSpy arrived(&texts, &RowTexts::arrived);
    for (quint64 sequence = 1; sequence <= 10; ++sequence)
        texts.find({sequence});
    QVERIFY(arrived.wait());
    texts.forgetBelow({8});
    QCOMPARE(texts.count(), 3);
    QVERIFY(texts.find({8}));
}

void TestRowTexts::dropsWhatWasScrolledPast()
{
    append(10);
    RowTexts texts(reader());
    QSignalSpy arrived(&texts, &RowTexts::arrived);
    for (quint64 sequence = 1; sequence <= RowTexts::MaxWanted + 1; ++sequence)
        texts.find({sequence});
    QVERIFY(arrived.wait());
    QCOMPARE(texts.count(), 1);
}

void TestRowTexts::fillsTheTable()
{
    append(20);
    const std::vector<core::StoredEvent> events = logtest::readAll(*m_log);
    core::ScanPool pool(1);
    RowTexts texts(reader());
    ui::EventTableModel model(m_log->columns(), pool, nullptr, &texts);
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    model.advance();
    const auto cell = [&](int row, EventColumn column, int role = Qt::DisplayRole) {
        return model.index(row, ui::column(column)).data(role).toString();
    };
    QCOMPARE(cell(3, EventColumn::Type), QStringLiteral("\u2026"));
    QCOMPARE(cell(3, EventColumn::Type, ui::RawRole), QString());
    QTRY_VERIFY(changed.count() > 0);
    QTRY_COMPARE(cell(3, EventColumn::Type), QString::fromStdString(events[3].event.type));
    QCOMPARE(cell(3, EventColumn::Source, ui::RawRole),
             QString::fromStdString(events[3].event.source));
    QCOMPARE(cell(3, EventColumn::Subject),
             QString::fromStdString(events[3].event.subject.value_or(std::string())));
    const auto last = changed.last();
    QCOMPARE(last[0].toModelIndex().column(), ui::column(EventColumn::Type));
    QCOMPARE(last[1].toModelIndex().column(), ui::column(EventColumn::Subject));
}

void TestRowTexts::endsWhileItReads()
{
    append(1000);
    for (int i = 0; i < 10; ++i) {
        RowTexts texts(reader());
        for (quint64 sequence = 1; sequence <= 1000; ++sequence)
            texts.find({sequence});
        if (i % 2 == 0)
            QCoreApplication::processEvents();
    }
}

QTEST_GUILESS_MAIN(TestRowTexts)
#include "tst_rowtexts.moc"
