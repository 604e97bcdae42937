// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QToolBar>

namespace ui {

class AddressChip;
class FilterBar;
class FilterStrip;
class TextSearchField;
class Theme;
struct FilterMemory;
struct WindowActions;

/// The tool bar: where the window listens, what can be ordered with one click, what is shown, and whether it is redacted.
/// filterRow() is a second one, with what is said of the filter and the saved ones.
class WindowTools : public QToolBar {
    Q_OBJECT
public:
    /// All outlive it.
    WindowTools(const WindowActions &actions, FilterMemory &filters, const Theme &theme,
                QWidget *parent = nullptr);

    /// See AddressChip.
    void setAddresses(const QStringList &urls);
    void copyAddress() const;
    FilterBar *filter() const { return m_filter; }
    TextSearchField *search() const { return m_search; }
    QToolBar *filterRow() const { return m_row; }
    FilterStrip *filterStrip() const { return m_strip; }
    /// Hides the second row where it has nothing to show.
    void fitRow();
    /// The sign of a redacted view has words while it is on, and the search is off.
    void setRedacted(bool redacted);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void connectFilter();

    const WindowActions &m_actions;
    const Theme &m_theme;
    AddressChip *m_address;
    FilterBar *m_filter;
    TextSearchField *m_search;
    QToolBar *m_row;
    FilterStrip *m_strip;
};

} // namespace ui
