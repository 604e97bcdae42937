// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/textsearch/searchwords.h"

#include "ui/models/eventtext.h"

#include <QCoreApplication>

namespace ui {
namespace {

QString tr(const char *words)
{
    return QCoreApplication::translate("ui::SearchWords", words);
}

} // namespace

QString searchCount(const SearchState &state, quint64 number)
{
    if (!state.isActive)
        return {};
    if (!state.problem.isEmpty())
        return tr("stopped");
    if (state.found == 0)
        return state.isSearching ? QStringLiteral("\u2026") : tr("none");
    const QString found = groupedNumber(state.found);
    return number > 0 ? tr("%1 of %2").arg(groupedNumber(number), found) : found;
}

QString searchSentence(const SearchState &state, quint64 number)
{
    if (!state.isActive)
        return {};
    if (!state.problem.isEmpty())
        return state.problem;
    const QString found = groupedNumber(state.found);
    QString words =
        number > 0 ? tr("Hit %1 of %2 among the events shown.").arg(groupedNumber(number), found)
                   : tr("%1 of the events shown have this text.").arg(found);
    if (state.foundInAll != state.found)
        words += u' ' + tr("Of all kept: %1.").arg(groupedNumber(state.foundInAll));
    if (state.isSearching)
        words += u' ' + tr("Searching: %1 %.").arg(int(state.progress * 100));
    if (state.undecided > 0)
        words += u' ' + tr("The expression takes too long on %1 texts: there may be more.")
                            .arg(groupedNumber(state.undecided));
    return words;
}

QString nothingFound(const QString &text, const SearchState &state)
{
    constexpr int MostShown = 60;
    const QString shown = text.size() > MostShown ? text.left(MostShown) + QChar(0x2026) : text;
    return tr("\"%1\" is in none of the %2 events shown.").arg(shown, groupedNumber(state.shown));
}

} // namespace ui
