// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/query/firstmatch.h"
#include "ui/colours/colourrules.h"
#include "ui/eventtable/rowtints.h"

#include <QObject>

#include <memory>
#include <vector>

namespace ui {

class Theme;

/// Which rows of a table have which colour, by the rules of a person: of those alone that can be seen.
class RowColours : public QObject {
    Q_OBJECT
public:
    /// All outlive it.
    RowColours(const core::Columns &columns, core::ScanPool &pool, core::StoredValues &stored,
               const Theme &theme, QObject *parent = nullptr);

    /// From now on; those that are no expression are passed over.
    void setRules(const ColourRules &rules);
    /// What MARKED() and NOTE() of a rule mean.
    void setMarks(std::shared_ptr<const core::Marks> marks);
    /// In a redacted view colours would tell what is hidden.
    void setOff(bool off);
    /// For the table that shows them.
    RowTints tints();

    /// The tick.
    void advance();
    bool isBusy() const { return m_match.isReading(); }

signals:
    /// Rows may have another colour.
    void changed();

private:
    void begin();

    const Theme &m_theme;
    ColourRules m_rules;
    std::vector<ColourRule> m_used; ///< those that are on, in the order of the expressions
    bool m_asksForMarks = false;
    bool m_isOff = false;
    std::shared_ptr<const core::Marks> m_marks = std::make_shared<const core::Marks>();
    core::FirstMatch m_match;
};

} // namespace ui
