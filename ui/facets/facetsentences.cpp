// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
//
// What rows of the facets say to the ear, and under the mouse.
#include "ui/facets/facetmodel.h"
#include "ui/models/eventtext.h"

#include <QTextDocument>

namespace ui {

QString FacetModel::toolTip(const QModelIndex &index) const
{
    const Section &in = section(index);
    const Row &row = in.rows[node(index)];
    const QString more =
        in.leftOut > 0
            ? tr("The %n values with the most events have a row, and those that the filter names.",
                 nullptr, int(in.values.codes().size()))
            : QString();
    switch (nodeOf(index).kind) {
    case FacetRow::Head:
        return more;
    case FacetRow::Others:
        return tr("Events of further values, which are on disk only: there are very many. What "
                  "these are is not counted.");
    case FacetRow::More:
        return more + u' ' + tr("Search to find others.");
    case FacetRow::Absent:
    case FacetRow::Branch:
    case FacetRow::Value:
        break;
    }
    QString words = wholeName(index) + u'\n' + tr("%1 shown").arg(groupedNumber(row.count));
    if (row.spark.rate) {
        words += u", " + rateText(*row.spark.rate);
    }
    if (nodeOf(index).kind == FacetRow::Branch && in.leftOut > 0) {
        words += u'\n' + tr("without values that have no row");
    }
    return Qt::mightBeRichText(words) ? words.toHtmlEscaped() : words; // senders write no pages
}

QString FacetModel::sentence(const QModelIndex &index) const
{
    const QString count = groupedNumber(index.data(CountRole).toULongLong());
    const Row &row = section(index).rows[node(index)];
    QString words;
    switch (nodeOf(index).kind) {
    case FacetRow::Head:
        return tr("%1, %2 values").arg(index.data().toString(), count);
    case FacetRow::More:
        return m_isSearching ? index.data().toString()
                             : tr("%1, %2 shown").arg(index.data().toString(), count);
    default:
        words = tr("%1, %2 shown").arg(wholeName(index), count);
    }
    if (row.spark.rate) {
        words += u", " + rateText(*row.spark.rate);
    }
    switch (row.state) {
    case core::FacetState::Taken:
        return tr("%1, taken").arg(words);
    case core::FacetState::Excluded:
        return tr("%1, excluded").arg(words);
    case core::FacetState::None:
        return words;
    }
    Q_UNREACHABLE();
}

} // namespace ui
