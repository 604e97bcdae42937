// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/ratechart/ratechartpanel.h"

#include "ui/frame/segments.h"
#include "ui/frame/wordsline.h"
#include "ui/models/eventtext.h"
#include "ui/models/standin.h"
#include "ui/ratechart/ratechartview.h"
#include "ui/ratechart/ratelegend.h"
#include "ui/theme/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>

#include <algorithm>

namespace ui {

namespace {

constexpr int LegendNeeds = 560;  ///< width of the pane below which the legend gives way
constexpr qint64 SayEvery = 5000; ///< milliseconds between descriptions for the ear

/// How much the head says of the rate; each says more than the next.
enum class RateDetail { Peak, OfKept, Rate };

std::vector<Words> rateWords(const core::RateSnapshot &rates, RateDetail detail)
{
    const bool isFiltered = rates.isFiltered;
    std::vector<Words> words{
        {rateText(isFiltered ? rates.shownRate : rates.keptRate), "text", Face::Strong}};
    if (isFiltered && detail != RateDetail::Rate) {
        words.push_back({RateChartPanel::tr(" shown, of %1 kept").arg(rateText(rates.keptRate))});
    }
    const core::RatePeak &peak = isFiltered ? rates.shownPeak : rates.keptPeak;
    if (peak.rate > 0 && detail == RateDetail::Peak) {
        words.push_back(
            {RateChartPanel::tr("   peak %1 at %2")
                 .arg(rateText(peak.rate), timeOfDay(peak.at, ClockZone::Local).left(8))});
    }
    return words;
}

} // namespace

RateChartPanel::RateChartPanel(RateFeed &feed, const SeriesColours &types,
                               const SeriesColours &sources, const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_feed(feed)
    , m_theme(theme)
    , m_rate(new WordsLine(theme, this))
    , m_groupings(new Segments(theme, tr("Group by"), {tr("Type"), tr("Source")}, this))
    , m_ranges(
          new Segments(theme, tr("Range"), {tr("1 min"), tr("10 min"), tr("1 h"), tr("All")}, this))
    , m_view(new RateChartView(types, sources, theme, this))
    , m_legend(new RateLegend(types, sources, theme, this))
    , m_taken(std::make_shared<core::RateSnapshot>())
    , m_snapshot(m_taken)
{
    m_view->setAccessibleName(tr("Rate chart"));
    auto *head = new QFrame(this);
    head->setObjectName(QStringLiteral("panehead"));
    auto *headRow = new QHBoxLayout(head);
    m_by = new QLabel(tr("by"), head);
    m_by->setObjectName(QStringLiteral("secondary"));
    headRow->addWidget(m_rate);
    headRow->addStretch(1);
    headRow->addWidget(m_by);
    headRow->addWidget(m_groupings);
    headRow->addWidget(m_ranges);
    auto *body = new QHBoxLayout;
    body->setSpacing(0);
    body->addWidget(m_view, 1);
    body->addWidget(m_legend);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(head);
    rows->addLayout(body, 1);
    theme.follow(this, [this, head, headRow] {
        head->setFixedHeight(m_theme.px(30));
        headRow->setContentsMargins(m_theme.px(10), 0, m_theme.px(8), 0);
        headRow->setSpacing(m_theme.px(8));
        m_view->setMinimumHeight(m_theme.px(100));
        setMaximumHeight(m_theme.px(350));
        draw();
    });
    m_groupings->choose(int(feed.grouping()));
    m_ranges->choose(int(feed.range()));
    connect(m_groupings, &Segments::chosenByUser, this,
            [this](int index) { setGrouping(core::RateGrouping(index)); });
    connect(m_ranges, &Segments::chosenByUser, this,
            [this](int index) { setRange(core::RateRange(index)); });
    connect(m_legend, &RateLegend::hiddenChanged, this, &RateChartPanel::draw);
    connect(m_view, &RateChartView::brushed, this, &RateChartPanel::brushed);
    connect(m_view, &RateChartView::menuRequested, this,
            [this](const std::optional<core::ValueCode> &code, const QPoint &place) {
                if (code) {
                    m_legend->showMenu(*code, place);
                } else {
                    m_legend->setFocus(); // whose rows have the keyboard's menus
                }
            });
    connect(m_legend, &RateLegend::filterRequested, this, &RateChartPanel::requestFilter);
    connect(m_legend, &RateLegend::copyRequested, this, [this](core::ValueCode code) {
        if (const core::RateSeries *series = seriesOf(m_snapshot, code)) {
            QGuiApplication::clipboard()->setText(QString::fromStdString(series->text));
        }
    });
    connect(&feed, &RateFeed::arrived, this, &RateChartPanel::take);
}

void RateChartPanel::setRange(core::RateRange range)
{
    m_ranges->choose(int(range));
    m_view->refit();
    m_feed.setRange(range);
}

void RateChartPanel::setBrush(const std::optional<core::ReceivedRange> &range)
{
    m_view->setBrush(range);
}

void RateChartPanel::setGrouping(core::RateGrouping grouping)
{
    m_groupings->choose(int(grouping));
    m_view->refit();
    m_legend->showAll();
    m_feed.setGrouping(grouping);
}

const core::RateSeries *RateChartPanel::seriesOf(const RateFeed::Snapshot &snapshot,
                                                 core::ValueCode code) const
{
    const auto found =
        std::find_if(snapshot->series.begin(), snapshot->series.end(),
                     [code](const core::RateSeries &series) { return series.code == code; });
    return found == snapshot->series.end() ? nullptr : &*found;
}

/// Of the value as it came, whatever is shown of it.
void RateChartPanel::requestFilter(core::ValueCode code, FilterUse use)
{
    if (const core::RateSeries *series = seriesOf(m_taken, code)) {
        emit filterRequested(m_taken->grouping == core::RateGrouping::Type
                                 ? QByteArrayLiteral("type")
                                 : QByteArrayLiteral("source"),
                             QByteArray::fromStdString(series->text), use);
    }
}

void RateChartPanel::take(const RateFeed::Snapshot &snapshot)
{
    if (snapshot->grouping != m_feed.grouping()) {
        return; // for the sparklines
    }
    m_taken = snapshot;
    m_snapshot = redacted(snapshot);
    draw();
    if (!m_said.isValid() || m_said.hasExpired(SayEvery)) {
        m_said.start();
        say();
    }
}

void RateChartPanel::setRedaction(core::Redaction redaction)
{
    m_redaction = std::move(redaction);
    m_snapshot = redacted(m_taken);
    draw();
    say();
}

RateFeed::Snapshot RateChartPanel::redacted(const RateFeed::Snapshot &snapshot) const
{
    const std::string_view attribute =
        snapshot->grouping == core::RateGrouping::Type ? "type" : "source";
    if (!m_redaction.isAbout(attribute)) {
        return snapshot;
    }
    const auto shown = std::make_shared<core::RateSnapshot>(*snapshot);
    for (core::RateSeries &series : shown->series) {
        series.text = standIn(m_redaction, attribute, series.code)->toStdString();
    }
    return shown;
}

void RateChartPanel::draw()
{
    m_view->show(m_snapshot, m_legend->hidden());
    m_legend->show(m_snapshot);
    sayRate();
}

/// As much of it as there is room for beside the choices, which are always whole.
void RateChartPanel::sayRate()
{
    const int room = width() - m_by->sizeHint().width() - m_groupings->sizeHint().width() -
                     m_ranges->sizeHint().width() - m_theme.px(10 + 8 + 4 * 8);
    for (const RateDetail detail : {RateDetail::Peak, RateDetail::OfKept, RateDetail::Rate}) {
        m_rate->setWords(rateWords(*m_snapshot, detail));
        if (m_rate->sizeHint().width() <= room) {
            break;
        }
    }
}

void RateChartPanel::say()
{
    QStringList largest;
    for (std::size_t index = 0; index < std::min<std::size_t>(3, m_snapshot->series.size());
         ++index) {
        const core::RateSeries &series = m_snapshot->series[index];
        largest << tr("%1 at %2").arg(oneLine(series.text), rateText(series.rate));
    }
    m_view->setAccessibleDescription(tr("Rate %1, peak %2. Largest: %3.")
                                         .arg(rateText(m_snapshot->keptRate),
                                              rateText(m_snapshot->keptPeak.rate),
                                              largest.join(QLatin1String(", "))));
}

void RateChartPanel::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    sayRate();
    m_legend->setVisible(width() >= m_theme.px(LegendNeeds));
}

} // namespace ui
