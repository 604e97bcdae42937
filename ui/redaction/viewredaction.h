// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/redaction/redaction.h"

#include <QObject>
#include <QStringList>

namespace ui {

/// What is remembered of it between starts. A plain value.
struct RedactionState {
    QStringList rules; ///< as core::Redaction::parse() takes them
    bool isOn = false;
    bool operator==(const RedactionState &) const = default;
};

/// What a person does not want others to see in the windows of this program: rules of their own, and whether they hold
/// now. One for all windows, so that none of them shows what another hides. Lives on the GUI's thread.
class ViewRedaction : public QObject {
    Q_OBJECT
public:
    explicit ViewRedaction(RedactionState state = {}, QObject *parent = nullptr);

    const RedactionState &state() const { return m_state; }
    bool isOn() const { return m_state.isOn; }
    /// Without rules it stays off.
    void setOn(bool on);
    /// InvalidInput says which rule cannot be read; then nothing changes. Without rules it is off.
    core::Result<void> setRules(const QStringList &rules);
    /// Those that hold now: none while it is off.
    const core::Redaction &active() const { return m_active; }
    /// Why it is off although it was left on: a rule that cannot be read; empty otherwise.
    const QString &problem() const { return m_problem; }

    /// Rules as they are written, one a line. InvalidInput: see core::Redaction::parse().
    static core::Result<core::Redaction> parse(const QStringList &rules,
                                               core::Redaction::OtherData otherData);

signals:
    void changed();

private:
    RedactionState m_state;
    core::Redaction m_rules;
    core::Redaction m_active;
    QString m_problem;
};

} // namespace ui
