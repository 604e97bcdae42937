// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFrame>
#include <QTimer>

#include <functional>

class QLabel;
class QPushButton;

namespace ui {

class Theme;

/// Something was done: one sentence at the foot of its parent for four seconds, with Undo where it can be undone, or
/// another action that follows. One at a time; takes no focus.
class Toast : public QFrame {
    Q_OBJECT
public:
    static constexpr int ShownFor = 4000; ///< milliseconds

    /// Keeps its place in `parent` when that is resized.
    Toast(const Theme &theme, QWidget *parent);

    /// `undo` may be empty: then there is no button.
    void say(const QString &sentence, std::function<void()> undo = {});
    /// `word` is that of the button.
    void say(const QString &sentence, const QString &word, std::function<void()> action);
    QString sentence() const;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void place();

    const Theme &m_theme;
    QLabel *m_sentence;
    QPushButton *m_button;
    std::function<void()> m_action;
    QTimer m_timer;
};

} // namespace ui
