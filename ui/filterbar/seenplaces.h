// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/query/recentsurvey.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <optional>

namespace ui {

/// What recent events of a capture have beside the columns: extension attributes and places in their data, for completion.
/// Looked at when it is asked for, away from the GUI thread, and anew when it is asked for again and got old.
class SeenPlaces : public QObject {
    Q_OBJECT
public:
    /// Asked for again within this time, what is known is not looked at anew.
    static constexpr int FreshTime = 2000; ///< ms

    /// Both outlive it.
    SeenPlaces(core::StoredValues &stored, core::ScanPool &pool, QObject *parent = nullptr);

    /// Of events of those types; what is known of them may be of a moment ago. Null: nothing yet, taken() will tell.
    const core::EventSurvey *of(const core::TypeChoice &types);

signals:
    /// of() has another answer for the types that were asked for last.
    void taken();

private:
    void look();

    core::RecentSurvey m_recent;
    core::TypeChoice m_types; ///< of m_survey, or of what is being looked at
    std::optional<core::EventSurvey> m_survey;
    QElapsedTimer m_age;
    QTimer m_timer;
};

} // namespace ui
