// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/filterbar/filterwords.h"

#include <QStringList>

namespace ui {

namespace {

QString literal(const std::string &text)
{
    QString escaped = QString::fromStdString(text);
    escaped.replace(u'\\', QLatin1String("\\\\"));
    escaped.replace(u'\'', QLatin1String("\\'"));
    return u'\'' + escaped + u'\'';
}

void addClause(QStringList &clauses, QLatin1String attribute, const core::EventFilter::Texts &texts,
               bool excluded)
{
    if (texts.empty()) {
        return;
    }
    QStringList literals;
    for (const std::string &text : texts) {
        literals << literal(text);
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

QString filterWords(const core::EventFilter &filter)
{
    QStringList clauses;
    addClause(clauses, QLatin1String("type"), filter.types, false);
    addClause(clauses, QLatin1String("type"), filter.excludedTypes, true);
    addClause(clauses, QLatin1String("source"), filter.sources, false);
    addClause(clauses, QLatin1String("source"), filter.excludedSources, true);
    return clauses.join(QLatin1String(" AND "));
}

} // namespace ui
