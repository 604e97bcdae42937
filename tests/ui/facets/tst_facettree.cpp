// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/facets/facettree.h"

#include <QtTest>

namespace {

/// One line per node: two blanks per level, the name, `*` where it is a value.
void write(const ui::FacetTree &tree, int node, int depth, QStringList &lines)
{
    for (const int child : tree.nodes[static_cast<std::size_t>(node)].children) {
        const ui::FacetTree::Node &below = tree.nodes[static_cast<std::size_t>(child)];
        lines << QString(2 * depth, u' ') + below.name +
                     (below.code == core::AbsentCode ? QString() : QStringLiteral("*"));
        write(tree, child, depth + 1, lines);
    }
}

QStringList written(const ui::FacetTree &tree)
{
    QStringList lines;
    write(tree, 0, 0, lines);
    return lines;
}

ui::FacetTree treeOf(const QStringList &names, bool split)
{
    std::vector<ui::FacetTree::Value> values;
    for (qsizetype i = 0; i < names.size(); ++i)
        values.push_back({core::FirstCode + static_cast<core::ValueCode>(i), names[i]});
    return ui::FacetTree::build(values, split);
}

} // namespace

class TestFacetTree : public QObject {
    Q_OBJECT

private slots:
    void splitsOnDots_data();
    void splitsOnDots();
    void keepsNamesWholeInAFlatList();
    void givesEveryValueItsRowAndItsPath_data();
    void givesEveryValueItsRowAndItsPath();
    void putsChildrenBehindTheirParents();
};

void TestFacetTree::splitsOnDots_data()
{
    QTest::addColumn<QStringList>("names");
    QTest::addColumn<QStringList>("tree");
    const auto list = [](const char *text) {
        return QString::fromLatin1(text).split(u'|', Qt::SkipEmptyParts);
    };
    QTest::newRow("nothing") << QStringList() << QStringList();
    QTest::newRow("one name") << list("tick") << list("tick*");
    QTest::newRow("one child is joined")
        << list("com.shop.order.created") << list("com.shop.order.created*");
    QTest::newRow("branches")
        << list("com.shop.cart.updated|com.shop.order.created|com.shop.order.paid|tick")
        << list("com.shop|  cart.updated*|  order|    created*|    paid*|tick*");
    QTest::newRow("order of the first value")
        << list("z|a.b|z.y|a.a") << list("z*|  y*|a|  b*|  a*");
    QTest::newRow("a value with values below")
        << list("com.shop|com.shop.order") << list("com.shop*|  order*");
    QTest::newRow("a value whose branch came first")
        << list("com.shop.order|com.shop") << list("com.shop*|  order*");
    QTest::newRow("dots at the ends") << list(".a|a.|..") << list(".a*|a.*|..*");
    QTest::newRow("two dots") << list("a.b|a..b") << list("a.b*|a..b*");
    QTest::newRow("at the depth limit") << list("1.2.3.4.5.6.7.8") << list("1.2.3.4.5.6.7.8*");
    QTest::newRow("below the depth limit names stay whole")
        << list("1.2.3.4.5.6.7.8.9|1.2.3.4.5.6.7.8.10|1.2.3.4.5.6.7.x")
        << list("1.2.3.4.5.6.7|  8.9*|  8.10*|  x*");
    QTest::newRow("two values that look the same")
        << list("a.b|a.b|a.c") << list("a|  b*|  b*|  c*");
}

void TestFacetTree::splitsOnDots()
{
    QFETCH(QStringList, names);
    QTEST(written(treeOf(names, true)), "tree");
}

void TestFacetTree::keepsNamesWholeInAFlatList()
{
    const QStringList names{QStringLiteral("/a.b"), QStringLiteral("https://shop.example/cart"),
                            QStringLiteral("/a.c")};
    QStringList wanted;
    for (const QString &name : names)
        wanted << name + u'*';
    QCOMPARE(written(treeOf(names, false)), wanted);
}

void TestFacetTree::givesEveryValueItsRowAndItsPath_data()
{
    QTest::addColumn<bool>("split");
    QTest::newRow("split") << true;
    QTest::newRow("flat") << false;
}

void TestFacetTree::givesEveryValueItsRowAndItsPath()
{
    QFETCH(bool, split);
    QStringList names;
    quint32 state = 20261123;
    qInfo("seed %u", state);
    for (int i = 0; i < 500; ++i) {
        QStringList parts;
        for (int depth = 0; depth <= static_cast<int>(state >> 16) % 11; ++depth) {
            state = state * 1664525U + 1013904223U;
            parts << QString::number(state >> 30);
        }
        state = state * 1664525U + 1013904223U;
        if (const QString name = parts.join(u'.'); !names.contains(name))
            names << name;
    }
    const ui::FacetTree tree = treeOf(names, split);
    QStringList found(names.size());
    for (const ui::FacetTree::Node &node : tree.nodes) {
        if (node.code != core::AbsentCode)
            found[node.code - core::FirstCode] += node.path;
    }
    QCOMPARE(found, names);
}

void TestFacetTree::putsChildrenBehindTheirParents()
{
    const ui::FacetTree tree =
        treeOf({QStringLiteral("b.c"), QStringLiteral("a"), QStringLiteral("b.d.e"),
                QStringLiteral("b.d.f"), QStringLiteral("a.g")},
               true);
    for (std::size_t node = 1; node < tree.nodes.size(); ++node) {
        QVERIFY(tree.nodes[node].parent >= 0);
        QVERIFY(static_cast<std::size_t>(tree.nodes[node].parent) < node);
        const auto &siblings =
            tree.nodes[static_cast<std::size_t>(tree.nodes[node].parent)].children;
        QCOMPARE(std::count(siblings.begin(), siblings.end(), static_cast<int>(node)), 1);
    }
}

QTEST_GUILESS_MAIN(TestFacetTree)
#include "tst_facettree.moc"
