// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/models/eventtablemodel.h"

#include <QAbstractItemModelTester>
#include <QtTest>

#include <array>
#include <memory>
#include <random>

using ui::EventColumn;

class TestEventTableModel : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void announcesAppendFilterAndClear();
    void announcesABurstAsOneInsertion();
    void announcesNothingWhenNothingCame();
    void looksAtNothingBeforeTheTick();
    void formatsEachColumn();
    void givesRawValues();
    void saysRowAsOneSentence();
    void namesWhatWasFound();
    void countsDeltaFromTheRowShownAbove();
    void putsTheDayInFrontWhenTheCaptureSpansDays();
    void holdsRowsBackWhilePaused();
    void removesAtTheFrontWhatLeftTheLog();
    void letsRowsLeaveWhilePaused();
    void agreesWithTheLogWhateverHappens();
    void sortsWithOneReset();
    void staysSortedWhateverHappens();
    void holdsRowsBackWhilePausedAndSorted();
    void findsRowOfSequence();
    void tellsAbsentFromEmptySubject();
    void answersNothingForAWrongIndex();
    void showsMarksAndNotes();
    void namesItsColumns();

private:
    /// `microseconds` after 2026-11-23T13:36:40Z.
    void append(const char *type, qint64 microseconds,
                std::optional<std::string> subject = std::nullopt);
    void tick();
    QVariant cell(int row, EventColumn which, int role = Qt::DisplayRole) const
    {
        return m_model->index(row, ui::column(which)).data(role);
    }

    std::unique_ptr<core::Columns> m_columns;
    std::unique_ptr<core::ScanPool> m_pool;
    std::unique_ptr<ui::EventTableModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

void TestEventTableModel::init()
{
    m_columns = std::make_unique<core::Columns>();
    m_pool = std::make_unique<core::ScanPool>(1);
    m_model = std::make_unique<ui::EventTableModel>(*m_columns, *m_pool);
    m_model->setZone(ui::ClockZone::Utc);
    m_tester = std::make_unique<QAbstractItemModelTester>(
        m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
}

void TestEventTableModel::cleanup()
{
    m_tester.reset();
    m_model.reset();
    m_pool.reset();
    m_columns.reset();
}

void TestEventTableModel::append(const char *type, qint64 microseconds,
                                 std::optional<std::string> subject)
{
    core::Row row;
    row.received = 1'795'441'000'000'000 + microseconds;
    row.type = m_columns->types.add(type).code;
    row.source = m_columns->sources.add("/checkout").code;
    row.subject = subject ? m_columns->subjects.add(*subject).code : core::AbsentCode;
    row.size = 418;
    row.shape.dataForm = core::DataForm::Json;
    m_columns->append(row);
}

void TestEventTableModel::tick()
{
    m_columns->publish();
    m_model->advance();
}

void TestEventTableModel::announcesAppendFilterAndClear()
{
    m_model->advance();
    QCOMPARE(m_model->rowCount(), 0);
    for (int i = 0; i < 6; ++i)
        append(i % 2 ? "com.shop.order.paid" : "com.shop.order.created", i * 1000);
    tick();
    QCOMPARE(m_model->rowCount(), 6);

    core::EventFilter paid;
    paid.types.insert("com.shop.order.paid");
    m_model->setFilter(paid);
    QTRY_VERIFY((m_model->advance(), m_model->rows().isComplete()));
    QCOMPARE(m_model->rowCount(), 3);
    QCOMPARE(cell(0, EventColumn::Number, ui::RawRole).toULongLong(), 2ULL);

    append("com.shop.order.paid", 7000);
    append("com.shop.order.created", 8000);
    tick();
    QCOMPARE(m_model->rowCount(), 4);

    m_model->setFilter({});
    QTRY_VERIFY((m_model->advance(), m_model->rows().isComplete()));
    QCOMPARE(m_model->rowCount(), 8);

    m_model->clear();
    m_model->advance();
    QCOMPARE(m_model->rowCount(), 0);
    append("com.shop.order.paid", 9000);
    tick();
    QCOMPARE(m_model->rowCount(), 1);
    m_model->undoClear();
    m_model->advance();
    QCOMPARE(m_model->rowCount(), 9);
}

void TestEventTableModel::announcesABurstAsOneInsertion()
{
    append("a", 0);
    tick();
    QSignalSpy inserted(m_model.get(), &QAbstractItemModel::rowsInserted);
    QSignalSpy reset(m_model.get(), &QAbstractItemModel::modelReset);
    for (int i = 0; i < 5'000; ++i)
        append("a", i);
    tick();
    QCOMPARE(inserted.count(), 1);
    QCOMPARE(inserted[0][1].toInt(), 1);
    QCOMPARE(inserted[0][2].toInt(), 5'000);
    QCOMPARE(reset.count(), 0);
}

void TestEventTableModel::announcesNothingWhenNothingCame()
{
    append("a", 0);
    tick();
    QSignalSpy inserted(m_model.get(), &QAbstractItemModel::rowsInserted);
    QSignalSpy reset(m_model.get(), &QAbstractItemModel::modelReset);
    tick();
    QCOMPARE(inserted.count() + reset.count(), 0);
}

void TestEventTableModel::looksAtNothingBeforeTheTick()
{
    append("a", 0);
    m_columns->publish();
    QCOMPARE(m_model->rowCount(), 0);
}

void TestEventTableModel::formatsEachColumn()
{
    append("com.shop.order.created", 0);
    append("com.shop.order.paid", 966'800, "order/88\n199");
    tick();
    QCOMPARE(cell(1, EventColumn::Number).toString(), QStringLiteral("2"));
    QCOMPARE(cell(1, EventColumn::Time).toString(), QStringLiteral("13:36:40.966"));
    QCOMPARE(cell(1, EventColumn::Delta).toString(), QStringLiteral("+967\u00A0ms"));
    QCOMPARE(cell(1, EventColumn::Type).toString(), QStringLiteral("com.shop.order.paid"));
    QCOMPARE(cell(1, EventColumn::Source).toString(), QStringLiteral("/checkout"));
    QCOMPARE(cell(1, EventColumn::Subject).toString(), QStringLiteral("order/88\u240A199"));
    QCOMPARE(cell(1, EventColumn::Size).toString(), QStringLiteral("418\u00A0B"));
    QCOMPARE(cell(1, EventColumn::Findings).toString(), QString());
    QCOMPARE(cell(0, EventColumn::Delta), QVariant());
}

void TestEventTableModel::givesRawValues()
{
    append("com.shop.order.created", 0);
    append("com.shop.order.paid", 966'800, "order/88\n199");
    tick();
    QCOMPARE(cell(1, EventColumn::Number, ui::RawRole).toULongLong(), 2ULL);
    QCOMPARE(cell(1, EventColumn::Time, ui::RawRole).toLongLong(), 1'795'441'000'966'800LL);
    QCOMPARE(cell(1, EventColumn::Delta, ui::RawRole).toLongLong(), 966'800LL);
    QCOMPARE(cell(1, EventColumn::Subject, ui::RawRole).toString(),
             QStringLiteral("order/88\n199"));
    QCOMPARE(cell(1, EventColumn::Size, ui::RawRole).toUInt(), 418U);
    QCOMPARE(cell(1, EventColumn::Type, ui::SequenceRole).toULongLong(), 2ULL);
    QCOMPARE(cell(1, EventColumn::Mark, ui::TypeCodeRole).toUInt(), core::FirstCode + 1);
    QCOMPARE(cell(1, EventColumn::Mark, ui::ReplyRole).toBool(), false);
}

void TestEventTableModel::saysRowAsOneSentence()
{
    core::Row row;
    row.received = 1'795'441'000'000'000;
    row.type = m_columns->types.add("com.shop.order.paid").code;
    row.source = m_columns->sources.add("/checkout").code;
    row.subject = m_columns->subjects.add("order/1").code;
    row.size = 2048;
    row.shape.dataForm = core::DataForm::Json;
    row.shape.origin = core::OriginKind::Reply;
    row.shape.specVersion = core::SpecVersion::V03;
    m_columns->append(row);
    tick();
    QCOMPARE(cell(0, EventColumn::Mark, Qt::AccessibleTextRole).toString(),
             QStringLiteral(
                 "Event 1 at 13:36:40.000: com.shop.order.paid from /checkout, subject order/1, "
                 "2.0\u00A0KiB, reply. Sent as CloudEvents 0.3."));
    QCOMPARE(cell(0, EventColumn::Findings, ui::BadgesRole).toStringList(),
             QStringList{QStringLiteral("0.3")});
    QCOMPARE(cell(0, EventColumn::Mark, ui::ReplyRole).toBool(), true);
}

void TestEventTableModel::namesWhatWasFound()
{
    core::Row row;
    row.type = m_columns->types.add("a").code;
    row.source = m_columns->sources.add("/s").code;
    for (std::uint16_t findings = 0; findings <= 3; ++findings) {
        row.findings = findings;
        m_columns->append(row);
    }
    tick();
    const auto words = [this](int number) {
        return cell(number, EventColumn::Findings, ui::BadgesRole).toStringList().join(u' ');
    };
    QCOMPARE(words(0), QString());
    QCOMPARE(words(1), QStringLiteral("DUP"));
    QCOMPARE(words(2), QStringLiteral("SAME"));
    QCOMPARE(words(3), QStringLiteral("DUP SAME"));
    const QString said = cell(1, EventColumn::Mark, Qt::AccessibleTextRole).toString();
    QVERIFY2(said.endsWith(QStringLiteral(" The same source and id as an earlier event.")),
             qPrintable(said));
}

/// One announcement for each change, of the rows from the first to the last that changed.
void TestEventTableModel::showsMarksAndNotes()
{
    for (int i = 0; i < 6; ++i)
        append(i % 2 ? "paid" : "created", i * 1000);
    tick();
    core::EventFilter paid; // 2, 4, 6
    paid.types.insert("paid");
    m_model->setFilter(paid);
    QTRY_VERIFY((m_model->advance(), m_model->rows().isComplete()));
    QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
    core::Marks marks;
    const auto set = [&](std::initializer_list<core::MarkChange> changes) {
        for (const core::MarkChange &change : changes)
            QVERIFY(marks.change(change));
        m_model->setMarks(std::make_shared<const core::Marks>(marks));
    };
    const auto rows = [&changed] {
        const QList<QVariant> last = changed.takeLast();
        return QStringLiteral("%1-%2").arg(last[0].toModelIndex().row()).arg(
            last[1].toModelIndex().row());
    };
    set({});
    QCOMPARE(changed.size(), 0);
    set({{{4}, true, {}}});
    QCOMPARE(rows(), QStringLiteral("1-1"));
    QCOMPARE(cell(1, EventColumn::Mark, ui::NotedRole).toInt(), int(ui::IsMarked));
    set({{{2}, {}, "Grüße\nline"}, {{6}, true, {}}});
    QCOMPARE(rows(), QStringLiteral("0-2"));
    QCOMPARE(cell(0, EventColumn::Type, ui::NotedRole).toInt(), int(ui::HasNote));
    QCOMPARE(cell(0, EventColumn::Mark, ui::NoteRole).toString(), QStringLiteral("Grüße\nline"));
    QVERIFY(cell(0, EventColumn::Mark, Qt::AccessibleTextRole)
                .toString()
                .endsWith(QStringLiteral("Note: Grüße␊line.")));
    QVERIFY(cell(1, EventColumn::Mark, Qt::AccessibleTextRole)
                .toString()
                .contains(QStringLiteral(", marked.")));
    set({{{6}, false, {}}});
    QCOMPARE(rows(), QStringLiteral("2-2"));
    set({{{3}, true, {}}}); // it is hidden
    QCOMPARE(changed.size(), 0);
    set({{{3}, true, {}}});
    QCOMPARE(changed.size(), 0);
}

void TestEventTableModel::countsDeltaFromTheRowShownAbove()
{
    append("a", 0);
    append("b", 1'000'000);
    append("a", 3'000'000);
    core::EventFilter onlyA;
    onlyA.types.insert("a");
    m_model->setFilter(onlyA);
    m_columns->publish();
    QTRY_VERIFY((m_model->advance(), m_model->rows().isComplete()));
    QCOMPARE(cell(1, EventColumn::Delta).toString(), QStringLiteral("+3.00\u00A0s"));
}

void TestEventTableModel::putsTheDayInFrontWhenTheCaptureSpansDays()
{
    append("a", 0);
    tick();
    QCOMPARE(cell(0, EventColumn::Time).toString(), QStringLiteral("13:36:40.000"));
    QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
    append("a", 86'400'000'000);
    tick();
    QCOMPARE(changed.count(), 1);
    QCOMPARE(cell(0, EventColumn::Time).toString(), QStringLiteral("11-23 13:36:40.000"));
    QCOMPARE(cell(1, EventColumn::Time).toString(), QStringLiteral("11-24 13:36:40.000"));
}

void TestEventTableModel::holdsRowsBackWhilePaused()
{
    append("a", 0);
    tick();
    QSignalSpy waiting(m_model.get(), &ui::EventTableModel::waitingChanged);
    m_model->setHeld(true);
    for (int i = 0; i < 7; ++i) {
        append("a", i);
        tick();
    }
    QCOMPARE(m_model->rowCount(), 1);
    QCOMPARE(m_model->waiting(), 7ULL);
    QCOMPARE(waiting.count(), 7);
    m_model->setHeld(false);
    m_model->advance();
    QCOMPARE(m_model->rowCount(), 8);
    QCOMPARE(m_model->waiting(), 0ULL);
}

void TestEventTableModel::removesAtTheFrontWhatLeftTheLog()
{
    for (int i = 0; i < 10; ++i)
        append(i % 2 ? "b" : "a", i * 1000);
    tick();
    QStringList said;
    connect(m_model.get(), &QAbstractItemModel::rowsRemoved, this,
            [&](const QModelIndex &, int first, int last) {
                said.append(QStringLiteral("removed %1-%2").arg(first).arg(last));
                QCOMPARE(m_model->rowCount(), 10 - last - 1);
            });
    connect(m_model.get(), &QAbstractItemModel::dataChanged, this,
            [&](const QModelIndex &topLeft, const QModelIndex &bottomRight) {
                said.append(QStringLiteral("changed %1,%2-%3,%4")
                                .arg(topLeft.row())
                                .arg(topLeft.column())
                                .arg(bottomRight.row())
                                .arg(bottomRight.column()));
            });
    connect(m_model.get(), &QAbstractItemModel::rowsInserted, this,
            [&](const QModelIndex &, int first, int last) {
                said.append(QStringLiteral("inserted %1-%2").arg(first).arg(last));
            });
    m_columns->evict(4);
    append("a", 10'000);
    tick();
    QCOMPARE(said, QStringList({QStringLiteral("removed 0-3"), QStringLiteral("changed 0,3-0,3"),
                                QStringLiteral("inserted 6-6")}));
    QCOMPARE(cell(0, EventColumn::Number, ui::RawRole).toULongLong(), 5ULL);
    QVERIFY(!cell(0, EventColumn::Delta).isValid());
    QCOMPARE(m_model->rowOf({4}), -1);
    QCOMPARE(m_model->rowOf({5}), 0);

    said.clear();
    core::EventFilter onlyB;
    onlyB.types.insert("b");
    m_model->setFilter(onlyB);
    QTRY_VERIFY((m_model->advance(), m_model->rows().isComplete()));
    QCOMPARE(m_model->rowCount(), 3);
    m_columns->evict(5); // an "a": not shown
    m_model->advance();
    QCOMPARE(said, QStringList());
    m_model->disconnect(this);
    m_columns->evict(m_columns->published());
    m_model->advance();
    QCOMPARE(m_model->rowCount(), 0);
}

void TestEventTableModel::letsRowsLeaveWhilePaused()
{
    for (int i = 0; i < 4; ++i)
        append("a", i);
    tick();
    m_model->setHeld(true);
    for (int i = 0; i < 6; ++i)
        append("a", i);
    tick();
    m_columns->evict(3);
    m_model->advance();
    QCOMPARE(m_model->rowCount(), 1);
    QCOMPARE(m_model->waiting(), 6ULL);
    m_columns->evict(8);
    m_model->advance();
    QCOMPARE(m_model->rowCount(), 0);
    QCOMPARE(m_model->waiting(), 2ULL);
    m_columns->evict(10);
    m_model->advance();
    QCOMPARE(m_model->waiting(), 0ULL);
    m_model->setHeld(false);
    append("a", 20);
    tick();
    QCOMPARE(m_model->rowCount(), 1);
}

void TestEventTableModel::agreesWithTheLogWhateverHappens()
{
    const unsigned seed = 20261127;
    qInfo("seed %u", seed);
    std::mt19937 random(seed);
    const std::array names{"a", "b", "c"};
    qint64 time = 0;
    for (int round = 0; round < 600; ++round) {
        switch (random() % 8) {
        case 0:
        case 1:
            for (auto count = random() % 40; count > 0; --count)
                append(names[random() % 3], time += 1000);
            m_columns->publish();
            break;
        case 2:
            m_columns->evict(m_columns->first() +
                             random() % (m_columns->published() - m_columns->first() + 1) / 2);
            break;
        case 3: {
            core::EventFilter filter;
            if (random() % 2 == 0)
                filter.types.insert(names[random() % 3]);
            m_model->setFilter(filter);
            break;
        }
        case 4:
            random() % 2 == 0 ? m_model->clear() : m_model->undoClear();
            break;
        case 5:
            m_model->setHeld(random() % 3 == 0);
            break;
        default:
            m_model->advance();
            break;
        }
        if (round % 20 != 19)
            continue;
        m_model->setHeld(false);
        QTRY_VERIFY((m_model->advance(), m_model->rows().isComplete()));
        const core::LiveFilter &rows = m_model->rows();
        int shown = 0;
        for (quint64 row = std::max(rows.start(), m_columns->first()); row < m_columns->published();
             ++row) {
            const std::string_view type = m_columns->types.text(m_columns->row(row).type);
            if (!rows.filter().acceptsType(type))
                continue;
            QCOMPARE(m_model->index(shown, 0).data(ui::SequenceRole).toULongLong(), row + 1);
            QCOMPARE(m_model->rowOf({row + 1}), shown);
            ++shown;
        }
        QCOMPARE(m_model->rowCount(), shown);
    }
}

void TestEventTableModel::sortsWithOneReset()
{
    for (int i = 0; i < 9; ++i)
        append(i % 3 == 0 ? "b" : i % 3 == 1 ? "c" : "a", i * 1000);
    tick();
    QSignalSpy reset(m_model.get(), &QAbstractItemModel::modelReset);
    QSignalSpy heads(m_model.get(), &QAbstractItemModel::headerDataChanged);
    QSignalSpy shown(m_model.get(), &ui::EventTableModel::orderShown);
    m_model->setOrder(m_model->orderBy(ui::column(EventColumn::Type), true));
    m_model->advance();
    QCOMPARE(reset.count(), 1);
    QCOMPARE(heads.count(), 1);
    QCOMPARE(shown.count(), 1);
    QCOMPARE(cell(0, EventColumn::Number).toString(), QStringLiteral("2"));
    QCOMPARE(cell(8, EventColumn::Number).toString(), QStringLiteral("9"));
    QCOMPARE(m_model->rowOf({9}), 8);
    // The time since the event before it, not since the row above.
    QCOMPARE(cell(1, EventColumn::Delta, ui::RawRole).toLongLong(), 1000LL);
    append("a", 9000);
    tick();
    QCOMPARE(m_model->rowCount(), 9);
    QCOMPARE(m_model->waiting(), 1U);
    QCOMPARE(m_model->rowOf({10}), -1);
    m_model->renewOrder();
    m_model->advance();
    QCOMPARE(m_model->rowCount(), 10);
    QCOMPARE(m_model->waiting(), 0U);
    QCOMPARE(shown.count(), 1); // more rows in the same order
    m_model->setOrder(std::nullopt);
    m_model->advance();
    QCOMPARE(cell(0, EventColumn::Number).toString(), QStringLiteral("1"));
    QCOMPARE(shown.count(), 2);
}

void TestEventTableModel::staysSortedWhateverHappens()
{
    std::mt19937 random(17);
    m_model->setOrder(m_model->orderBy(ui::column(EventColumn::Type), false));
    std::uint64_t first = 0;
    for (int round = 0; round < 80; ++round) {
        for (auto i = random() % 300; i > 0; --i)
            append(std::array{"a", "b", "c", "d"}[random() % 4], round * 1000);
        m_columns->publish();
        switch (random() % 6) {
        case 0:
            m_columns->evict(first = std::min(m_columns->published(), first + random() % 200));
            break;
        case 1:
            m_model->setFilter({.types = {std::array{"a", "b", "c", "d"}[random() % 4]}});
            break;
        case 2:
            m_model->setFilter({});
            break;
        case 3:
            m_model->renewOrder();
            break;
        case 4:
            m_model->setHeld(random() % 2 == 0);
            break;
        default:
            if (random() % 4 == 0)
                m_model->clear();
            else
                m_model->undoClear();
        }
        m_model->advance();
    }
    m_model->setHeld(false);
    m_model->renewOrder();
    QTRY_VERIFY((m_model->advance(), m_model->rows().isComplete() && !m_model->isSorting()));
    m_model->renewOrder();
    QTRY_VERIFY((m_model->advance(), !m_model->isSorting()));
    QCOMPARE(static_cast<std::uint64_t>(m_model->rowCount()), m_model->rows().count());
    QString above;
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const QString type = cell(row, EventColumn::Type, ui::RawRole).toString();
        QVERIFY(above <= type);
        above = type;
        const core::EventSequence sequence{
            cell(row, EventColumn::Number, ui::RawRole).toULongLong()};
        QCOMPARE(m_model->rowOf(sequence), row);
        QVERIFY(sequence.value > first);
    }
    QCOMPARE(m_model->waiting(), 0U);
    QCOMPARE(m_model->shownBetween({1}, m_model->newestShown()),
             static_cast<quint64>(m_model->rowCount()));
}

void TestEventTableModel::holdsRowsBackWhilePausedAndSorted()
{
    append("b", 0);
    append("a", 1);
    tick();
    m_model->setOrder(m_model->orderBy(ui::column(EventColumn::Type), false));
    m_model->advance();
    append("c", 2);
    tick();
    m_model->setHeld(true);
    append("d", 3);
    tick();
    QCOMPARE(m_model->waiting(), 2U);
    QCOMPARE(m_model->rowCount(), 2);
    m_model->renewOrder();
    m_model->advance();
    QCOMPARE(m_model->rowCount(), 3);
    QCOMPARE(m_model->waiting(), 1U);
    m_model->setHeld(false);
    m_model->advance();
    QCOMPARE(m_model->rowCount(), 3); // it goes on waiting, for the order
    QCOMPARE(m_model->waiting(), 1U);
}

void TestEventTableModel::findsRowOfSequence()
{
    append("a", 0);
    append("b", 1);
    append("a", 2);
    tick();
    QCOMPARE(m_model->rowOf({3}), 2);
    QCOMPARE(m_model->rowOf({0}), -1);
    QCOMPARE(m_model->rowOf({4}), -1);
    core::EventFilter onlyA;
    onlyA.types.insert("a");
    m_model->setFilter(onlyA);
    QTRY_VERIFY((m_model->advance(), m_model->rows().isComplete()));
    QCOMPARE(m_model->rowOf({2}), -1);
    QCOMPARE(m_model->rowOf({3}), 1);
}

void TestEventTableModel::tellsAbsentFromEmptySubject()
{
    append("a", 0);
    append("a", 0, "order/1");
    append("a", 0, std::string());
    tick();
    QCOMPARE(cell(0, EventColumn::Subject).toString(), QString());
    QCOMPARE(cell(2, EventColumn::Subject).toString(), QStringLiteral("\"\""));
}

void TestEventTableModel::answersNothingForAWrongIndex()
{
    QCOMPARE(m_model->data({}, Qt::DisplayRole), QVariant());
}

void TestEventTableModel::namesItsColumns()
{
    QStringList heads;
    QStringList spoken;
    for (int number = 0; number < m_model->columnCount(); ++number) {
        heads.append(m_model->headerData(number, Qt::Horizontal, Qt::DisplayRole).toString());
        spoken.append(
            m_model->headerData(number, Qt::Horizontal, Qt::AccessibleTextRole).toString());
    }
    QCOMPARE(heads, (QStringList{QString(), u"#"_qs, u"Time"_qs, u"\u0394"_qs, u"Type"_qs,
                                 u"Source"_qs, u"Subject"_qs, u"Size"_qs, u"Findings"_qs}));
    for (const QString &words : spoken)
        QVERIFY(words.size() > 3);
}

QTEST_GUILESS_MAIN(TestEventTableModel)
#include "tst_eventtablemodel.moc"
