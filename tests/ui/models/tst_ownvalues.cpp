// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/models/ownvalues.h"

#include "core/query/scanpool.h"
#include "core/query/storedvalues.h"
#include "tests/core/log/logtest.h"
#include "ui/models/eventtablemodel.h"

#include <QAbstractItemModelTester>
#include <QtTest>

#include <array>

using ui::EventColumn;
using ui::OwnValues;
using Kind = core::EventValue::Kind;

class TestOwnValues : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void readsWhatIsAskedForAndSaysSo();
    void knowsNothingWhereNothingCanBeRead();
    void forgetsWhenNamesOrRulesChange();
    void dropsWhatWasScrolledPast();
    void keepsABoundedNumberOfBytes();
    void cutsWhatIsTooLong();
    void addsAndRemovesColumnsOfTheTable();
    void hasAMostNumberOfColumns();
    void showsAStandInUntilItIsRead();
    void hidesWhatIsRedacted();
    void endsWhileItReads();

private:
    void append(const std::vector<std::string> &data);
    static std::vector<core::ValueName> names(std::initializer_list<const char *> texts)
    {
        std::vector<core::ValueName> found;
        for (const char *text : texts)
            found.push_back(*core::ValueName::parse(text));
        return found;
    }
    ui::OpenReader reader() const
    {
        return [log = m_log.get()] { return log->reader(); };
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<core::EventLog> m_log;
    std::uint64_t m_number = 0;
};

void TestOwnValues::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_log = logtest::openLog(logtest::captureIn(*m_folder));
    m_number = 0;
}

void TestOwnValues::cleanup()
{
    m_log.reset();
    m_folder.reset();
}

void TestOwnValues::append(const std::vector<std::string> &data)
{
    std::vector<core::Message> messages;
    for (const std::string &each : data)
        messages.push_back(logtest::binaryMessage(++m_number, each));
    logtest::Sender(*m_log).send(std::move(messages));
}

void TestOwnValues::readsWhatIsAskedForAndSaysSo()
{
    append({R"({"total":5})", R"({"total":"six"})"});
    OwnValues values(reader());
    values.setNames(names({"/total", "id"}));
    QSignalSpy arrived(&values, &OwnValues::arrived);
    QSignalSpy kinds(&values, &OwnValues::kindsChanged);
    QVERIFY(!values.find({1}));
    QVERIFY(!values.find({2}));
    QVERIFY(arrived.wait());
    QCOMPARE(arrived.count(), 1); // both together
    QCOMPARE(kinds.count(), 1);
    QVERIFY(values.find({1}));
    QCOMPARE((*values.find({1}))[0], (core::EventValue{Kind::Number, "5"}));
    QCOMPARE((*values.find({2}))[0], (core::EventValue{Kind::Text, "six"}));
    QCOMPARE((*values.find({2}))[1].kind, Kind::Text);
    QCOMPARE(values.kindOf(0), Kind::Text);
    values.forgetBelow({2});
    QCOMPARE(values.count(), 1);
}

void TestOwnValues::knowsNothingWhereNothingCanBeRead()
{
    OwnValues values([]() -> core::Result<std::unique_ptr<core::CaptureReader>> {
        return core::fail(core::Error::Kind::Io, "no file");
    });
    values.setNames(names({"/total"}));
    QSignalSpy arrived(&values, &OwnValues::arrived);
    QVERIFY(!values.find({1}));
    QVERIFY(arrived.wait());
    QVERIFY(values.find({1}) && values.find({1})->empty());
}

void TestOwnValues::forgetsWhenNamesOrRulesChange()
{
    append({R"({"total":5,"name":"n"})"});
    OwnValues values(reader());
    values.setNames(names({"/total"}));
    QTRY_VERIFY(values.find({1}));
    values.setNames(names({"/name"}));
    QCOMPARE(values.count(), 0);
    QTRY_VERIFY(values.find({1}));
    QCOMPARE((*values.find({1}))[0].text, std::string("n"));
    const std::array<std::string, 1> rules{"/name"};
    values.setRedaction(*core::Redaction::parse(rules));
    QVERIFY(!values.find({1}));
    QTRY_VERIFY(values.find({1}));
    QCOMPARE((*values.find({1}))[0].text, std::string("[redacted]"));
}

void TestOwnValues::dropsWhatWasScrolledPast()
{
    append(std::vector<std::string>(2 * OwnValues::MaxWanted, "{}"));
    OwnValues values(reader());
    values.setNames(names({"/total"}));
    QSignalSpy arrived(&values, &OwnValues::arrived);
    for (quint64 number = 1; number <= OwnValues::MaxWanted + 1; ++number)
        QVERIFY(!values.find({number}));
    QVERIFY(arrived.wait());
    QCOMPARE(values.count(), 1);
    QVERIFY(values.find({OwnValues::MaxWanted + 1}));
}

void TestOwnValues::keepsABoundedNumberOfBytes()
{
    const std::string large = "{\"v\":\"" + std::string(OwnValues::MaxValueBytes, 'x') + "\"}";
    const auto many = static_cast<std::size_t>(OwnValues::MaxBytes) / OwnValues::MaxValueBytes + 20;
    append(std::vector<std::string>(many, large));
    OwnValues values(reader());
    values.setNames(names({"/v"}));
    for (quint64 number = 1; number <= many; ++number) {
        values.find({number});
        if (number == many / 2 || number == many)
            QTRY_VERIFY_WITH_TIMEOUT(values.find({number}), 20'000);
    }
    QVERIFY(values.count() > 100);
    QVERIFY(values.count() < static_cast<int>(many));
}

void TestOwnValues::cutsWhatIsTooLong()
{
    const auto textOf = [this](std::size_t size) {
        append({"{\"v\":\"" + std::string(size, 'x') + "\"}"});
        OwnValues values(reader());
        values.setNames(names({"/v"}));
        if (!QTest::qWaitFor([&] { return values.find({m_number}) != nullptr; }))
            qFatal("nothing arrives");
        return (*values.find({m_number}))[0].text;
    };
    constexpr std::size_t Most = OwnValues::MaxValueBytes;
    QCOMPARE(textOf(Most - 1), std::string(Most - 1, 'x'));
    QCOMPARE(textOf(Most), std::string(Most, 'x'));
    QCOMPARE(textOf(Most + 1), std::string(Most, 'x') + "…");
}

namespace {

struct Table {
    core::ScanPool pool{1};
    core::StoredValues stored;
    OwnValues own;
    ui::EventTableModel model;
    QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::QtTest};

    explicit Table(core::EventLog &log)
        : stored(log.columns(), [&log] { return log.reader(); })
        , own([&log] { return log.reader(); })
        , model(log.columns(), pool, &stored, nullptr, &own)
    {
        model.advance();
    }
    bool add(const char *name) { return model.addOwnColumn(*core::ValueName::parse(name)); }
    QVariant cell(int row, int number, int role = Qt::DisplayRole) const
    {
        return model.index(row, ui::EventColumnCount + number).data(role);
    }
};

} // namespace

void TestOwnValues::addsAndRemovesColumnsOfTheTable()
{
    append({R"({"total":5.50,"when":"2026-11-28T14:31:41Z"})", R"({"total":4,"note":""})"});
    Table table(*m_log);
    QCOMPARE(table.model.columnCount(), ui::EventColumnCount);
    QVERIFY(table.add("/total"));
    QVERIFY(table.add("/when"));
    QVERIFY(table.add("/note"));
    QCOMPARE(table.model.columnCount(), ui::EventColumnCount + 3);
    QTRY_COMPARE(table.cell(0, 0).toString(), QStringLiteral("5.50"));
    QCOMPARE(table.cell(0, 0, ui::ValueKindRole).toInt(), int(Kind::Number));
    QVERIFY(table.cell(0, 0, Qt::TextAlignmentRole).value<Qt::Alignment>() & Qt::AlignRight);
    QCOMPARE(table.cell(0, 1, ui::ValueKindRole).toInt(), int(Kind::Time));
    QTRY_COMPARE(table.cell(1, 1).toString(), QString());
    QCOMPARE(table.cell(1, 2).toString(), QStringLiteral("\"\""));
    QCOMPARE(table.cell(0, 1, ui::RawRole).toString(), QStringLiteral("2026-11-28T14:31:41Z"));
    const int head = ui::EventColumnCount;
    QCOMPARE(table.model.headerData(head, Qt::Horizontal, Qt::DisplayRole).toString(),
             QStringLiteral("/total"));
    QTRY_VERIFY(
        table.model.headerData(head, Qt::Horizontal, Qt::TextAlignmentRole).value<Qt::Alignment>() &
        Qt::AlignRight);
    QVERIFY(table.model.index(0, 0)
                .data(Qt::AccessibleTextRole)
                .toString()
                .contains(QStringLiteral(", /total 5.50")));
    // Sorted by it, then without it.
    table.model.setOrder(table.model.orderBy(head, false));
    QTRY_VERIFY((table.model.advance(), table.model.isSorted()));
    QTRY_COMPARE(table.cell(0, 0).toString(), QStringLiteral("4"));
    QCOMPARE(table.model.headerData(head, Qt::Horizontal, ui::SortRole).toInt(), 1);
    table.model.removeOwnColumn(0);
    table.model.advance();
    QVERIFY(!table.model.isSorted());
    QCOMPARE(table.model.columnCount(), ui::EventColumnCount + 2);
    QTRY_COMPARE(table.cell(0, 0).toString(), QStringLiteral("2026-11-28T14:31:41Z"));
}

void TestOwnValues::hasAMostNumberOfColumns()
{
    Table table(*m_log);
    for (int i = 0; i < OwnValues::MaxColumns; ++i)
        QVERIFY(table.add(("/c" + std::to_string(i)).c_str()));
    QVERIFY(!table.add("/more"));
    QCOMPARE(table.model.ownColumns().size(), std::size_t(OwnValues::MaxColumns));
}

void TestOwnValues::showsAStandInUntilItIsRead()
{
    append({R"({"total":5})"});
    Table table(*m_log);
    QVERIFY(table.add("/total"));
    QSignalSpy changed(&table.model, &QAbstractItemModel::dataChanged);
    QCOMPARE(table.cell(0, 0).toString(), QStringLiteral("…"));
    QCOMPARE(table.cell(0, 0, ui::ValueKindRole).toInt(), -1);
    QCOMPARE(table.cell(0, 0, ui::RawRole).toString(), QString());
    QVERIFY(changed.wait());
    QCOMPARE(table.cell(0, 0).toString(), QStringLiteral("5"));
}

void TestOwnValues::hidesWhatIsRedacted()
{
    append({R"({"total":5})", R"({"total":3})"});
    Table table(*m_log);
    QVERIFY(table.add("/total"));
    QTRY_COMPARE(table.cell(0, 0).toString(), QStringLiteral("5"));
    table.model.setOrder(table.model.orderBy(ui::EventColumnCount, false));
    QTRY_VERIFY((table.model.advance(), table.model.rowOf({2}) == 0));
    const std::array<std::string, 1> rules{"/total"};
    table.model.setRedaction(*core::Redaction::parse(rules));
    QVERIFY(!table.model.isSorted()); // at once
    QCOMPARE(table.cell(0, 0).toString(), QStringLiteral("…"));
    QTRY_COMPARE(table.cell(0, 0).toString(), QStringLiteral("[redacted]"));
    QTRY_VERIFY((table.model.advance(), table.model.isSorted()));
    QCOMPARE(table.model.rowOf({2}), 1); // all are the same now
    table.model.setRedaction({});
    QTRY_VERIFY((table.model.advance(), table.model.rowOf({2}) == 0));
}

void TestOwnValues::endsWhileItReads()
{
    append(std::vector<std::string>(400, R"({"total":5})"));
    OwnValues values(reader());
    values.setNames(names({"/total"}));
    QSignalSpy asked(&values, &OwnValues::arrived);
    for (quint64 number = 1; number <= 400; ++number)
        values.find({number});
    QCoreApplication::sendPostedEvents();
    QCOMPARE(asked.count(), 0);
}

QTEST_GUILESS_MAIN(TestOwnValues)
#include "tst_ownvalues.moc"
