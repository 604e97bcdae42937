// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/eventtable/eventtableview.h"

#include "ui/eventtable/eventheader.h"
#include "ui/eventtable/eventtableaccessible.h"
#include "ui/eventtable/newpill.h"
#include "ui/models/eventorder.h"
#include "ui/models/eventtext.h"
#include "ui/theme/theme.h"

#include <QAbstractItemModel>
#include <QPaintEvent>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>
#include <utility>
#include <vector>

namespace ui {

EventTableView::EventTableView(const Theme &theme, TypeColour typeColour, QWidget *parent)
    : QAbstractScrollArea(parent)
    , m_theme(theme)
    , m_typeColour(std::move(typeColour))
    , m_painter(std::in_place, theme, m_typeColour)
{
    installEventTableAccessible();
    setAccessibleName(tr("Events"));
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    viewport()->setMouseTracking(true);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);

    m_header = new EventHeader(theme, this);
    connect(m_header, &QHeaderView::sectionResized, this, [this] {
        updateScrollBars();
        viewport()->update();
    });
    connect(m_header, &QHeaderView::sectionMoved, viewport(), qOverload<>(&QWidget::update));
    connect(m_header, &QHeaderView::sectionClicked, this,
            [this](int number) { toggleOrder(static_cast<EventColumn>(number)); });
    connect(m_header, &EventHeader::menuRequested, this, &EventTableView::openColumnMenu);
    m_pill = new NewPill(theme, viewport());
    m_pill->hide();
    connect(m_pill, &QAbstractButton::clicked, this, [this] {
        if (m_paused)
            emit pauseToggled();
        else if (isSorted())
            emit renewRequested();
        else
            goToNewest(Extend::No);
    });
    connect(&theme, &Theme::changed, this, &EventTableView::themeChanged);
    themeChanged();
}

EventTableView::~EventTableView() = default;

void EventTableView::themeChanged()
{
    m_painter.emplace(m_theme, m_typeColour);
    m_painter->setHits(m_hits);
    layoutMargins();
    layoutHead();
    fitTimeColumn();
    updateScrollBars();
    layoutPill();
    viewport()->update();
}

void EventTableView::setModel(QAbstractItemModel *model)
{
    if (m_model)
        m_model->disconnect(this);
    m_model = model;
    m_order = dynamic_cast<const EventOrder *>(model);
    m_header->takeHeadsFrom(model);
    m_selection.clear();
    setCurrent(0);
    m_removedRows = 0;
    m_seenRows = rows();
    if (model) {
        using Model = QAbstractItemModel;
        connect(model, &Model::rowsInserted, this,
                [this](const QModelIndex &, int first, int last) { rowsInserted(first, last); });
        connect(model, &Model::rowsAboutToBeRemoved, this,
                [this](const QModelIndex &, int first, int last) {
                    rowsAboutToBeRemoved(first, last);
                });
        connect(model, &Model::rowsRemoved, this,
                [this](const QModelIndex &, int first, int last) { rowsRemoved(first, last); });
        connect(model, &Model::modelAboutToBeReset, this, &EventTableView::modelAboutToReset);
        connect(model, &Model::modelReset, this, &EventTableView::modelReset);
        connect(model, &Model::dataChanged, this, &EventTableView::dataChanged);
        connect(model, &Model::columnsRemoved, this, [this] {
            if (column(m_currentColumn) >= m_header->count())
                m_currentColumn = EventColumn::Type;
            updateScrollBars();
            viewport()->update();
        });
        connect(model, &Model::columnsInserted, this, [this] {
            updateScrollBars();
            viewport()->update();
        });
    }
    fitTimeColumn();
    m_header->fit(viewport()->width());
    updateScrollBars();
    setOffset(m_following ? largestOffset() : 0);
    viewport()->update();
}

// What the model tells

void EventTableView::rowsInserted(int first, int last)
{
    const qint64 count = last - first + 1;
    const qint64 above = m_offset / rowHeight();
    if (first < above) // keep what is read where it is
        m_offset += count * rowHeight();
    if (first < m_seenRows)
        m_seenRows += count;
    updateScrollBars();
    if (m_following)
        setOffset(largestOffset());
    if (first == 0)
        fitTimeColumn();
    if (first <= firstVisibleRow() + visibleRowCount())
        viewport()->update();
    noteSeen();
}

void EventTableView::rowsAboutToBeRemoved(int first, int last)
{
    m_left = first == 0 ? sequenceOf(last) : 0;
}

/// The current event stays what it is, though it has no row any more: the inspector keeps it.
void EventTableView::rowsRemoved(int first, int last)
{
    const qint64 count = last - first + 1;
    if (first == 0)
        m_removedRows += count;
    m_anchor = m_anchor == 0 ? 0 : std::max(m_anchor, m_left + 1);
    const bool wasSelected = m_selection.forgetBelow(m_left + 1);
    const qint64 above = m_offset / rowHeight();
    const qint64 goneAbove = std::clamp<qint64>(above - first, 0, count);
    m_seenRows -= std::clamp<qint64>(m_seenRows - first, 0, count);
    m_offset = std::max<qint64>(0, m_offset - goneAbove * rowHeight());
    m_hovered = -1;
    updateScrollBars();
    setOffset(m_following ? largestOffset() : std::min(m_offset, largestOffset()));
    viewport()->update();
    noteSeen();
    if (wasSelected)
        emit selectionChanged();
}

void EventTableView::modelAboutToReset()
{
    m_topBeforeReset = rows() > 0 ? sequenceOf(firstVisibleRow()) : 0;
}

void EventTableView::modelReset()
{
    m_hovered = -1;
    m_removedRows = 0;
    m_seenRows = rows();
    fitTimeColumn();
    updateScrollBars();
    const bool lostSelected = isSorted() && m_selection.forgetBelow(m_order->oldest().value);
    if (m_following && !isSorted()) {
        setOffset(largestOffset());
    } else {
        // The event that a person looks at stays in view if it is still shown, else the
        // neighbourhood does.
        const int row = currentRow();
        const int top = isSorted() ? rowOf(m_topBeforeReset) : lowerBound(m_topBeforeReset);
        const int anchor = row >= 0 ? row - visibleRowCount() / 2 : top;
        setOffset(std::clamp<qint64>(qint64{anchor} * rowHeight(), 0, largestOffset()));
    }
    viewport()->update();
    noteSeen();
    if (lostSelected)
        emit selectionChanged();
    if (const quint64 wanted = std::exchange(m_wanted, 0); wanted != 0 && rowOf(wanted) >= 0)
        select({wanted});
}

void EventTableView::dataChanged(const QModelIndex &topLeft, const QModelIndex &bottomRight)
{
    if (topLeft.column() <= column(EventColumn::Time) &&
        bottomRight.column() >= column(EventColumn::Time))
        fitTimeColumn();
    const int first = firstVisibleRow();
    if (topLeft.row() <= first + visibleRowCount() && bottomRight.row() >= first)
        viewport()->update();
}

// Where things are

int EventTableView::rows() const
{
    return m_model ? m_model->rowCount() : 0;
}

qint64 EventTableView::contentHeight() const
{
    return qint64{rows()} * rowHeight();
}

qint64 EventTableView::largestOffset() const
{
    return std::max<qint64>(0, contentHeight() - viewport()->height());
}

int EventTableView::firstVisibleRow() const
{
    return static_cast<int>(m_offset / rowHeight());
}

int EventTableView::visibleRowCount() const
{
    const qint64 below = (m_offset + viewport()->height() + rowHeight() - 1) / rowHeight();
    return static_cast<int>(std::min<qint64>(below, rows()) - firstVisibleRow());
}

QRect EventTableView::rowRect(int row) const
{
    const qint64 top = qint64{row} * rowHeight() - m_offset;
    return {0, static_cast<int>(top), viewport()->width(), rowHeight()};
}

int EventTableView::rowAt(int y) const
{
    const qint64 row = (m_offset + y) / rowHeight();
    return y >= 0 && row < rows() ? static_cast<int>(row) : -1;
}

quint64 EventTableView::sequenceOf(int row) const
{
    return m_model->index(row, 0).data(SequenceRole).toULongLong();
}

int EventTableView::lowerBound(quint64 sequence) const
{
    int first = 0;
    int count = rows();
    while (count > 0) {
        const int half = count / 2;
        if (sequenceOf(first + half) < sequence) {
            first += half + 1;
            count -= half + 1;
        } else {
            count = half;
        }
    }
    return first;
}

int EventTableView::rowOf(quint64 sequence) const
{
    if (sequence == 0)
        return -1;
    if (isSorted())
        return m_order->rowOf({sequence});
    const int row = lowerBound(sequence);
    return row < rows() && sequenceOf(row) == sequence ? row : -1;
}

int EventTableView::currentRow() const
{
    return rowOf(m_current);
}

bool EventTableView::isSorted() const
{
    return m_model && m_order && m_order->isSorted();
}

void EventTableView::showOrder()
{
    setFollowing(false);
    const int row = std::max(0, currentRow());
    setOffset(
        std::clamp<qint64>(qint64{row - visibleRowCount() / 2} * rowHeight(), 0, largestOffset()));
    m_seenRows = rows();
    layoutPill();
}

bool EventTableView::isRowSelected(int row) const
{
    return m_selection.contains(sequenceOf(row));
}

// Scrolling

void EventTableView::updateScrollBars()
{
    constexpr qint64 MostSteps = 1'000'000'000;
    m_settingOffset = true;
    m_pixelsPerStep = contentHeight() / MostSteps + 1;
    verticalScrollBar()->setRange(0, static_cast<int>(largestOffset() / m_pixelsPerStep));
    verticalScrollBar()->setPageStep(
        static_cast<int>(std::max<qint64>(1, viewport()->height() / m_pixelsPerStep)));
    verticalScrollBar()->setSingleStep(
        static_cast<int>(std::max<qint64>(1, rowHeight() / m_pixelsPerStep)));
    verticalScrollBar()->setValue(static_cast<int>(m_offset / m_pixelsPerStep));
    horizontalScrollBar()->setRange(0, std::max(0, m_header->length() - viewport()->width()));
    horizontalScrollBar()->setPageStep(viewport()->width());
    m_settingOffset = false;
}

void EventTableView::setOffset(qint64 offset)
{
    if (offset == m_offset && verticalScrollBar()->value() == offset / m_pixelsPerStep)
        return;
    m_offset = offset;
    m_settingOffset = true;
    verticalScrollBar()->setValue(static_cast<int>(offset / m_pixelsPerStep));
    m_settingOffset = false;
    viewport()->update();
    noteSeen();
}

void EventTableView::scrollContentsBy(int dx, int dy)
{
    if (dx != 0)
        m_header->setOffset(horizontalScrollBar()->value());
    if (dy != 0 && !m_settingOffset) { // a person scrolled
        m_offset = std::min(verticalScrollBar()->value() * m_pixelsPerStep, largestOffset());
        if (m_offset < largestOffset())
            setFollowing(false);
        noteSeen();
    }
    setHovered(-1);
    viewport()->update();
}

void EventTableView::setFollowing(bool following)
{
    if (following && isSorted())
        emit orderRequested(EventColumn::Number,
                            0); // who wants the newest wants the order of the log
    if (following)
        setOffset(largestOffset());
    if (m_following == following)
        return;
    m_following = following;
    noteSeen();
    emit followingChanged(following);
}

void EventTableView::showRow(int row)
{
    const qint64 top = qint64{row} * rowHeight();
    const qint64 height = viewport()->height();
    if (top < m_offset)
        setOffset(top);
    else if (top + rowHeight() > m_offset + height)
        setOffset(std::clamp<qint64>(top + rowHeight() - height, 0, largestOffset()));
}

// The pill

void EventTableView::setPaused(bool paused, quint64 waiting)
{
    m_paused = paused;
    m_waiting = waiting;
    layoutPill();
}

quint64 EventTableView::newRows() const
{
    return static_cast<quint64>(std::max<qint64>(0, rows() - m_seenRows));
}

void EventTableView::noteSeen()
{
    m_seenRows =
        m_following ? rows() : std::max<qint64>(m_seenRows, firstVisibleRow() + visibleRowCount());
    layoutPill();
}

void EventTableView::layoutPill()
{
    const quint64 waiting = m_paused || isSorted() ? m_waiting + newRows() : newRows();
    if (m_paused)
        m_pill->setWords(tr("Paused. %1 new").arg(groupedNumber(waiting)));
    else
        m_pill->setWords(tr("%1 new").arg(groupedNumber(waiting)));
    const QSize size = m_pill->sizeHint();
    m_pill->setGeometry((viewport()->width() - size.width()) / 2,
                        viewport()->height() - size.height() - m_theme.px(12), size.width(),
                        size.height());
    m_pill->setVisible(m_paused || waiting > 0);
}

// The head and what stands beside the rows

void EventTableView::setOverview(QWidget *overview)
{
    m_overview = overview;
    m_overview->setParent(this);
    setOverviewShown(true);
}

void EventTableView::setOverviewShown(bool shown)
{
    m_overview->setVisible(shown);
    layoutMargins();
    layoutHead();
    updateScrollBars();
}

void EventTableView::layoutMargins()
{
    const bool isBeside = m_overview && !m_overview->isHidden();
    setViewportMargins(0, m_header->sizeHint().height(),
                       isBeside ? m_overview->sizeHint().width() : 0, 0);
}

void EventTableView::layoutHead()
{
    const QRect area = viewport()->geometry();
    const int height = m_header->sizeHint().height();
    m_header->setGeometry(area.left(), area.top() - height, area.width(), height);
    if (m_overview)
        m_overview->setGeometry(area.right() + 1, area.top() - height,
                                m_overview->sizeHint().width(), area.height() + height);
    m_header->fit(area.width());
}

/// The time column grows when the day stands in front.
void EventTableView::fitTimeColumn()
{
    const QString shown =
        rows() > 0 ? m_model->index(0, column(EventColumn::Time)).data().toString() : QString();
    const QFontMetrics metrics(m_theme.font(Face::Mono));
    m_header->setLeastWidth(EventColumn::Time, metrics.horizontalAdvance(shown) + m_theme.px(13));
}

void EventTableView::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    layoutHead();
    updateScrollBars();
    setOffset(m_following ? largestOffset() : std::min(m_offset, largestOffset()));
    noteSeen();
}

// Painting

void EventTableView::setHits(HitMarks hits)
{
    m_hits = std::move(hits);
    m_painter->setHits(m_hits);
    viewport()->update();
}

void EventTableView::setTints(RowTints tints)
{
    m_tints = std::move(tints);
    viewport()->update();
}

QString EventTableView::tintWords(int row) const
{
    const auto tint = m_tints ? m_tints.tintOf({sequenceOf(row)}) : std::nullopt;
    return tint ? tint->words : QString();
}

void EventTableView::updateRow(int row)
{
    if (row >= 0)
        viewport()->update(rowRect(row));
}

void EventTableView::setHovered(int row)
{
    if (row == m_hovered)
        return;
    updateRow(m_hovered);
    m_hovered = row;
    updateRow(m_hovered);
}

void EventTableView::setEmptyWords(const QString &title, const QString &sentence)
{
    m_emptyTitle = title;
    m_emptySentence = sentence;
    if (rows() == 0)
        viewport()->update();
}

void EventTableView::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    const QRect dirty = event->rect();
    const int current = currentRow();
    const int end = firstVisibleRow() + visibleRowCount();
    int bottom = 0;
    if (m_tints) {
        std::vector<core::EventSequence> shown;
        for (int row = firstVisibleRow(); row < end; ++row)
            shown.push_back({sequenceOf(row)});
        m_tints.look(shown);
    }
    for (int row = firstVisibleRow(); row < end; ++row) {
        const QRect rect = rowRect(row);
        bottom = rect.bottom() + 1;
        if (!rect.intersects(dirty))
            continue;
        const RowPainter::RowState state{
            .alternate = (row + m_removedRows) % 2 == 1,
            .hovered = row == m_hovered,
            .selected = isRowSelected(row),
            .active = hasFocus(),
            .currentColumn = row == current ? column(m_currentColumn) : -1,
            .isHit = m_hits && m_hits.isHit({sequenceOf(row)}),
            .tint = m_tints ? m_tints.tintOf({sequenceOf(row)}) : std::nullopt,
        };
        m_painter->paint(painter, rect, m_model->index(row, 0), *m_header, state);
    }
    if (bottom < viewport()->height())
        painter.fillRect(0, bottom, viewport()->width(), viewport()->height() - bottom,
                         m_painter->base());
    if (rows() == 0)
        paintEmpty(painter);
}

void EventTableView::paintEmpty(QPainter &painter)
{
    const int line = m_theme.px(22);
    QRect room = viewport()->rect();
    room.setTop(room.center().y() - line);
    room.setHeight(line);
    painter.setFont(m_painter->titleFont());
    painter.setPen(m_painter->primary());
    painter.drawText(room, Qt::AlignCenter, m_emptyTitle);
    painter.setFont(m_painter->bodyFont());
    painter.setPen(m_painter->secondary());
    painter.drawText(room.translated(0, line), Qt::AlignHCenter | Qt::AlignTop, m_emptySentence);
}

} // namespace ui
