// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/filterbar/utf8places.h"

#include <QColor>
#include <QSyntaxHighlighter>

namespace ui {

class Theme;

/// Colours an expression by its tokens, valid or not, and underlines one place.
class FilterHighlighter : public QSyntaxHighlighter {
    Q_OBJECT
public:
    FilterHighlighter(const Theme &theme, QTextDocument *document);

    /// `token`: a colour of the theme. An empty range: nothing is underlined.
    void underline(TextRange place, const char *token);
    TextRange underlined() const { return m_place; }

protected:
    void highlightBlock(const QString &text) override;

private:
    const Theme &m_theme;
    TextRange m_place;
    const char *m_token = "danger";
};

} // namespace ui
