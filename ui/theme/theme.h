// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme/iconset.h"
#include "ui/theme/tokens.h"

#include <QFont>
#include <QObject>
#include <QPalette>
#include <QString>

class QApplication;

namespace ui {

/// Faces and sizes of look.md §3. The mono faces and Verbatim never ligate.
enum class Face {
    Body,       ///< 13, words
    Verbatim,   ///< 13, the same face for text as it was sent
    Small,      ///< 12, captions, status
    Header,     ///< 12 medium, heads of columns
    Title,      ///< 13 semibold, pane titles
    Section,    ///< 12 semibold
    Strong,     ///< 14 semibold: rate, event type in the inspector
    Hero,       ///< 20 semibold: first start
    Badge,      ///< 10.5 semibold
    Mono,       ///< 12, numbers, times, ids, payload
    MonoStrong, ///< 12 semibold
    MonoFacet,  ///< 11.5
    MonoLegend, ///< 11
    MonoAxis,   ///< 10.5
};

/// Colours, fonts, icons and measures of the whole window. One is made in main and handed down by
/// reference; it outlives every widget. Whoever keeps a colour, font or pixmap fetches it again on
/// changed().
class Theme : public QObject {
    Q_OBJECT
public:
    enum class Mode { System, Light, Dark, HighContrast };
    Q_ENUM(Mode)

    static constexpr qreal DefaultPointSize = 9.75;
    static constexpr qreal MinPointSize = 8;
    static constexpr qreal MaxPointSize = 20;

    explicit Theme(QObject *parent = nullptr);

    Mode mode() const { return m_mode; }
    void setMode(Mode mode);
    /// What `mode` comes to.
    Look look() const { return m_look; }
    /// Base font size; is brought into MinPointSize..MaxPointSize. Every length grows with it.
    void setPointSize(qreal points);
    qreal pointSize() const { return m_pointSize; }

    /// `colour(QLatin1String("text2"))`: names as in tokens.json. Not for paint loops: keep what
    /// you need.
    QColor colour(QLatin1String name) const { return m_tokens.colour(name); }
    QColor syntax(QLatin1String name) const { return m_tokens.syntax(name); }
    QColor series(std::size_t slot) const { return m_tokens.series(slot); }
    QFont font(Face face) const;
    const IconSet &icons() const { return m_icons; }

    /// Factor k of every length in look.md.
    qreal scale() const;
    /// A length of look.md in device-independent pixels, whole, at least 1.
    int px(qreal length) const;

    QPalette palette() const;
    QString styleSheet() const;

    /// Gives the application style, palette, font and style sheet of this theme, now and after each
    /// change.
    void applyTo(QApplication &application);

    /// Calls `refresh` now and after each change, as long as `context` lives.
    template<typename Refresh>
    void follow(QObject *context, Refresh refresh) const
    {
        refresh();
        connect(this, &Theme::changed, context, refresh);
    }

signals:
    void changed();

private:
    void rebuild();

    Mode m_mode = Mode::System;
    Look m_systemLook; ///< of the palette that the desktop gave, read before ours is set
    Look m_look;
    qreal m_pointSize = DefaultPointSize;
    Tokens m_tokens;
    IconSet m_icons;
};

} // namespace ui
