// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/verbatim/bytemarks.h"
#include "ui/verbatim/hexlines.h"
#include "ui/verbatim/jsonlines.h"
#include "ui/verbatim/plainlines.h"

#include <QtTest>

namespace {

ui::Bytes bytes(const QByteArray &array)
{
    return std::make_shared<const std::string>(array.toStdString());
}

QString allText(const ui::LineSource &lines)
{
    QStringList texts;
    for (qint64 index = 0; index < lines.count(); ++index)
        texts.append(lines.line(index).text);
    return texts.join(u'\n');
}

/// What is left of JSON text without the white space between its tokens.
QByteArray tokensOnly(const QByteArray &json)
{
    QByteArray kept;
    bool inString = false;
    for (qsizetype i = 0; i < json.size(); ++i) {
        const char byte = json[i];
        if (inString && byte == '\\' && i + 1 < json.size()) {
            kept += byte;
            kept += json[++i];
            continue;
        }
        if (byte == '"')
            inString = !inString;
        if (inString || !QByteArray(" \t\r\n").contains(byte))
            kept += byte;
    }
    return kept;
}

/// The lines of `json` put together again, without what the layout added.
QByteArray tokensOfLines(const ui::JsonLines &lines)
{
    QByteArray joined;
    for (qint64 index = 0; index < lines.count(); ++index)
        joined += lines.line(index).text.toUtf8();
    return tokensOnly(joined);
}

quint32 nextRandom(quint32 &state)
{
    state ^= state << 13;
    state ^= state >> 17;
    state ^= state << 5;
    return state;
}

} // namespace

class TestLines : public QObject {
    Q_OBJECT

private slots:
    void breaksTextAtLineEnds_data();
    void breaksTextAtLineEnds();
    void breaksEndlessLinesAtTheirLimit_data();
    void breaksEndlessLinesAtTheirLimit();
    void neverCutsACharacter();
    void findsEveryLineOfManyAgain();
    void findsTheLineOfAByte_data();
    void findsTheLineOfAByte();
    void showsControlCharacters();
    void laysJsonOut_data();
    void laysJsonOut();
    void keepsEveryByteOfJsonTokens_data();
    void keepsEveryByteOfJsonTokens();
    void keepsEveryByteOfGarbage();
    void coloursJsonTokens();
    void indentsNoDeeperThanItsLimit_data();
    void indentsNoDeeperThanItsLimit();
    void spendsLittleOnHostileJson_data();
    void spendsLittleOnHostileJson();
    void tellsJsonFromText_data();
    void tellsJsonFromText();
    void showsBytesInHexadecimal();
    void coversEveryByteWithOffsets_data();
    void coversEveryByteWithOffsets();
    void marksPlaces_data();
    void marksPlaces();
    void marksWhatItShowsTwice();
};

void TestLines::breaksTextAtLineEnds_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QStringList>("lines");
    QTest::newRow("nothing") << QByteArray() << QStringList{QString()};
    QTest::newRow("one line") << QByteArray("abc") << QStringList{u"abc"_qs};
    QTest::newRow("ends with a line end") << QByteArray("abc\n") << QStringList{u"abc"_qs};
    QTest::newRow("CRLF") << QByteArray("a\r\nb\r\n") << QStringList{u"a"_qs, u"b"_qs};
    QTest::newRow("empty lines") << QByteArray("\n\na")
                                 << QStringList{QString(), QString(), u"a"_qs};
    QTest::newRow("CR alone is no line end") << QByteArray("a\rb") << QStringList{u"a\u240Db"_qs};
}

void TestLines::breaksTextAtLineEnds()
{
    QFETCH(QByteArray, text);
    QFETCH(QStringList, lines);
    const ui::PlainLines plain(bytes(text));
    QCOMPARE(plain.count(), lines.size());
    for (qint64 index = 0; index < plain.count(); ++index) {
        QCOMPARE(plain.line(index).text, lines[index]);
        QCOMPARE(plain.line(index).number, index + 1);
    }
}

void TestLines::breaksEndlessLinesAtTheirLimit_data()
{
    QTest::addColumn<int>("length");
    QTest::addColumn<QByteArray>("end");
    QTest::addColumn<int>("lines");
    const int limit = static_cast<int>(ui::MaxLineBytes);
    for (const char *end : {"", "\n", "\r\n"}) {
        const QByteArray name(QByteArray(end).toHex());
        QTest::addRow("one below %s", name.constData()) << limit - 1 << QByteArray(end) << 1;
        QTest::addRow("at %s", name.constData()) << limit << QByteArray(end) << 1;
        QTest::addRow("one above %s", name.constData()) << limit + 1 << QByteArray(end) << 2;
    }
}

void TestLines::breaksEndlessLinesAtTheirLimit()
{
    QFETCH(int, length);
    QFETCH(QByteArray, end);
    QFETCH(int, lines);
    const ui::PlainLines plain(bytes(QByteArray(length, 'x') + end));
    QCOMPARE(plain.count(), lines);
    QCOMPARE(plain.line(0).number, 1);
    if (lines > 1)
        QCOMPARE(plain.line(1).number, 0);
    QCOMPARE(allText(plain).remove(u'\n').size(), length);
}

void TestLines::neverCutsACharacter()
{
    for (int before = 0; before < 4; ++before) {
        const QByteArray text =
            QByteArray(before, 'x') + QByteArray("\xF0\x9F\x98\x80").repeated(2000);
        const ui::PlainLines plain(bytes(text));
        QVERIFY(!allText(plain).contains(QChar::ReplacementCharacter));
        QCOMPARE(allText(plain).remove(u'\n').toUtf8(), text);
        const ui::JsonLines json(bytes('"' + text + '"'));
        QVERIFY(!allText(json).contains(QChar::ReplacementCharacter));
    }
}

void TestLines::findsEveryLineOfManyAgain()
{
    QByteArray text;
    for (int i = 0; i < 1000; ++i)
        text += QByteArray::number(i) + '\n';
    const ui::PlainLines plain(bytes(text));
    QCOMPARE(plain.count(), 1000);
    for (int i = 999; i >= 0; --i)
        QCOMPARE(plain.line(i).text, QString::number(i));
    QCOMPARE(plain.numberDigits(), 4);
}

void TestLines::findsTheLineOfAByte_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<quint64>("offset");
    QTest::addColumn<qint64>("line");
    QTest::addColumn<qint64>("number");
    const QByteArray three = "one\r\ntwo\r\nthree";
    QTest::newRow("first byte") << three << quint64(0) << qint64(0) << qint64(1);
    QTest::newRow("last byte of a line") << three << quint64(2) << qint64(0) << qint64(1);
    QTest::newRow("the line break") << three << quint64(4) << qint64(0) << qint64(1);
    QTest::newRow("first byte of the next") << three << quint64(5) << qint64(1) << qint64(2);
    QTest::newRow("last line") << three << quint64(12) << qint64(2) << qint64(3);
    QTest::newRow("the end") << three << quint64(15) << qint64(2) << qint64(3);
    QTest::newRow("behind the end") << three << quint64(999) << qint64(2) << qint64(3);
    QTest::newRow("nothing") << QByteArray() << quint64(0) << qint64(0) << qint64(1);
    const QByteArray endless = "a\n" + QByteArray(5'000, 'x');
    QTest::newRow("broken for its length") << endless << quint64(4'500) << qint64(3) << qint64(2);
}

void TestLines::findsTheLineOfAByte()
{
    QFETCH(QByteArray, text);
    QFETCH(quint64, offset);
    const ui::PlainLines lines(bytes(text));
    QTEST(ui::lineAt(lines, offset), "line");
    QTEST(ui::lineNumberAt(lines, offset), "number");
}

void TestLines::showsControlCharacters()
{
    const ui::PlainLines plain(bytes(QByteArray("a\0\x1B\t\x7F\xFF", 6)));
    QCOMPARE(plain.line(0).text, u"a\u2400\u241B\t\u2421\uFFFD"_qs);
}

void TestLines::laysJsonOut_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("text");
    QTest::newRow("nothing") << QByteArray() << QString();
    QTest::newRow("scalar") << QByteArray(" 1.10 ") << "1.10";
    QTest::newRow("empty pairs stay together")
        << QByteArray("{\"a\":{ },\"b\":[\n]}") << "{\n  \"a\": {},\n  \"b\": []\n}";
    QTest::newRow("object") << QByteArray(R"({"b":1,"a":"x, y: {"})")
                            << "{\n  \"b\": 1,\n  \"a\": \"x, y: {\"\n}";
    QTest::newRow("array") << QByteArray("[1,[2,3],null]")
                           << "[\n  1,\n  [\n    2,\n    3\n  ],\n  null\n]";
    QTest::newRow("numbers as sent") << QByteArray("[12345678901234567890,1.10,1e400,-0]")
                                     << "[\n  12345678901234567890,\n  1.10,\n  1e400,\n  -0\n]";
    QTest::newRow("keys twice") << QByteArray(R"({"a":1,"a":2})")
                                << "{\n  \"a\": 1,\n  \"a\": 2\n}";
    QTest::newRow("escapes as sent")
        << QByteArray(R"({"\u0061":"\"\\\/"})") << "{\n  \"\\u0061\": \"\\\"\\\\\\/\"\n}";
    QTest::newRow("already laid out")
        << QByteArray("{\n    \"a\" : 1 ,\r\n\t\"b\" : 2\n}") << "{\n  \"a\": 1,\n  \"b\": 2\n}";
    QTest::newRow("values side by side") << QByteArray("1 2\"a\" true") << "1 2 \"a\" true";
    QTest::newRow("too many brackets") << QByteArray("1]}2") << "1\n]\n} 2";
    QTest::newRow("cut short") << QByteArray(R"({"a":[1,"b)") << "{\n  \"a\": [\n    1,\n    \"b";
}

void TestLines::laysJsonOut()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, text);
    QCOMPARE(allText(ui::JsonLines(bytes(json))), text);
}

void TestLines::keepsEveryByteOfJsonTokens_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("mixed") << QByteArray(
        R"( {"a" : [1.0, 1e5,{"x":"\" }"} , []], "ü":null , "z":"\\"} )");
    QTest::newRow("long string") << QByteArray("{\"a\":\"" + QByteArray("x y\\\"").repeated(5000) +
                                               "\",\"b\":1}");
    QTest::newRow("long number") << QByteArray("[" + QByteArray("1234567890").repeated(1000) + "]");
    QTest::newRow("long key") << QByteArray("{\"" + QByteArray("k").repeated(6000) + "\":1}");
    QTest::newRow("escape at the limit")
        << QByteArray("\"" + QByteArray(int(ui::MaxLineBytes) - 2, 'x') + "\\\"y\"");
    QTest::newRow("much white space")
        << QByteArray("[1," + QByteArray(10'000, ' ') + "2" + QByteArray(10'000, '\n') + "]");
    QTest::newRow("many colons") << QByteArray(10'000, ':');
    QTest::newRow("many closing brackets") << QByteArray(10'000, ']');
}

void TestLines::keepsEveryByteOfJsonTokens()
{
    QFETCH(QByteArray, json);
    QCOMPARE(tokensOfLines(ui::JsonLines(bytes(json))), tokensOnly(json));
}

void TestLines::keepsEveryByteOfGarbage()
{
    quint32 random = 88'172'645;
    const QByteArray alphabet(R"({}[]:,"\ 1a-)");
    for (int round = 0; round < 2'000; ++round) {
        QByteArray text;
        const quint32 length = nextRandom(random) % 200;
        for (quint32 i = 0; i < length; ++i)
            text += alphabet[static_cast<qsizetype>(nextRandom(random) %
                                                    static_cast<quint32>(alphabet.size()))];
        QCOMPARE(tokensOfLines(ui::JsonLines(bytes(text))), tokensOnly(text));
    }
}

void TestLines::coloursJsonTokens()
{
    const ui::JsonLines lines(bytes(R"({"a" :"b","c":-1,"d":true})"));
    QCOMPARE(lines.line(1).text, QStringLiteral("  \"a\": \"b\","));
    QVERIFY(lines.line(1).spans ==
            (std::vector<ui::InkSpan>{{2, 3, ui::Ink::Key}, {7, 3, ui::Ink::String}}));
    QVERIFY(lines.line(2).spans ==
            (std::vector<ui::InkSpan>{{2, 3, ui::Ink::Key}, {7, 2, ui::Ink::Number}}));
    QVERIFY(lines.line(3).spans ==
            (std::vector<ui::InkSpan>{{2, 3, ui::Ink::Key}, {7, 4, ui::Ink::Word}}));
}

void TestLines::indentsNoDeeperThanItsLimit_data()
{
    QTest::addColumn<int>("depth");
    QTest::addColumn<int>("levels");
    const int limit = ui::JsonLines::MaxIndentLevels;
    QTest::newRow("one below") << limit - 1 << limit - 1;
    QTest::newRow("at") << limit << limit;
    QTest::newRow("one above") << limit + 1 << limit;
    QTest::newRow("far above") << 100'000 << limit;
}

void TestLines::indentsNoDeeperThanItsLimit()
{
    QFETCH(int, depth);
    QFETCH(int, levels);
    const ui::JsonLines lines(bytes(QByteArray(depth, '[') + '1' + QByteArray(depth, ']')));
    const QString deepest = lines.line(depth).text;
    QCOMPARE(deepest, QString(QString(levels * ui::JsonLines::IndentSpaces, u' ') + u'1'));
    QCOMPARE(lines.line(lines.count() - 1).text, QStringLiteral("]"));
}

void TestLines::spendsLittleOnHostileJson_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("only white space") << QByteArray(4'000'000, ' ');
    QTest::newRow("one string") << QByteArray("\"" + QByteArray(4'000'000, 'x'));
    QTest::newRow("only quotes") << QByteArray(4'000'000, '"');
    QTest::newRow("only backslashes") << QByteArray(4'000'000, '\\');
    QTest::newRow("only brackets") << QByteArray(4'000'000, '[');
    QTest::newRow("one word") << QByteArray(4'000'000, 'n');
}

void TestLines::spendsLittleOnHostileJson()
{
    QFETCH(QByteArray, json);
    const ui::JsonLines lines(bytes(json));
    for (const qint64 index : {qint64{0}, lines.count() / 2, lines.count() - 1}) {
        const ui::TextLine line = lines.line(index);
        QVERIFY(line.length <= ui::MaxLineBytes + 2);
        QVERIFY(line.text.size() <= qsizetype(ui::MaxLineBytes) * 3);
    }
}

void TestLines::tellsJsonFromText_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("json");
    QTest::newRow("object") << QByteArray(" {") << true;
    QTest::newRow("number") << QByteArray("-1") << true;
    QTest::newRow("word") << QByteArray("null") << true;
    QTest::newRow("nothing") << QByteArray() << false;
    QTest::newRow("text") << QByteArray("nullable? no: next") << true;
    QTest::newRow("xml") << QByteArray("<a/>") << false;
}

void TestLines::tellsJsonFromText()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, json);
    QCOMPARE(ui::looksLikeJson(text.toStdString()), json);
}

void TestLines::showsBytesInHexadecimal()
{
    const ui::HexLines lines(bytes(QByteArray("Eventscope\n\0\xFF, 16+1", 19)));
    QCOMPARE(lines.count(), 2);
    QCOMPARE(lines.line(0).text,
             QStringLiteral(
                 "00000000  45 76 65 6e 74 73 63 6f  70 65 0a 00 ff 2c 20 31  Eventscope..., 1"));
    QCOMPARE(lines.line(1).text,
             QStringLiteral("00000010  36 2b 31                                          6+1"));
    QCOMPARE(ui::HexLines(bytes({})).count(), 0);
}

void TestLines::coversEveryByteWithOffsets_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("head and body") << QByteArray("POST / HTTP/1.1\r\nHost: x\r\n\r\n{\"a\":1}");
    QTest::newRow("long") << QByteArray(9'000, 'x');
}

void TestLines::coversEveryByteWithOffsets()
{
    QFETCH(QByteArray, text);
    const ui::PlainLines lines(bytes(text));
    std::uint64_t next = 0;
    for (qint64 index = 0; index < lines.count(); ++index) {
        const ui::TextLine line = lines.line(index);
        QVERIFY(line.offset >= next);
        QVERIFY(line.offset - next <= 2); // the line end between them
        next = line.offset + line.length;
    }
    QCOMPARE(next, static_cast<std::uint64_t>(text.size()));
}

/// The places within brackets, line by line.
void TestLines::marksPlaces_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArrayList>("wanted");
    QTest::addColumn<bool>("isJson");
    QTest::addColumn<QString>("seen");
    const auto row = [](const char *name, const char *text, const QByteArrayList &wanted, bool json,
                        const char *seen) {
        QTest::newRow(name) << QByteArray(text) << wanted << json << QString::fromUtf8(seen);
    };
    row("nothing", "abc", {}, false, "abc");
    row("in a line", "abcabc", {"b"}, false, "a[b]ca[b]c");
    row("side by side", "abab", {"ab"}, false, "[ab][ab]");
    row("over a line end", "one\ntwo", {"e\nt"}, false, "on[e]\n[t]wo");
    row("behind wide characters", "\xC3\xA4\xF0\x9F\x99\x82xyx", {"x"}, false,
        "\xC3\xA4\xF0\x9F\x99\x82[x]y[x]");
    row("a wide character", "a\xF0\x9F\x99\x82z", {"\xF0\x9F\x99\x82"}, false,
        "a[\xF0\x9F\x99\x82]z");
    row("pictures of control characters", "a\x01z", {"\x01"}, false, "a[\xE2\x90\x81]z");
    row("JSON", R"({"a":"xy","b":"x"})", {"x"}, true, "{\n  \"a\": \"[x]y\",\n  \"b\": \"[x]\"\n}");
    row("JSON, over what the layout adds", R"({"a":1,"b":2})", {R"("a":1,"b)"}, true,
        "{\n  [\"a\": 1,]\n  [\"b]\": 2\n}");
    row("JSON, over what the layout leaves out", "{\"a\" :  1}", {"\" :  1"}, true,
        "{\n  \"a[\": 1]\n}");
}

void TestLines::marksPlaces()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArrayList, wanted);
    QFETCH(bool, isJson);
    QFETCH(QString, seen);
    std::vector<core::TextPlace> places;
    for (const QByteArray &word : wanted) {
        for (qsizetype at = 0; (at = text.indexOf(word, at)) >= 0; at += word.size())
            places.push_back({static_cast<std::size_t>(at), static_cast<std::size_t>(word.size())});
    }
    std::unique_ptr<ui::LineSource> lines;
    if (isJson)
        lines = std::make_unique<ui::JsonLines>(bytes(text));
    else
        lines = std::make_unique<ui::PlainLines>(bytes(text));
    QStringList marked;
    for (qint64 index = 0; index < lines->count(); ++index) {
        const ui::TextLine line = lines->line(index);
        QString shown = line.text;
        const std::vector<ui::TextMark> marks = ui::marksOf(line, places);
        for (auto mark = marks.rbegin(); mark != marks.rend(); ++mark)
            shown.insert(mark->start + mark->length, u']').insert(mark->start, u'[');
        marked.append(shown);
    }
    QCOMPARE(marked.join(u'\n'), seen);
}

void TestLines::marksWhatItShowsTwice()
{
    const ui::HexLines lines(bytes("Eventscope\n23456789"));
    const std::vector<core::TextPlace> places{{1, 2}, {14, 4}};
    const ui::TextLine first = lines.line(0);
    QStringList marked;
    for (const ui::TextMark &mark : ui::marksOf(first, places))
        marked.append(first.text.mid(mark.start, mark.length));
    QCOMPARE(marked, QStringList({QStringLiteral("76 65"), QStringLiteral("35 36"),
                                  QStringLiteral("ve"), QStringLiteral("56")}));
    QCOMPARE(ui::marksOf(lines.line(1), places).size(), std::size_t{2});
}

QTEST_GUILESS_MAIN(TestLines)
#include "tst_lines.moc"
