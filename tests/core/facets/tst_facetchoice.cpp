// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/facets/facetchoice.h"

#include "core/cesql/evaluator.h"
#include "core/cesql/parser.h"
#include "core/facets/facetjudge.h"
#include "core/query/filterexpression.h"

#include <QTest>

#include <random>

using namespace core;

namespace {

EventFilter filterOf(const QByteArray &text)
{
    if (text.isEmpty())
        return {};
    const auto expression = cesql::parse(text.toStdString());
    if (!expression)
        qFatal("%s: %s", text.constData(), expression.error().message().c_str());
    return core::filterOf(*expression);
}

QByteArray textOf(const EventFilter &filter)
{
    return QByteArray::fromStdString(expressionText(filter));
}

FacetPicks value(const char *text)
{
    return {{text}, {}, false};
}
FacetPicks branch(const char *text)
{
    return {{}, {text}, false};
}
FacetPicks absent()
{
    return {{}, {}, true};
}

/// An event with a type and perhaps a subject.
class Event : public cesql::EventContext {
public:
    Event(std::string type, std::optional<std::string> subject, std::string origin)
        : m_type(std::move(type))
        , m_subject(std::move(subject))
        , m_origin(std::move(origin))
    {
    }
    std::optional<cesql::Value> attribute(std::string_view name) const override
    {
        if (name == "type")
            return cesql::Value::borrowed(m_type);
        if (name == "subject" && m_subject)
            return cesql::Value::borrowed(*m_subject);
        if (name == "id")
            return cesql::Value::borrowed("1");
        return {};
    }
    std::optional<std::string_view> origin() const override { return m_origin; }

    std::string m_type;
    std::optional<std::string> m_subject;
    std::string m_origin;
};

bool isShown(const EventFilter &filter, const Event &event)
{
    return filter.acceptsType(event.m_type) &&
           (!filter.expression || cesql::passes(evaluate(*filter.expression, event)));
}

} // namespace

Q_DECLARE_METATYPE(core::FacetPicks)

class TestFacetChoice : public QObject {
    Q_OBJECT

private slots:
    void says_data();
    void says();
    void takesOnly_data();
    void takesOnly();
    void toggles_data();
    void toggles();
    void excludes_data();
    void excludes();
    void takesApart_data();
    void takesApart();
    void writesWhatItRead();
    void writesClauses();
    void means();
};

/// What is typed shows in the facets.
void TestFacetChoice::says_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<Facet>("facet");
    QTest::addColumn<QByteArray>("states"); // of a.b, a.c, d and where it is absent
    const auto row = [](const char *text, Facet facet, const char *states) {
        QTest::newRow(text) << QByteArray(text) << facet << QByteArray(states);
    };
    row("", Facet::Type, "....");
    row("type = 'd'", Facet::Type, "..T.");
    row("type IN ('a.b', 'd')", Facet::Type, "T.T.");
    row("type != 'd'", Facet::Type, "..X.");
    row("NOT (type = 'd')", Facet::Type, "..X.");
    row("type NOT IN ('a.b', 'd')", Facet::Type, "X.X.");
    row("type LIKE 'a.%'", Facet::Type, "TT..");
    row("type NOT LIKE 'a.%'", Facet::Type, "XX..");
    row("NOT (type LIKE 'a.%')", Facet::Type, "XX..");
    row("type LIKE 'a.%' AND type != 'a.b'", Facet::Type, "XT..");
    row("type LIKE 'a%' AND type LIKE '%c'", Facet::Type, ".T..");
    row("(type = 'a.b' OR type LIKE 'd%')", Facet::Type, "T.T.");
    row("LENGTH(type) = 1", Facet::Type, "..T.");
    row("type = 'd' OR id = '1'", Facet::Type, "....");
    row("type = 'd' AND source = '/x'", Facet::Type, "..T.");
    row("source = '/x'", Facet::Type, "....");
    row("source = 'd'", Facet::Source, "..T.");
    row("subject = 'd'", Facet::Subject, "..T.");
    row("subject = 'd' AND id = '1'", Facet::Subject, "..T.");
    row("subject != 'd'", Facet::Subject, "..XX");
    row("(NOT EXISTS subject OR subject != 'd')", Facet::Subject, "..X.");
    row("NOT EXISTS subject", Facet::Subject, "...T");
    row("EXISTS subject", Facet::Subject, "...X");
    row("(NOT EXISTS subject OR subject IN ('d'))", Facet::Subject, "..TT");
    row("datacontenttype LIKE 'a.%'", Facet::ContentType, "TT..");
    row("ORIGIN() = 'd'", Facet::Origin, "..T.");
    row("ORIGIN() != ''", Facet::Origin, "...X");
    row("ORIGIN() = ''", Facet::Origin, "...T");
    row("type = 'd' AND 5", Facet::Type, "....");
}

void TestFacetChoice::says()
{
    QFETCH(QByteArray, text);
    QFETCH(Facet, facet);
    const FacetJudge judge(filterOf(text), facet);
    QByteArray states;
    const auto add = [&](std::optional<std::string_view> each) {
        const FacetState state = judge.of(each);
        states += state == FacetState::None ? '.' : state == FacetState::Taken ? 'T' : 'X';
    };
    for (const char *each : {"a.b", "a.c", "d"})
        add(each);
    add(facet == Facet::Type || facet == Facet::Source ? std::optional<std::string_view>("other")
                                                       : std::nullopt);
    QTEST(states, "states");
}

void TestFacetChoice::takesOnly_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<Facet>("facet");
    QTest::addColumn<FacetPicks>("picks");
    QTest::addColumn<QByteArray>("after");
    const auto row = [](const char *name, const char *before, Facet facet, const FacetPicks &picks,
                        const char *after) {
        QTest::newRow(name) << QByteArray(before) << facet << picks << QByteArray(after);
    };
    row("a value", "", Facet::Type, value("a"), "type = 'a'");
    row("it again", "type = 'a'", Facet::Type, value("a"), "");
    row("another", "type = 'b' AND type != 'c' AND source = '/s'", Facet::Type, value("a"),
        "type = 'a' AND source = '/s'");
    row("two", "", Facet::Type, {{"a", "b"}, {}, false}, "type IN ('a', 'b')");
    row("instead of a pattern", "type LIKE 'x.%' AND id = '1'", Facet::Type, value("a"),
        "type = 'a' AND id = '1'");
    row("a branch", "", Facet::Type, branch("com.shop"), "type LIKE 'com.shop.%'");
    row("it again (branch)", "type LIKE 'com.shop.%'", Facet::Type, branch("com.shop"), "");
    row("a branch that is a value", "", Facet::Type, {{"a"}, {"a"}, false},
        "(type = 'a' OR type LIKE 'a.%')");
    row("it again (both)", "(type = 'a' OR type LIKE 'a.%')", Facet::Type, {{"a"}, {"a"}, false},
        "");
    row("a branch with wildcards", "", Facet::Type, branch("my_app"), "type LIKE 'my\\_app.%'");
    row("a subject", "DATA('/x') > 1", Facet::Subject, value("s"),
        "DATA('/x') > 1 AND subject = 's'");
    row("another subject stays in its place", "subject = 'r' AND DATA('/x') > 1", Facet::Subject,
        value("s"), "subject = 's' AND DATA('/x') > 1");
    row("no subject", "", Facet::Subject, absent(), "NOT EXISTS subject");
    row("no subject again", "NOT EXISTS subject", Facet::Subject, absent(), "");
    row("none of it (subject)", "subject = 'r' AND id = '1'", Facet::Subject, {}, "id = '1'");
    row("a content type", "", Facet::ContentType, value("text/plain"),
        "datacontenttype = 'text/plain'");
    row("an origin", "", Facet::Origin, value("http://a"), "ORIGIN() = 'http://a'");
    row("an unknown origin", "", Facet::Origin, absent(), "ORIGIN() = ''");
    row("beside OR", "id = '1' OR id = '2'", Facet::Type, value("a"),
        "type = 'a' AND (id = '1' OR id = '2')");
    row("beside OR (subject)", "id = '1' OR id = '2'", Facet::Subject, value("a"),
        "(id = '1' OR id = '2') AND subject = 'a'");
    row("a quote", "", Facet::Subject, value("it's"), "subject = 'it\\'s'");
}

void TestFacetChoice::takesOnly()
{
    QFETCH(QByteArray, before);
    QFETCH(Facet, facet);
    QFETCH(FacetPicks, picks);
    QTEST(textOf(withOnly(filterOf(before), facet, picks)), "after");
}

void TestFacetChoice::toggles_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<Facet>("facet");
    QTest::addColumn<FacetPicks>("picks");
    QTest::addColumn<bool>("areTaken");
    QTest::addColumn<QByteArray>("after");
    const auto row = [](const char *name, const char *before, Facet facet, const FacetPicks &picks,
                        bool areTaken, const char *after) {
        QTest::newRow(name) << QByteArray(before) << facet << picks << areTaken
                            << QByteArray(after);
    };
    row("the first", "", Facet::Type, value("a"), false, "type = 'a'");
    row("in addition", "type = 'b'", Facet::Type, value("a"), false, "type IN ('a', 'b')");
    row("no longer", "type IN ('a', 'b')", Facet::Type, value("a"), true, "type = 'b'");
    row("the last", "type = 'a' AND id = '1'", Facet::Type, value("a"), true, "id = '1'");
    row("a branch in addition", "type = 'a'", Facet::Type, branch("b"), false,
        "(type = 'a' OR type LIKE 'b.%')");
    row("a branch takes in what is below it", "type IN ('b.c', 'd')", Facet::Type, branch("b"),
        false, "(type = 'd' OR type LIKE 'b.%')");
    row("a branch of which all are taken", "type IN ('b.c', 'b.e', 'd')", Facet::Type, branch("b"),
        true, "type = 'd'");
    row("one of a branch", "type LIKE 'b.%'", Facet::Type, value("b.c"), true,
        "type != 'b.c' AND type LIKE 'b.%'");
    row("one of a branch again", "type LIKE 'b.%' AND type != 'b.c'", Facet::Type, value("b.c"),
        false, "type LIKE 'b.%'");
    row("a branch of a branch", "type LIKE 'b.%'", Facet::Type, branch("b.c"), true,
        "type LIKE 'b.%' AND type NOT LIKE 'b.c.%'");
    row("beside a pattern", "type LIKE '%x'", Facet::Type, value("a"), false,
        "(type = 'a' OR type LIKE '%x')");
    row("one that a pattern takes", "type LIKE '%x'", Facet::Type, value("ax"), true,
        "type != 'ax' AND type LIKE '%x'");
    row("beside two patterns", "type LIKE 'a%' AND type LIKE '%x'", Facet::Type, value("b"), false,
        "(type = 'b' OR (type LIKE 'a%' AND type LIKE '%x'))");
    row("what is excluded", "type != 'a' AND type != 'b'", Facet::Type, value("a"), false,
        "type = 'a' AND type != 'b'");
    row("a subject", "subject = 'a' AND id = '1'", Facet::Subject, value("b"), false,
        "subject IN ('a', 'b') AND id = '1'");
    row("no subject in addition", "subject = 'a'", Facet::Subject, absent(), false,
        "(NOT EXISTS subject OR subject = 'a')");
    row("no subject, no longer", "(NOT EXISTS subject OR subject = 'a')", Facet::Subject, absent(),
        true, "subject = 'a'");
    row("an origin", "ORIGIN() = 'x'", Facet::Origin, absent(), false, "ORIGIN() IN ('', 'x')");
}

void TestFacetChoice::toggles()
{
    QFETCH(QByteArray, before);
    QFETCH(Facet, facet);
    QFETCH(FacetPicks, picks);
    QFETCH(bool, areTaken);
    QTEST(textOf(withToggled(filterOf(before), facet, picks, areTaken)), "after");
}

void TestFacetChoice::excludes_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<Facet>("facet");
    QTest::addColumn<FacetPicks>("picks");
    QTest::addColumn<bool>("areExcluded");
    QTest::addColumn<QByteArray>("after");
    const auto row = [](const char *name, const char *before, Facet facet, const FacetPicks &picks,
                        bool areExcluded, const char *after) {
        QTest::newRow(name) << QByteArray(before) << facet << picks << areExcluded
                            << QByteArray(after);
    };
    row("a value", "", Facet::Type, value("a"), false, "type != 'a'");
    row("one more", "type != 'b'", Facet::Type, value("a"), false, "type NOT IN ('a', 'b')");
    row("no longer", "type NOT IN ('a', 'b')", Facet::Type, value("a"), true, "type != 'b'");
    row("what is taken", "type IN ('a', 'b')", Facet::Type, value("a"), false,
        "type = 'b' AND type != 'a'");
    row("a branch", "", Facet::Type, branch("b"), false, "type NOT LIKE 'b.%'");
    row("a branch, no longer", "type NOT LIKE 'b.%'", Facet::Type, branch("b"), true, "");
    row("a branch that is a value", "", Facet::Type, {{"b"}, {"b"}, false}, false,
        "type != 'b' AND type NOT LIKE 'b.%'");
    row("a subject", "", Facet::Subject, value("a"), false,
        "(NOT EXISTS subject OR subject != 'a')");
    row("two subjects", "(NOT EXISTS subject OR subject != 'a')", Facet::Subject, value("b"), false,
        "(NOT EXISTS subject OR subject NOT IN ('a', 'b'))");
    row("a subject, no longer", "(NOT EXISTS subject OR subject != 'a')", Facet::Subject,
        value("a"), true, "");
    row("no subject", "", Facet::Subject, absent(), false, "EXISTS subject");
    row("no subject, and one", "(NOT EXISTS subject OR subject != 'a')", Facet::Subject, absent(),
        false, "subject != 'a'");
    row("no subject, no longer", "EXISTS subject AND id = '1'", Facet::Subject, absent(), true,
        "id = '1'");
    row("one where another is taken", "subject = 'b'", Facet::Subject, value("a"), false,
        "subject = 'b' AND subject != 'a'");
    row("an origin", "", Facet::Origin, value("x"), false, "ORIGIN() != 'x'");
    row("a content type", "", Facet::ContentType, value("text/plain"), false,
        "(NOT EXISTS datacontenttype OR datacontenttype != 'text/plain')");
}

void TestFacetChoice::excludes()
{
    QFETCH(QByteArray, before);
    QFETCH(Facet, facet);
    QFETCH(FacetPicks, picks);
    QFETCH(bool, areExcluded);
    QTEST(textOf(without(filterOf(before), facet, picks, areExcluded)), "after");
}

void TestFacetChoice::takesApart_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("rest");
    QTest::addColumn<int>("own");
    QTest::newRow("nothing") << QByteArray() << QByteArray() << 0;
    QTest::newRow("a choice") << QByteArray("type = 'a'") << QByteArray() << 0;
    QTest::newRow("a pattern") << QByteArray("type LIKE 'a%'") << QByteArray() << 1;
    QTest::newRow("two, and others")
        << QByteArray("id = '1' AND subject = 'a' AND (EXISTS x OR EXISTS y) AND ORIGIN() != 'b'")
        << QByteArray("id = '1' AND (EXISTS x OR EXISTS y)") << 2;
    QTest::newRow("about two") << QByteArray("type LIKE 'a%' OR subject = 'b'")
                               << QByteArray("type LIKE 'a%' OR subject = 'b'") << 0;
    QTest::newRow("the whole of it")
        << QByteArray("subject = 'b' AND 5") << QByteArray("subject = 'b' AND 5") << 0;
}

void TestFacetChoice::takesApart()
{
    QFETCH(QByteArray, text);
    const FacetFilter parts(filterOf(text));
    QTEST(QByteArray::fromStdString(parts.common.expression ? parts.common.expression->text() : ""),
          "rest");
    std::size_t own = 0;
    for (const Facet facet : AllFacets)
        own += parts.own[facet].size();
    QTEST(int(own), "own");
}

void TestFacetChoice::writesWhatItRead()
{
    const FacetChoice choice{{{"a", "b.c"}, {"d"}, true}, {{"e"}, {"f", "g.h"}, false}, {}, {}};
    for (const Facet facet : {Facet::Subject, Facet::ContentType})
        QVERIFY(choiceOf(withChoice({}, facet, choice), facet) == choice);
    FacetChoice required = choice;
    required.taken.isAbsent = false;
    for (const Facet facet : {Facet::Type, Facet::Source})
        QVERIFY(choiceOf(withChoice({}, facet, required), facet) == required);
    QVERIFY(choiceOf(withChoice({}, Facet::Origin, choice), Facet::Origin) == choice);
}

void TestFacetChoice::writesClauses()
{
    QCOMPARE(clauseWith(Facet::Subject, value("a")), std::string("subject = 'a'"));
    QCOMPARE(clauseWithout(Facet::Subject, value("a")),
             std::string("(NOT EXISTS subject OR subject != 'a')"));
    QCOMPARE(clauseWith(Facet::Type, branch("a")), std::string("type LIKE 'a.%'"));
    QCOMPARE(clauseWithout(Facet::ContentType, absent()), std::string("EXISTS datacontenttype"));
    QCOMPARE(clauseWith(Facet::Origin, absent()), std::string("ORIGIN() = ''"));
}

/// Whatever was there before: what is only taken is what comes, what is excluded does not, and clauses about other things
/// go on to hold.
void TestFacetChoice::means()
{
    const unsigned seed = std::random_device()();
    qInfo("seed %u", seed);
    std::mt19937 random(seed);
    const std::vector<std::string> clauses{"subject = 'a'",
                                           "subject IN ('a', 'b.c')",
                                           "subject != 'b.c'",
                                           "EXISTS subject",
                                           "(NOT EXISTS subject OR subject != 'a')",
                                           "NOT EXISTS subject",
                                           "subject LIKE 'b.%'",
                                           "subject NOT LIKE 'b.%'",
                                           "LENGTH(subject) = 3",
                                           "type = 't'",
                                           "ORIGIN() = 'o'",
                                           "id = '2'",
                                           "(type = 'u' OR subject = 'a')"};
    const std::vector<std::optional<std::string>> subjects{std::nullopt, "a", "b.c", "b.d", "e"};
    for (int i = 0; i < 2000; ++i) {
        std::string text;
        for (auto count = random() % 4; count > 0; --count)
            text += (text.empty() ? "" : " AND ") + clauses[random() % clauses.size()];
        const EventFilter filter = filterOf(QByteArray::fromStdString(text));
        const auto &picked = subjects[random() % subjects.size()];
        const FacetPicks picks = picked ? value(picked->c_str()) : absent();
        const FacetState state =
            FacetJudge(filter, Facet::Subject)
                .of(picked ? std::optional<std::string_view>(*picked) : std::nullopt);
        const EventFilter everything = withChoice(filter, Facet::Subject, {});
        const EventFilter toggled =
            withToggled(filter, Facet::Subject, picks, state == FacetState::Taken);
        const EventFilter excluded = without(filter, Facet::Subject, picks, false);
        const EventFilter only = withChoice(filter, Facet::Subject, {picks, {}, {}, {}});
        for (const char *type : {"t", "u"}) {
            for (const char *origin : {"o", ""}) {
                for (const auto &subject : subjects) {
                    const Event event(type, subject, origin);
                    const bool isPicked = subject == picked;
                    const QByteArray where =
                        QByteArray::fromStdString(text + " picks " + picked.value_or("none") +
                                                  " sees " + subject.value_or("none"));
                    QVERIFY2(isShown(only, event) == (isPicked && isShown(everything, event)),
                             where.constData());
                    QVERIFY2(!isPicked || !isShown(excluded, event), where.constData());
                    QVERIFY2(!isShown(filter, event) || isShown(everything, event),
                             where.constData());
                    if (isPicked && state == FacetState::Taken)
                        QVERIFY2(!isShown(toggled, event) ||
                                     choiceOf(toggled, Facet::Subject).takesAll(),
                                 where.constData());
                }
            }
        }
    }
}

QTEST_GUILESS_MAIN(TestFacetChoice)
#include "tst_facetchoice.moc"
