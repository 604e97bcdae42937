// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/codec/xml/xmlscan.h"

#include "core/codec/xml/xmltext.h"
#include "tests/core/codec/codectest.h"
#include "tests/support/printedstrings.h"

#include <QtCore/QXmlStreamReader>
#include <QtTest/QtTest>

#include <random>

using namespace core;
using codectest::bytes;
using codectest::ExactCopy;

Q_DECLARE_METATYPE(core::XmlFault::Kind)

/// XML 1.0 and its namespaces as far as they are read here, against QXmlStreamReader where that is the same subset.
class TestXmlScan : public QObject {
    Q_OBJECT
private slots:
    void findsTokens();
    void bindsNamesToNamespaces();
    void readsText_data();
    void readsText();
    void passesWhatIsWellFormed_data();
    void passesWhatIsWellFormed();
    void tellsWhatIsWrong_data();
    void tellsWhatIsWrong();
    void boundsDepth_data();
    void boundsDepth();
    void boundsAttributes_data();
    void boundsAttributes();
    void boundsNamespaces_data();
    void boundsNamespaces();
    void agreesWithQtOnBrokenDocuments();
};

namespace {

const char *kindName(XmlToken::Kind kind)
{
    using Kind = XmlToken::Kind;
    switch (kind) {
    case Kind::Start:
        return "start";
    case Kind::End:
        return "end";
    case Kind::Text:
        return "text";
    case Kind::CData:
        return "cdata";
    case Kind::Comment:
        return "comment";
    case Kind::Instruction:
        return "instruction";
    }
    return "";
}

std::optional<XmlFault> faultOf(std::string_view text)
{
    XmlScan scan(text);
    while (scan.next()) {
    }
    return scan.fault();
}

/// What Qt says of the same document; nothing where that is no oracle: it lets the part of a name behind the colon begin
/// with what a name cannot begin with (Namespaces in XML §4), and knows version 1.0 alone (XML 1.0 §2.8 has 1.1 read so).
std::optional<bool> qtSaysWellFormed(std::string_view text)
{
    for (const std::string_view wrong : {":-", ":1", ":."}) {
        if (text.find(wrong) != std::string_view::npos)
            return {};
    }
    if (text.find("version=\"1.") != std::string_view::npos &&
        text.find("version=\"1.0\"") == std::string_view::npos)
        return {};
    QXmlStreamReader reader(bytes(text));
    while (!reader.atEnd())
        reader.readNext();
    return !reader.hasError();
}

} // namespace

void TestXmlScan::findsTokens()
{
    const std::string text =
        "<?xml version='1.0'?><!-- c --><a b='1'>x<![CDATA[y]]>\n<c/><?p i?></a>\n";
    XmlScan scan(text);
    std::string tokens;
    while (const auto token = scan.next()) {
        tokens += std::string(kindName(token->kind)) + ' ' +
                  text.substr(token->range.offset, token->range.length) + '|' +
                  std::to_string(scan.depth()) + '\n';
    }
    QVERIFY(!scan.fault());
    QCOMPARE(bytes(tokens), QByteArray("comment <!-- c -->|0\n"
                                       "start <a b='1'>|1\n"
                                       "text x|1\n"
                                       "cdata <![CDATA[y]]>|1\n"
                                       "text \n|1\n"
                                       "start <c/>|2\n"
                                       "end |1\n"
                                       "instruction <?p i?>|1\n"
                                       "end </a>|0\n"));
}

void TestXmlScan::bindsNamesToNamespaces()
{
    const std::string text = "<a xmlns='urn:1' xmlns:p='urn:&amp;2' x='' p:y=''>"
                             "<p:b xmlns=''><c xmlns:p='urn:3' p:z=''/></p:b><d/></a>";
    XmlScan scan(text);
    std::string names;
    while (const auto token = scan.next()) {
        if (token->kind != XmlToken::Kind::Start)
            continue;
        names.append("{").append(token->name.space).append("}").append(token->name.local);
        for (const XmlAttribute &attribute : scan.attributes()) {
            if (!attribute.isDeclaration)
                names.append(" {")
                    .append(attribute.name.space)
                    .append("}")
                    .append(attribute.name.local);
        }
        names += '\n';
    }
    QVERIFY(!scan.fault());
    QCOMPARE(bytes(names), QByteArray("{urn:1}a {}x {urn:&2}y\n"
                                      "{urn:&2}b\n"
                                      "{}c {urn:3}z\n"
                                      "{urn:1}d\n"));
}

void TestXmlScan::readsText_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("isPlain");
    const auto row = [](const char *content, const char *text, bool isPlain) {
        QTest::newRow(content) << QByteArray(content) << QByteArray(text) << isPlain;
    };
    row("", "", true);
    row("a b\n\tc > \" '", "a b\n\tc > \" '", true);
    row("&lt;&gt;&amp;&apos;&quot;", "<>&'\"", false);
    row("&#65;&#x42;&#x1F600;&#10;&#0065;", "AB\xF0\x9F\x98\x80\nA", false);
    row("a<!-- b &amp; -->c<?d e?>f", "acf", false);
    row("<![CDATA[<b>&amp;]]]]><![CDATA[>]]>", "<b>&amp;]]>", false);
    row("a\r\nb\rc\r\r\nd", "a\nb\nc\n\nd", false);
    row("<![CDATA[a\r\n]]>&#13;", "a\n\r", false);
}

void TestXmlScan::readsText()
{
    QFETCH(QByteArray, content);
    QFETCH(QByteArray, text);
    QFETCH(bool, isPlain);
    QCOMPARE(bytes(textOfXml(content.toStdString())), text);
    QCOMPARE(isPlainXml(content.toStdString()), isPlain);
    const QByteArray document = "<a>" + content + "</a>";
    QVERIFY(!faultOf(document.toStdString()));
    QXmlStreamReader reader(document);
    reader.readNextStartElement();
    QCOMPARE(reader.readElementText().toUtf8(), text);
    std::string again;
    appendXmlText(again, text.toStdString());
    QCOMPARE(bytes(textOfXml(again)), text);
}

void TestXmlScan::passesWhatIsWellFormed_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char *text : {"<a/>",
                             "<a></a>",
                             "<a ></a >",
                             "\n<a/>\n",
                             "\xEF\xBB\xBF<a/>",
                             "\xEF\xBB\xBF<?xml version=\"1.0\"?><a/>",
                             "<?xml version=\"1.1\"?><a/>",
                             "<?xml version='1.0' encoding='utf-8' standalone='yes' ?>\n<a/>",
                             "<?xml version = \"1.0\" encoding = \"US-ASCII\"?><a/>",
                             "<?xml-style x?><a/>",
                             "<a><?b?></a>",
                             "<!-- - --><a/><!----><?b c?>",
                             "<a b=\"'\" c='\"&gt;>'/>",
                             "<\xC3\xA4 _b-1.c=''/>",
                             "<a xmlns:xml='http://www.w3.org/XML/1998/namespace' xml:lang='de'/>",
                             "<p:a xmlns:p='urn:p' p:b='' b=''/>",
                             "<a xmlns=''/>",
                             "<a>]] > ]]&gt;</a>",
                             "<a>\x7F\xC2\x80</a>",
                             "<a b='\t\n'/>"})
        QTest::newRow(text) << QByteArray(text);
}

void TestXmlScan::passesWhatIsWellFormed()
{
    QFETCH(QByteArray, text);
    const ExactCopy copy(text.toStdString());
    const auto fault = faultOf(copy.view());
    QVERIFY2(!fault, fault ? qPrintable(QString::number(int(fault->kind))) : "");
}

void TestXmlScan::tellsWhatIsWrong_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<XmlFault::Kind>("kind");
    QTest::addColumn<int>("at");
    const auto row = [](const QByteArray &text, XmlFault::Kind kind, int at) {
        QTest::newRow(text.isEmpty() ? "empty" : text.constData()) << text << kind << at;
    };
    using Kind = XmlFault::Kind;
    row("", Kind::Empty, 0);
    row(" \n", Kind::Empty, 0);
    row("\xFF\xFE<", Kind::Encoding, 0);
    row("\xFE\xFF", Kind::Encoding, 0);
    row("<?xml version='1.0' encoding='ISO-8859-1'?><a/>", Kind::Encoding, 30);
    row("<?xml version='1.0' encoding='UTF-16'?><a/>", Kind::Encoding, 30);
    row("<a>\xFF</a>", Kind::NotUtf8, 3);
    row("<a>\xED\xA0\x80</a>", Kind::NotUtf8, 3);
    row("<a>\x01</a>", Kind::Character, 3);
    row("<a>\xEF\xBF\xBE</a>", Kind::Character, 3);
    row("<!DOCTYPE a><a/>", Kind::Doctype, 0);
    row("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", Kind::Doctype, 0);
    row("<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>", Kind::Doctype, 0);
    row("<!doctype a><a/>", Kind::Markup, 0);
    row("<a>", Kind::EndsEarly, 3);
    row("<a", Kind::EndsEarly, 2);
    row("<", Kind::EndsEarly, 1);
    row("<a b", Kind::EndsEarly, 4);
    row("<a b='", Kind::EndsEarly, 6);
    row("<a>x", Kind::EndsEarly, 4);
    row("<a><!-- x", Kind::EndsEarly, 9);
    row("<a><![CDATA[x]]", Kind::EndsEarly, 15);
    row("<a><?b ", Kind::EndsEarly, 7);
    row("<?xml version='1.0'", Kind::EndsEarly, 19);
    row("<!-- x -->", Kind::EndsEarly, 10);
    row("<a/><b/>", Kind::TrailingContent, 4);
    row("<a/>x", Kind::TrailingContent, 4);
    row("<?xml version='1.0'?><?xml version='1.0'?><a/>", Kind::Declaration, 21);
    row("\n<?xml version='1.0'?><a/>", Kind::Declaration, 1);
    row("<?xml encoding='utf-8'?><a/>", Kind::Declaration, 0);
    row("<?xml version='2.0'?><a/>", Kind::Declaration, 0);
    row("<?xml version='1.0' a='b'?><a/>", Kind::Declaration, 0);
    row("<?xml version='1.0' standalone='maybe'?><a/>", Kind::Declaration, 0);
    row("<a><?XML b?></a>", Kind::Declaration, 3);
    row("<1/>", Kind::Name, 1);
    row("< a/>", Kind::Name, 1);
    row("<a:/>", Kind::Name, 3);
    row("<:a/>", Kind::Name, 1);
    row("<a \xC3\x97='x'/>", Kind::Name, 3);
    row("<a><?1?></a>", Kind::Name, 5);
    row("<a b/>", Kind::Attribute, 4);
    row("<a b=c/>", Kind::Attribute, 5);
    row("<a b='<'/>", Kind::Attribute, 6);
    row("<a b=''c=''/>", Kind::Attribute, 7);
    row("<a b='' b=''/>", Kind::RepeatedAttribute, 8);
    row("<a xmlns:p='u' xmlns:q='u' p:b='' q:b=''/>", Kind::RepeatedAttribute, 34);
    row("<a xmlns='u' xmlns='v'/>", Kind::RepeatedAttribute, 13);
    row("<p:a/>", Kind::Prefix, 1);
    row("<a p:b=''/>", Kind::Prefix, 3);
    row("<a xmlns:p=''/>", Kind::Prefix, 3);
    row("<a xmlns:xmlns='u'/>", Kind::Prefix, 3);
    row("<a xmlns:xml='u'/>", Kind::Prefix, 3);
    row("<a xmlns='http://www.w3.org/XML/1998/namespace'/>", Kind::Prefix, 3);
    row("<a xmlns:p='http://www.w3.org/2000/xmlns/'/>", Kind::Prefix, 3);
    row("<a><b xmlns:p='u'/><p:c/></a>", Kind::Prefix, 20);
    row("<a>&b;</a>", Kind::Reference, 3);
    row("<a>&</a>", Kind::Reference, 3);
    row("<a>&#0;</a>", Kind::Reference, 3);
    row("<a>&#xD800;</a>", Kind::Reference, 3);
    row("<a>&#x110000;</a>", Kind::Reference, 3);
    row("<a>&#99999999999999999999;</a>", Kind::Reference, 3);
    row("<a>&#;</a>", Kind::Reference, 3);
    row("<a>&#xg;</a>", Kind::Reference, 3);
    row("<a b='&c;'/>", Kind::Reference, 6);
    row("<a></b>", Kind::WrongEndTag, 3);
    row("<a><b></a></b>", Kind::WrongEndTag, 6);
    row("</a>", Kind::WrongEndTag, 0);
    row("x<a/>", Kind::Text, 0);
    row("<a>]]></a>", Kind::Text, 3);
    row("<a/ >", Kind::Markup, 3);
    row("<a></a b>", Kind::Markup, 7);
    row("<a><!b></a>", Kind::Markup, 3);
    row("<![CDATA[x]]><a/>", Kind::Markup, 0);
    row("<a><!-- b -- c --></a>", Kind::Comment, 10);
    row("<a><!-- b ---></a>", Kind::Comment, 10);
}

void TestXmlScan::tellsWhatIsWrong()
{
    QFETCH(QByteArray, text);
    QFETCH(XmlFault::Kind, kind);
    QFETCH(int, at);
    const ExactCopy copy(text.toStdString());
    const auto fault = faultOf(copy.view());
    QVERIFY(fault);
    QCOMPARE(int(fault->kind), int(kind));
    QCOMPARE(int(fault->at), at);
}

void TestXmlScan::boundsDepth_data()
{
    QTest::addColumn<int>("depth");
    QTest::addColumn<bool>("fits");
    QTest::newRow("below") << int(MaxDepth) - 1 << true;
    QTest::newRow("at") << int(MaxDepth) << true;
    QTest::newRow("above") << int(MaxDepth) + 1 << false;
}

void TestXmlScan::boundsDepth()
{
    QFETCH(int, depth);
    QFETCH(bool, fits);
    const QByteArray text = QByteArray("<a>").repeated(depth) + QByteArray("</a>").repeated(depth);
    const auto fault = faultOf(text.toStdString());
    QCOMPARE(!fault.has_value(), fits);
    if (fault)
        QCOMPARE(int(fault->kind), int(XmlFault::Kind::TooDeep));
}

void TestXmlScan::boundsAttributes_data()
{
    QTest::addColumn<int>("count");
    QTest::addColumn<bool>("fits");
    QTest::newRow("below") << int(MaxXmlAttributes) - 1 << true;
    QTest::newRow("at") << int(MaxXmlAttributes) << true;
    QTest::newRow("above") << int(MaxXmlAttributes) + 1 << false;
}

void TestXmlScan::boundsAttributes()
{
    QFETCH(int, count);
    QFETCH(bool, fits);
    QByteArray text = "<a";
    for (int i = 0; i < count; ++i)
        text += " b" + QByteArray::number(i) + "=''";
    const auto fault = faultOf(QByteArray(text + "/>").toStdString());
    QCOMPARE(!fault.has_value(), fits);
    if (fault)
        QCOMPARE(int(fault->kind), int(XmlFault::Kind::TooManyAttributes));
}

void TestXmlScan::boundsNamespaces_data()
{
    QTest::addColumn<int>("count");
    QTest::addColumn<bool>("fits");
    QTest::newRow("below") << int(MaxXmlNamespaces) - 1 << true;
    QTest::newRow("at") << int(MaxXmlNamespaces) << true;
    QTest::newRow("above") << int(MaxXmlNamespaces) + 1 << false;
}

void TestXmlScan::boundsNamespaces()
{
    QFETCH(int, count);
    QFETCH(bool, fits);
    QByteArray start;
    QByteArray end;
    for (int i = 0; i < count; ++i) {
        start += "<a xmlns:p" + QByteArray::number(i) + "='u'>";
        end += "</a>";
    }
    const auto fault = faultOf(QByteArray(start + end).toStdString());
    QCOMPARE(!fault.has_value(), fits);
    if (fault)
        QCOMPARE(int(fault->kind), int(XmlFault::Kind::TooManyNamespaces));
    // Those that no longer hold do not count.
    QByteArray beside = "<b>";
    for (int i = 0; i < count; ++i)
        beside += "<a xmlns:p='u'/>";
    QVERIFY(!faultOf(QByteArray(beside + "</b>").toStdString()));
}

/// Documents with a few random changes: what Qt calls well-formed is, and the other way round.
void TestXmlScan::agreesWithQtOnBrokenDocuments()
{
    constexpr std::uint32_t Seed = 20261128;
    qInfo("seed %u", Seed);
    std::mt19937 random(Seed);
    const auto below = [&random](std::size_t limit) {
        return std::uniform_int_distribution<std::size_t>(0, limit - 1)(random);
    };
    const std::string document =
        "<?xml version=\"1.0\"?>\n<!-- c --><p:a xmlns:p=\"urn:p\" p:b=\"&lt;1\" c='2'>"
        "text &amp; &#65;<![CDATA[<x>]]><d xmlns=\"urn:d\" e=\"\"/><?f g?><h>]]</h></p:a>\n";
    const std::string letters = "<>/?!-[]&;#xa:=\"' \n\tp1";
    int wellFormed = 0;
    for (int round = 0; round < 20'000; ++round) {
        std::string text = document;
        for (std::size_t change = below(3) + 1; change > 0; --change) {
            const std::size_t at = below(text.size());
            switch (below(3)) {
            case 0:
                text.erase(at, below(4) + 1);
                break;
            case 1:
                text.insert(at, 1, letters[below(letters.size())]);
                break;
            default:
                text[at] = letters[below(letters.size())];
            }
        }
        const ExactCopy copy(text);
        const auto fault = faultOf(copy.view());
        const auto qt = qtSaysWellFormed(text);
        if (!qt)
            continue;
        wellFormed += *qt ? 1 : 0;
        QVERIFY2(*qt == !fault, text.c_str());
    }
    QVERIFY(wellFormed > 100);
}

QTEST_GUILESS_MAIN(TestXmlScan)
#include "tst_xmlscan.moc"
