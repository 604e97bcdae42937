// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/verbatim/linesview.h"

#include "ui/theme/theme.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QFontMetricsF>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QPainterPath>
#include <QScrollBar>

#include <algorithm>

namespace ui {
LinesView::LinesView(const Theme &theme, QWidget *parent)
    : QAbstractScrollArea(parent)
    , m_theme(theme)
{
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    viewport()->setCursor(Qt::IBeamCursor);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
    connect(&theme, &Theme::changed, this, &LinesView::themeChanged);
    for (const QScrollBar *bar : {verticalScrollBar(), horizontalScrollBar()})
        connect(bar, &QScrollBar::actionTriggered, this, [this] { m_keepsOffence = false; });
    themeChanged();
}

void LinesView::themeChanged()
{
    const auto colour = [&](const char *name) { return m_theme.colour(QLatin1String(name)); };
    m_font = m_theme.font(Face::Mono);
    m_wordsFont = m_theme.font(Face::Body);
    m_inks = {colour("text"),
              colour("text3"),
              m_theme.syntax(QLatin1String("fn")),
              m_theme.syntax(QLatin1String("str")),
              m_theme.syntax(QLatin1String("num")),
              m_theme.syntax(QLatin1String("key"))};
    m_base = colour("base");
    m_numberColour = colour("text3");
    m_selection = colour("selection");
    m_selectionText = colour("selectionText");
    m_danger = colour("danger");
    m_dangerBg = colour("dangerBg");
    m_searchHit = colour("searchHit");
    m_lineHeight = m_theme.px(20);
    m_padding = m_theme.px(10);
    updateScrollBars();
    viewport()->update();
}

void LinesView::setSource(std::shared_ptr<const LineSource> source, const QString &words)
{
    m_source = std::move(source);
    m_words = words;
    m_offence.reset();
    m_keepsOffence = false;
    m_found.clear();
    m_anchor = m_selected = -1;
    m_widest = 0;
    verticalScrollBar()->setValue(0);
    horizontalScrollBar()->setValue(0);
    updateScrollBars();
    viewport()->update();
}

void LinesView::setOffendingPlace(const std::optional<OffendingPlace> &place)
{
    m_offence = place;
    m_keepsOffence = place.has_value();
    showOffence();
    viewport()->update();
}

void LinesView::showOffence()
{
    if (m_keepsOffence && count() > 0)
        showPlace(m_offence->offset);
}

void LinesView::setFound(std::vector<core::TextPlace> places)
{
    m_found = std::move(places);
    viewport()->update();
}

void LinesView::showFound()
{
    if (m_found.empty() || count() == 0)
        return;
    const qint64 end = std::min(count(), firstVisibleLine() + wholeLines());
    const std::uint64_t from = m_source->line(firstVisibleLine()).offset;
    const TextLine last = m_source->line(end - 1);
    const bool isAnySeen =
        std::any_of(m_found.begin(), m_found.end(), [from, &last](const core::TextPlace &place) {
            return place.offset >= from && place.offset < last.offset + last.length;
        });
    if (!isAnySeen)
        showPlace(m_found.front().offset);
}

/// A third from the top, so that what leads to the place is seen, too; sideways only where the line is too long.
void LinesView::showPlace(std::uint64_t offset)
{
    const qint64 index = ui::lineAt(*m_source, offset);
    const int whole = wholeLines();
    if (index < firstVisibleLine() || index >= firstVisibleLine() + whole)
        verticalScrollBar()->setValue(static_cast<int>(std::max<qint64>(0, index - whole / 3)));

    const TextLine line = m_source->line(index);
    const QFontMetrics metrics(m_font);
    const std::uint64_t within = std::max(offset, line.offset) - line.offset;
    const auto marks = marksOf(line, {{line.offset + within, 1}});
    const int start = metrics.horizontalAdvance(
        line.text.left(marks.empty() ? unitsOf(line.text, within) : marks.front().start));
    m_widest = std::max(m_widest, metrics.horizontalAdvance(line.text) + 1);
    updateScrollBars();
    const int room = viewport()->width() - marginWidth() - 2 * m_padding;
    const bool fits = start + m_theme.px(60) < room;
    horizontalScrollBar()->setValue(fits ? 0 : start - room / 3);
}

qint64 LinesView::firstVisibleLine() const
{
    return verticalScrollBar()->value();
}

QSize LinesView::sizeHint() const
{
    return {m_theme.px(360), m_theme.px(200)};
}

/// The scroll bar counts lines: a sender's fifty million lines would not fit as pixels.
void LinesView::updateScrollBars()
{
    const int whole = wholeLines();
    const qint64 most = std::clamp<qint64>(count() - whole, 0, std::numeric_limits<int>::max());
    verticalScrollBar()->setRange(0, static_cast<int>(most));
    verticalScrollBar()->setPageStep(whole);
    verticalScrollBar()->setSingleStep(1);
    const int width = marginWidth() + m_widest + 2 * m_padding;
    horizontalScrollBar()->setRange(0, std::max(0, width - viewport()->width()));
    horizontalScrollBar()->setPageStep(viewport()->width());
    horizontalScrollBar()->setSingleStep(m_theme.px(20));
}

/// Lines that are seen from their top to their foot.
int LinesView::wholeLines() const
{
    return std::max(1, (viewport()->height() - m_padding / 2) / m_lineHeight);
}

int LinesView::marginWidth() const
{
    const int digits = m_source ? m_source->numberDigits() : 0;
    return digits == 0
               ? 0
               : QFontMetrics(m_font).horizontalAdvance(u'0') * std::max(2, digits) + m_padding;
}

void LinesView::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    updateScrollBars();
    showOffence();
}

void LinesView::scrollContentsBy(int, int)
{
    viewport()->update();
}

// Painting

void LinesView::paintEvent(QPaintEvent *)
{
    QPainter painter(viewport());
    painter.fillRect(viewport()->rect(), m_base);
    if (count() == 0) {
        painter.setFont(m_wordsFont);
        painter.setPen(m_numberColour);
        painter.drawText(viewport()->rect().adjusted(m_padding, m_padding, -m_padding, -m_padding),
                         static_cast<int>(Qt::AlignCenter) | static_cast<int>(Qt::TextWordWrap),
                         m_words);
        return;
    }
    painter.setFont(m_font);
    const int widestBefore = m_widest;
    int top = m_padding / 2;
    for (qint64 index = firstVisibleLine(); index < count() && top < viewport()->height();
         ++index) {
        const bool selected = m_selected >= 0 && index >= std::min(m_anchor, m_selected) &&
                              index <= std::max(m_anchor, m_selected);
        if (selected)
            painter.fillRect(0, top, viewport()->width(), m_lineHeight, m_selection);
        paintLine(painter, m_source->line(index), top);
        top += m_lineHeight;
    }
    if (m_widest != widestBefore) // not while painting
        QMetaObject::invokeMethod(this, &LinesView::updateScrollBars, Qt::QueuedConnection);
}

void LinesView::paintLine(QPainter &painter, const TextLine &line, int top)
{
    const QFontMetricsF metrics(m_font);
    const int margin = marginWidth();
    const int left = m_padding + margin - horizontalScrollBar()->value();
    const QRect row(0, top, viewport()->width(), m_lineHeight);
    const bool isOffence = isOffending(line);
    if (isOffence)
        painter.fillRect(row, m_dangerBg);
    if (margin > 0) { // numbers stay when the text goes sideways below them
        paintNumber(painter, line, row);
        painter.setClipRect(row.adjusted(margin + m_padding / 2, 0, 0, 0));
    }
    const qreal baseline = top + (m_lineHeight + metrics.ascent() - metrics.descent()) / 2;
    if (isOffence)
        paintOffence(painter, line, row, left);
    paintFound(painter, line, row, left);

    qreal x = left;
    qsizetype at = 0;
    const auto draw = [&](qsizetype end, Ink ink) {
        if (end <= at)
            return;
        const QString part = line.text.mid(at, end - at);
        const qreal width = metrics.horizontalAdvance(part);
        if (x < viewport()->width() && x + width > 0) {
            painter.setPen(m_inks[static_cast<std::size_t>(ink)]);
            painter.drawText(QPointF(x, baseline), part);
        }
        x += width;
        at = end;
    };
    for (const InkSpan &span : line.spans) {
        draw(span.start, Ink::Plain);
        draw(span.start + span.length, span.ink);
    }
    draw(line.text.size(), Ink::Plain);
    m_widest = std::max(m_widest, static_cast<int>(x - left) + 1);
    painter.setClipping(false);
}

void LinesView::paintFound(QPainter &painter, const TextLine &line, const QRect &row, int left)
{
    const QFontMetricsF metrics(m_font);
    for (const TextMark &mark : marksOf(line, m_found)) {
        const qreal start = left + metrics.horizontalAdvance(line.text.left(mark.start));
        const qreal width = metrics.horizontalAdvance(line.text.mid(mark.start, mark.length));
        painter.fillRect(QRectF(start, row.top() + 2, width, row.height() - 4), m_searchHit);
    }
}

void LinesView::paintNumber(QPainter &painter, const TextLine &line, const QRect &row)
{
    if (line.number == 0) // goes on from the line above
        return;
    painter.setPen(m_numberColour);
    painter.drawText(QRect(m_padding, row.top(), marginWidth() - m_padding, row.height()),
                     static_cast<int>(Qt::AlignRight) | static_cast<int>(Qt::AlignVCenter),
                     QString::number(line.number));
}

bool LinesView::isOffending(const TextLine &line) const
{
    if (!m_offence)
        return false;
    const std::uint64_t end = m_offence->offset + m_offence->length;
    return m_offence->offset <= line.offset + line.length && end >= line.offset &&
           (end > line.offset || m_offence->offset == line.offset);
}

void LinesView::paintOffence(QPainter &painter, const TextLine &line, const QRect &row, int left)
{
    const std::uint64_t end = m_offence->offset + m_offence->length;
    const QFontMetricsF metrics(m_font);
    const std::uint64_t from = std::max(m_offence->offset, line.offset) - line.offset;
    const std::uint64_t to = std::min(end, line.offset + line.length) - line.offset;
    const qreal start = left + metrics.horizontalAdvance(line.text.left(unitsOf(line.text, from)));
    const qreal stop =
        std::max(left + metrics.horizontalAdvance(line.text.left(unitsOf(line.text, to))),
                 start + metrics.averageCharWidth());
    QPainterPath wave(QPointF(start, row.bottom() - 2));
    const qreal half = m_theme.px(3);
    bool up = true;
    for (qreal x = start + half; x < stop + half; x += half, up = !up)
        wave.lineTo(std::min(x, stop), row.bottom() - 2 - (up ? half * 0.7 : 0));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.strokePath(wave, QPen(m_danger, 1));
    painter.setRenderHint(QPainter::Antialiasing, false);

    if (m_offence->offset >= line.offset && !m_offence->word.isEmpty()) {
        const qreal textEnd = left + metrics.horizontalAdvance(line.text);
        painter.save();
        painter.setFont(m_wordsFont);
        painter.setPen(m_danger);
        const QRectF room(textEnd + 12, row.top(), viewport()->width() - textEnd - 24,
                          row.height());
        painter.drawText(
            room, static_cast<int>(Qt::AlignLeft) | static_cast<int>(Qt::AlignVCenter),
            QFontMetricsF(m_wordsFont).elidedText(m_offence->word, Qt::ElideRight, room.width()));
        painter.restore();
    }
}

// Input

qint64 LinesView::lineAt(int y) const
{
    const qint64 line = firstVisibleLine() + (y - m_padding / 2) / m_lineHeight;
    return std::clamp<qint64>(line, 0, count() - 1);
}

void LinesView::select(qint64 line, bool extend)
{
    m_keepsOffence = false;
    if (count() == 0)
        return;
    m_selected = std::clamp<qint64>(line, 0, count() - 1);
    if (!extend || m_anchor < 0)
        m_anchor = m_selected;
    const int whole = wholeLines();
    if (m_selected < firstVisibleLine())
        verticalScrollBar()->setValue(static_cast<int>(m_selected));
    else if (m_selected >= firstVisibleLine() + whole)
        verticalScrollBar()->setValue(static_cast<int>(m_selected - whole + 1));
    viewport()->update();
}

void LinesView::selectAll()
{
    if (count() == 0)
        return;
    m_anchor = 0;
    m_selected = count() - 1;
    viewport()->update();
}

QString LinesView::selectedText() const
{
    if (m_selected < 0)
        return {};
    QString text;
    const qint64 first = std::min(m_anchor, m_selected);
    const qint64 last = std::min(std::max(m_anchor, m_selected), first + MaxCopiedLines - 1);
    for (qint64 index = first; index <= last; ++index) {
        const TextLine line = m_source->line(index);
        // A line that was only too long to be drawn as one is one again.
        if (index > first && (line.number > 0 || m_source->numberDigits() == 0))
            text += u'\n';
        text += line.text;
    }
    return text;
}

void LinesView::copy()
{
    if (m_selected < 0)
        return;
    const qint64 lines = std::abs(m_selected - m_anchor) + 1;
    QGuiApplication::clipboard()->setText(selectedText());
    emit copied(std::min(lines, MaxCopiedLines), lines > MaxCopiedLines);
}

bool LinesView::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->matches(QKeySequence::Copy) || key->matches(QKeySequence::SelectAll)) {
            event->accept();
            return true;
        }
    }
    return QAbstractScrollArea::event(event);
}

void LinesView::keyPressEvent(QKeyEvent *event)
{
    const bool extend = event->modifiers() & Qt::ShiftModifier;
    const int page = verticalScrollBar()->pageStep();
    if (event->matches(QKeySequence::Copy))
        copy();
    else if (event->matches(QKeySequence::SelectAll))
        selectAll();
    else if (event->key() == Qt::Key_Up)
        select(m_selected - 1, extend);
    else if (event->key() == Qt::Key_Down)
        select(m_selected + 1, extend);
    else if (event->key() == Qt::Key_PageUp)
        select(m_selected - page, extend);
    else if (event->key() == Qt::Key_PageDown)
        select(m_selected + page, extend);
    else if (event->key() == Qt::Key_Home)
        select(0, extend);
    else if (event->key() == Qt::Key_End)
        select(count() - 1, extend);
    else if (event->key() >= Qt::Key_A && event->key() <= Qt::Key_Z && !event->modifiers())
        emit letterPressed(event->key(), m_selected);
    else
        QAbstractScrollArea::keyPressEvent(event);
}

void LinesView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton && count() > 0)
        select(lineAt(event->position().toPoint().y()), event->modifiers() & Qt::ShiftModifier);
}

void LinesView::mouseMoveEvent(QMouseEvent *event)
{
    if (event->buttons() & Qt::LeftButton && count() > 0)
        select(lineAt(event->position().toPoint().y()), true);
}

void LinesView::contextMenuEvent(QContextMenuEvent *event)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const bool isByKey = event->reason() == QContextMenuEvent::Keyboard;
    emit menuWanted(menu, isByKey ? m_selected : count() == 0 ? -1 : lineAt(event->y()));
    menu->addAction(tr("Copy lines"), this, [this] { copy(); })->setEnabled(m_selected >= 0);
    menu->addAction(tr("Select all"), this, [this] { selectAll(); })->setEnabled(count() > 0);
    menu->popup(event->globalPos());
}

} // namespace ui
