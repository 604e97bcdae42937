// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>
#include <QPointer>

namespace ui {

class CaptureView;
struct WindowActions;

/// What a person orders of the view that is on the screen, by menu or key; and what is true of it shows in the actions.
/// Without a view they do nothing.
class ViewOrders : public QObject {
    Q_OBJECT
public:
    /// `actions` outlive it.
    explicit ViewOrders(const WindowActions &actions, QObject *parent = nullptr);

    void setView(CaptureView *view);
    /// Brings the actions up to date; some times a second.
    void refresh();

private:
    const WindowActions &m_actions;
    QPointer<CaptureView> m_view;
};

} // namespace ui
