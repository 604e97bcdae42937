// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/window/viewfinder.h"

#include "ui/eventtable/eventtableview.h"
#include "ui/frame/toast.h"
#include "ui/inspector/inspectorpanel.h"
#include "ui/jump/gotofield.h"
#include "ui/models/eventtablemodel.h"

#include <utility>

namespace ui {

ViewFinder::ViewFinder(const core::Columns &columns, std::filesystem::path file,
                       core::ScanPool &pool, const Parts &parts, const Theme &theme,
                       QObject *parent)
    : QObject(parent)
    , m_parts(parts)
    , m_search(columns, std::move(file), pool)
    , m_jumps(columns, pool)
    , m_goTo(new GoToField(theme, &parts.table))
{
    connect(&m_search, &EventSearch::changed, &m_parts.table, &EventTableView::refreshHits);
    connect(&m_search, &EventSearch::changed, this, &ViewFinder::searchChanged);
    connect(&m_parts.table, &EventTableView::currentChanged, this, &ViewFinder::searchChanged);
    connect(&m_parts.table, &EventTableView::searchRequested, this, &ViewFinder::typingRequested);
    connect(&m_parts.table, &EventTableView::sameTypeRequested, this, &ViewFinder::goAlongType);
    connect(&m_parts.table, &EventTableView::findingRequested, this, &ViewFinder::goAlongFindings);
    connect(&m_parts.table, &EventTableView::notedRequested, this, &ViewFinder::goAlongMarks);
    connect(m_goTo, &GoToField::chosen, this, &ViewFinder::goToTyped);
    connect(m_goTo, &GoToField::leaveRequested, &m_parts.table, qOverload<>(&QWidget::setFocus));
    connect(&m_jumps, &Jumps::arrived, this,
            [this](core::EventSequence sequence, const QString &notice) {
                m_parts.table.select(sequence);
                if (std::exchange(m_isGoing, false))
                    m_parts.table.setFocus(); // closes the field
                if (!notice.isEmpty())
                    m_parts.toast.say(notice);
            });
    connect(&m_jumps, &Jumps::failed, this, [this](const QString &notice) {
        if (std::exchange(m_isGoing, false) && m_goTo->isVisible())
            m_goTo->setFault(notice);
        else
            m_parts.toast.say(notice);
    });
}

core::Result<void> ViewFinder::setQuery(const core::TextQuery &query)
{
    m_wanted.reset();
    if (auto set = m_search.setQuery(query); !set)
        return set;
    m_parts.inspector.setSearch(query);
    m_parts.table.setHits(
        m_search.isActive()
            ? HitMarks{[this](core::EventSequence sequence) { return m_search.isHit(sequence); },
                       [this](const QString &text) { return m_search.marksIn(text); }}
            : HitMarks());
    emit hurryRequested();
    return {};
}

void ViewFinder::setRedaction(const core::Redaction &redaction)
{
    core::TextSearch::Conceal conceal;
    if (!redaction.isEmpty())
        conceal = [redaction](core::StoredEvent event) {
            return redaction.apply(std::move(event));
        };
    m_search.setConceal(std::move(conceal));
}

quint64 ViewFinder::number() const
{
    return m_search.numberOf(m_parts.table.current());
}

void ViewFinder::step(bool forwards)
{
    if (!m_search.isActive())
        return emit typingRequested();
    m_wanted = forwards;
    takeStep();
}

/// Past the end only once everything has been looked at: there may be more.
void ViewFinder::takeStep()
{
    if (!m_wanted)
        return;
    const bool forwards = *m_wanted;
    const auto next = m_search.step(m_parts.table.searchStart(), forwards);
    if ((!next || next->hasWrapped) && state().isSearching)
        return;
    m_wanted.reset();
    if (!next)
        return sayNothingFound();
    m_parts.table.select(next->sequence);
    if (state().found == 1 && next->hasWrapped)
        m_parts.toast.say(tr("This is the only hit."));
    else if (next->hasWrapped)
        m_parts.toast.say(forwards ? tr("That was the last hit: here is the first.")
                                   : tr("That was the first hit: here is the last."));
}

void ViewFinder::sayNothingFound()
{
    if (!state().problem.isEmpty())
        return m_parts.toast.say(state().problem);
    const QString sentence = nothingFound(QString::fromStdString(m_search.query().text), state());
    if (state().foundInAll > 0)
        m_parts.toast.say(sentence, tr("Search all kept"), [this] { emit everythingRequested(); });
    else
        m_parts.toast.say(sentence);
}

void ViewFinder::openGoTo()
{
    m_goTo->open();
}

void ViewFinder::goToTyped(const QString &text)
{
    const auto place = jumpPlace(text, m_jumps.dayOf(m_parts.table.current()));
    if (!place)
        return m_goTo->setFault(tr("This is no number and no time. Type 2481358, 14:31:41 or "
                                   "2026-11-28 14:31:41.5."));
    m_isGoing = true;
    m_jumps.goTo(*place, m_parts.model.rows());
    emit hurryRequested();
}

void ViewFinder::goAlongType(bool forwards)
{
    m_isGoing = false;
    m_jumps.goAlongType(m_parts.table.current(), forwards, m_parts.model.rows());
    emit hurryRequested();
}

void ViewFinder::goAlongFindings(bool forwards)
{
    m_isGoing = false;
    m_jumps.goAlongFindings(m_parts.table.current(), forwards, m_parts.model.rows());
    emit hurryRequested();
}

void ViewFinder::goAlongMarks(bool forwards)
{
    m_isGoing = false;
    m_jumps.goAlongMarks(m_marks, m_parts.table.current(), forwards, m_parts.model.rows());
    emit hurryRequested();
}

void ViewFinder::advance()
{
    m_search.advance(m_parts.model.rows());
    m_jumps.advance(m_parts.model.rows());
    takeStep();
}

bool ViewFinder::isBusy() const
{
    return state().isSearching || m_jumps.isSeeking();
}

} // namespace ui
