// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/window/windowtools.h"

#include "ui/filterbar/addresschip.h"
#include "ui/filterbar/filterbar.h"
#include "ui/filterbar/filterfield.h"
#include "ui/filterbar/filterstrip.h"
#include "ui/textsearch/textsearchfield.h"
#include "ui/theme/theme.h"
#include "ui/window/windowactions.h"

#include <QAction>
#include <QLayout>
#include <QToolButton>

namespace ui {

namespace {

constexpr int RoomForWords = 1120; ///< in look.md's pixels, of the whole bar

} // namespace

WindowTools::WindowTools(const WindowActions &actions, FilterMemory &filters, const Theme &theme,
                         QWidget *parent)
    : QToolBar(tr("Tools"), parent)
    , m_actions(actions)
    , m_theme(theme)
    , m_address(new AddressChip(theme, this))
    , m_filter(new FilterBar(filters, theme, this))
    , m_search(new TextSearchField(theme, this))
    , m_row(new QToolBar(tr("Filters"), parent))
    , m_strip(new FilterStrip(filters, theme, m_row))
{
    setObjectName(QStringLiteral("tools"));
    setMovable(false);
    setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_actions.webSocket->setIconText(tr("Connection"));
    addWidget(m_address);
    addActions({m_actions.webSocket, m_actions.demo, m_actions.pause});
    addSeparator();
    addAction(m_actions.redacted);
    widgetForAction(m_actions.redacted)->setObjectName(QStringLiteral("redacted"));
    addWidget(m_filter);
    addWidget(m_search);
    theme.follow(this, [this, &theme] { setIconSize({theme.px(18), theme.px(18)}); });
    m_row->setObjectName(QStringLiteral("filterrow"));
    m_row->setMovable(false);
    m_row->addWidget(m_strip);
    m_row->layout()->setContentsMargins(0, 0, 0, 0);
    connectFilter();
    m_actions.saveFilter->setEnabled(false);
    fitRow();
}

void WindowTools::connectFilter()
{
    connect(m_filter, &FilterBar::clearRequested, m_actions.clearFilter, &QAction::trigger);
    // After the view has its filter: what is written and cannot be applied goes, too.
    connect(m_actions.clearFilter, &QAction::triggered, m_filter, &FilterBar::dropDraft);
    connect(m_filter, &FilterBar::saveRequested, m_actions.saveFilter, &QAction::trigger);
    connect(m_actions.filter, &QAction::triggered, m_filter, [this] {
        m_filter->field()->setFocus(Qt::ShortcutFocusReason);
        m_filter->field()->selectAll();
    });
    connect(m_actions.saveFilter, &QAction::triggered, m_strip,
            [this] { m_strip->askName(m_filter->applied()); });
    connect(m_filter, &FilterBar::judged, m_strip, [this] {
        m_strip->setJudgement(m_filter->judgement(), m_filter->applied(), m_filter->word());
        m_actions.saveFilter->setEnabled(!m_filter->applied().isEmpty());
    });
    connect(m_strip, &FilterStrip::chosen, m_filter, &FilterBar::write);
    connect(m_strip, &FilterStrip::remedyTaken, m_filter, &FilterBar::takeRemedy);
    connect(m_strip, &FilterStrip::named, m_filter, &FilterBar::leaveRequested);
    connect(m_strip, &FilterStrip::changed, this, &WindowTools::fitRow);
}

void WindowTools::fitRow()
{
    m_row->setVisible(!m_strip->isEmpty());
    m_strip->setAnchor(m_filter->x() - m_strip->x());
}

void WindowTools::resizeEvent(QResizeEvent *event)
{
    QToolBar::resizeEvent(event);
    // The words of the buttons make room for what is typed.
    const auto style =
        width() < m_theme.px(RoomForWords) ? Qt::ToolButtonIconOnly : Qt::ToolButtonTextBesideIcon;
    if (style != toolButtonStyle()) {
        setToolButtonStyle(style);
        setRedacted(m_actions.redacted->isChecked());
    }
    m_strip->setAnchor(m_filter->x() - m_strip->x());
}

void WindowTools::setAddresses(const QStringList &urls)
{
    m_address->setAddresses(urls);
}

void WindowTools::copyAddress() const
{
    m_address->copy();
}

void WindowTools::setRedacted(bool redacted)
{
    auto *sign = qobject_cast<QToolButton *>(widgetForAction(m_actions.redacted));
    m_search->setRedacted(redacted);
    sign->setToolButtonStyle(redacted ? Qt::ToolButtonTextBesideIcon : Qt::ToolButtonIconOnly);
}

} // namespace ui
