// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/log/capturerules.h"
#include "core/redaction/redaction.h"
#include "ui/space/patternsedit.h"

#include <QDialog>

#include <optional>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QLayout;
class QPushButton;
class QSpinBox;

namespace ui {

class Theme;

/// How much a capture keeps, for how long, and what it leaves out. Says what a change does to the events that are there.
class LimitsDialog : public QDialog {
    Q_OBJECT
public:
    struct Now {
        core::CaptureRules rules;
        quint64 usedBytes = 0;
        quint64 evicted = 0;       ///< events so far
        quint64 leftOut = 0;       ///< likewise
        quint64 removedFiles = 0;  ///< of a ring, since this window looks
        quint64 removedEvents = 0; ///< in them
    };
    LimitsDialog(const Now &now, const Theme &theme, QWidget *parent = nullptr);

    /// What is left out is not listed while it is hidden, and stays as it is.
    void setRedaction(const core::Redaction &redaction);
    /// As they stand in the fields.
    core::CaptureRules rules() const;
    /// One line more in what is left out; not taken before it is applied.
    void addLeftOut(bool isSource, const QString &value);

signals:
    void chosen(const core::CaptureRules &rules);

private:
    QLayout *makeRing();
    QString keepWords() const;
    void fill(const core::CaptureRules &rules);
    std::optional<core::RingRules> ring(quint64 limitBytes) const;
    void judge();

    const Theme &m_theme;
    const Now m_now;
    QDoubleSpinBox *m_limit;
    QComboBox *m_limitUnit;
    QCheckBox *m_hasAge;
    QSpinBox *m_age;
    QComboBox *m_ageUnit;
    PatternsEdit *m_types;
    PatternsEdit *m_sources;
    QCheckBox *m_hasRing;
    QDoubleSpinBox *m_ringSize;
    QComboBox *m_ringSizeUnit;
    QCheckBox *m_hasRingAge;
    QSpinBox *m_ringAge;
    QComboBox *m_ringAgeUnit;
    QCheckBox *m_hasRingFiles;
    QSpinBox *m_ringFiles;
    QLabel *m_keepWords = nullptr;
    QLabel *m_consequence;
    QPushButton *m_apply;
};

} // namespace ui
