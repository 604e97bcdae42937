// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/filterbar/filterwords.h"

#include <QFrame>

class QToolButton;

namespace ui {

class Theme;

/// Says what is shown: the filter in force as CESQL, and a ✕ that takes it back. Not a field:
/// filters are chosen in the facets.
class FilterStrip : public QFrame {
    Q_OBJECT
public:
    explicit FilterStrip(const Theme &theme, QWidget *parent = nullptr);

    /// `word`: see filterWords().
    void setFilter(const core::EventFilter &filter, const ValueWord &word = {});
    QString text() const { return m_words; }

signals:
    void clearRequested();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    QString m_words;
    QToolButton *m_clear;
};

} // namespace ui
