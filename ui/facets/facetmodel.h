// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/columns/columns.h"
#include "core/query/valuecounts.h"
#include "core/rate/ratesnapshot.h"
#include "core/redaction/redaction.h"
#include "ui/facets/facettree.h"

#include <QAbstractItemModel>
#include <QList>

#include <array>

namespace ui {

enum class FacetSection : int { Types, Sources };

enum FacetRole : int {
    CountRole = Qt::UserRole +
                100, ///< qulonglong: how many are shown, under the choices of the other section
    CodeRole,        ///< uint: core::ValueCode, AbsentCode for a row that is no value
    SectionRole,     ///< int: FacetSection
    IsSectionRole,   ///< bool: the head of a section
    ChoiceRole,      ///< int: FacetChoice
    SparkRole, ///< QList<float>, FacetModel::SparkBars heights from 0 to 1; empty where nothing is
               ///< known
    PathRole,  ///< QString: names the row across rebuilding
};

/// What the filter says about a row. A branch is Taken when all below it are.
enum class FacetChoice : int { None, Taken, Excluded };

/// Types and sources with their counts, as a tree; lives on the GUI thread. Whoever owns the clock
/// calls advance(). Answers what the filter becomes when a row is chosen, but does not decide:
/// setFilter() comes from outside.
class FacetModel : public QAbstractItemModel {
    Q_OBJECT
public:
    static constexpr int MaxValues = 200; ///< per section
    static constexpr int SparkBars = 16;

    /// All outlive it. `stored`: see core::ValueCounts.
    FacetModel(const core::Columns &columns, core::ScanPool &pool,
               core::StoredValues *stored = nullptr, QObject *parent = nullptr);

    /// `start`: see core::LiveFilter::start.
    void setFilter(const core::EventFilter &filter, quint64 start = 0);
    const core::EventFilter &filter() const { return m_counts.filter(); }
    /// Values of a type or source that is hidden are named by numbers; they can be chosen as before.
    void setRedaction(core::Redaction redaction);
    /// The tick: counts what came, announces new values and changed counts. Bounded work.
    void advance();
    /// New sparklines of one section.
    void setRates(const core::RateSnapshot &rates);
    bool isEmpty() const { return !m_hasValues; }
    /// The counts belong to the filter set last and hold all that was published at the last tick.
    bool isComplete() const { return m_counts.isComplete(); }
    /// Events with that value in all that is kept.
    quint64 keptOf(FacetSection which, core::ValueCode code) const
    {
        return countsOf(which, code).kept;
    }

    /// The filter of now, but in the section of `index` only what it names; everything again if
    /// that is so already.
    core::EventFilter filterWithOnly(const QModelIndex &index) const;
    /// … with `index` taken in addition, or no longer taken.
    core::EventFilter filterWithToggled(const QModelIndex &index) const;
    /// … with `index` excluded, or no longer excluded.
    core::EventFilter filterWithout(const QModelIndex &index) const;

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &index) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    using Texts = core::EventFilter::Texts;
    struct Row {
        quint64 count = 0;
        QList<float> spark;
    };
    /// One section; its tree's root is the head. Behind the values a row with OtherCode counts the
    /// events whose value has no code, and a last one without code and children says how many values
    /// are left out.
    struct Section {
        FacetTree tree;
        std::vector<Row> rows;              ///< by node
        std::vector<core::ValueCode> codes; ///< of the values that have a row
        quint64 leftOut = 0;
        bool hasOthers = false;
    };

    const Section &section(const QModelIndex &index) const;
    std::size_t node(const QModelIndex &index) const;
    bool isMore(const Section &section, std::size_t node) const;
    bool isOthers(const QModelIndex &index) const;
    const core::Dictionary &dictionary(FacetSection which) const;
    QString nameOf(FacetSection which, core::ValueCode code) const;
    bool findValues(FacetSection which);
    void rebuild(FacetSection which);
    void recount(FacetSection which);
    static QString moreText(quint64 leftOut);
    void announceLeftOut(FacetSection which);
    void announce(const QModelIndex &parent, const QList<int> &roles);
    void announceCounts(const QModelIndex &parent, const std::vector<quint64> &before);
    core::ValueCount countsOf(FacetSection which, core::ValueCode code) const;
    quint64 countOf(FacetSection which, std::size_t node) const;
    Texts textsBelow(const QModelIndex &index) const;
    FacetChoice choice(const QModelIndex &index) const;
    QString sentence(const QModelIndex &index) const;

    const core::Columns &m_columns;
    core::ValueCounts m_counts;
    core::Redaction m_redaction;
    std::array<Section, 2> m_sections;
    bool m_hasValues = false;
};

} // namespace ui
