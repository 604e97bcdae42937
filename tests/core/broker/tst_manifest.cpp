// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/broker/manifest.h"

#include <QtTest/QtTest>

using namespace core::broker;

/// Manifests of Knative as they are found in the wild, and what is said of those that are none.
class TestManifest : public QObject {
    Q_OBJECT
private slots:
    void readsTriggersAmongOthers();
    void readsEachVersion_data();
    void readsEachVersion();
    void passesOverWhatDoesNotMatter();
    void saysWhatIsWrongAndWhere_data();
    void saysWhatIsWrongAndWhere();
};

namespace {

AttributeCondition condition(std::string attribute, std::string value)
{
    return {std::move(attribute), std::move(value)};
}

} // namespace

void TestManifest::readsTriggersAmongOthers()
{
    const auto read = readManifests(R"(# a demo
apiVersion: v1
kind: Namespace
metadata:
  name: shop
---
apiVersion: eventing.knative.dev/v1
kind: Broker
metadata: {name: default, namespace: shop}
---
apiVersion: v1
kind: List
items:
- apiVersion: eventing.knative.dev/v1
  kind: Trigger
  metadata: {name: large, namespace: shop}
  spec:
    broker: events
    filters:
    - cesql: "DATA('/total') > 100"
- apiVersion: triggers.example.org/v1
  kind: Trigger
  metadata: {name: somebody-elses}
---
---
{"apiVersion": "eventing.knative.dev/v1", "kind": "Trigger", "metadata": {"name": "all"}, "spec": {"broker": "default"}}
)");
    QVERIFY2(read, read ? "" : read.error().message().c_str());
    QCOMPARE(read->triggers.size(), std::size_t(2));
    const TriggerManifest &large = read->triggers[0];
    QCOMPARE(large.name, std::string("large"));
    QCOMPARE(large.nameSpace, std::string("shop"));
    QCOMPARE(large.broker, std::string("events"));
    QCOMPARE(large.place.line, std::size_t(14));
    QCOMPARE(large.filter.parts.size(), std::size_t(1));
    QCOMPARE(large.filter.parts[0].expression->text(), std::string("DATA('/total') > 100"));
    QCOMPARE(read->triggers[1].nameSpace, std::string("default"));
    QVERIFY(read->triggers[1].filter.parts.empty());
    QCOMPARE(read->others.size(), std::size_t(3));
    QCOMPARE(read->others[0].kind, std::string("Namespace"));
    QCOMPARE(read->others[1].name, std::string("default"));
    QCOMPARE(read->others[2].apiVersion, std::string("triggers.example.org/v1"));
}

void TestManifest::readsEachVersion_data()
{
    QTest::addColumn<QByteArray>("version");
    QTest::addColumn<QByteArray>("spec");
    QTest::addColumn<int>("conditions"); // -1: no part at all
    const auto row = [](const char *name, const char *version, const char *spec, int conditions) {
        QTest::newRow(name) << QByteArray(version) << QByteArray(spec) << conditions;
    };
    row("source and type", "v1alpha1",
        "{filter: {sourceAndType: {source: 'wss://x/inv', type: ''}}}", 2);
    row("of old, by attributes", "v1alpha1", "{filter: {attributes: {type: a}}}", 1);
    row("source and type of any value", "v1alpha1", "{filter: {sourceAndType: {}}}", -1);
    row("a value that is left out", "v1alpha1", "{filter: {sourceAndType: {source: , type: b}}}",
        2);
    row("beta", "v1beta1", "{broker: x, filter: {attributes: {type: a, source: b}}}", 2);
    row("attributes", "v1", "{filter: {attributes: {type: a}}}", 1);
    row("no attributes", "v1", "{filter: {attributes: }}", -1);
    row("an empty filter", "v1", "{filter: {}}", -1);
    row("no filter", "v1", "{}", -1);
    row("an empty list does not replace", "v1", "{filter: {attributes: {type: a}}, filters: []}",
        1);
    row("a list replaces", "v1",
        "{filter: {attributes: {type: a}}, filters: [{exact: {type: b, source: c}}]}", 2);
}

void TestManifest::readsEachVersion()
{
    QFETCH(QByteArray, version);
    QFETCH(QByteArray, spec);
    QFETCH(int, conditions);
    const auto read =
        readManifests("apiVersion: eventing.knative.dev/" + version.toStdString() +
                      "\nkind: Trigger\nmetadata: {name: x}\nspec: " + spec.toStdString() + "\n");
    QVERIFY2(read, read ? "" : read.error().message().c_str());
    const auto &parts = read->triggers.at(0).filter.parts;
    QCOMPARE(parts.size(), std::size_t(conditions < 0 ? 0 : 1));
    if (conditions >= 0)
        QCOMPARE(parts[0].conditions.size(), std::size_t(conditions));
}

void TestManifest::passesOverWhatDoesNotMatter()
{
    const auto read = readManifests(R"(apiVersion: eventing.knative.dev/v1
kind: Trigger
metadata:
  name: t
  labels: {a: b}
  annotations: {count: "1"}
spec:
  broker: default
  filter:
    attributes:
      type: com.shop.order
      source: /checkout
  subscriber:
    ref: {apiVersion: v1, kind: Service, name: display}
  delivery: {retry: 3}
status: {ready: yes}
)");
    QVERIFY2(read, read ? "" : read.error().message().c_str());
    const std::vector<AttributeCondition> wanted{condition("type", "com.shop.order"),
                                                 condition("source", "/checkout")};
    QVERIFY(read->triggers.at(0).filter.parts.at(0).conditions == wanted);
}

void TestManifest::saysWhatIsWrongAndWhere_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("message");
    const auto row = [](const char *name, const char *text, const char *message) {
        QTest::newRow(name) << QByteArray(text) << QByteArray(message);
    };
    const auto trigger = [](const char *name, const char *version, const char *spec,
                            const char *message) {
        QTest::newRow(name) << QByteArray("apiVersion: eventing.knative.dev/") + version +
                                   "\nkind: Trigger\nmetadata: {name: t}\nspec: " + spec
                            << QByteArray(message);
    };
    row("no YAML", "a: [", "line 1, column 1: end of sequence flow not found.");
    row("a text", "hello",
        "line 1, column 1: this is no manifest: it must be a mapping with apiVersion and kind.");
    row("no kind", "a: 1\n---\napiVersion: v1\n", "line 1, column 1, kind: is missing.");
    row("no version", "kind: Trigger", "line 1, column 1, apiVersion: is missing.");
    row("a number as a kind", "kind: 1\napiVersion: v1",
        "line 1, column 7, kind: must be a text. Put it in quotes.");
    row("a version to come", "kind: Trigger\napiVersion: eventing.knative.dev/v2",
        "line 2, column 13, apiVersion: \"eventing.knative.dev/v2\" is no version of Trigger that "
        "is known here: "
        "eventing.knative.dev/v1, v1beta1 or v1alpha1.");
    row("no name", "kind: Trigger\napiVersion: eventing.knative.dev/v1\nmetadata: {}",
        "line 3, column 11, metadata.name: is missing. Give the Trigger a name.");
    row("no metadata", "kind: Trigger\napiVersion: eventing.knative.dev/v1",
        "line 1, column 1, metadata: is missing. A Trigger needs at least metadata.name.");
    row("no spec", "kind: Trigger\napiVersion: eventing.knative.dev/v1\nmetadata: {name: t}",
        "line 1, column 1, spec: is missing. It says which events the Trigger asks for.");
    trigger("an empty mapping of attributes", "v1", "{filter: {attributes: {}}}",
            "line 4, column 29, spec.filter.attributes: is empty. Name at least one attribute, or "
            "leave it out to let every "
            "event pass.");
    trigger("two filters of old", "v1alpha1",
            "{filter: {attributes: {type: a}, sourceAndType: {type: b}}}",
            "line 4, column 40, spec.filter.sourceAndType: stands beside another filter. Keep "
            "attributes alone, with all "
            "that must hold.");
    trigger("source and type today", "v1", "{filter: {sourceAndType: {type: a}}}",
            "line 4, column 17, spec.filter.sourceAndType: belongs to "
            "eventing.knative.dev/v1alpha1. Write attributes: with "
            "source and type below it.");
    trigger("another name in source and type", "v1alpha1",
            "{filter: {sourceAndType: {subject: a}}}",
            "spec.filter.sourceAndType.subject: is not known: sourceAndType has source and type. "
            "Use attributes for others.");
    trigger("a dialect in the filter of old", "v1", "{filter: {exact: {type: a}}}",
            "line 4, column 17, spec.filter.exact: is not known. A filter has attributes; other "
            "dialects stand in "
            "spec.filters.");
    trigger("filters of old", "v1beta1", "{filters: [{exact: {type: a}}]}",
            "line 4, column 17, spec.filters: belongs to eventing.knative.dev/v1. Change "
            "apiVersion, or use spec.filter.");
    trigger("filters that are none", "v1", "{filters: {exact: {type: a}}}",
            "spec.filters: must be a list of filters.");
    trigger("attributes as a list", "v1", "{filters: [{exact: [type]}]}",
            "spec.filters[0].exact: must be a mapping from attributes to values, such as type: "
            "com.example.created.");
    trigger("nothing to exclude", "v1", "{filters: [{not: }]}",
            "spec.filters[0].not: must be a mapping with one dialect: exact");
    trigger("any of none", "v1", "{filters: [{any: []}]}",
            "spec.filters[0].any: must be a list with one filter at least.");
    trigger("a list as a value", "v1", "{filters: [{exact: {type: [a]}}]}",
            "spec.filters[0].exact.type: must be a text.");
    trigger("a Boolean as a value", "v1", "{filters: [{exact: {flag: true}}]}",
            "spec.filters[0].exact.flag: must be a text: put true in quotes.");
    trigger("a value that is left out", "v1", "{filters: [{exact: {flag: }}]}",
            "spec.filters[0].exact.flag: must be a text.");
    trigger("a name of HTTP", "v1", "{filter: {attributes: {ce-type: a}}}",
            "spec.filter.attributes.ce-type: is no name of an attribute. It begins with a small "
            "letter and has small letters "
            "and digits alone.");
    trigger("deep inside", "v1",
            "{filters: [{all: [{exact: {type: a}}, {not: {suffix: {Type: b}}}]}]}",
            "line 4, column 61, spec.filters[0].all[1].not.suffix.Type: is no name");
    trigger("an expression that is a number", "v1", "{filters: [{cesql: 1}]}",
            "spec.filters[0].cesql: must be a text: put the expression in quotes.");
    trigger("a mistake in an expression", "v1", "{filters: [{sql: 'type == 1'}]}",
            "spec.filters[0].sql: character 6 of type == 1: ");
}

void TestManifest::saysWhatIsWrongAndWhere()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, message);
    const auto read = readManifests(text.toStdString());
    QVERIFY(!read);
    const QByteArray said = QByteArray::fromStdString(read.error().message());
    QVERIFY2(said.contains(message), said.constData());
}

QTEST_APPLESS_MAIN(TestManifest)
#include "tst_manifest.moc"
