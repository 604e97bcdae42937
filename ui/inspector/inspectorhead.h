// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QColor>
#include <QWidget>

class QToolButton;

namespace ui {

class Theme;

/// Above the tabs' pages: swatch and type, number and time, and what can be done with the event. One height for every
/// event, so that nothing below it jumps.
class InspectorHead : public QWidget {
    Q_OBJECT

public:
    InspectorHead(const Theme &theme, QWidget *parent = nullptr);

    void clear();
    /// `mark`: a word behind the place that warns, or empty.
    void setEvent(const QString &type, const QString &place, const QColor &swatch,
                  const QString &mark = QString());
    /// What its buttons say of the event.
    void setNoted(bool isMarked, bool hasNote);
    QSize sizeHint() const override;

signals:
    void copyRequested();
    void markRequested();
    void noteRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    const Theme &m_theme;
    QString m_type;
    QString m_place;
    QString m_mark;
    QColor m_swatch;
    QToolButton *m_copy = nullptr;
    QToolButton *m_noteButton = nullptr;
    QToolButton *m_markButton = nullptr;
};

} // namespace ui
