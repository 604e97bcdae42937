// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/window/captureview.h"

#include "core/codec/jsonstring.h"
#include "core/query/expressioninputs.h"
#include "ui/eventtable/eventtableview.h"
#include "ui/facets/facetpanel.h"
#include "ui/filterbar/seenplaces.h"
#include "ui/firststart/firststartpage.h"
#include "ui/frame/note.h"
#include "ui/frame/toast.h"
#include "ui/inspector/inspectorpanel.h"
#include "ui/models/standin.h"
#include "ui/overview/overviewstrip.h"
#include "ui/ratechart/ratechartpanel.h"
#include "ui/redaction/viewredaction.h"
#include "ui/window/viewcolumns.h"
#include "ui/window/viewfinder.h"
#include "ui/window/viewmarks.h"

#include <QSplitter>
#include <QStackedWidget>
#include <QToolTip>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace ui {

namespace {

// The table is renewed at most ten times a second; while a search goes on, each frame; after two quiet seconds less
// often, so that a window that waits costs next to nothing.
constexpr int TickTime = 100;
constexpr int SearchTickTime = 16;
constexpr int QuietTickTime = 250;
constexpr int QuietAfter = 20; ///< ticks
constexpr int OverviewTime = 1000;

} // namespace

/// Shows again what is older once it is taken back.
class CaptureView::ClearCommand : public QUndoCommand {
public:
    explicit ClearCommand(CaptureView &view)
        : QUndoCommand(tr("Undo clear"))
        , m_view(view)
    {
    }
    void redo() override
    {
        m_view.m_model.clear();
        m_view.startAnew();
        m_view.tick();
    }
    void undo() override
    {
        m_view.m_model.undoClear();
        m_view.startAnew();
        m_view.tick();
    }

private:
    CaptureView &m_view;
};

CaptureView::CaptureView(core::Monitor &monitor, const ViewRedaction &redaction, const Theme &theme,
                         QWidget *parent)
    : QWidget(parent)
    , m_monitor(monitor)
    , m_redaction(redaction)
    , m_theme(theme)
    , m_typeColours(monitor.columns().types, theme)
    , m_sourceColours(monitor.columns().sources, theme)
    , m_stored(monitor.columns(), [&log = monitor.log()] { return log.reader(); })
    , m_rowColours(monitor.columns(), m_pool, m_stored, theme)
    , m_places(std::make_unique<SeenPlaces>(m_stored, m_pool))
    , m_texts([&log = monitor.log()] { return log.reader(); })
    , m_own([&log = monitor.log()] { return log.reader(); })
    , m_model(monitor.columns(), m_pool, &m_stored, &m_texts, &m_own)
    , m_facetModel(monitor.columns(), m_pool, &m_stored)
    , m_rates(monitor.columns(), m_pool, {}, &m_stored)
    , m_overview(monitor.columns(), m_pool, [&log = monitor.log()] { return log.reader(); })
    , m_across(new QSplitter(Qt::Horizontal, this))
    , m_facets(new FacetPanel(m_facetModel, m_typeColours, theme, m_across))
    , m_middle(new QWidget(m_across))
    , m_noteFrame(new QWidget(m_middle))
    , m_note(new Note(theme, m_noteFrame))
    , m_centre(new QStackedWidget(m_middle))
    , m_down(new QSplitter(Qt::Vertical, m_centre))
    , m_chart(new RateChartPanel(m_rates, m_typeColours, m_sourceColours, theme, m_down))
    , m_table(new EventTableView(
          theme, [this](core::ValueCode code) { return m_typeColours.colour(code); }, m_down))
    , m_toast(new Toast(theme, m_centre))
    , m_inspector(new InspectorPanel(
          theme, [&log = monitor.log()] { return log.reader(); },
          [this](core::EventSequence sequence) {
              return m_typeColours.colour(m_monitor.columns().row(sequence.value - 1).type);
          },
          m_across))
{
    m_down->setStretchFactor(1, 1);
    m_down->setChildrenCollapsible(false);
    m_centre->addWidget(m_down);
    // A ring goes on with an empty file: that is no start.
    if (monitor.columns().published() == 0 && !monitor.log().isReadOnly() &&
        monitor.ring().newestPart() == 0) {
        m_firstStart = new FirstStartPage(theme, m_centre);
        m_centre->addWidget(m_firstStart);
        m_centre->setCurrentWidget(m_firstStart);
    }
    auto *noteFrame = new QVBoxLayout(m_noteFrame);
    noteFrame->addWidget(m_note);
    m_noteFrame->hide();
    auto *middle = new QVBoxLayout(m_middle);
    middle->setSpacing(0);
    middle->setContentsMargins(0, 0, 0, 0);
    middle->addWidget(m_noteFrame);
    middle->addWidget(m_centre, 1);
    m_across->setStretchFactor(1, 1);
    m_across->setChildrenCollapsible(false);
    for (QSplitter *splitter : {m_across, m_down}) {
        splitter->setHandleWidth(1);
    }
    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(m_across);
    theme.follow(this, [this, noteFrame, &theme] {
        m_facets->setMinimumWidth(theme.px(180));
        m_inspector->setMinimumWidth(theme.px(280));
        m_chart->setMinimumHeight(theme.px(160));
        m_table->setMinimumHeight(theme.px(120));
        noteFrame->setContentsMargins(theme.px(6), theme.px(6), theme.px(6), theme.px(6));
    });

    m_table->setModel(&m_model);
    m_table->setTints(m_rowColours.tints());
    connect(&m_rowColours, &RowColours::changed, m_table, &EventTableView::refreshTints);
    connect(m_table, &EventTableView::typeColourRequested, this,
            [this](core::EventSequence sequence, std::optional<std::uint8_t> slot) {
                if (const auto type = m_model.value(sequence, EventColumn::Type))
                    emit typeColourChosen(*type, slot);
            });
    sayEmptyWords();
    connect(m_table, &EventTableView::currentChanged, m_inspector,
            qOverload<core::EventSequence>(&InspectorPanel::show));
    connect(m_table, &EventTableView::filterRequested, this, &CaptureView::filterBy);
    connect(m_table, &EventTableView::pauseToggled, this, [this] { setPaused(!m_isPaused); });
    connect(m_table, &EventTableView::followingChanged, this, &CaptureView::followingChanged);
    connect(m_table, &EventTableView::inspectRequested, this, [this] {
        showInspector(true);
        m_inspector->setFocus();
    });
    connect(m_table, &EventTableView::copied, this, [this](int count, bool isCut) {
        m_toast->say(isCut ? tr("Copied the first %n rows. Export what is more.", nullptr, count)
                           : tr("Copied %n rows.", nullptr, count));
    });
    connect(m_inspector, &InspectorPanel::filterRequested, this,
            [this](const QByteArray &attribute, const QByteArray &value, FilterUse use) {
                // What the inspector has of it is only a word that stands for it.
                if (m_redaction.active().isAbout(attribute.toStdString())) {
                    m_toast->say(tr("This value is hidden in the redacted view."));
                } else {
                    filterByAttribute(attribute.toStdString(), value.toStdString(), use);
                }
            });
    connect(m_inspector, &InspectorPanel::dataFilterRequested, this,
            [this](const QByteArray &pointer, const QByteArray &json, FilterUse use) {
                const FilterClause clause = dataClause(pointer.toStdString(), json.toStdString());
                if (!clause.operand.empty()) {
                    emit clauseRequested(clause, use);
                }
            });
    connect(m_inspector, &InspectorPanel::eventCopied, this,
            [this] { m_toast->say(tr("Copied the event as JSON.")); });
    connect(m_inspector, &InspectorPanel::leaveRequested, m_table, qOverload<>(&QWidget::setFocus));
    connect(m_facets, &FacetPanel::filterChosen, this, &CaptureView::setFilter);
    connect(m_facets, &FacetPanel::clauseRequested, this, &CaptureView::clauseRequested);
    connect(m_facets, &FacetPanel::hurryRequested, this, &CaptureView::tick);
    connect(m_chart, &RateChartPanel::filterRequested, this,
            [this](const QByteArray &attribute, const QByteArray &value, FilterUse use) {
                filterByAttribute(attribute.toStdString(), value.toStdString(), use);
            });
    connect(m_chart, &RateChartPanel::brushed, this,
            [this](const std::optional<core::ReceivedRange> &range) {
                setFilter(core::withReceivedRange(filter(), range));
            });
    // Places among the rows tell nothing of the log then.
    connect(&m_model, &EventTableModel::orderShown, this,
            [this] { m_table->setOverviewShown(!m_model.isSorted()); });
    connect(&m_model, &EventTableModel::waitingChanged, this,
            [this](quint64 waiting) { m_table->setPaused(m_isPaused, waiting); });
    connect(&m_rates, &RateFeed::arrived, this, &CaptureView::takeRates);
    connect(&m_timer, &QTimer::timeout, this, &CaptureView::tick);
    connect(&redaction, &ViewRedaction::changed, this, &CaptureView::redact);
    m_columns = std::make_unique<ViewColumns>(
        ViewColumns::Parts{m_model, *m_table, *m_inspector, *m_toast}, redaction, theme);
    connect(m_columns.get(), &ViewColumns::hurryRequested, this, &CaptureView::tick);
    m_finder = std::make_unique<ViewFinder>(
        monitor.columns(), monitor.log().file(), m_pool,
        ViewFinder::Parts{m_model, *m_table, *m_inspector, *m_toast}, theme);
    connect(m_finder.get(), &ViewFinder::hurryRequested, this, &CaptureView::tick);
    connect(m_finder.get(), &ViewFinder::everythingRequested, this, [this] { setFilter({}); });
    m_marks = std::make_unique<ViewMarks>(
        monitor.log(), ViewMarks::Parts{m_model, *m_table, *m_inspector, *m_toast, m_undo});
    connect(m_marks.get(), &ViewMarks::changed, this, [this] {
        m_finder->setMarks(m_marks->marks());
        m_rowColours.setMarks(m_marks->marks());
        if (m_model.filter().marks)
            applyFilter();
    });
    connect(m_marks.get(), &ViewMarks::inspectorRequested, this, [this] { showInspector(true); });
    connect(m_marks.get(), &ViewMarks::hurryRequested, this, &CaptureView::tick);
    connect(m_marks.get(), &ViewMarks::changed, this, [this] { m_sinceOverview.invalidate(); });
    m_undo.setUndoLimit(100);
    m_strip = new OverviewStrip(theme, m_table);
    m_table->setOverview(m_strip);
    connect(m_strip, &OverviewStrip::chosen, this, &CaptureView::goToOverview);
    connect(m_strip, &OverviewStrip::resized, this, [this] { m_sinceOverview.invalidate(); });
    connect(m_table, &EventTableView::selectionChanged, this,
            [this] { m_sinceOverview.invalidate(); });
    m_timer.setTimerType(Qt::PreciseTimer);
    if (m_firstStart) {
        m_inspector->hide();
    }
    if (redaction.isOn()) {
        redact();
    }
    tick();
}

CaptureView::~CaptureView()
{
    delete m_across; // the widgets go before the models that they show
}

void CaptureView::restore(const ViewState &state)
{
    if (!m_across->restoreState(state.across)) {
        const int left = std::clamp(width() * 18 / 100, m_theme.px(248), m_theme.px(320));
        const int right = std::clamp(width() * 24 / 100, m_theme.px(300), m_theme.px(520));
        m_across->setSizes({left, std::max(1, width() - left - right), right});
    }
    if (!m_down->restoreState(state.down)) {
        const int chart = m_theme.px(200);
        m_down->setSizes({chart, std::max(1, height() - chart)});
    }
    m_facets->setVisible(state.facets);
    m_chart->setVisible(state.chart);
    showInspector(state.inspector);
    m_chart->setRange(state.range);
    m_chart->setGrouping(state.grouping);
    m_columns->restore(state.columns);
}

void CaptureView::showInspector(bool show)
{
    m_wantsInspector = show;
    m_inspector->setVisible(show && !isFirstStart());
}

void CaptureView::showNote(const std::optional<WindowNote> &note)
{
    if (note == m_shownNote) {
        return;
    }
    m_shownNote = note;
    m_noteFrame->setVisible(note.has_value());
    if (note) {
        m_note->say(note->severity, note->strong, note->sentence, actionWord(note->action));
        m_note->setClosable(note->close != WindowNote::Close::No);
    }
}

bool CaptureView::isFirstStart() const
{
    return m_firstStart && m_centre->currentWidget() == m_firstStart;
}

void CaptureView::setFilter(const core::EventFilter &filter)
{
    core::EventFilter chosen = filter;
    chosen.marks.reset(); // those of now, whoever says which filter
    if (chosen == m_filter) {
        return;
    }
    m_filter = std::move(chosen);
    applyFilter();
    m_chart->setBrush(core::receivedRangeOf(m_filter));
    sayEmptyWords();
    emit filterChanged(m_filter);
    tick();
}

/// With the marks of now, if it asks for them.
void CaptureView::applyFilter()
{
    core::EventFilter filter = m_filter;
    if (filter.expression && core::asksForMarks(*filter.expression)) {
        filter.marks = m_marks->marks();
    }
    m_model.setFilter(filter);
    startAnew();
}

void CaptureView::setTypeColours(const ChosenSlots &chosen)
{
    m_typeColours.setChosen(chosen);
    m_table->viewport()->update();
    m_facets->view()->viewport()->update();
    m_chart->update();
    m_inspector->refreshColour();
}

void CaptureView::showEvents(core::EventSequence first, core::EventSequence last)
{
    setFilter({});
    while (isCleared()) {
        m_model.undoClear();
    }
    startAnew();
    m_wanted = core::SequenceRange{first, last};
    m_table->setFocus();
    tick();
}

void CaptureView::clear()
{
    m_undo.push(new ClearCommand(*this));
    m_toast->say(tr("Cleared this view. Every event is still in the capture."),
                 [this, cleared = m_undo.index()] {
                     // What was done since then stays.
                     if (m_undo.index() == cleared) {
                         m_undo.undo();
                     } else {
                         m_model.undoClear();
                         startAnew();
                         tick();
                     }
                 });
}

/// Whoever counts does it anew: with another filter, or from another starting point.
void CaptureView::startAnew()
{
    m_facetModel.setFilter(m_model.filter(), m_model.rows().start());
    m_rates.setFilter(m_model.filter(), m_model.rows().start());
}

void CaptureView::setPaused(bool paused)
{
    if (paused == m_isPaused) {
        return;
    }
    m_isPaused = paused;
    m_model.setHeld(paused);
    tick();
    m_table->setPaused(paused, m_model.waiting());
    emit pausedChanged(paused);
}

std::optional<core::WallTime> CaptureView::since() const
{
    const core::Columns &columns = m_monitor.columns();
    const std::uint64_t first = columns.first();
    if (columns.published() == first) {
        return std::nullopt;
    }
    return core::WallTime(std::chrono::microseconds(columns.row(first).received));
}

QString CaptureView::readProblem() const
{
    return oneLine(m_stored.problem());
}

void CaptureView::filterBy(EventColumn column, core::EventSequence sequence, FilterUse use)
{
    if (isOwn(column)) {
        filterByOwn(column, sequence, use);
        return;
    }
    const std::string_view name = column == EventColumn::Type     ? "type"
                                  : column == EventColumn::Source ? "source"
                                                                  : "subject";
    if (const auto value = m_model.value(sequence, column)) {
        filterByAttribute(name, *value, use);
    }
}

void CaptureView::filterByOwn(EventColumn which, core::EventSequence sequence, FilterUse use)
{
    const auto at = static_cast<std::size_t>(column(which) - EventColumnCount);
    const core::ValueName &name = m_model.ownColumns()[at];
    const OwnValues::Values *values = m_own.find(sequence);
    if (!values || at >= values->size()) {
        return;
    }
    const core::EventValue &value = (*values)[at];
    if (m_redaction.active().isAbout(name.text()) ||
        (m_redaction.isOn() && value.text == "[redacted]")) {
        m_toast->say(tr("This value is hidden in the redacted view."));
    } else if (!name.isPointer()) {
        filterByAttribute(name.text(), value.text, use);
    } else {
        std::string json = value.text;
        if (value.kind == core::EventValue::Kind::Text ||
            value.kind == core::EventValue::Kind::Time) {
            json.clear();
            core::appendJsonString(json, value.text);
        }
        const FilterClause clause = dataClause(name.text(), json);
        if (!clause.operand.empty()) {
            emit clauseRequested(clause, use);
        }
    }
}

void CaptureView::filterByAttribute(std::string_view name, const std::string &value, FilterUse use)
{
    if ((use == FilterUse::Copy || use == FilterUse::Colour) &&
        m_redaction.active().isAbout(name)) {
        m_toast->say(tr("This value is hidden in the redacted view."));
        return;
    }
    emit clauseRequested(attributeClause(name, value), use);
}

void CaptureView::showOnlyMarked()
{
    emit clauseRequested(markedClause(), FilterUse::Only);
}

void CaptureView::showOnlyFound()
{
    const core::TextQuery &query = m_finder->query();
    if (query.text.empty()) {
        m_toast->say(tr("Search for a text first: then this shows only events that have it."));
    } else if (m_redaction.isOn()) {
        m_toast->say(tr("A filter looks into what is hidden, too: not in a redacted view."));
    } else if (query.hasCase || query.isExpression) {
        m_toast->say(tr("Only a plain text without case can be a filter."));
    } else {
        emit clauseRequested(textClause(query.text), FilterUse::Only);
    }
}

void CaptureView::redact()
{
    QToolTip::hideText();
    m_model.setRedaction(m_redaction.active());
    m_facetModel.setRedaction(m_redaction.active());
    m_chart->setRedaction(m_redaction.active());
    m_inspector->setRedaction(m_redaction.active());
    m_rowColours.setOff(m_redaction.isOn());
    m_finder->setRedaction(m_redaction.active());
    emit filterChanged(filter());
}

std::optional<QString> CaptureView::standInFor(std::string_view attribute,
                                               const std::string &value) const
{
    if (!m_redaction.active().isAbout(attribute)) {
        return std::nullopt;
    }
    // The numbers of the facets; other attributes are not listed there.
    const auto facet = core::facetOf(attribute);
    return standIn(
        m_redaction.active(), attribute,
        facet ? core::valuesOf(m_monitor.columns(), *facet).find(value).value_or(core::OtherCode)
              : core::OtherCode);
}

SeenValues CaptureView::seenValues() const
{
    SeenValues seen;
    seen.columns = &m_monitor.columns();
    seen.count = [this](std::string_view attribute, core::ValueCode code) {
        const auto facet = core::facetOf(attribute);
        return facet ? m_facetModel.keptOf(*facet, code) : 0;
    };
    seen.typeColour = [this](core::ValueCode code) { return m_typeColours.colour(code); };
    seen.isHidden = [this](std::string_view attribute) {
        return m_redaction.active().isAbout(attribute);
    };
    seen.places = m_places.get();
    seen.isDataHidden = [this] { return m_redaction.isOn(); };
    return seen;
}

void CaptureView::tick()
{
    m_marks->advance();
    m_model.advance();
    m_facetModel.advance();
    m_rowColours.advance();
    m_columns->advance();
    m_rates.setSparks(core::RateGrouping::Type, m_facetModel.codes(core::Facet::Type));
    m_rates.setSparks(core::RateGrouping::Source, m_facetModel.codes(core::Facet::Source));
    m_finder->advance();
    m_overview.advance(m_model.rows(), m_monitor.log().refusalCount());
    drawOverview();
    m_inspector->setOldest({m_monitor.columns().first() + 1});
    if (m_wanted && m_model.rows().isComplete()) {
        m_table->selectRange(m_wanted->first, m_wanted->last);
        m_wanted.reset();
    }
    if (isFirstStart() && m_monitor.columns().published() > 0) {
        showFound();
    }
    const quint64 published = m_monitor.columns().published();
    m_quietTicks = published == std::exchange(m_lookedAt, published) ? m_quietTicks + 1 : 0;
    const bool isBusy = !m_model.rows().isComplete() || m_model.isSorting() || m_finder->isBusy() ||
                        m_marks->isWaiting() || m_rowColours.isBusy() || m_facetModel.isLooking();
    const int pace = isBusy ? SearchTickTime : m_quietTicks < QuietAfter ? TickTime : QuietTickTime;
    if (m_timer.interval() != pace) {
        m_timer.setInterval(pace);
    }
}

Overview::Surroundings CaptureView::surroundings() const
{
    return {*m_marks->marks(), m_finder->hits(), m_table->selection()};
}

/// On the slow clock (look.md: 1 Hz); sooner after a person did something.
void CaptureView::drawOverview()
{
    if (m_sinceOverview.isValid() && m_sinceOverview.elapsed() < OverviewTime)
        return;
    m_sinceOverview.start();
    if (m_strip->isVisible())
        m_strip->setBuckets(m_overview.buckets(m_model.rows(), m_strip->height(), surroundings()));
}

void CaptureView::goToOverview(int y)
{
    const core::EventSequence event =
        m_overview.eventAt(m_model.rows(), y, m_strip->height(), surroundings());
    if (event && m_table->select(event))
        m_table->setFocus();
}

void CaptureView::showFound()
{
    m_centre->setCurrentWidget(m_down);
    m_inspector->setVisible(m_wantsInspector);
    m_table->setFocus();
    emit begun();
}

void CaptureView::sayEmptyWords()
{
    if (m_model.filter().isEmpty()) {
        m_table->setEmptyWords(tr("Nothing since you cleared this view."),
                               tr("New events appear here. Ctrl+Z shows the older ones again."));
    } else {
        m_table->setEmptyWords(tr("No event matches."), tr("Ctrl+Shift+L shows everything again."));
    }
}

void CaptureView::takeRates(const RateFeed::Snapshot &snapshot)
{
    m_facetModel.setRates(*snapshot);
    m_shownRate = snapshot->shownRate;
}

ViewState CaptureView::state() const
{
    ViewState state;
    state.across = m_across->saveState();
    state.down = m_down->saveState();
    state.facets = !m_facets->isHidden();
    state.chart = !m_chart->isHidden();
    state.inspector = m_wantsInspector;
    state.range = m_rates.range();
    state.grouping = m_rates.grouping();
    state.columns = m_columns->memory();
    return state;
}

void CaptureView::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_rates.setActive(true);
    tick();
    m_timer.start();
}

void CaptureView::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_rates.setActive(false);
    m_timer.stop();
}

} // namespace ui
