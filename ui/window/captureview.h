// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/monitor/monitor.h"
#include "core/query/scanpool.h"
#include "core/query/storedvalues.h"
#include "core/transfer/eventchoice.h"
#include "ui/colours/rowcolours.h"
#include "ui/facets/facetmodel.h"
#include "ui/filterbar/filterclause.h"
#include "ui/filterbar/seenvalues.h"
#include "ui/models/eventtablemodel.h"
#include "ui/models/ownvalues.h"
#include "ui/models/rowtexts.h"
#include "ui/overview/overview.h"
#include "ui/ratechart/ratefeed.h"
#include "ui/theme/seriescolours.h"
#include "ui/window/windownotes.h"
#include "ui/window/windowstate.h"

#include <QElapsedTimer>
#include <QTimer>
#include <QUndoStack>
#include <QWidget>

#include <memory>
#include <optional>
#include <string>

class QSplitter;
class QStackedWidget;

namespace ui {

class EventTableView;
class FacetPanel;
class FirstStartPage;
class InspectorPanel;
class OverviewStrip;
class Note;
class RateChartPanel;
class SeenPlaces;
class Theme;
class Toast;
class ViewColumns;
class ViewFinder;
class ViewMarks;
class ViewRedaction;

/// One capture on the screen: facets, chart, table and inspector, or the page of the first start while there is
/// nothing. Keeps them in step: one filter, one starting point, one pause. Reads the monitor; changes nothing in it.
class CaptureView : public QWidget {
    Q_OBJECT
public:
    /// All outlive it.
    CaptureView(core::Monitor &monitor, const ViewRedaction &redaction, const Theme &theme,
                QWidget *parent = nullptr);
    ~CaptureView() override;

    void restore(const ViewState &state);
    ViewState state() const;

    /// Which rows have which colour, and which types.
    void setColourRules(const ColourRules &rules) { m_rowColours.setRules(rules); }
    void setTypeColours(const ChosenSlots &chosen);
    /// The one way to change what is shown: table, facets, chart and counts follow.
    void setFilter(const core::EventFilter &filter);
    const core::EventFilter &filter() const { return m_filter; }
    /// What is said of a value of a filter that must not be seen; nothing: itself.
    std::optional<QString> standInFor(std::string_view attribute, const std::string &value) const;
    /// For completion; valid as long as the view.
    SeenValues seenValues() const;
    /// Shows and selects those numbers, whatever the filter was.
    void showEvents(core::EventSequence first, core::EventSequence last);
    /// The text search, and going to an event.
    ViewFinder &finder() const { return *m_finder; }
    /// Marks and notes.
    ViewMarks &marks() const { return *m_marks; }
    /// Asks for a clause that lets marked events through alone.
    void showOnlyMarked();
    /// Asks for a clause with the text that is searched for.
    void showOnlyFound();
    /// What can be taken back: clearing the view, marks, notes.
    QUndoStack &undoStack() { return m_undo; }
    /// Hides what is older than now, with a toast that takes it back. Nothing leaves the log.
    void clear();
    bool isCleared() const { return m_model.rows().isCleared(); }
    /// Rows before this one are hidden; 0: none.
    quint64 startOfView() const { return m_model.rows().start(); }
    /// Sorting, own columns and sets of columns.
    ViewColumns &columns() const { return *m_columns; }
    void setPaused(bool paused);
    bool isPaused() const { return m_isPaused; }

    quint64 shownEvents() const { return static_cast<quint64>(m_model.rowCount()); }
    double shownRate() const { return m_shownRate; }
    /// Why some values could not be read, so that a filter may leave out their events; empty: all could.
    QString readProblem() const;
    /// When the oldest event was received; nothing if there is none.
    std::optional<core::WallTime> since() const;

    /// The lasting state that stands above chart and table; none takes it away.
    void showNote(const std::optional<WindowNote> &note);
    const std::optional<WindowNote> &shownNote() const { return m_shownNote; }
    void showInspector(bool show);
    core::RateRange range() const { return m_rates.range(); }
    core::RateGrouping grouping() const { return m_rates.grouping(); }

    Note *note() const { return m_note; }
    Toast *toast() const { return m_toast; }
    EventTableView *table() const { return m_table; }
    InspectorPanel *inspector() const { return m_inspector; }
    OverviewStrip *overview() const { return m_strip; }
    FacetPanel *facets() const { return m_facets; }
    RateChartPanel *chart() const { return m_chart; }
    /// Null where there were events from the start, or nothing can be received.
    FirstStartPage *firstStart() const { return m_firstStart; }
    bool isFirstStart() const;

signals:
    /// A person asked for a clause to be written into the filter.
    void clauseRequested(const FilterClause &clause, FilterUse use);
    /// A person chose a colour for a type; nothing: the one that it would have.
    void typeColourChosen(const std::string &type, std::optional<std::uint8_t> slot);
    /// Another filter, or other words for it.
    void filterChanged(const core::EventFilter &filter);
    void pausedChanged(bool paused);
    void followingChanged(bool following);
    /// The first event is there.
    void begun();

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    class ClearCommand;

    void tick();
    void applyFilter();
    void startAnew();
    Overview::Surroundings surroundings() const;
    void drawOverview();
    void goToOverview(int y);
    void showFound();
    void sayEmptyWords();
    void filterBy(EventColumn column, core::EventSequence sequence, FilterUse use);
    void filterByOwn(EventColumn column, core::EventSequence sequence, FilterUse use);
    void filterByAttribute(std::string_view name, const std::string &value, FilterUse use);
    void redact();
    void takeRates(const RateFeed::Snapshot &snapshot);

    core::Monitor &m_monitor;
    const ViewRedaction &m_redaction;
    const Theme &m_theme;
    QUndoStack m_undo;
    core::EventFilter m_filter; ///< as it was chosen
    core::ScanPool m_pool;
    SeriesColours m_typeColours;
    SeriesColours m_sourceColours;
    core::StoredValues m_stored;
    RowColours m_rowColours;
    const std::unique_ptr<SeenPlaces> m_places;
    RowTexts m_texts;
    OwnValues m_own;
    EventTableModel m_model;
    FacetModel m_facetModel;
    RateFeed m_rates;
    Overview m_overview;

    // Each is made where it stays: with a style sheet Qt forgets fonts of labels that move with their parents.
    QSplitter *m_across;
    FacetPanel *m_facets;
    QWidget *m_middle;
    QWidget *m_noteFrame;
    Note *m_note;
    QStackedWidget *m_centre;
    FirstStartPage *m_firstStart = nullptr;
    QSplitter *m_down;
    RateChartPanel *m_chart;
    EventTableView *m_table;
    Toast *m_toast;
    InspectorPanel *m_inspector;

    std::unique_ptr<ViewColumns> m_columns;
    std::unique_ptr<ViewFinder> m_finder;
    std::unique_ptr<ViewMarks> m_marks;
    OverviewStrip *m_strip = nullptr;
    QElapsedTimer m_sinceOverview; ///< not running: it is to be drawn anew with the next tick
    QTimer m_timer;
    quint64 m_lookedAt = 0; ///< events that there were at the last tick
    int m_quietTicks = 0;   ///< since when nothing came
    bool m_isPaused = false;
    bool m_wantsInspector = true;
    std::optional<WindowNote> m_shownNote;
    std::optional<core::SequenceRange> m_wanted; ///< to select once everything is shown
    double m_shownRate = 0;
};

} // namespace ui
