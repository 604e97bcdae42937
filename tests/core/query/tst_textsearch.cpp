// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/query/textsearch.h"

#include "core/codec/jsonformat.h"
#include "core/event/base64.h"
#include "core/text/casefold.h"
#include "tests/core/log/logtest.h"
#include "tests/support/printedstrings.h"

#include <QTemporaryDir>
#include <QtTest/QtTest>

#include <random>

using namespace core;

namespace {

constexpr std::uint64_t Rows = ColumnBlock::Rows;

/// Words as payloads hold them: common and rare, with and without escapes, JSON or not.
std::string word(std::mt19937 &random)
{
    static const char *const words[] = {
        "order",   "Customer",      "insufficient_funds",       "K\xC3\xA4se", R"(K\u00e4se)",
        R"(a\/b)", R"(\"quoted\")", "\xD0\x97\xD0\x90\xD0\x9A", "0000",        "x"};
    const auto index = random() % 40;
    return index < std::size(words) ? words[index] : std::to_string(random() % 100'000);
}

std::string words(std::mt19937 &random)
{
    std::string text;
    for (auto i = random() % 8; i > 0; --i)
        text += word(random) + " ";
    return text;
}

/// Events of every mode and form of data in messages as senders send them.
Message randomMessage(std::mt19937 &random, std::uint64_t number)
{
    switch (random() % 8) {
    case 0:
        return logtest::binaryMessage(number, words(random) + std::string("\0\xFF", 2));
    case 1:
        return logtest::rawMessage(number);
    case 2:
        return logtest::structuredMessage(number);
    case 3: {
        Message message = logtest::structuredMessage(number);
        CloudEvent &event = message.events.front().event;
        event.extensions = {{"trace", AttributeValue::string(words(random))},
                            {"count", AttributeValue::integer(static_cast<int>(random() % 1000))}};
        event.dataSchema = "urn:" + word(random);
        event.subject = words(random);
        return message;
    }
    case 4: {
        std::string base64;
        appendBase64(base64, words(random));
        Message message = logtest::structuredMessage(number);
        message.body = base64;
        CloudEvent &event = message.events.front().event;
        event.dataForm = DataForm::JsonBase64;
        event.data = {0, static_cast<std::uint32_t>(base64.size())};
        message.events.front().text = event.data;
        return message;
    }
    case 5: {
        Message message = logtest::structuredMessage(number);
        message.body = "\"" + words(random) + "\"";
        const auto size = static_cast<std::uint32_t>(message.body.size());
        CloudEvent &event = message.events.front().event;
        event.dataForm = random() % 2 == 0 ? DataForm::JsonText : DataForm::Json;
        event.data = {1, size - 2};
        message.events.front().text = {0, size};
        return message;
    }
    default:
        return logtest::batchMessage(number, 1 + random() % 60);
    }
}

void fill(EventLog &log, std::mt19937 &random, std::uint64_t events)
{
    logtest::Sender sender(log);
    const std::uint64_t end = log.columns().published() + events;
    for (std::uint64_t now = 0; (now = log.columns().published()) < end;) {
        std::vector<Message> messages;
        for (int i = 0; i < 200; ++i)
            messages.push_back(randomMessage(random, now + static_cast<std::uint64_t>(i)));
        sender.send(std::move(messages));
    }
}

std::string foldedCase(std::string_view text)
{
    std::string folded;
    appendFoldedCase(folded, text);
    return folded;
}

/// Every event on its own, every field after the other, without any of the machinery.
class NaiveSearch {
public:
    explicit NaiveSearch(const TextQuery &query)
        : m_query(query)
    {
        QRegularExpression::PatternOptions options = QRegularExpression::MultilineOption;
        if (!query.hasCase)
            options |= QRegularExpression::CaseInsensitiveOption;
        m_expression = QRegularExpression(QString::fromStdString(query.text), options);
    }

    bool finds(const StoredEvent &stored) const
    {
        const CloudEvent &event = stored.event;
        std::vector<std::string> fields{event.id, event.type, event.source};
        for (const auto *optional :
             {&event.subject, &event.time, &event.dataContentType, &event.dataSchema})
            fields.push_back(optional->value_or(""));
        for (const Extension &extension : event.extensions) {
            fields.push_back(extension.name);
            fields.push_back(extension.value.canonical());
        }
        fields.push_back(dataBytes(event, stored.text));
        if (event.dataForm == DataForm::Raw || event.dataForm == DataForm::Json) {
            CloudEvent inside = event;
            inside.dataForm = DataForm::JsonText;
            fields.push_back(dataBytes(inside, stored.text));
        }
        return std::any_of(fields.begin(), fields.end(),
                           [this](const std::string &field) { return isIn(field); });
    }

private:
    bool isIn(const std::string &field) const
    {
        if (m_query.isExpression)
            return m_expression.match(QString::fromStdString(field)).hasMatch();
        return m_query.hasCase
                   ? field.find(m_query.text) != std::string::npos
                   : foldedCase(field).find(foldedCase(m_query.text)) != std::string::npos;
    }

    TextQuery m_query;
    QRegularExpression m_expression;
};

void finish(TextSearch &search)
{
    QTRY_VERIFY_WITH_TIMEOUT((search.advance(), search.isComplete()), 60'000);
    QCOMPARE(search.problem(), std::string());
}

void compare(const TextSearch &search, const std::vector<StoredEvent> &events)
{
    const NaiveSearch naive(search.query());
    QCOMPARE(search.hits().end(), events.size());
    std::uint64_t count = 0;
    for (const StoredEvent &event : events) {
        const bool isFound = search.hits().contains(event.sequence.value - 1);
        if (isFound != naive.finds(event))
            QFAIL(qPrintable(QStringLiteral("%1 in event %2: %3")
                                 .arg(QString::fromStdString(search.query().text))
                                 .arg(event.sequence.value)
                                 .arg(isFound)));
        count += isFound ? 1 : 0;
    }
    QCOMPARE(search.hits().count(), count);
}

TextQuery randomQuery(std::mt19937 &random, const std::vector<StoredEvent> &events)
{
    static const char *const expressions[] = {"order|funds", R"(\d{5} \d{5})", "in-batch$", "K.se",
                                              "^a",          R"(/\d)"};
    TextQuery query;
    query.hasCase = random() % 2 == 0;
    if (random() % 4 == 0) {
        query.text = expressions[random() % std::size(expressions)];
        query.isExpression = true;
        return query;
    }
    // Mostly something that is there; cut anywhere in ASCII.
    const StoredEvent &event = events[random() % events.size()];
    const std::string &text = random() % 3 == 0 ? event.event.id : event.text;
    query.text =
        text.empty() ? word(random) : text.substr(random() % text.size(), 1 + random() % 12);
    if (!isAscii(query.text))
        query.text = random() % 2 == 0 ? "k\xC3\xA4se" : "\xD0\xB7\xD0\xB0\xD0\xBA";
    return query;
}

/// A capture filled with events of every kind, and a search of it.
struct SearchedCapture {
    explicit SearchedCapture(unsigned seed, std::uint64_t events = 0,
                             EventLog::Options options = {})
        : random(seed)
        , log(logtest::openLog(logtest::captureIn(folder), std::move(options)))
        , search(log->columns(), log->file(), pool)
    {
        if (events > 0)
            fill(*log, random, events);
    }

    const QTemporaryDir folder;
    std::mt19937 random;
    const std::unique_ptr<EventLog> log;
    ScanPool pool;
    TextSearch search;
};

} // namespace

/// The rows in which a text is found, against a naive search of the same capture.
class TestTextSearch : public QObject {
    Q_OBJECT

private slots:
    void findsWhatANaiveSearchFinds_data();
    void findsWhatANaiveSearchFinds();
    void findsOnlyWhatIsShown();
    void findsInWhatComes();
    void findsNothingAcrossFields();
    void theNewestSearchWins();
    void keepsTheSearchWhenAnExpressionIsFaulty();
    void searchesNothingWithoutAText();
    void saysWhenTheCaptureCannotBeRead();
    void passesOverWhatLeavesTheLog();
    void endsWhileItSearches();
};

void TestTextSearch::findsWhatANaiveSearchFinds_data()
{
    QTest::addColumn<unsigned>("seed");
    QTest::addColumn<quint64>("dictionaryBytes");
    QTest::newRow("names with codes") << 7U << quint64{Columns::DictionaryLimit};
    QTest::newRow("names without room") << 8U << quint64{512};
}

void TestTextSearch::findsWhatANaiveSearchFinds()
{
    QFETCH(unsigned, seed);
    QFETCH(quint64, dictionaryBytes);
    qInfo("seed %u", seed);
    std::mt19937 random(seed);
    const QTemporaryDir folder;
    EventLog::Options options;
    options.dictionaryBytes = dictionaryBytes;
    options.segmentBytes = 2 * MiB;
    const auto log = logtest::openLog(logtest::captureIn(folder), options);
    fill(*log, random, Rows + Rows / 3);
    const std::vector<StoredEvent> events = logtest::readAll(*log);
    ScanPool pool;
    TextSearch search(log->columns(), log->file(), pool);
    for (int round = 0; round < 16; ++round) {
        if (round == 4) { // from here on with the signature of the first block
            QTRY_COMPARE_WITH_TIMEOUT(
                logtest::query(log->file(), "SELECT count(*) FROM text_signatures"),
                std::string("1\n"), 30'000);
        }
        QVERIFY(search.setQuery(randomQuery(random, events)));
        finish(search);
        compare(search, events);
    }
}

/// Of random events, with rules for attributes and data: what a naive search finds in all that is left of them.
void TestTextSearch::findsOnlyWhatIsShown()
{
    SearchedCapture capture(31, Rows / 2);
    const std::vector<StoredEvent> events = logtest::readAll(*capture.log);
    // Attributes go, and the data of each event whose number is even; each seventh event is not shown at all.
    const auto conceal = [](StoredEvent event) -> Result<StoredEvent> {
        if (event.sequence.value % 7 == 0)
            return fail(Error::Kind::InvalidInput, "not shown");
        event.event.subject.reset();
        event.event.extensions.clear();
        event.event.type = "hidden";
        if (event.sequence.value % 2 == 0) {
            event.event.dataForm = DataForm::None;
            event.event.data = {};
        }
        return event;
    };
    std::uint64_t fewer = 0;
    for (int round = 0; round < 6; ++round) {
        QVERIFY(capture.search.setQuery(randomQuery(capture.random, events)));
        finish(capture.search);
        const RowBitmap all = capture.search.hits();
        capture.search.setConceal(conceal);
        QCOMPARE(capture.search.hits().end(), 0U); // it begins anew
        finish(capture.search);
        const NaiveSearch naive(capture.search.query());
        for (const StoredEvent &event : events) {
            const std::uint64_t row = event.sequence.value - 1;
            const auto shown = conceal(event);
            const bool isExpected = all.contains(row) && shown && naive.finds(*shown);
            QVERIFY2(capture.search.hits().contains(row) == isExpected,
                     qPrintable(QStringLiteral("%1 in event %2")
                                    .arg(QString::fromStdString(capture.search.query().text))
                                    .arg(event.sequence.value)));
        }
        fewer += all.count() - capture.search.hits().count();
        capture.search.setConceal({});
        finish(capture.search);
        QCOMPARE(capture.search.hits().count(), all.count());
    }
    QVERIFY(fewer > 50);
}

void TestTextSearch::findsInWhatComes()
{
    SearchedCapture capture(21);
    QVERIFY(capture.search.setQuery({"FUNDS"}));
    finish(capture.search);
    QCOMPARE(capture.search.hits().end(), 0U);
    for (int round = 0; round < 6; ++round) {
        fill(*capture.log, capture.random, 1 + capture.random() % 3000);
        capture.search.advance(); // begins, while more comes
        fill(*capture.log, capture.random, 1 + capture.random() % 3000);
        finish(capture.search);
        compare(capture.search, logtest::readAll(*capture.log));
    }
    QVERIFY(capture.search.hits().count() > 0);
}

void TestTextSearch::findsNothingAcrossFields()
{
    const QTemporaryDir folder;
    const auto log = logtest::openLog(logtest::captureIn(folder));
    logtest::Sender sender(*log);
    Message message = logtest::structuredMessage(2);
    CloudEvent &event = message.events.front().event;
    event.id = "gira";
    event.time.reset();
    event.dataSchema = "ffe";
    event.extensions = {{"ele", AttributeValue::string("phant")}};
    sender.send(std::move(message));
    ScanPool pool;
    TextSearch search(log->columns(), log->file(), pool);
    const auto hits = [&](const char *text) {
        static_cast<void>(search.setQuery({text}));
        finish(search);
        return search.hits().count();
    };
    QCOMPARE(hits("gira"), 1U);
    QCOMPARE(hits("ffe"), 1U);
    QCOMPARE(hits("giraffe"), 0U);
    QCOMPARE(hits("ele"), 1U);
    QCOMPARE(hits("phant"), 1U);
    QCOMPARE(hits("elephant"), 0U);
    QCOMPARE(hits("{\"ele\""), 0U);
    QCOMPARE(hits("[1,2,3]"), 1U);         // the data
    QCOMPARE(hits("\"specversion\""), 0U); // the text around the data is no field
    QCOMPARE(hits("com.shop.order.2"), 1U);
    QCOMPARE(hits("a"), 1U);
}

void TestTextSearch::theNewestSearchWins()
{
    SearchedCapture capture(5, Rows + 100);
    const auto events = logtest::readAll(*capture.log);
    for (int round = 0; round < 30; ++round) {
        QVERIFY(capture.search.setQuery({round % 2 == 0 ? "customer" : "0000"}));
        QCOMPARE(capture.search.hits().end(), 0U);
        for (auto ticks = capture.random() % 4; ticks > 0; --ticks)
            capture.search.advance();
    }
    finish(capture.search);
    compare(capture.search, events);
}

void TestTextSearch::keepsTheSearchWhenAnExpressionIsFaulty()
{
    SearchedCapture capture(6, 500);
    QVERIFY(capture.search.setQuery({"order"}));
    finish(capture.search);
    const std::uint64_t count = capture.search.hits().count();
    QVERIFY(count > 0);
    const auto faulty = capture.search.setQuery({"order(", false, true});
    QVERIFY(!faulty);
    QCOMPARE(faulty.error().kind, Error::Kind::InvalidInput);
    QCOMPARE(capture.search.query(), TextQuery{"order"});
    QCOMPARE(capture.search.hits().count(), count);
}

void TestTextSearch::searchesNothingWithoutAText()
{
    SearchedCapture capture(6, 500);
    QVERIFY(!capture.search.advance());
    QVERIFY(capture.search.isComplete());
    QVERIFY(capture.search.setQuery({"order"}));
    finish(capture.search);
    QVERIFY(capture.search.setQuery({""}));
    QVERIFY(!capture.search.advance());
    QVERIFY(capture.search.isComplete());
    QCOMPARE(capture.search.hits().end(), 0U);
}

void TestTextSearch::saysWhenTheCaptureCannotBeRead()
{
    std::mt19937 random(6);
    const QTemporaryDir folder;
    const auto log = logtest::openLog(logtest::captureIn(folder));
    fill(*log, random, 500);
    ScanPool pool;
    TextSearch search(log->columns(), folder.filePath(QStringLiteral("none")).toStdString(), pool);
    QVERIFY(search.setQuery({"order"}));
    QTRY_VERIFY((search.advance(), !search.problem().empty()));
    QVERIFY(!search.isComplete());
    QVERIFY(!search.advance());
    QVERIFY(search.setQuery({""}));
    QCOMPARE(search.problem(), std::string());
}

/// Whatever is kept at the end was searched, whatever left in between.
void TestTextSearch::passesOverWhatLeavesTheLog()
{
    const unsigned seed = 77;
    qInfo("seed %u", seed);
    std::mt19937 random(seed);
    const QTemporaryDir folder;
    EventLog::Options options;
    options.segmentBytes = 128 * KiB;
    options.rules.emplace().limitBytes = 1 * MiB;
    const auto log = logtest::openLog(logtest::captureIn(folder), options);
    ScanPool pool;
    TextSearch search(log->columns(), log->file(), pool);
    for (int round = 0; round < 6; ++round) {
        fill(*log, random, 2000);
        QVERIFY(search.setQuery({round % 2 == 0 ? "order" : "0000"}));
        for (int more = 0; more < 4; ++more) {
            search.advance();
            fill(*log, random, 500);
        }
        finish(search);
        const NaiveSearch naive(search.query());
        for (const StoredEvent &event : logtest::readAll(*log))
            QCOMPARE(search.hits().contains(event.sequence.value - 1), naive.finds(event));
    }
    QVERIFY(log->columns().first() > 0);
}

void TestTextSearch::endsWhileItSearches()
{
    std::mt19937 random(9);
    const QTemporaryDir folder;
    const auto log = logtest::openLog(logtest::captureIn(folder));
    fill(*log, random, Rows);
    ScanPool pool;
    for (int round = 0; round < 20; ++round) {
        TextSearch search(log->columns(), log->file(), pool);
        QVERIFY(search.setQuery({"a.*z", false, true}));
        search.advance();
    }
    log->close();
    QVERIFY(!std::filesystem::exists(log->file().string() + "-wal"));
}

QTEST_GUILESS_MAIN(TestTextSearch)
#include "tst_textsearch.moc"
