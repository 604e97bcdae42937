// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/query/rowpredicate.h"

#include "core/cesql/evaluator.h"
#include "core/cesql/parser.h"
#include "core/event/findings.h"
#include "tests/core/query/filledcolumns.h"

#include <QTest>

#include <map>

using namespace core;

namespace {

cesql::Expression parsed(const std::string &text)
{
    const auto expression = cesql::parse(text);
    if (!expression)
        qFatal("%s: %s", text.c_str(), expression.error().message().c_str());
    return *expression;
}

/// Of rows at every edge of words and runs.
const std::shared_ptr<const Marks> &someMarks()
{
    static const std::shared_ptr<const Marks> marks = [] {
        Marks all;
        for (const std::uint64_t sequence :
             {1U, 2U, 63U, 64U, 65U, 128U, 1000U, 2047U, 2048U, 2049U, 2999U, 3000U}) {
            const bool isMarked = sequence % 3 != 0;
            const std::string note = sequence % 5 == 0   ? "n" + std::to_string(sequence)
                                     : sequence % 4 == 0 ? std::to_string(sequence)
                                                         : std::string();
            if (!all.change({EventSequence{sequence}, isMarked, note}))
                qFatal("no room");
        }
        return std::make_shared<const Marks>(std::move(all));
    }();
    return marks;
}

/// A row as the event that it is of: also what the columns do not have.
class WholeEvent : public cesql::EventContext {
public:
    WholeEvent(const Columns &columns, std::uint64_t row, std::map<std::string, std::string> others)
        : m_columns(columns)
        , m_row(columns.row(row))
        , m_sequence{row + 1}
        , m_others(std::move(others))
    {
    }
    std::optional<cesql::Value> attribute(std::string_view name) const override
    {
        if (name == "type")
            return textOf(m_columns.types, m_row.type);
        if (name == "source")
            return textOf(m_columns.sources, m_row.source);
        if (name == "subject")
            return textOf(m_columns.subjects, m_row.subject);
        if (name == "datacontenttype")
            return textOf(m_columns.contentTypes, m_row.contentType);
        if (name == "specversion")
            return cesql::Value::borrowed(specVersionText(m_row.shape.specVersion));
        const auto other = m_others.find(std::string(name));
        return other == m_others.end() ? std::nullopt
                                       : std::optional(cesql::Value::borrowed(other->second));
    }

    std::optional<WallTime> received() const override
    {
        return WallTime(WallTime::duration(m_row.received));
    }
    std::optional<std::uint64_t> size() const override { return m_row.size; }
    std::optional<std::string_view> origin() const override
    {
        return m_row.connection == OtherCode ? "http://1"
                                             : m_columns.connections.text(m_row.connection);
    }
    std::optional<bool> hasFinding(std::string_view name) const override
    {
        const std::uint16_t bit = findingNamed(name);
        return bit != 0 ? std::optional((m_row.findings & bit) != 0) : std::nullopt;
    }

    std::optional<bool> isMarked() const override { return someMarks()->isMarked(m_sequence); }
    std::optional<std::string_view> note() const override { return someMarks()->note(m_sequence); }

private:
    static std::optional<cesql::Value> textOf(const Dictionary &dictionary, ValueCode code)
    {
        if (code == AbsentCode)
            return std::nullopt;
        return cesql::Value::borrowed(code == OtherCode ? "type.1" : dictionary.text(code));
    }

    const Columns &m_columns;
    const Row m_row;
    const EventSequence m_sequence;
    const std::map<std::string, std::string> m_others;
};

void appendMixed(Columns &columns, std::mt19937 &random, std::uint64_t count, bool hasUnnamed)
{
    for (std::uint64_t i = 0; i < count; ++i) {
        Row row;
        row.type = columns.types.add("type." + std::to_string(random() % 5)).code;
        row.source = columns.sources.add("type." + std::to_string(random() % 7)).code;
        if (random() % 3 != 0)
            row.subject = columns.subjects.add(std::to_string(random() % 11)).code;
        if (random() % 4 != 0)
            row.contentType =
                columns.contentTypes.add(random() % 2 ? "application/json" : "TRUE").code;
        if (random() % 5 != 0)
            row.connection = columns.connections.add("http://" + std::to_string(random() % 3)).code;
        row.shape.specVersion = random() % 3 == 0 ? SpecVersion::V03 : SpecVersion::V10;
        row.received = static_cast<std::int64_t>(random() % 2000) - 1000;
        row.findings = static_cast<std::uint16_t>(random() % 4);
        row.size = static_cast<std::uint32_t>(random() % 3000);
        if (hasUnnamed && random() % 50 == 0)
            row.type = OtherCode;
        if (hasUnnamed && random() % 50 == 0)
            row.connection = OtherCode;
        columns.append(row);
    }
    columns.publish();
}

RowPredicate::Answers judged(RowPredicate &predicate, const RowRun &run)
{
    RowRun::Answers all;
    all.fill(1);
    RowPredicate::Answers answers;
    predicate.judge(run, bitsOf(run, all), answers);
    return answers;
}

bool bit(const RowBits &bits, std::uint64_t i)
{
    return (bits[i / 64] >> (i % 64) & 1U) != 0;
}

/// Judged row by row by what the event has, whatever that is.
void compare(const Columns &columns, RowPredicate &predicate)
{
    const std::vector<std::map<std::string, std::string>> worlds{
        {}, {{"ext", "x"}, {"id", "7"}}, {{"ext", "3"}, {"id", "x"}}};
    predicate.follow(columns);
    for (std::uint64_t row = 0; row < columns.published();) {
        const RowRun run(columns, row, columns.published());
        const RowPredicate::Answers answers = judged(predicate, run);
        for (std::uint64_t i = 0; i < run.rows; ++i, ++row) {
            for (const auto &world : worlds) {
                const bool passes = cesql::passes(
                    evaluate(predicate.expression(), WholeEvent(columns, row, world)));
                const bool isUndecided = bit(answers.undecided, i);
                if (isUndecided ? bit(answers.passes, i) : bit(answers.passes, i) != passes)
                    QFAIL(qPrintable(QStringLiteral("row %1").arg(row)));
            }
        }
        for (std::uint64_t i = run.rows; i < RowRun::MaxRows; ++i)
            QVERIFY(!bit(answers.passes, i) && !bit(answers.undecided, i));
    }
}

std::uint64_t undecidedRows(const Columns &columns, RowPredicate &predicate)
{
    predicate.follow(columns);
    std::uint64_t count = 0;
    for (std::uint64_t row = 0; row < columns.published();) {
        const RowRun run(columns, row, columns.published());
        for (const std::uint64_t word : judged(predicate, run).undecided)
            count += static_cast<std::uint64_t>(std::popcount(word));
        row += run.rows;
    }
    return count;
}

std::string randomExpression(std::mt19937 &random, unsigned depth)
{
    static const std::vector<std::string> Atoms{
        "type = 'type.1'",
        "type LIKE '%.2'",
        "NOT (type IN ('type.0', 'type.3'))",
        "source != 'type.4'",
        "type = source",
        "CONCAT(type, source) = 'type.1type.2'",
        "EXISTS subject",
        "subject = 3",
        "subject > 5",
        "1 / subject = 0",
        "subject",
        "datacontenttype",
        "datacontenttype = 'application/json'",
        "specversion = '1.0'",
        "TRUE",
        "FALSE",
        "1 / 0 = 1",
        "NOSUCH(type)",
        "ext = 'x'",
        "EXISTS ext",
        "id > 5",
        "LENGTH(source) = 6",
        "SIZE() > 1200",
        "FINDING('duplicate')",
        "FINDING('same data')",
        "MARKED()",
        "NOTE() LIKE 'n%'",
        "NOTE() = ''",
        "MARKED() = (LENGTH(NOTE()) > 0)",
        "NOTE() = type",
        "INT(NOTE()) > 3",
        "700 >= SIZE()",
        "SIZE() = 5",
        "SIZE() - 1000 < LENGTH(type)",
        "SIZE() > 'x'",
        "RECEIVED() < TIME('1970-01-01T00:00:00.000123Z')",
        "RECEIVED() > 0",
        "ORIGIN() = 'http://1'",
        "NOT (ORIGIN() IN ('', 'http://2'))",
        "TIME('nonsense') < RECEIVED()",
        "5",
        "'true'",
    };
    if (depth == 0 || random() % 4 == 0)
        return Atoms[random() % Atoms.size()];
    static const std::vector<std::string> Words{" AND ", " OR ", " XOR "};
    if (random() % 4 == 0)
        return "NOT (" + randomExpression(random, depth - 1) + ")";
    const std::string word = Words[random() % Words.size()];
    std::string text = "(" + randomExpression(random, depth - 1) + ")";
    for (auto i = random() % 3 + 1; i > 0; --i)
        text += word + "(" + randomExpression(random, depth - 1) + ")";
    return text;
}

} // namespace

class RowPredicateTest : public QObject {
    Q_OBJECT

private slots:
    void agreesWithTheEvaluator()
    {
        const unsigned seed = std::random_device()();
        qInfo("seed %u", seed);
        std::mt19937 random(seed);
        Columns columns;
        appendMixed(columns, random, 3000, true);
        for (int i = 0; i < 150; ++i) {
            const std::string text = randomExpression(random, 3);
            RowPredicate predicate(parsed(text), someMarks());
            compare(columns, predicate);
            if (QTest::currentTestFailed())
                qFatal("%s", text.c_str());
        }
    }

    /// Only a Boolean passes, as a whole; AND and OR take what can be one.
    void wantsABoolean_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("passes");
        QTest::newRow("integer") << QByteArray("5") << false;
        QTest::newRow("integer of a column") << QByteArray("LENGTH(type)") << false;
        QTest::newRow("text of a column") << QByteArray("datacontenttype") << false;
        QTest::newRow("integer in AND") << QByteArray("5 AND TRUE") << true;
        QTest::newRow("column in AND") << QByteArray("LENGTH(type) AND EXISTS source") << true;
        QTest::newRow("error") << QByteArray("1 / 0 = 0") << false;
        QTest::newRow("not an error") << QByteArray("NOT (1 / 0 = 0)") << false;
        QTest::newRow("not an error of a column") << QByteArray("NOT (type = 1 / 0)") << false;
        QTest::newRow("error that does not matter") << QByteArray("TRUE OR 1 / 0 = 0") << true;
        QTest::newRow("error first") << QByteArray("1 / 0 = 0 OR TRUE") << false;
    }
    void wantsABoolean()
    {
        QFETCH(QByteArray, text);
        Columns columns;
        appendEvent(columns, "a", "/b");
        columns.publish();
        RowPredicate predicate(parsed(text.toStdString()));
        predicate.follow(columns);
        const auto answers = judged(predicate, RowRun(columns, 0, 1));
        QTEST(answers.passes[0] == 1, "passes");
        QCOMPARE(answers.undecided[0], 0U);
    }

    /// The fewer events have to be read the better: none where the columns tell, on whichever side they stand.
    void leavesToTheEventWhatOnlyItKnows_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("undecided"); // of four: types a, a, b, c
        QTest::newRow("columns alone") << QByteArray("type = 'a' AND EXISTS source") << 0;
        QTest::newRow("findings") << QByteArray("FINDING('duplicate') OR SIZE() > 5") << 0;
        QTest::newRow("marks") << QByteArray("MARKED() OR NOTE() = type") << 0;
        QTest::newRow("data") << QByteArray("type = 'a' AND DATA('/a') = 1") << 2;
        QTest::newRow("text") << QByteArray("TEXT('a') AND type = 'b'") << 1;
        QTest::newRow("event alone") << QByteArray("ext = 'x'") << 4;
        QTest::newRow("column, then event") << QByteArray("type = 'a' AND ext = 'x'") << 2;
        QTest::newRow("event, then column") << QByteArray("ext = 'x' AND type = 'a'") << 2;
        QTest::newRow("column or event") << QByteArray("type = 'a' OR ext = 'x'") << 2;
        QTest::newRow("negated") << QByteArray("NOT (type = 'a' OR ext = 'x')") << 2;
        QTest::newRow("three") << QByteArray("ext = 'x' AND type = 'a' AND source = '/none'") << 0;
        QTest::newRow("exclusive") << QByteArray("ext = 'x' XOR type = 'a'") << 4;
        QTest::newRow("in one comparison") << QByteArray("CONCAT(type, ext) = 'ax'") << 4;
    }
    void leavesToTheEventWhatOnlyItKnows()
    {
        QFETCH(QByteArray, text);
        Columns columns;
        for (const char *type : {"a", "a", "b", "c"})
            appendEvent(columns, type, "/s");
        columns.publish();
        RowPredicate predicate(parsed(text.toStdString()));
        QTEST(static_cast<int>(undecidedRows(columns, predicate)), "undecided");
    }

    void comparesNumbers_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<quint64>("passes"); // a bit for each of the sizes
        QTest::newRow("below") << QByteArray("SIZE() < 100") << quint64{0b0011};
        QTest::newRow("at most") << QByteArray("SIZE() <= 100") << quint64{0b0111};
        QTest::newRow("above") << QByteArray("SIZE() > 100") << quint64{0b1000};
        QTest::newRow("at least") << QByteArray("SIZE() >= 100") << quint64{0b1100};
        QTest::newRow("turned round") << QByteArray("100 < SIZE()") << quint64{0b1000};
        QTest::newRow("equal") << QByteArray("SIZE() = 100") << quint64{0b0100};
        QTest::newRow("within") << QByteArray("SIZE() > 0 AND SIZE() < 101") << quint64{0b0110};
        QTest::newRow("all") << QByteArray("SIZE() >= 0") << quint64{0b1111};
        QTest::newRow("none") << QByteArray("SIZE() < 0") << quint64{0};
        QTest::newRow("no number") << QByteArray("NOT (SIZE() < 'x')") << quint64{0};
        QTest::newRow("received below")
            << QByteArray("RECEIVED() < TIME('2026-11-28T12:00:00Z')") << quint64{0b0011};
        QTest::newRow("received from")
            << QByteArray("RECEIVED() >= TIME('2026-11-28T13:00:00+01:00')") << quint64{0b1100};
        QTest::newRow("received after, by a microsecond")
            << QByteArray("RECEIVED() > TIME('2026-11-28T12:00:00Z')") << quint64{0b1000};
    }
    void comparesNumbers()
    {
        QFETCH(QByteArray, text);
        constexpr std::int64_t Noon = 1'795'867'200'000'000; // 2026-11-28T12:00:00Z
        const std::vector<std::pair<std::uint32_t, std::int64_t>> rows{
            {0, -5}, {99, Noon - 1}, {100, Noon}, {4'294'967'295U, Noon + 1}};
        Columns columns;
        for (const auto &[size, received] : rows) {
            Row row;
            row.type = columns.types.add("a").code;
            row.source = columns.sources.add("/b").code;
            row.size = size;
            row.received = received;
            columns.append(row);
        }
        columns.publish();
        RowPredicate predicate(parsed(text.toStdString()));
        predicate.follow(columns);
        const auto answers = judged(predicate, RowRun(columns, 0, rows.size()));
        QTEST(quint64{answers.passes[0]}, "passes");
        QCOMPARE(answers.undecided[0], 0U);
    }

    /// Each clause looks up findings, of which there may be 65 536.
    void boundsItsTables_data()
    {
        QTest::addColumn<int>("clauses");
        QTest::addColumn<quint64>("bytes");
        constexpr std::size_t TableBytes = 1U << 16;
        constexpr int Most = RowPredicate::MaxTableBytes / TableBytes;
        QTest::newRow("one below") << Most - 1 << quint64{(Most - 1) * TableBytes};
        QTest::newRow("at") << Most << quint64{Most * TableBytes};
        QTest::newRow("above") << Most + 3 << quint64{Most * TableBytes};
    }
    void boundsItsTables()
    {
        QFETCH(int, clauses);
        std::mt19937 random(7);
        Columns columns;
        appendMixed(columns, random, 300, true);
        std::string text = "SIZE() = 5";
        for (int i = 1; i < clauses; ++i)
            text += " OR (FINDING('duplicate') AND SIZE() = " + std::to_string(i) + ')';
        text += " OR (FINDING('duplicate') AND SIZE() > 2000)";
        RowPredicate predicate(parsed(text));
        compare(columns, predicate);
        QTEST(quint64{predicate.tableBytes()}, "bytes");
    }

    void looksAtValuesThatComeLater()
    {
        std::mt19937 random(5);
        Columns columns;
        appendMixed(columns, random, 100, false);
        RowPredicate predicate(parsed("type = 'late' OR subject = '3'"));
        compare(columns, predicate);
        appendEvent(columns, "late", "/s");
        columns.publish();
        compare(columns, predicate);
        predicate.follow(columns);
        const auto answers = judged(predicate, RowRun(columns, 100, 101));
        QCOMPARE(answers.passes[0], 1U);
    }

    void isAValue()
    {
        std::mt19937 random(6);
        Columns columns;
        appendMixed(columns, random, 500, false);
        RowPredicate first(parsed("type = 'type.1' AND (source = 'type.2' OR EXISTS subject)"));
        compare(columns, first);
        RowPredicate second = first;
        compare(columns, second);
        second = RowPredicate(parsed("FALSE"));
        compare(columns, second);
        RowPredicate third = std::move(first);
        compare(columns, third);
    }
};

QTEST_GUILESS_MAIN(RowPredicateTest)
#include "tst_rowpredicate.moc"
