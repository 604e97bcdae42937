// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/eventtable/eventheader.h"

#include "ui/theme/theme.h"

#include <QAbstractTableModel>
#include <QContextMenuEvent>
#include <QMenu>
#include <QPointer>

namespace ui {
namespace {

/// The heads of another model, and no rows.
class HeadModel : public QAbstractTableModel {
public:
    using QAbstractTableModel::QAbstractTableModel;

    void setSource(const QAbstractItemModel *source)
    {
        beginResetModel();
        m_source = source;
        endResetModel();
    }
    int rowCount(const QModelIndex &) const override { return 0; }
    int columnCount(const QModelIndex &parent) const override
    {
        return parent.isValid() ? 0 : EventColumnCount;
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
{
    setModel(new HeadModel(this));
    setHighlightSections(false);
    setSectionsClickable(false);
    setSectionsMovable(true);
    setStretchLastSection(true);
    setMinimumSectionSize(m_theme.px(16));
    connect(this, &QHeaderView::sectionResized, this, [this](int section) {
        if (!m_fitting && section != lastShown()) // the last one stretches by itself
            m_byHand = true;
    });
}

void EventHeader::takeHeadsFrom(const QAbstractItemModel *model)
{
    m_fitting = true;
    static_cast<HeadModel *>(this->model())->setSource(model);
    m_fitting = false;
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
    return std::max(m_theme.px(Widths[number]), m_least[number]);
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

void EventHeader::fit(int width)
{
    m_width = width;
    if (m_byHand || width <= 0)
        return;
    m_fitting = true;
    std::array<bool, EventColumnCount> hidden = m_hidden;
    const auto needed = [&] {
        int sum = 0;
        for (int number = 0; number < EventColumnCount; ++number) {
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
    for (int number = 0; number < EventColumnCount; ++number) {
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

void EventHeader::contextMenuEvent(QContextMenuEvent *event)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (int number = 0; number < EventColumnCount; ++number) {
        const auto which = static_cast<EventColumn>(number);
        if (which == EventColumn::Mark || which == EventColumn::Number)
            continue; // a row must be recognisable
        QAction *action = menu->addAction(
            model()->headerData(number, Qt::Horizontal, Qt::AccessibleTextRole).toString());
        action->setCheckable(true);
        action->setChecked(!isSectionHidden(number));
        connect(action, &QAction::toggled, this,
                [this, which](bool shown) { setColumnHidden(which, !shown); });
    }
    menu->popup(event->globalPos());
}

} // namespace ui
