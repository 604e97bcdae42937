// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/window/searchorders.h"

#include "ui/eventtable/eventtableview.h"
#include "ui/models/eventtext.h"
#include "ui/textsearch/textsearchfield.h"
#include "ui/window/captureview.h"
#include "ui/window/viewfinder.h"
#include "ui/window/windowactions.h"

#include <QAction>

namespace ui {

SearchOrders::SearchOrders(const WindowActions &actions, TextSearchField &field, QObject *parent)
    : QObject(parent)
    , m_field(field)
{
    const WindowActions &on = actions;
    const auto withFinder = [this](QAction *action, auto order) {
        connect(action, &QAction::triggered, this, [this, order] {
            if (m_view)
                order(m_view->finder());
        });
    };
    connect(on.find, &QAction::triggered, &field, &TextSearchField::beginTyping);
    withFinder(on.findNext, [](ViewFinder &finder) { finder.step(true); });
    withFinder(on.findPrevious, [](ViewFinder &finder) { finder.step(false); });
    withFinder(on.goTo, [](ViewFinder &finder) { finder.openGoTo(); });
    withFinder(on.nextOfType, [](ViewFinder &finder) { finder.goAlongType(true); });
    withFinder(on.previousOfType, [](ViewFinder &finder) { finder.goAlongType(false); });
    withFinder(on.nextFinding, [](ViewFinder &finder) { finder.goAlongFindings(true); });
    withFinder(on.previousFinding, [](ViewFinder &finder) { finder.goAlongFindings(false); });
    withFinder(on.nextMark, [](ViewFinder &finder) { finder.goAlongMarks(true); });
    withFinder(on.previousMark, [](ViewFinder &finder) { finder.goAlongMarks(false); });
    const auto filter = [this] {
        if (m_view)
            m_view->showOnlyFound();
    };
    connect(on.findFilter, &QAction::triggered, this, filter);
    connect(&field, &TextSearchField::filterRequested, this, filter);
    connect(&field, &TextSearchField::queryChanged, this, &SearchOrders::search);
    connect(&field, &TextSearchField::stepRequested, this, [this](bool forwards) {
        if (m_view)
            m_view->finder().step(forwards);
    });
    connect(&field, &TextSearchField::leaveRequested, this, [this] {
        if (m_view)
            m_view->table()->setFocus();
    });
}

void SearchOrders::setView(CaptureView *view)
{
    m_view = view;
    if (!view) {
        m_field.setState({}, 0);
        return;
    }
    const ViewFinder &finder = view->finder();
    connect(&finder, &ViewFinder::searchChanged, this,
            [this, &finder] { m_field.setState(finder.state(), finder.number()); });
    connect(&finder, &ViewFinder::typingRequested, &m_field, &TextSearchField::beginTyping);
    search();
}

void SearchOrders::search()
{
    if (!m_view)
        return;
    const auto set = m_view->finder().setQuery(m_field.query());
    m_field.setFault(set ? QString() : oneLine(set.error().detail));
}

} // namespace ui
