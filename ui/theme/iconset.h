// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme/tokens.h"

#include <QHash>
#include <QIcon>
#include <QPixmap>

namespace ui {

/// The icons of `resources/icons` in the colours of one look. A new one is made when the theme
/// changes.
class IconSet {
public:
    /// `scale`: Theme::scale().
    IconSet(const Tokens &tokens, qreal scale);

    /// For buttons and actions: `name` without `.svg`; text colour, `disabled` when disabled,
    /// accent when on. Drawn when it is shown, at most `size` × k wide (look.md §4: 18 tool bar, 16
    /// fields and heads, 13 to 15 rows).
    QIcon icon(QLatin1String name, int size = 18) const;
    /// For painting: one colour, `size` × k wide, `ratio` device pixels per pixel. Kept after the
    /// first time.
    QPixmap pixmap(QLatin1String name, const QColor &colour, int size, qreal ratio) const;

private:
    QColor m_text;
    QColor m_disabled;
    QColor m_accent;
    qreal m_scale;
    mutable QHash<QString, QPixmap> m_pixmaps;
};

} // namespace ui
