// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/source/websocketoptions.h"

#include <QDialog>

class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace ui {

class Theme;

/// Asks for a WebSocket connection: URL, first message, subprotocol. Does not block: shown with
/// open().
class WebSocketDialog : public QDialog {
    Q_OBJECT
public:
    explicit WebSocketDialog(const Theme &theme, QWidget *parent = nullptr);

signals:
    void chosen(const core::WebSocketOptions &options);

private:
    core::WebSocketOptions options() const;
    void judge();

    QLineEdit *m_url;
    QLineEdit *m_firstMessage;
    QCheckBox *m_cloudEvents;
    QLabel *m_problem;
    QPushButton *m_add;
};

} // namespace ui
