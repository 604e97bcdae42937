// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/inspector/inspectorpanel.h"

#include "ui/frame/basepage.h"
#include "ui/frame/segments.h"
#include "ui/inspector/detailsmodel.h"
#include "ui/inspector/detailsview.h"
#include "ui/inspector/foundinevent.h"
#include "ui/inspector/inspectorhead.h"
#include "ui/inspector/notestrip.h"
#include "ui/theme/theme.h"
#include "ui/verbatim/jsonplace.h"
#include "ui/verbatim/linesview.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QMenu>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace ui {
namespace {

QVBoxLayout *columnLayout(QWidget *widget)
{
    auto *layout = new QVBoxLayout(widget);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    return layout;
}

} // namespace

InspectorPanel::InspectorPanel(const Theme &theme, OpenReader openReader, EventColour colour,
                               QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_colour(std::move(colour))
    , m_loader(std::move(openReader))
    , m_tabs(new QTabBar(this))
    , m_whole(new QStackedWidget(this))
    , m_words(new BasePage(theme))
    , m_head(new InspectorHead(theme))
    , m_note(new NoteStrip(theme))
    , m_pages(new QStackedWidget)
    , m_wire(new LinesView(theme))
{
    setAccessibleName(tr("Inspector"));
    m_tabs->setObjectName(QStringLiteral("panetabs"));
    m_tabs->setAccessibleName(tr("Inspector tabs"));
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->setFocusPolicy(Qt::NoFocus); // Ctrl+Tab moves among them from every page
    for (const QString &word : {tr("Event"), tr("Data"), tr("Wire")})
        m_tabs->addTab(word);

    m_wire->setAccessibleName(tr("Wire"));
    m_pages->addWidget(makeEventPage());
    m_pages->addWidget(makeDataPage());
    m_pages->addWidget(m_wire);

    auto *page = new QWidget;
    QVBoxLayout *pageLayout = columnLayout(page);
    pageLayout->addWidget(m_head);
    pageLayout->addWidget(m_note);
    pageLayout->addWidget(m_pages, 1);
    m_whole->addWidget(m_words);
    m_whole->addWidget(page);
    QVBoxLayout *layout = columnLayout(this);
    layout->addWidget(m_tabs);
    layout->addWidget(m_whole, 1);

    connect(m_tabs, &QTabBar::currentChanged, this, [this](int tab) {
        const bool hadFocus = m_pages->isAncestorOf(focusWidget());
        m_pages->setCurrentIndex(tab);
        setFocusProxy(tab == 0   ? static_cast<QWidget *>(m_detailsView)
                      : tab == 1 ? m_data
                                 : m_wire);
        if (hadFocus)
            setFocus();
    });
    setFocusProxy(m_detailsView);
    connect(&m_loader, &EventLoader::loaded, this, &InspectorPanel::take);
    connect(&m_loader, &EventLoader::found, this, [this](const auto &event, const auto &found) {
        if (event != m_event)
            return;
        m_found = found;
        showFound();
    });
    connect(m_head, &InspectorHead::copyRequested, this, [this] {
        m_copied = m_event;
        if (m_event)
            m_loader.writeJson(m_event);
    });
    connect(m_head, &InspectorHead::markRequested, this, [this] { emit markRequested(shown()); });
    connect(m_head, &InspectorHead::noteRequested, this, [this] { emit noteRequested(shown()); });
    connect(m_note, &NoteStrip::noteChanged, this, &InspectorPanel::noteChanged);
    connect(m_note, &NoteStrip::leaveRequested, this, &InspectorPanel::leaveRequested);
    connect(&m_loader, &EventLoader::jsonReady, this,
            [this](const auto &event, const QString &json) {
                if (event != m_copied)
                    return; // another was ordered since, or less of it may be seen now
                QGuiApplication::clipboard()->setText(json);
                emit eventCopied();
            });
    theme.follow(this, [this] { refreshTheme(); });
    show(core::EventSequence{});
}

QWidget *InspectorPanel::makeEventPage()
{
    m_details = new DetailsModel(this);
    m_detailsView = new DetailsView(m_theme);
    m_detailsView->setModel(m_details);
    m_detailsView->setAccessibleName(tr("Event"));
    connect(m_detailsView, &DetailsView::filterRequested, this, &InspectorPanel::filterRequested);
    connect(m_detailsView, &DetailsView::columnRequested, this, &InspectorPanel::columnRequested);
    return m_detailsView;
}

QWidget *InspectorPanel::makeDataPage()
{
    auto *page = new QWidget;
    auto *bar = new BasePage(m_theme);
    auto *barLayout = new QHBoxLayout(bar);
    m_forms = new Segments(m_theme, tr("Show data as"), {tr("JSON"), tr("Text"), tr("Hex")});
    m_dataWords = new QLabel;
    m_dataWords->setObjectName(QStringLiteral("secondary"));
    m_dataWords->setTextFormat(Qt::PlainText);
    m_dataWords->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_dataWords->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    barLayout->addWidget(m_forms);
    barLayout->addWidget(m_dataWords, 1);
    m_data = new LinesView(m_theme);
    m_data->setAccessibleName(tr("Data"));
    QVBoxLayout *layout = columnLayout(page);
    layout->addWidget(bar);
    layout->addWidget(m_data, 1);
    connect(m_data, &LinesView::menuWanted, this, &InspectorPanel::offerDataFilters);
    connect(m_data, &LinesView::letterPressed, this, &InspectorPanel::takeDataLetter);
    connect(m_forms, &Segments::chosenByUser, this,
            [this](int chosen) { setDataForm(static_cast<DataForm>(chosen)); });
    return page;
}

void InspectorPanel::refreshTheme()
{
    const int padding = m_theme.px(10);
    m_forms->parentWidget()->layout()->setContentsMargins(padding, m_theme.px(6), padding,
                                                          m_theme.px(6));
    m_dataWords->setFont(m_theme.font(Face::Small));
    if (!m_event)
        return;
    if (!isEvicted()) // else it keeps the colour that it had
        m_swatch = m_colour(shown());
    showHead();
}

// Which event

core::EventSequence InspectorPanel::shown() const
{
    return m_event ? m_event->event->sequence : core::EventSequence{};
}

void InspectorPanel::show(core::EventSequence sequence)
{
    m_wanted = sequence;
    if (sequence) {
        m_loader.load(sequence, m_redaction);
        return;
    }
    m_loader.cancel();
    showWords(tr("Select an event to see it whole."));
}

void InspectorPanel::setRedaction(core::Redaction redaction)
{
    m_redaction = std::move(redaction);
    m_copied.reset();
    if (!m_wanted)
        return;
    // Its own copy, as the log may have forgotten it. Until then nothing of it is to be seen.
    const auto kept = shown() == m_wanted ? m_event->kept : nullptr;
    showWords({});
    if (kept)
        m_loader.layOutAgain(kept, m_redaction);
    else
        m_loader.load(m_wanted, m_redaction);
}

void InspectorPanel::take(core::EventSequence sequence, const LoadResult &result)
{
    if (!result)
        showWords(QString::fromStdString(result.error().detail));
    else if (!*result)
        showWords(tr("Event %1 is not in the log any more.").arg(sequenceText(sequence)));
    else
        showWhole(*result);
}

void InspectorPanel::showWords(const QString &words)
{
    m_event.reset();
    m_found.reset();
    m_head->clear();
    m_note->setNote({}, {});
    m_words->setWords(words);
    m_whole->setCurrentIndex(0);
    m_data->setSource(nullptr);
    m_wire->setSource(nullptr);
    m_details->setSections({});
    showFound();
    emit shownChanged({});
}

void InspectorPanel::showWhole(std::shared_ptr<const LoadedEvent> event)
{
    m_event = std::move(event);
    m_found.reset();
    if (!isEvicted() || m_swatchOf != shown()) { // else it keeps the colour that it had
        m_swatch = m_colour(shown());
        m_swatchOf = shown();
    }
    showHead();
    showNoted();
    m_details->setSections(m_event->sections);
    m_detailsView->expandAll();
    m_wire->setSource(m_event->wire);
    showData();
    m_whole->setCurrentIndex(1);
    if (!m_query.text.empty())
        m_loader.find(m_event, m_query);
    else
        showFound();
    emit shownChanged(shown());
    if (shown() == std::exchange(m_noteWanted, {}))
        m_note->edit();
}

void InspectorPanel::setMarks(std::shared_ptr<const core::Marks> marks)
{
    m_marks = std::move(marks);
    if (m_event)
        showNoted();
}

void InspectorPanel::editNote(core::EventSequence sequence)
{
    if (sequence && sequence == shown() && sequence == m_wanted)
        m_note->edit();
    else
        m_noteWanted = sequence;
}

void InspectorPanel::showNoted()
{
    const std::string_view note = m_marks->note(shown());
    m_head->setNoted(m_marks->isMarked(shown()), !note.empty());
    m_note->setNote(shown(), QString::fromUtf8(note.data(), static_cast<qsizetype>(note.size())));
}

void InspectorPanel::showHead()
{
    const core::StoredEvent &stored = *m_event->event;
    m_head->setEvent(oneLine(stored.event.type),
                     sequenceText(stored.sequence) + u" \u00B7 " +
                         timeOfDay(stored.received, ClockZone::Local),
                     m_swatch, isEvicted() ? tr("evicted") : QString());
}

void InspectorPanel::setOldest(core::EventSequence oldest)
{
    const bool wasEvicted = isEvicted();
    m_oldest = oldest;
    if (isEvicted() != wasEvicted)
        showHead();
}

bool InspectorPanel::isEvicted() const
{
    return m_event && shown() < m_oldest;
}

// How

void InspectorPanel::setTab(Tab tab)
{
    m_tabs->setCurrentIndex(static_cast<int>(tab));
}

InspectorPanel::Tab InspectorPanel::tab() const
{
    return static_cast<Tab>(m_tabs->currentIndex());
}

void InspectorPanel::nextTab(int step)
{
    m_tabs->setCurrentIndex((m_tabs->currentIndex() + step + m_tabs->count()) % m_tabs->count());
}

/// Words that stand for what is hidden are no values.
std::optional<JsonPlace> InspectorPanel::dataPlaceAt(qint64 line) const
{
    if (!m_event || !m_event->json || m_data->source() != m_event->json.get() || line < 0)
        return std::nullopt;
    auto place = jsonPlaceAt(*m_event->json, line);
    return place && place->value != "\"[redacted]\"" ? place : std::nullopt;
}

void InspectorPanel::takeDataLetter(int key, qint64 line)
{
    const auto place = dataPlaceAt(line);
    if (!place)
        return;
    const QByteArray pointer = QByteArray::fromStdString(place->pointer);
    const QByteArray json = QByteArray::fromStdString(place->value);
    if (key == Qt::Key_A)
        emit columnRequested(pointer);
    else if (key == Qt::Key_F)
        emit dataFilterRequested(pointer, json, FilterUse::Only);
    else if (key == Qt::Key_X)
        emit dataFilterRequested(pointer, json, FilterUse::Without);
}

QStringList InspectorPanel::namesInEvent() const
{
    QStringList names;
    if (!m_event)
        return names;
    for (const core::Extension &extension : m_event->event->event.extensions)
        names.append(QString::fromStdString(extension.name));
    if (!m_event->json)
        return names;
    const qint64 lines = std::min(m_event->json->count(), MaxLinesNamed);
    for (qint64 line = 0; line < lines; ++line) {
        if (const auto place = jsonPlaceAt(*m_event->json, line))
            names.append(QString::fromStdString(place->pointer));
    }
    return names;
}

/// What a value of JSON data can be made of.
void InspectorPanel::offerDataFilters(QMenu *menu, qint64 line)
{
    const auto place = dataPlaceAt(line);
    if (!place)
        return;
    const QByteArray pointer = QByteArray::fromStdString(place->pointer);
    const QByteArray json = QByteArray::fromStdString(place->value);
    const auto add = [&](const QString &words, FilterUse use) {
        menu->addAction(words, this, [this, pointer, json, use] {
            emit dataFilterRequested(pointer, json, use);
        });
    };
    add(tr("Filter by this value"), FilterUse::Only);
    add(tr("Without this value"), FilterUse::Without);
    add(tr("Or this value"), FilterUse::Or);
    add(tr("Copy as filter"), FilterUse::Copy);
    add(tr("Colour by this value…"), FilterUse::Colour);
    menu->addAction(tr("Add as column"), this, [this, pointer] { emit columnRequested(pointer); });
    menu->addSeparator();
}

void InspectorPanel::setDataForm(DataForm form)
{
    m_dataForm = form;
    showData();
}

/// In the form that was chosen, or as text where the data is no JSON.
void InspectorPanel::showData()
{
    if (!m_event)
        return;
    const bool text =
        m_dataForm == DataForm::Text || (m_dataForm == DataForm::Json && !m_event->json);
    const std::shared_ptr<const LineSource> source = text                          ? m_event->text
                                                     : m_dataForm == DataForm::Hex ? m_event->hex
                                                                                   : m_event->json;
    m_forms->choose(static_cast<int>(text ? DataForm::Text : m_dataForm));
    const bool isHidden = !m_event->text && m_event->kept->event.dataForm != core::DataForm::None;
    m_data->setSource(source, m_event->text ? tr("The data is empty.")
                              : isHidden    ? tr("The data is hidden: this view is redacted.")
                                            : tr("This event carries no data."));
    QString words = m_event->text ? byteSize(m_event->dataSize) : QString();
    if (!m_event->contentType.isEmpty())
        words.prepend(m_event->contentType.left(40) + u" \u00B7 ");
    m_dataWords->setText(words);
    if (m_found) {
        m_data->setFound(m_found->data);
        m_data->showFound();
    }
}

// What a search found

void InspectorPanel::setSearch(const core::TextQuery &query)
{
    if (query == m_query)
        return;
    m_query = query;
    m_found.reset();
    if (!m_event)
        return;
    if (m_query.text.empty())
        m_loader.cancelFind();
    else
        m_loader.find(m_event, m_query);
    showFound();
}

/// While it is not known, nothing is marked.
void InspectorPanel::showFound()
{
    static const FoundInEvent Nothing;
    const FoundInEvent &found = m_found ? *m_found : Nothing;
    m_details->setMarks(found.details);
    m_data->setFound(found.data);
    m_data->showFound();
    QString word = tr("Data");
    if (!found.data.empty())
        word += u' ' + groupedNumber(found.data.size()) + (found.hasMore ? u"+" : u"");
    m_tabs->setTabText(static_cast<int>(Tab::Data), word);
    emit foundChanged();
}

void InspectorPanel::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        emit leaveRequested();
    else if (event->key() == Qt::Key_Tab && event->modifiers() == Qt::ControlModifier)
        nextTab(1);
    else if (event->key() == Qt::Key_Backtab && event->modifiers() & Qt::ControlModifier)
        nextTab(-1);
    else
        QWidget::keyPressEvent(event);
}

} // namespace ui
