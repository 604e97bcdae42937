// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/filterbar/filterwords.h"

#include <QStringList>

namespace ui {

namespace {

QString literal(QString escaped)
{
    escaped.replace(u'\\', QLatin1String("\\\\"));
    escaped.replace(u'\'', QLatin1String("\\'"));
    return u'\'' + escaped + u'\'';
}

void addClause(QStringList &clauses, QLatin1String attribute, const core::EventFilter::Texts &texts,
               bool excluded, const ValueWord &word)
{
    if (texts.empty()) {
        return;
    }
    QStringList literals;
    for (const std::string &text : texts) {
        const std::optional<QString> instead =
            word ? word({attribute.data(), std::size_t(attribute.size())}, text) : std::nullopt;
        literals << literal(instead ? *instead : QString::fromStdString(text));
    }
    if (literals.size() == 1) {
        clauses << attribute + (excluded ? QLatin1String(" != ") : QLatin1String(" = ")) +
                       literals.first();
    } else {
        clauses << attribute + (excluded ? QLatin1String(" NOT IN (") : QLatin1String(" IN (")) +
                       literals.join(QLatin1String(", ")) + u')';
    }
}

} // namespace

QString filterWords(const core::EventFilter &filter, const ValueWord &word)
{
    QStringList clauses;
    addClause(clauses, QLatin1String("type"), filter.types, false, word);
    addClause(clauses, QLatin1String("type"), filter.excludedTypes, true, word);
    addClause(clauses, QLatin1String("source"), filter.sources, false, word);
    addClause(clauses, QLatin1String("source"), filter.excludedSources, true, word);
    return clauses.join(QLatin1String(" AND "));
}

} // namespace ui
