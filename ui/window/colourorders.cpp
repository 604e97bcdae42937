// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/window/colourorders.h"

#include "ui/colours/colourrulesdialog.h"
#include "ui/window/captureview.h"

#include <utility>

namespace ui {

ColourOrders::ColourOrders(ColourRules rules, ChosenSlots types, const Theme &theme,
                           QWidget *window)
    : QObject(window)
    , m_theme(theme)
    , m_window(window)
    , m_rules(std::move(rules))
    , m_types(std::move(types))
{
}

ColourRulesDialog *ColourOrders::dialog() const
{
    return m_dialog;
}

void ColourOrders::setView(CaptureView *view)
{
    m_view = view;
    if (m_dialog)
        m_dialog->setSeen(view ? view->seenValues() : SeenValues());
    if (!view)
        return;
    view->setColourRules(m_rules);
    view->setTypeColours(m_types);
    connect(view, &CaptureView::typeColourChosen, this, &ColourOrders::chooseType);
}

void ColourOrders::showRules()
{
    if (!m_dialog) {
        m_dialog = new ColourRulesDialog(m_rules, m_theme, m_window);
        m_dialog->setSeen(m_view ? m_view->seenValues() : SeenValues());
        connect(m_dialog, &ColourRulesDialog::changed, this, &ColourOrders::setRules);
        m_dialog->show(); // what it does shows in the table
    }
    m_dialog->raise();
    m_dialog->activateWindow();
}

void ColourOrders::addRule(const QString &expression)
{
    showRules();
    m_dialog->addRule(expression);
}

void ColourOrders::setRules(const ColourRules &rules)
{
    m_rules = rules;
    if (m_view)
        m_view->setColourRules(m_rules);
}

void ColourOrders::chooseType(const std::string &type, std::optional<std::uint8_t> slot)
{
    if (slot)
        m_types[type] = *slot;
    else
        m_types.erase(type);
    if (m_view)
        m_view->setTypeColours(m_types);
}

} // namespace ui
