// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/eventtable/eventheader.h"

#include "ui/theme/theme.h"

#include <QAbstractTableModel>
#include <QContextMenuEvent>
#include <QPainter>
#include <QPointer>

#include <algorithm>
#include <array>
#include <cstdlib>

namespace ui {
namespace {

/// The heads of another model, and no rows.
class HeadModel : public QAbstractTableModel {
public:
    using QAbstractTableModel::QAbstractTableModel;

    void setSource(const QAbstractItemModel *source)
    {
        if (m_source)
            m_source->disconnect(this);
        beginResetModel();
        m_source = source;
        endResetModel();
        if (!source)
            return;
        using Model = QAbstractItemModel;
        connect(source, &Model::columnsAboutToBeInserted, this,
                [this](const QModelIndex &, int first, int last) {
                    beginInsertColumns({}, first, last);
                });
        connect(source, &Model::columnsInserted, this, [this] { endInsertColumns(); });
        connect(source, &Model::columnsAboutToBeRemoved, this,
                [this](const QModelIndex &, int first, int last) {
                    beginRemoveColumns({}, first, last);
                });
        connect(source, &Model::columnsRemoved, this, [this] { endRemoveColumns(); });
        connect(source, &Model::headerDataChanged, this, &Model::headerDataChanged);
    }
    int rowCount(const QModelIndex &) const override { return 0; }
    int columnCount(const QModelIndex &parent) const override
    {
        if (parent.isValid())
            return 0;
        return m_source ? m_source->columnCount() : EventColumnCount;
    }
    QVariant data(const QModelIndex &, int) const override { return {}; }
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override
    {
        return m_source ? m_source->headerData(section, orientation, role) : QVariant();
    }

private:
    QPointer<const QAbstractItemModel> m_source;
};

/// look.md §5, in its pixels; the number column has room for eight digits.
constexpr std::array<int, EventColumnCount> Widths{16, 84, 104, 68, 190, 128, 94, 66, 64};

constexpr int OwnWidth = 112;
constexpr int LeastType = 96;

constexpr std::array GiveWay{EventColumn::Size, EventColumn::Delta, EventColumn::Subject,
                             EventColumn::Source};

/// What is left over goes to the words; the findings take the rest.
struct Share {
    EventColumn column;
    int percent;
};
constexpr std::array Shares{Share{EventColumn::Type, 20}, Share{EventColumn::Source, 32},
                            Share{EventColumn::Subject, 30}};

} // namespace

EventHeader::EventHeader(const Theme &theme, QWidget *parent)
    : QHeaderView(Qt::Horizontal, parent)
    , m_theme(theme)
    , m_hidden(EventColumnCount)
    , m_least(EventColumnCount)
{
    setModel(new HeadModel(this));
    setHighlightSections(false);
    setSectionsClickable(true);
    setSectionsMovable(true);
    setStretchLastSection(true);
    setMinimumSectionSize(m_theme.px(16));
    connect(this, &QHeaderView::sectionResized, this, [this](int section) {
        if (!m_fitting && section != lastShown()) // the last one stretches by itself
            m_byHand = true;
    });
    // What QHeaderView does with the others when columns come and go was not done by hand.
    for (const auto change : {&QAbstractItemModel::columnsAboutToBeInserted,
                              &QAbstractItemModel::columnsAboutToBeRemoved})
        connect(model(), change, this, [this] { m_fitting = true; });
    // After QHeaderView has made its sections.
    connect(model(), &QAbstractItemModel::columnsInserted, this,
            [this](const QModelIndex &, int first, int last) { columnsInserted(first, last); });
    connect(model(), &QAbstractItemModel::columnsRemoved, this,
            [this](const QModelIndex &, int first, int last) {
                m_hidden.erase(m_hidden.begin() + first, m_hidden.begin() + last + 1);
                m_least.erase(m_least.begin() + first, m_least.begin() + last + 1);
                m_fitting = false;
                fit(m_width);
            });
}

void EventHeader::takeHeadsFrom(const QAbstractItemModel *source)
{
    m_fitting = true;
    static_cast<HeadModel *>(model())->setSource(source);
    m_fitting = false;
    m_hidden.assign(static_cast<std::size_t>(count()), false);
    m_least.assign(static_cast<std::size_t>(count()), 0);
}

/// Own columns stand before the size (look.md §5), in the order in which they were made.
void EventHeader::columnsInserted(int first, int last)
{
    const auto count = static_cast<std::size_t>(last - first + 1);
    m_hidden.insert(m_hidden.begin() + first, count, false);
    m_least.insert(m_least.begin() + first, count, 0);
    m_fitting = true;
    for (int number = first; number <= last; ++number) {
        const int from = visualIndex(number);
        const int before = visualIndex(column(EventColumn::Size));
        if (from > before)
            moveSection(from, before);
        resizeSection(number, wanted(static_cast<EventColumn>(number)));
    }
    m_fitting = false;
    fit(m_width);
}

int EventHeader::lastShown() const
{
    int visual = count() - 1;
    while (visual > 0 && isSectionHidden(logicalIndex(visual)))
        --visual;
    return logicalIndex(visual);
}

int EventHeader::wanted(EventColumn which) const
{
    const auto number = static_cast<std::size_t>(column(which));
    const int width = isOwn(which) ? OwnWidth : Widths[number];
    return std::max(m_theme.px(width), m_least[number]);
}

void EventHeader::setLeastWidth(EventColumn which, int width)
{
    int &least = m_least[static_cast<std::size_t>(column(which))];
    if (least == width)
        return;
    least = width;
    fit(m_width);
}

void EventHeader::setColumnHidden(EventColumn which, bool hidden)
{
    m_hidden[static_cast<std::size_t>(column(which))] = hidden;
    if (m_byHand) {
        setSectionHidden(column(which), hidden);
        return;
    }
    fit(m_width);
}

void EventHeader::moveColumn(EventColumn which, int step)
{
    const int from = visualIndex(column(which));
    int to = from + step;
    while (to >= 0 && to < count() && isSectionHidden(logicalIndex(to)))
        to += step;
    if (to >= 0 && to < count())
        moveSection(from, to);
}

void EventHeader::widenColumn(EventColumn which, int step)
{
    const int width = sectionSize(column(which)) + m_theme.px(std::abs(step)) * (step < 0 ? -1 : 1);
    resizeSection(column(which), std::max(minimumSectionSize(), width));
}

/// Once widths were chosen by hand, what gave way before stays away.
std::vector<EventHeader::Place> EventHeader::places() const
{
    std::vector<Place> places;
    for (int visual = 0; visual < count(); ++visual) {
        const int number = logicalIndex(visual);
        const bool isHidden =
            m_byHand ? isSectionHidden(number) : m_hidden[static_cast<std::size_t>(number)];
        const int pixels = m_byHand && !isHidden ? sectionSize(number) : 0;
        places.push_back(
            {static_cast<EventColumn>(number), qRound(pixels / m_theme.scale()), !isHidden});
    }
    return places;
}

void EventHeader::setPlaces(const std::vector<Place> &places)
{
    m_fitting = true;
    m_byHand = false;
    std::fill(m_hidden.begin(), m_hidden.end(), false);
    std::vector<Place> whole = places;
    for (int number = 0; number < count(); ++number) {
        const auto which = static_cast<EventColumn>(number);
        if (std::none_of(places.begin(), places.end(),
                         [which](const Place &place) { return place.column == which; }))
            whole.push_back({which});
    }
    int visual = 0;
    for (const Place &place : whole) {
        const int number = column(place.column);
        moveSection(visualIndex(number), visual++);
        m_hidden[static_cast<std::size_t>(number)] = !place.isShown;
    }
    for (const Place &place : places) {
        if (place.width > 0) {
            m_byHand = true;
            resizeSection(column(place.column), m_theme.px(place.width));
        }
    }
    for (int number = 0; m_byHand && number < count(); ++number)
        setSectionHidden(number, m_hidden[static_cast<std::size_t>(number)]);
    m_fitting = false;
    fit(m_width);
    viewport()->update();
}

QRect EventHeader::headRect(EventColumn which) const
{
    return {sectionViewportPosition(column(which)), 0, sectionSize(column(which)), height()};
}

void EventHeader::fit(int width)
{
    m_width = width;
    if (m_byHand || width <= 0)
        return;
    m_fitting = true;
    std::vector<bool> hidden = m_hidden;
    const auto needed = [&] {
        int sum = 0;
        for (int number = 0; number < count(); ++number) {
            if (!hidden[static_cast<std::size_t>(number)])
                sum += wanted(static_cast<EventColumn>(number));
        }
        return sum;
    };
    for (const EventColumn which : GiveWay) {
        if (needed() > width)
            hidden[static_cast<std::size_t>(column(which))] = true;
    }
    const int spare = std::max(0, width - needed());
    // Last of all the type is shortened, which its rows do with an ellipsis: nothing scrolls sideways.
    const int missing = std::max(0, needed() - width);
    const int type = std::max(std::min(wanted(EventColumn::Type), m_theme.px(LeastType)),
                              wanted(EventColumn::Type) - missing);
    for (int number = 0; number < count(); ++number) {
        setSectionHidden(number, hidden[static_cast<std::size_t>(number)]);
        resizeSection(number, wanted(static_cast<EventColumn>(number)));
    }
    for (const Share &share : Shares) {
        if (!isSectionHidden(column(share.column)))
            resizeSection(column(share.column), wanted(share.column) + spare * share.percent / 100);
    }
    if (missing > 0)
        resizeSection(column(EventColumn::Type), type);
    m_fitting = false;
}

QSize EventHeader::sizeHint() const
{
    return {QHeaderView::sizeHint().width(), m_theme.px(24)};
}

void EventHeader::paintSection(QPainter *painter, const QRect &rect, int section) const
{
    const int direction = model()->headerData(section, Qt::Horizontal, SortRole).toInt();
    painter->save();
    if (isOwn(static_cast<EventColumn>(section)))
        paintOwnHead(*painter, rect, section);
    else
        QHeaderView::paintSection(painter, rect, section);
    painter->restore();
    if (direction == 0)
        return;
    const auto alignment =
        model()->headerData(section, Qt::Horizontal, Qt::TextAlignmentRole).value<Qt::Alignment>();
    paintChevron(*painter, rect, direction < 0, alignment & Qt::AlignRight);
}

/// Its name is text as it was sent.
void EventHeader::paintOwnHead(QPainter &painter, const QRect &rect, int section) const
{
    painter.fillRect(rect, m_theme.colour(QLatin1String("window")));
    painter.setPen(m_theme.colour(QLatin1String("border")));
    painter.drawLine(rect.topRight(), rect.bottomRight());
    painter.setPen(m_theme.colour(QLatin1String("text2")));
    painter.setFont(m_theme.font(Face::Mono));
    const int padding = m_theme.px(6);
    const QRect room = rect.adjusted(padding, 0, -padding, 0);
    const QString words = model()->headerData(section, Qt::Horizontal, Qt::DisplayRole).toString();
    const auto alignment =
        model()->headerData(section, Qt::Horizontal, Qt::TextAlignmentRole).value<Qt::Alignment>();
    painter.drawText(room, static_cast<int>(alignment),
                     painter.fontMetrics().elidedText(words, Qt::ElideMiddle, room.width()));
}

/// On the side where no words stand, over what reaches there.
void EventHeader::paintChevron(QPainter &painter, const QRect &rect, bool isDescending,
                               bool isOnTheLeft) const
{
    const qreal unit = m_theme.scale();
    const qreal width = 7 * unit;
    const qreal height = 4 * unit;
    const qreal left = isOnTheLeft ? rect.left() + 5 * unit : rect.right() - 5 * unit - width;
    const qreal top = rect.center().y() - height / 2 + 0.5;
    painter.save();
    painter.fillRect(QRectF(left - 2 * unit, rect.top() + 1, width + 4 * unit, rect.height() - 2),
                     m_theme.colour(QLatin1String("window")));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(m_theme.colour(QLatin1String("text")), 1.4 * unit, Qt::SolidLine,
                        Qt::RoundCap, Qt::RoundJoin));
    const qreal tip = isDescending ? top + height : top;
    const qreal foot = isDescending ? top : top + height;
    painter.drawPolyline(QPolygonF{{left, foot}, {left + width / 2, tip}, {left + width, foot}});
    painter.restore();
}

void EventHeader::contextMenuEvent(QContextMenuEvent *event)
{
    const int section = logicalIndexAt(event->pos());
    emit menuRequested(static_cast<EventColumn>(section < 0 ? lastShown() : section),
                       event->globalPos());
}

} // namespace ui
