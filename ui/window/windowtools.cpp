// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/window/windowtools.h"

#include "ui/filterbar/addresschip.h"
#include "ui/filterbar/filterstrip.h"
#include "ui/textsearch/textsearchfield.h"
#include "ui/theme/theme.h"
#include "ui/window/windowactions.h"

#include <QAction>
#include <QToolButton>

namespace ui {

WindowTools::WindowTools(const WindowActions &actions, const Theme &theme, QWidget *parent)
    : QToolBar(tr("Tools"), parent)
    , m_actions(actions)
    , m_address(new AddressChip(theme, this))
    , m_filter(new FilterStrip(theme, this))
    , m_search(new TextSearchField(theme, this))
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
    connect(m_filter, &FilterStrip::clearRequested, m_actions.clearFilter, &QAction::trigger);
}

void WindowTools::setAddresses(const QStringList &urls)
{
    m_address->setAddresses(urls);
}

void WindowTools::copyAddress() const
{
    m_address->copy();
}

void WindowTools::setFilter(const core::EventFilter &filter, const ValueWord &word)
{
    m_filter->setFilter(filter, word);
}

void WindowTools::setRedacted(bool redacted)
{
    auto *sign = qobject_cast<QToolButton *>(widgetForAction(m_actions.redacted));
    m_search->setOff(redacted ? tr("Search is off while the view is redacted: hits would tell what "
                                   "is hidden.")
                              : QString());
    sign->setToolButtonStyle(redacted ? Qt::ToolButtonTextBesideIcon : Qt::ToolButtonIconOnly);
}

} // namespace ui
