// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDialog>

class QCheckBox;
class QPushButton;

namespace ui {

class RulesEditor;
class Theme;
class ViewRedaction;

/// The rules of a person: what must not be seen in windows, and what an export starts with.
class RulesDialog : public QDialog {
    Q_OBJECT
public:
    /// `redaction` outlives it. `switchesOn`: it was asked for to redact the view.
    RulesDialog(ViewRedaction &redaction, bool switchesOn, const Theme &theme,
                QWidget *parent = nullptr);

private:
    void judge();
    void apply();

    ViewRedaction &m_redaction;
    RulesEditor *m_rules;
    QCheckBox *m_isOn;
    QPushButton *m_apply;
};

} // namespace ui
