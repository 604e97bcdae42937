// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFrame>

class QHBoxLayout;
class QLabel;

namespace ui {

class ElidedLabel;
class Theme;

/// The 30-pixel head of a pane or dock: icon, name, one sentence that sums it up, tools on the
/// right.
class PaneHead : public QFrame {
    Q_OBJECT
public:
    /// `icon` may be empty.
    PaneHead(const Theme &theme, const QString &title, QLatin1String icon,
             QWidget *parent = nullptr);

    /// Elided at its end; empty hides it.
    void setSentence(const QString &sentence);
    /// Adds `tool` at the right end; takes ownership.
    void addTool(QWidget *tool);
    /// Adds a ✕ that emits closeRequested().
    void addClose();

signals:
    void closeRequested();

private:
    const Theme &m_theme;
    QHBoxLayout *m_layout;
    QLabel *m_icon;
    QLabel *m_title;
    ElidedLabel *m_sentence;
};

} // namespace ui
