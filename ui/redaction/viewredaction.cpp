// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/redaction/viewredaction.h"

#include "ui/models/eventtext.h"

#include <utility>

namespace ui {

namespace {

/// Data that rules cannot look into is not shown.
core::Result<core::Redaction> forView(const QStringList &rules)
{
    return ViewRedaction::parse(rules, core::Redaction::OtherData::LeaveOut);
}

} // namespace

core::Result<core::Redaction> ViewRedaction::parse(const QStringList &rules,
                                                   core::Redaction::OtherData otherData)
{
    std::vector<std::string> lines;
    for (const QString &line : rules) {
        if (const QString rule = line.trimmed(); !rule.isEmpty()) {
            lines.push_back(rule.toStdString());
        }
    }
    return core::Redaction::parse(lines, otherData);
}

ViewRedaction::ViewRedaction(RedactionState state, QObject *parent)
    : QObject(parent)
    , m_state(std::move(state))
{
    if (auto rules = forView(m_state.rules)) {
        m_rules = std::move(*rules);
    } else if (m_state.isOn) {
        m_problem = tr("The view is not redacted. %1").arg(oneLine(rules.error().detail));
    }
    m_state.isOn = m_state.isOn && !m_rules.isEmpty();
    if (m_state.isOn) {
        m_active = m_rules;
    }
}

void ViewRedaction::setOn(bool on)
{
    const bool isOn = on && !m_rules.isEmpty();
    if (isOn == m_state.isOn) {
        return;
    }
    m_state.isOn = isOn;
    m_active = isOn ? m_rules : core::Redaction();
    emit changed();
}

core::Result<void> ViewRedaction::setRules(const QStringList &rules)
{
    auto parsed = forView(rules);
    if (!parsed) {
        return tl::unexpected(parsed.error());
    }
    m_state.rules = rules;
    m_rules = std::move(*parsed);
    m_state.isOn = m_state.isOn && !m_rules.isEmpty();
    m_active = m_state.isOn ? m_rules : core::Redaction();
    m_problem.clear();
    emit changed();
    return {};
}

} // namespace ui
