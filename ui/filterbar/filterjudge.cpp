// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/filterbar/filterjudge.h"

#include "core/cesql/parser.h"
#include "core/query/clauses.h"
#include "ui/filterbar/filterdoubt.h"
#include "ui/models/eventtext.h"

#include <QCoreApplication>

#include <algorithm>

namespace ui {

namespace {

/// What is quoted of an expression in a sentence is no longer than this.
constexpr int MaxQuoted = 120;

QString tr(const char *words)
{
    return QCoreApplication::translate("ui::FilterJudge", words);
}

/// Something to underline where nothing stands: the last thing that does.
TextRange visible(TextRange place, const QString &text)
{
    if (place.length > 0)
        return place;
    int start = std::min(place.start, int(text.size())) - 1;
    while (start > 0 && text[start].isSpace())
        --start;
    return start < 0 ? TextRange{} : TextRange{start, 1};
}

/// An operand of AND, OR or XOR, or the whole, that need not be a Boolean: there it is cast, here it never passes.
QString noteOfCast(const core::cesql::Expression &expression)
{
    using core::cesql::NodeIndex;
    using core::cesql::NodeKind;
    const auto quoted = [&](NodeIndex index) {
        return oneLine(expression.textOf(index)).left(MaxQuoted);
    };
    for (std::size_t i = 0; i < expression.size(); ++i) {
        const NodeKind kind = expression.node(NodeIndex(i)).kind;
        if (kind != NodeKind::And && kind != NodeKind::Or && kind != NodeKind::Xor)
            continue;
        for (const NodeIndex operand : expression.children(NodeIndex(i))) {
            if (!core::isAlwaysBoolean(expression.node(operand)))
                return tr("%1 is no comparison. As a part of AND, OR and XOR it is cast: 'true' "
                          "and "
                          "every number but 0 count as TRUE.")
                    .arg(quoted(operand));
        }
    }
    if (!core::isAlwaysBoolean(expression.node(expression.root())))
        return tr("Events pass where %1 is the Boolean TRUE, and not where it is 'true' or 1.")
            .arg(quoted(expression.root()));
    return {};
}

QString noteOf(const core::cesql::Expression &expression, const Utf8Places &places)
{
    if (expression.mixedAt()) {
        QString read = oneLine(expression.parenthesised());
        if (read.size() > MaxQuoted)
            read = read.left(MaxQuoted - 1) + u'…';
        return tr("AND and OR are read from left to right: %1").arg(read);
    }
    if (const QString cast = noteOfCast(expression); !cast.isEmpty())
        return cast;
    if (const auto ours = expression.oursAt()) {
        const TextRange range = places.range(*ours);
        QString name = QString::fromStdString(places.utf8()).mid(range.start, range.length);
        name = name.left(name.indexOf(u'(')).trimmed().toUpper();
        return tr("%1() is ours: a Knative trigger cannot use this filter.").arg(name);
    }
    return {};
}

} // namespace

FilterJudgement judgeFilter(const QString &text, const SeenValues &seen)
{
    FilterJudgement judgement;
    if (text.trimmed().isEmpty())
        return judgement;
    const Utf8Places places(text);
    const auto parsed = core::cesql::parse(places.utf8());
    if (!parsed) {
        judgement.kind = FilterJudgement::Kind::Invalid;
        judgement.place = visible(places.range(parsed.error().place), text);
        judgement.sentence = tr("Column %1: %2")
                                 .arg(places.columnAt(parsed.error().place.offset))
                                 .arg(oneLine(parsed.error().message()));
        return judgement;
    }
    judgement.expression = *parsed;
    if (const auto doubt = doubtAbout(*parsed, seen)) {
        judgement.kind = FilterJudgement::Kind::Suspicious;
        judgement.place = visible(places.range(doubt->place), text);
        judgement.sentence = doubt->sentence;
        if (doubt->change) {
            const TextRange range = places.range(doubt->change->place);
            QString mended = text;
            mended.replace(range.start, range.length, QString::fromStdString(doubt->change->text));
            judgement.remedy = {doubt->change->words, mended};
        }
        return judgement;
    }
    judgement.kind = FilterJudgement::Kind::Valid;
    judgement.sentence = noteOf(*parsed, places);
    return judgement;
}

} // namespace ui
