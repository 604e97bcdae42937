// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QScrollArea>

class QAction;
class QLabel;

namespace ui {

class CodeBox;
class Lamp;
class Theme;

/// What the window shows until the first event.
class FirstStartPage : public QScrollArea {
    Q_OBJECT
public:
    explicit FirstStartPage(const Theme &theme, QWidget *parent = nullptr);

    /// "http://127.0.0.1:8080"; empty: nothing listens.
    void setAddress(const QString &address);

signals:
    void demoRequested();
    void webSocketRequested();
    void openRequested();
    void capturesRequested();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void placePage();

    const Theme &m_theme;
    Lamp *m_lamp;
    QLabel *m_title;
    QLabel *m_sentence;
    QWidget *m_sending;
    CodeBox *m_curl;
    CodeBox *m_sink;
};

} // namespace ui
