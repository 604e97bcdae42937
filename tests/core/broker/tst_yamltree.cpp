// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/broker/yamltree.h"

#include <QtTest/QtTest>

using namespace core::broker;

/// YAML as manifests are written in it.
class TestYamlTree : public QObject {
    Q_OBJECT
private slots:
    void readsDocuments();
    void readsJson();
    void tellsTextsFromOthers_data();
    void tellsTextsFromOthers();
    void repeatsWhatAnAliasMeans();
    void saysWhereItIsWrong_data();
    void saysWhereItIsWrong();
    void takesTextsUpToALimit();
    void takesNodesUpToALimit();
    void takesLevelsUpToALimit();
};

namespace {

YamlNode onlyDocument(std::string_view text)
{
    auto documents = readYaml(text);
    if (!documents || documents->size() != 1)
        qFatal("not one document");
    return std::move(documents->front());
}

} // namespace

void TestYamlTree::readsDocuments()
{
    const auto documents =
        readYaml("# nothing but a comment\n---\na: 1\nb:\n- x\n- y: z\n---\n---\nlast\n");
    QVERIFY(documents);
    QCOMPARE(documents->size(), std::size_t(3));
    const YamlNode &first = documents->front();
    QVERIFY(first.isMapping());
    QCOMPARE(first.place, (YamlPlace{3, 1}));
    QCOMPARE(first.find("a")->text, std::string("1"));
    const YamlNode &list = *first.find("b");
    QVERIFY(list.isSequence());
    QCOMPARE(list.items.size(), std::size_t(2));
    QCOMPARE(list.items[1].find("y")->place, (YamlPlace{6, 6}));
    QVERIFY(first.find("c") == nullptr);
    QVERIFY((*documents)[1].isNull());
    QCOMPARE((*documents)[2].text, std::string("last"));
    QVERIFY(readYaml("")->empty());
}

void TestYamlTree::readsJson()
{
    const YamlNode document = onlyDocument(R"({"a": [true, "true", null], "b": "\u00e4\n"})");
    const YamlNode &list = *document.find("a");
    QVERIFY(!list.items[0].isString());
    QVERIFY(list.items[1].isString());
    QVERIFY(list.items[2].isNull());
    QCOMPARE(document.find("b")->text, std::string("\u00e4\n"));
}

void TestYamlTree::tellsTextsFromOthers_data()
{
    QTest::addColumn<QByteArray>("yaml");
    QTest::addColumn<bool>("isString");
    for (const char *text :
         {"com.shop", "'12'", "\"true\"", "''", "|\n 12", "1.2.3", "1-2", "0xfg", "e5", "1e", "v1",
          "2023-06-01T08:30:00Z", "_1", ".", "+-1", "nullx", "trues"})
        QTest::newRow(text) << QByteArray(text) << true;
    for (const char *text : {"12",   "-12",  "+1_000", "1.5",  ".5",    "5.",   "1e3",  "-1.5E-3",
                             "0x1F", "0o17", "0b11",   ".inf", "-.Inf", ".NaN", "true", "False",
                             "YES",  "no",   "on",     "Off",  "null",  "~",    ""})
        QTest::newRow(text) << QByteArray(text) << false;
}

void TestYamlTree::tellsTextsFromOthers()
{
    QFETCH(QByteArray, yaml);
    QFETCH(bool, isString);
    const YamlNode document = onlyDocument("a: " + yaml.toStdString() + "\n");
    QCOMPARE(document.find("a")->isString(), isString);
}

void TestYamlTree::repeatsWhatAnAliasMeans()
{
    const YamlNode document = onlyDocument("a: &x {b: [1, &y 2]}\nc: *x\nd: *y\n");
    QCOMPARE(document.find("c")->find("b")->items[1].text, std::string("2"));
    QCOMPARE(document.find("d")->text, std::string("2"));
}

void TestYamlTree::saysWhereItIsWrong_data()
{
    QTest::addColumn<QByteArray>("yaml");
    QTest::addColumn<int>("line");
    QTest::addColumn<int>("column");
    QTest::addColumn<QByteArray>("word");
    QTest::newRow("a bracket stays open")
        << QByteArray("a: 1\nb: [1, 2\n") << 3 << 1 << QByteArray("end of sequence");
    QTest::newRow("a tab") << QByteArray("a:\n\tb: 1\n") << 2 << 3
                           << QByteArray("illegal map value");
    QTest::newRow("a name twice") << QByteArray("a: 1\nb: 2\na: 3\n") << 3 << 1
                                  << QByteArray("\"a\" a second time");
    QTest::newRow("a list as a name")
        << QByteArray("? [1]\n: 2\n") << 1 << 3 << QByteArray("as a name");
    QTest::newRow("an alias of nothing")
        << QByteArray("a: *x\n") << 1 << 4 << QByteArray("not defined");
    QTest::newRow("an alias of itself")
        << QByteArray("a: &x [*x]\n") << 1 << 8 << QByteArray("inside of what it repeats");
}

void TestYamlTree::saysWhereItIsWrong()
{
    QFETCH(QByteArray, yaml);
    QFETCH(int, line);
    QFETCH(int, column);
    QFETCH(QByteArray, word);
    const auto read = readYaml(yaml.toStdString());
    QVERIFY(!read);
    QCOMPARE(read.error().place, (YamlPlace{std::size_t(line), std::size_t(column)}));
    QVERIFY2(QByteArray::fromStdString(read.error().what).contains(word),
             read.error().what.c_str());
}

void TestYamlTree::takesTextsUpToALimit()
{
    std::string text = "a: ";
    text.resize(MaxYamlBytes - 1, 'x');
    QVERIFY(readYaml(text));
    text += 'x';
    QVERIFY(readYaml(text));
    text += 'x';
    const auto refused = readYaml(text);
    QVERIFY(!refused);
    QVERIFY(refused.error().what.find("limit of 4 MiB") != std::string::npos);
}

void TestYamlTree::takesNodesUpToALimit()
{
    // The list itself is one node.
    const auto listOf = [](std::size_t items) {
        std::string text = "[";
        for (std::size_t i = 0; i < items; ++i)
            text += "1,";
        return text + "]";
    };
    QVERIFY(readYaml(listOf(MaxYamlNodes - 2)));
    QVERIFY(readYaml(listOf(MaxYamlNodes - 1)));
    QVERIFY(!readYaml(listOf(MaxYamlNodes)));

    // Each line ten times the one before: a billion, if they were written out.
    std::string doubling = "a0: &a0 [1,1,1,1,1,1,1,1,1,1]\n";
    for (int i = 1; i < 9; ++i) {
        const std::string before = std::to_string(i - 1);
        doubling += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [";
        for (int k = 0; k < 10; ++k)
            doubling += "*a" + before + ",";
        doubling += "]\n";
    }
    const auto refused = readYaml(doubling);
    QVERIFY(!refused);
    QVERIFY(refused.error().what.find("aliases") != std::string::npos);
}

void TestYamlTree::takesLevelsUpToALimit()
{
    const auto nested = [](std::size_t levels) {
        return readYaml(std::string(levels, '[') + std::string(levels, ']'));
    };
    QVERIFY(nested(MaxYamlDepth - 1));
    QVERIFY(nested(MaxYamlDepth));
    QVERIFY(!nested(MaxYamlDepth + 1));
    QVERIFY(!nested(100'000));
}

QTEST_APPLESS_MAIN(TestYamlTree)
#include "tst_yamltree.moc"
