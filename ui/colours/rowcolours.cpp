// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/colours/rowcolours.h"

#include "core/cesql/parser.h"
#include "core/query/expressioninputs.h"
#include "ui/theme/theme.h"

#include <algorithm>
#include <utility>

namespace ui {

RowColours::RowColours(const core::Columns &columns, core::ScanPool &pool,
                       core::StoredValues &stored, const Theme &theme, QObject *parent)
    : QObject(parent)
    , m_theme(theme)
    , m_match(columns, pool, stored)
{
}

void RowColours::setRules(const ColourRules &rules)
{
    if (rules == m_rules)
        return;
    m_rules = rules;
    begin();
}

void RowColours::setMarks(std::shared_ptr<const core::Marks> marks)
{
    m_marks = std::move(marks);
    if (m_asksForMarks)
        begin();
}

void RowColours::setOff(bool off)
{
    if (off == m_isOff)
        return;
    m_isOff = off;
    begin();
}

void RowColours::begin()
{
    std::vector<core::cesql::Expression> expressions;
    m_used.clear();
    m_asksForMarks = false;
    for (const ColourRule &rule : m_rules) {
        auto expression = core::cesql::parse(rule.expression.toStdString());
        if (!rule.isOn || m_isOff || !expression)
            continue;
        m_asksForMarks = m_asksForMarks || core::asksForMarks(*expression);
        m_used.push_back(rule);
        expressions.push_back(std::move(*expression));
    }
    m_match.setExpressions(std::move(expressions), m_marks);
    emit changed();
}

RowTints RowColours::tints()
{
    RowTints tints;
    tints.look = [this](const std::vector<core::EventSequence> &events) {
        std::vector<std::uint64_t> rows;
        rows.reserve(events.size());
        for (const core::EventSequence event : events)
            rows.push_back(event.value - 1);
        std::sort(rows.begin(), rows.end());
        m_match.look(rows);
    };
    tints.tintOf = [this](core::EventSequence event) -> std::optional<RowTint> {
        const auto index = m_match.find(event.value - 1).index;
        if (!index)
            return std::nullopt;
        RowTint tint = ui::tintOf(m_used[*index].colour, m_theme);
        tint.words = tr("Coloured by the rule %1").arg(m_used[*index].expression);
        return tint;
    };
    return tints;
}

void RowColours::advance()
{
    if (m_match.advance())
        emit changed();
}

} // namespace ui
