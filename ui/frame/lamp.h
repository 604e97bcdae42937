// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

namespace ui {

class Theme;

/// A round lamp, filled (on, failed, deaf) or hollow (connecting, off). The word stands beside it:
/// the colour never speaks alone.
class Lamp : public QWidget {
    Q_OBJECT
public:
    enum class State { On, Connecting, Waiting, Failed, Off };

    explicit Lamp(const Theme &theme, QWidget *parent = nullptr);

    void setState(State state);
    State state() const { return m_state; }
    QSize sizeHint() const override;

    /// For delegates: the lamp in the middle of `area`.
    static void paint(QPainter &painter, const QRectF &area, State state, const Theme &theme);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    State m_state = State::Off;
};

} // namespace ui
