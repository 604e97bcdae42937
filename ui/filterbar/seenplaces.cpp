// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/filterbar/seenplaces.h"

namespace ui {

namespace {
constexpr int LookTime = 15; ///< ms between two looks whether the pool is done
}

SeenPlaces::SeenPlaces(core::StoredValues &stored, core::ScanPool &pool, QObject *parent)
    : QObject(parent)
    , m_recent(stored, pool)
{
    m_timer.setInterval(LookTime);
    connect(&m_timer, &QTimer::timeout, this, &SeenPlaces::look);
}

const core::EventSurvey *SeenPlaces::of(const core::TypeChoice &types)
{
    const bool areOthers = types != m_types;
    const bool isOld = !m_age.isValid() || m_age.hasExpired(FreshTime);
    if (areOthers || (isOld && !m_recent.isRunning())) {
        if (areOthers)
            m_survey.reset();
        m_types = types;
        m_recent.start(types);
        m_timer.start();
    }
    return m_survey ? &*m_survey : nullptr;
}

void SeenPlaces::look()
{
    auto survey = m_recent.take();
    if (!survey)
        return;
    m_timer.stop();
    m_age.start();
    const bool isNew = survey != m_survey;
    m_survey = std::move(survey);
    if (isNew)
        emit taken();
}

} // namespace ui
