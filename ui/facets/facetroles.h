// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Qt>

namespace ui {

enum FacetRole : int {
    CountRole =
        Qt::UserRole +
        100, ///< qulonglong: how many events are shown, under what is asked of the other sections; of a
             ///< head how many values there are
    CodeRole,    ///< uint: core::ValueCode, AbsentCode for a row that is no value
    SectionRole, ///< int: core::Facet
    KindRole,    ///< int: FacetRow
    StateRole,   ///< int: core::FacetState
    SparkRole, ///< QList<float>, FacetSparks::Bars heights from 0 to 1; empty where nothing is known
    RateRole,  ///< double, events per second; invalid where it is not known
    PathRole,  ///< QString: names the row across rebuilding
};

enum class FacetRow {
    Head,   ///< of a section
    Branch, ///< what the names below it have in common; may be a value, too
    Value,
    Absent, ///< events without such a value
    Others, ///< events whose value is not in memory: there are very many
    More,   ///< values that have no row
};

} // namespace ui
