// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/columns/columns.h"
#include "core/facets/facetchoice.h"
#include "core/facets/facetjudge.h"
#include "core/facets/valuecounts.h"
#include "core/rate/ratesnapshot.h"
#include "core/redaction/redaction.h"
#include "ui/facets/facetroles.h"
#include "ui/facets/facetsparks.h"
#include "ui/facets/facettree.h"
#include "ui/facets/facetvalues.h"

#include <QAbstractItemModel>

#include <string>
#include <vector>

namespace ui {

/// The values of types, sources, subjects, content types and origins with their counts, as a tree; lives on the GUI thread.
/// Whoever owns the clock calls advance(). Answers what the filter becomes when rows are chosen, but does not decide:
/// setFilter() comes from outside.
class FacetModel : public QAbstractItemModel {
    Q_OBJECT
public:
    /// All outlive it. `stored`: see core::ValueCounts.
    FacetModel(const core::Columns &columns, core::ScanPool &pool,
               core::StoredValues *stored = nullptr, QObject *parent = nullptr);

    /// `start`: see core::LiveFilter::start.
    void setFilter(const core::EventFilter &filter, quint64 start = 0);
    const core::EventFilter &filter() const { return m_counts.filter(); }
    /// Values of an attribute that is hidden are named by numbers; they can be chosen as before.
    void setRedaction(core::Redaction redaction);
    /// Only values whose names have that in them.
    void search(const QString &words);
    bool isSearching() const { return m_isSearching; }
    /// The tick: counts what came, announces other values and changed counts. Bounded work, however many values there are.
    void advance();
    /// New sparklines and rates of one section, if the snapshot has any.
    void setRates(const core::RateSnapshot &rates);
    bool isEmpty() const { return m_listed.empty(); }
    /// The counts belong to the filter set last and hold all that was published at the last tick, and the values that have
    /// a row are those that should.
    bool isComplete() const { return m_counts.isComplete() && !isLooking(); }
    /// Values are still looked for.
    bool isLooking() const;
    /// Events with that value in all that is kept.
    quint64 keptOf(core::Facet facet, core::ValueCode code) const
    {
        return m_counts.count(facet, code).kept;
    }
    /// Those that have a row.
    const std::vector<core::ValueCode> &codes(core::Facet facet) const
    {
        return section(facet).values.codes();
    }

    // What becomes of the filter. Rows of one section; those that cannot be chosen are passed over.

    /// In that section only what they name; everything again if that is so already.
    core::EventFilter filterWithOnly(const QModelIndexList &rows) const;
    /// Them in addition; no longer, if all of them are taken.
    core::EventFilter filterWithToggled(const QModelIndexList &rows) const;
    /// Without them; with them again, if all of them are excluded.
    core::EventFilter filterWithout(const QModelIndexList &rows) const;
    /// What they name.
    core::FacetPicks picks(const QModelIndexList &rows) const;
    static bool isChoice(const QModelIndex &index);
    /// The whole name of a row, as it may be seen.
    QString wholeName(const QModelIndex &index) const;
    /// What is copied of it: the value as it was sent, unless it must not be seen.
    QString copyText(const QModelIndex &index) const;
    /// Its values are named by numbers.
    bool isHidden(core::Facet facet) const { return m_redaction.isAbout(core::operandOf(facet)); }

    QModelIndex head(core::Facet facet) const;
    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &index) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    struct Row {
        quint64 count = 0;
        core::FacetState state = core::FacetState::None;
        FacetSpark spark;
    };
    /// One facet; its tree's root is the head.
    struct Section {
        core::Facet facet;
        FacetValues values;
        FacetTree tree = FacetTree::build({}, false);
        std::vector<Row> rows = {}; ///< by node
        bool hasOthers = false;
        bool hasAbsent = false;
        quint64 known = 0;          ///< values that could have a row
        quint64 leftOut = 0;        ///< those that have none
        bool isOtherNumber = false; ///< than was announced
    };

    const Section &section(core::Facet facet) const { return m_sections[std::size_t(facet)]; }
    const Section &section(const QModelIndex &index) const;
    std::size_t node(const QModelIndex &index) const;
    const FacetTree::Node &nodeOf(const QModelIndex &index) const;
    const core::Dictionary &dictionary(core::Facet facet) const;
    QString nameOf(core::Facet facet, core::ValueCode code) const;
    core::FacetPicks picksOf(const QModelIndex &row) const;
    bool areAll(const QModelIndexList &rows, core::FacetState state) const;
    bool findRows(Section &section);
    void rebuild(Section &section);
    void recount(Section &section);
    void judge(Section &section);
    std::vector<core::Facet> listedFacets() const;
    void announceNumber(Section &section);
    void announce(const QModelIndex &parent, const QList<int> &roles);
    void announceCounts(const QModelIndex &parent, const std::vector<Row> &before);
    QString toolTip(const QModelIndex &index) const;
    QString sentence(const QModelIndex &index) const;

    const core::Columns &m_columns;
    core::ValueCounts m_counts;
    core::Redaction m_redaction;
    std::vector<Section> m_sections;   ///< by core::Facet
    std::vector<core::Facet> m_listed; ///< those that have values
    bool m_isSearching = false;
};

} // namespace ui
