// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace ui {

/// How a search stands. A plain value.
struct SearchState {
    bool isActive = false;    ///< there is a text
    bool isSearching = false; ///< a person waits for it
    double progress = 0;      ///< 0 to 1
    quint64 found = 0;        ///< of the events that are shown
    quint64 foundInAll = 0;   ///< of all that are kept
    quint64 shown = 0;        ///< events
    quint64 undecided = 0;    ///< see core::TextSearch
    QString problem;          ///< why it cannot go on
    bool operator==(const SearchState &) const = default;
};

/// `3 of 8 214`, `8 214`, `none`; `number`: of the event that is current, 0 if it is no hit. Empty without a search. Pure.
QString searchCount(const SearchState &state, quint64 number);
/// The same and what more is to be said, in sentences. Empty without a search. Pure.
QString searchSentence(const SearchState &state, quint64 number);
/// Of a text that is nowhere. Pure.
QString nothingFound(const QString &text, const SearchState &state);

} // namespace ui
