// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/colours/colourrules.h"

#include "core/cesql/parser.h"
#include "ui/models/eventtext.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace ui {
namespace {

const QString ExpressionKey = QStringLiteral("expression");
const QString ColourKey = QStringLiteral("colour");
const QString OnKey = QStringLiteral("on");

QString tr(const char *words)
{
    return QCoreApplication::translate("ColourRules", words);
}

tl::unexpected<core::Error> wrong(const QString &sentence)
{
    return core::fail(core::Error::Kind::InvalidInput, sentence.toStdString());
}

core::Result<ColourRule> ruleOf(const QJsonObject &object, const QString &number)
{
    ColourRule rule;
    rule.expression = object.value(ExpressionKey).toString();
    const QByteArray text = rule.expression.toUtf8();
    if (text.size() > MaxRuleBytes)
        return wrong(tr("Rule %1: its expression has more than %2 bytes. Write a shorter one.")
                         .arg(number, QString::number(MaxRuleBytes)));
    if (const auto parsed = core::cesql::parse(text.toStdString()); !parsed)
        return wrong(tr("Rule %1: %2").arg(number, oneLine(parsed.error().message())));
    const QString name = object.value(ColourKey).toString();
    const auto colour = colourNamed(name);
    if (!colour)
        return wrong(tr("Rule %1: there is no colour \"%2\". Write green, blue or warning, for "
                        "example.")
                         .arg(number, name.left(40)));
    rule.colour = *colour;
    rule.isOn = object.value(OnKey).toBool(true);
    return rule;
}

} // namespace

ColourRules defaultColourRules()
{
    return {{QStringLiteral("FINDING('duplicate')"), RowColour::Warning, true},
            {QStringLiteral("FINDING('same data')"), RowColour::Warning, false},
            {QStringLiteral("specversion = '0.3'"), RowColour::Info, true}};
}

QByteArray colourRulesJson(const ColourRules &rules)
{
    QJsonArray array;
    for (const ColourRule &rule : rules) {
        array.append(QJsonObject{{ExpressionKey, rule.expression},
                                 {ColourKey, colourName(rule.colour)},
                                 {OnKey, rule.isOn}});
    }
    return QJsonDocument(array).toJson();
}

core::Result<ColourRules> parseColourRules(const QByteArray &json)
{
    const QJsonDocument document = QJsonDocument::fromJson(json);
    if (!document.isArray())
        return wrong(
            tr("These are no colour rules. A JSON array of objects is wanted, as an export "
               "writes it."));
    const QJsonArray array = document.array();
    if (array.size() > MaxColourRules)
        return wrong(tr("There are %1 rules, %2 are possible. Leave some out.")
                         .arg(QString::number(array.size()), QString::number(MaxColourRules)));
    ColourRules rules;
    for (const QJsonValue &value : array) {
        auto rule = ruleOf(value.toObject(), QString::number(rules.size() + 1));
        if (!rule)
            return tl::unexpected(rule.error());
        rules.append(std::move(*rule));
    }
    return rules;
}

} // namespace ui
