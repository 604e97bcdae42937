// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/filterbar/filterwords.h"

#include <QToolBar>

namespace ui {

class AddressChip;
class FilterStrip;
class TextSearchField;
class Theme;
struct WindowActions;

/// The tool bar: where the window listens, what can be ordered with one click, what is shown, and whether it is redacted.
class WindowTools : public QToolBar {
    Q_OBJECT
public:
    /// Both outlive it.
    WindowTools(const WindowActions &actions, const Theme &theme, QWidget *parent = nullptr);

    /// See AddressChip.
    void setAddresses(const QStringList &urls);
    void copyAddress() const;
    /// See FilterStrip.
    void setFilter(const core::EventFilter &filter, const ValueWord &word = {});
    FilterStrip *filter() const { return m_filter; }
    TextSearchField *search() const { return m_search; }
    /// The sign of a redacted view has words while it is on, and the search is off.
    void setRedacted(bool redacted);

private:
    const WindowActions &m_actions;
    AddressChip *m_address;
    FilterStrip *m_filter;
    TextSearchField *m_search;
};

} // namespace ui
