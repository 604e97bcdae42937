// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>
#include <QPointer>

namespace ui {

class CaptureView;
class TextSearchField;
class ViewFinder;
struct WindowActions;

/// Joins the search field of the window, and what a person orders about finding, with the view that is on the screen. Without a
/// view they do nothing.
class SearchOrders : public QObject {
    Q_OBJECT
public:
    /// Both outlive it.
    SearchOrders(const WindowActions &actions, TextSearchField &field, QObject *parent = nullptr);

    /// The next view goes on with the search of the one before.
    void setView(CaptureView *view);

private:
    void search();

    TextSearchField &m_field;
    QPointer<CaptureView> m_view;
};

} // namespace ui
