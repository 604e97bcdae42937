// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/query/eventsurvey.h"

#include "core/query/recentsurvey.h"
#include "core/query/storedvalues.h"
#include "tests/core/log/logtest.h"

#include <QTest>

#include <string>
#include <vector>

using namespace core;
using namespace logtest;
using Kind = JsonValue::Kind;
using Survey = EventSurvey;

/// What is known for completion of the insides of events.
class TestEventSurvey : public QObject {
    Q_OBJECT

private slots:
    void tellsPlacesWithTheirValues();
    void countsEventsAndNotElements();
    void writesPointers_data();
    void writesPointers();
    void tellsExtensions();
    void passesOverWhatIsNoJson();
    void keepsItsLimits_data();
    void keepsItsLimits();
    void looksAtTheNewestOfEachType();
    void looksAtChosenTypes_data();
    void looksAtChosenTypes();
    void newestOrderWins();
    void looksAtWhatHasNotLeft();
};

namespace {

StoredEvent jsonEvent(const std::string &data)
{
    StoredEvent stored;
    stored.event.dataContentType = "application/json";
    stored.text = data;
    stored.event.dataForm = DataForm::Raw;
    stored.event.data = ByteRange{0, static_cast<std::uint32_t>(data.size())};
    return stored;
}

Survey surveyOf(const std::vector<std::string> &data)
{
    EventSurveyor surveyor;
    for (const std::string &each : data)
        surveyor.add(jsonEvent(each));
    return surveyor.survey();
}

/// `/total 2/3 number 5:2 7:1`
std::string toldOf(const Survey::Place &place, std::uint32_t events)
{
    static constexpr std::array Kinds{"null",   "true",  "false", "number",
                                      "string", "array", "object"};
    std::string text = place.name + ' ' + std::to_string(place.events) + '/' +
                       std::to_string(events) + ' ' + Kinds[std::size_t(place.kind)];
    for (const Survey::Value &value : place.values)
        text += ' ' + value.text + ':' + std::to_string(value.events);
    return text;
}

std::vector<std::string> told(const Survey &survey)
{
    std::vector<std::string> all;
    for (const Survey::Place &place : survey.places)
        all.push_back(toldOf(place, survey.events));
    return all;
}

const Survey::Place *find(const std::vector<Survey::Place> &places, const std::string &name)
{
    const auto found = std::find_if(places.begin(), places.end(),
                                    [&](const auto &place) { return place.name == name; });
    return found == places.end() ? nullptr : &*found;
}

/// A log, and surveys of it.
struct Desk {
    explicit Desk(EventLog::Options options = {})
        : log(openLog(captureIn(folder), std::move(options)))
        , values(log->columns(), [this] { return log->reader(); })
        , recent(values, pool)
    {
    }
    void append(const std::string &type, int first, int last)
    {
        std::vector<Message> messages;
        for (int number = first; number <= last; ++number) {
            messages.push_back(
                binaryMessage(std::uint64_t(number), "{\"n\":" + std::to_string(number) + "}"));
            messages.back().events.front().event.type = type;
            messages.back().events.front().event.extensions = {
                {"of" + type, AttributeValue::string("x")}};
        }
        Sender(*log).send(std::move(messages));
    }
    Survey survey(TypeChoice types = {})
    {
        recent.start(std::move(types));
        std::optional<Survey> survey;
        [&] { QTRY_VERIFY(survey || (survey = recent.take())); }();
        return survey.value_or(Survey());
    }

    const QTemporaryDir folder;
    std::unique_ptr<EventLog> log;
    ScanPool pool;
    StoredValues values;
    RecentSurvey recent;
};

} // namespace

void TestEventSurvey::tellsPlacesWithTheirValues()
{
    const Survey survey = surveyOf({R"({"total":5,"who":{"name":"K\u00e4"}, "paid":true})",
                                    R"({"total":7,"who":{"name":"A"},"none":null})",
                                    R"({"total":5,"who":{}})", R"([1])"});
    QCOMPARE(survey.events, 4U);
    QCOMPARE(told(survey), (std::vector<std::string>{
                               " 4/4 object", "/total 3/4 number 5:2 7:1", "/who 3/4 object",
                               "/who/name 2/4 string \"K\\u00e4\":1 \"A\":1", "/* 1/4 number 1:1",
                               "/none 1/4 null null:1", "/paid 1/4 true true:1"}));
}

void TestEventSurvey::countsEventsAndNotElements()
{
    const Survey survey = surveyOf({R"({"items":[{"price":1},{"price":2,"off":3}]})",
                                    R"({"items":[{"price":1}]})", R"({"items":[]})"});
    const Survey::Place *price = find(survey.places, "/items/*/price");
    QVERIFY(price);
    QCOMPARE(price->events, 2U);
    QCOMPARE(price->inFirst, 2U);
    QVERIFY(price->hasElements());
    QCOMPARE(price->firstElements(), std::string("/items/0/price"));
    QCOMPARE(price->values, (std::vector<Survey::Value>{{"1", 2}})); // of the first elements
    const Survey::Place *off = find(survey.places, "/items/*/off");
    QVERIFY(off);
    QCOMPARE(off->events, 1U);
    QCOMPARE(off->inFirst, 0U);
    QVERIFY(!find(survey.places, "/items")->hasElements());
}

void TestEventSurvey::writesPointers_data()
{
    QTest::addColumn<QByteArray>("data");
    QTest::addColumn<QByteArray>("pointer");
    const auto row = [](const char *data, const char *pointer) {
        QTest::newRow(data) << QByteArray(data) << QByteArray(pointer);
    };
    row(R"({"a/b":1})", "/a~1b");
    row(R"({"m~n":1})", "/m~0n");
    row(R"({"":1})", "/");
    row(R"({"\u00fc\"":1})", "/ü\"");
    row(R"({"a":[[{"b":1}]]})", "/a/*/*/b");
    row("1", "");
}

void TestEventSurvey::writesPointers()
{
    QFETCH(QByteArray, data);
    QFETCH(QByteArray, pointer);
    const std::string json = data.toStdString();
    const Survey survey = surveyOf({json});
    const Survey::Place *place = find(survey.places, pointer.toStdString());
    QVERIFY(place);
    QCOMPARE(place->kind, Kind::Number);
    // And it leads there.
    const auto found = findJson(json, *JsonPointer::parse(place->firstElements()));
    QVERIFY(found && found->text == "1");
}

void TestEventSurvey::tellsExtensions()
{
    EventSurveyor surveyor;
    for (int number = 0; number < 5; ++number) {
        StoredEvent stored;
        stored.event.extensions = {
            {"shelf", AttributeValue::integer(number % 2)},
        };
        if (number > 2)
            stored.event.extensions.push_back({"alone", AttributeValue::boolean(true)});
        surveyor.add(stored);
    }
    const Survey survey = surveyor.survey();
    QCOMPARE(survey.extensions.size(), std::size_t(2));
    QCOMPARE(toldOf(survey.extensions[0], 5), std::string("shelf 5/5 string 0:3 1:2"));
    QCOMPARE(toldOf(survey.extensions[1], 5), std::string("alone 2/5 string true:2"));
    QVERIFY(survey.places.empty());
}

void TestEventSurvey::passesOverWhatIsNoJson()
{
    QCOMPARE(told(surveyOf({"no JSON", "{\"a\":", R"({"a":1})"})),
             (std::vector<std::string>{" 1/3 object", "/a 1/3 number 1:1"}));
}

void TestEventSurvey::keepsItsLimits_data()
{
    QTest::addColumn<std::string>("data"); // one element or byte for each x
    QTest::addColumn<QByteArray>("what");
    QTest::addColumn<int>("most");
    QTest::newRow("depth") << std::string() << QByteArray("depth") << int(EventSurveyor::MaxDepth);
    QTest::newRow("elements") << std::string() << QByteArray("elements")
                              << int(EventSurveyor::MaxElements);
    QTest::newRow("places") << std::string() << QByteArray("places")
                            << int(EventSurveyor::MaxPlaces) - 1; // and the whole
    QTest::newRow("name") << std::string() << QByteArray("name")
                          << int(EventSurveyor::MaxNameBytes) - 1; // and its /
    QTest::newRow("values") << std::string() << QByteArray("values")
                            << int(EventSurveyor::MaxValues);
    QTest::newRow("value") << std::string() << QByteArray("value")
                           << int(EventSurveyor::MaxValueBytes) - 2; // and its quotes
    QTest::newRow("data") << std::string() << QByteArray("data")
                          << int(EventSurveyor::MaxDataBytes) - 2;
}

void TestEventSurvey::keepsItsLimits()
{
    QFETCH(QByteArray, what);
    QFETCH(int, most);
    const auto reached = [&what](int count) -> int {
        std::string text;
        std::vector<std::string> data;
        if (what == "depth") {
            for (int i = 0; i < count; ++i)
                text += "{\"a\":";
            data = {text + "1" + std::string(std::size_t(count), '}')};
            std::size_t longest = 0;
            for (const Survey::Place &place : surveyOf(data).places)
                longest = std::max(longest, place.name.size());
            return int(longest / 2);
        }
        if (what == "elements") {
            for (int i = 0; i < count; ++i)
                text += (i == 0 ? "" : ",") + std::string("{\"e") + std::to_string(i) + "\":1}";
            return int(surveyOf({'[' + text + ']'}).places.size()) - 2;
        }
        if (what == "places") {
            for (int i = 0; i < count; ++i)
                text += (i == 0 ? "\"" : ",\"") + std::to_string(i) + "\":1";
            return int(surveyOf({'{' + text + '}'}).places.size()) - 1;
        }
        if (what == "name") {
            const Survey survey =
                surveyOf({"{\"" + std::string(std::size_t(count), 'n') + "\":1}"});
            return survey.places.size() == 2 ? count : -1;
        }
        if (what == "values") {
            for (int i = 0; i < count; ++i)
                data.push_back(std::to_string(i));
            return int(surveyOf(data).places.front().values.size());
        }
        const Survey survey = surveyOf({'"' + std::string(std::size_t(count), 'v') + '"'});
        if (what == "data")
            return survey.places.empty() ? -1 : count;
        return survey.places.front().values.empty() ? -1 : count;
    };
    QCOMPARE(reached(most - 1), most - 1);
    QCOMPARE(reached(most), most);
    QVERIFY(reached(most + 1) <= most);
    QVERIFY(reached(most + 1) == most || reached(most + 1) == -1);
}

void TestEventSurvey::looksAtTheNewestOfEachType()
{
    Desk desk;
    desk.append("rare", 1, 3);
    desk.append("usual", 4, 1000);
    const Survey survey = desk.survey();
    QCOMPARE(survey.events, 3 + RecentSurvey::EventsPerType);
    QCOMPARE(survey.extensions.size(), std::size_t(2));
    QCOMPARE(survey.extensions[0].name, std::string("ofusual"));
    QCOMPARE(survey.extensions[1].name, std::string("ofrare"));
    const Survey::Place *place = find(survey.places, "/n");
    QVERIFY(place);
    QCOMPARE(place->events, survey.events);
    QCOMPARE(place->values.front().text, std::string("1000")); // newest first
}

void TestEventSurvey::looksAtChosenTypes_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("pattern");
    QTest::addColumn<int>("events");
    QTest::newRow("by name") << QByteArray("a.one") << QByteArray() << 5;
    QTest::newRow("by pattern") << QByteArray() << QByteArray("a.%") << 12;
    QTest::newRow("both") << QByteArray("b") << QByteArray("%.one") << 25;
    QTest::newRow("none like it") << QByteArray("c") << QByteArray() << 0;
    QTest::newRow("many") << QByteArray("many") << QByteArray()
                          << int(RecentSurvey::EventsPerChosenType);
}

void TestEventSurvey::looksAtChosenTypes()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, pattern);
    QFETCH(int, events);
    Desk desk;
    desk.append("a.one", 1, 5);
    desk.append("a.two", 6, 12);
    desk.append("b", 13, 32);
    desk.append("many", 33, 600);
    TypeChoice types;
    if (!name.isEmpty())
        types.names.insert(name.toStdString());
    if (!pattern.isEmpty())
        types.patterns.insert(pattern.toStdString());
    QCOMPARE(desk.survey(types).events, std::uint32_t(events));
}

void TestEventSurvey::newestOrderWins()
{
    Desk desk;
    desk.append("a", 1, 5);
    desk.append("b", 6, 8);
    desk.recent.start({{"a"}, {}});
    QVERIFY(desk.recent.isRunning());
    QCOMPARE(desk.survey({{"b"}, {}}).events, 3U);
    QVERIFY(!desk.recent.isRunning());
    QVERIFY(!desk.recent.take());
}

void TestEventSurvey::looksAtWhatHasNotLeft()
{
    EventLog::Options options;
    options.segmentBytes = 8 * KiB;
    options.rules.emplace().limitBytes = 64 * KiB;
    Desk desk(options);
    desk.append("old", 1, 20);
    for (int from = 100; desk.log->columns().first() < 20; from += 100)
        desk.append("new", from, from + 99);
    const Survey survey = desk.survey();
    QCOMPARE(survey.extensions.size(), std::size_t(1));
    QCOMPARE(survey.extensions[0].name, std::string("ofnew"));
}

QTEST_GUILESS_MAIN(TestEventSurvey)
#include "tst_eventsurvey.moc"
