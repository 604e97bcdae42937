// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/colours/colourrules.h"
#include "ui/theme/seriescolours.h"

#include <QObject>
#include <QPointer>

class QWidget;

namespace ui {

class CaptureView;
class ColourRulesDialog;
class Theme;

/// The colours that a person chose, rules for rows and series colours of types, whatever capture is on the screen; and the
/// dialog of the rules.
class ColourOrders : public QObject {
    Q_OBJECT
public:
    /// `window` is the parent of the dialog.
    ColourOrders(ColourRules rules, ChosenSlots types, const Theme &theme, QWidget *window);

    const ColourRules &rules() const { return m_rules; }
    const ChosenSlots &types() const { return m_types; }
    /// Null while it is not open.
    ColourRulesDialog *dialog() const;

    /// Null: nothing is on the screen.
    void setView(CaptureView *view);
    /// Opens the dialog, or brings it to the front.
    void showRules();
    /// The same, with a new rule.
    void addRule(const QString &expression);

private:
    void setRules(const ColourRules &rules);
    void chooseType(const std::string &type, std::optional<std::uint8_t> slot);

    const Theme &m_theme;
    QWidget *m_window;
    ColourRules m_rules;
    ChosenSlots m_types;
    QPointer<CaptureView> m_view;
    QPointer<ColourRulesDialog> m_dialog;
};

} // namespace ui
