// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/verbatim/bytemarks.h"
#include "ui/verbatim/linesource.h"

#include <QAbstractScrollArea>
#include <QColor>
#include <QFont>

#include <array>
#include <optional>
#include <vector>

class QMenu;

namespace ui {

class Theme;

/// What is to be marked in bytes that are shown: an offence, in danger tint, with a wavy line below and a word behind.
struct OffendingPlace {
    std::uint64_t offset = 0;
    std::uint64_t length = 0;
    QString word;
};

/// Shows a LineSource, read-only: only the lines that can be seen are ever made. Lines are selected whole, by mouse or
/// keyboard, and copied as they are shown.
class LinesView : public QAbstractScrollArea {
    Q_OBJECT

public:
    /// Most lines that one copy takes.
    static constexpr qint64 MaxCopiedLines = 10'000;

    explicit LinesView(const Theme &theme, QWidget *parent = nullptr);

    /// Null shows `words` in the middle instead.
    void setSource(std::shared_ptr<const LineSource> source, const QString &words = QString());
    const LineSource *source() const { return m_source.get(); }
    /// Marks it and brings its start into sight, where it stays when the view changes size, until somebody scrolls.
    void setOffendingPlace(const std::optional<OffendingPlace> &place);

    /// Marks what a search found: ascending, none over another. The next source has none.
    void setFound(std::vector<core::TextPlace> places);
    const std::vector<core::TextPlace> &found() const { return m_found; }
    /// Brings the first of them into sight, unless one is.
    void showFound();

    void selectAll();
    /// Selected lines, the first MaxCopiedLines of them.
    QString selectedText() const;
    qint64 firstVisibleLine() const;

    QSize sizeHint() const override;

signals:
    void copied(qint64 lines, bool cut);
    /// A letter without Ctrl or Alt, which is a command to who knows what stands on `line` (-1: none is selected).
    void letterPressed(int key, qint64 line);
    /// A menu for `line` (-1: none) is about to be shown; who can offer more adds it.
    void menuWanted(QMenu *menu, qint64 line);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    void themeChanged();
    void updateScrollBars();
    qint64 count() const { return m_source ? m_source->count() : 0; }
    qint64 lineAt(int y) const;
    int wholeLines() const;
    int marginWidth() const;
    void select(qint64 line, bool extend);
    void copy();
    void paintLine(QPainter &painter, const TextLine &line, int top);
    void paintFound(QPainter &painter, const TextLine &line, const QRect &row, int left);
    void showPlace(std::uint64_t offset);
    void paintNumber(QPainter &painter, const TextLine &line, const QRect &row);
    bool isOffending(const TextLine &line) const;
    void paintOffence(QPainter &painter, const TextLine &line, const QRect &row, int left);
    void showOffence();

    const Theme &m_theme;
    std::shared_ptr<const LineSource> m_source;
    QString m_words;
    std::optional<OffendingPlace> m_offence;
    bool m_keepsOffence = false; ///< in sight

    std::vector<core::TextPlace> m_found;

    QFont m_font;
    QFont m_wordsFont;
    std::array<QColor, 6> m_inks; ///< by Ink
    QColor m_base, m_numberColour, m_selection, m_selectionText, m_danger, m_dangerBg, m_searchHit;
    int m_lineHeight = 1;
    int m_padding = 0;
    int m_widest = 0; ///< of the lines seen so far

    qint64 m_anchor = -1;
    qint64 m_selected = -1;
};

} // namespace ui
