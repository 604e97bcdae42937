// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/eventtable/eventtableaccessible.h"

#include "ui/eventtable/eventtableview.h"

#include <QAbstractItemModel>
#include <QAccessible>
#include <QAccessibleWidget>

#include <vector>

namespace ui {
namespace {

/// The row that stands `place` rows below the top of the view: a place, not an event, so that the
/// same few serve for ten million rows.
class VisibleRow : public QAccessibleInterface {
public:
    VisibleRow(EventTableView &view, int place)
        : m_view(view)
        , m_place(place)
    {
    }

    bool isValid() const override { return m_view.model() && m_place < m_view.visibleRowCount(); }
    QObject *object() const override { return nullptr; }
    QAccessibleInterface *parent() const override
    {
        return QAccessible::queryAccessibleInterface(&m_view);
    }
    QAccessibleInterface *child(int) const override { return nullptr; }
    QAccessibleInterface *childAt(int, int) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface *) const override { return -1; }
    QAccessible::Role role() const override { return QAccessible::Row; }

    QString text(QAccessible::Text kind) const override
    {
        if (kind != QAccessible::Name || !isValid())
            return {};
        const QString sentence =
            m_view.model()->index(row(), 0).data(Qt::AccessibleTextRole).toString();
        const QString colour = m_view.tintWords(row());
        return colour.isEmpty() ? sentence : QString(sentence + u' ' + colour + u'.');
    }
    void setText(QAccessible::Text, const QString &) override {}

    QRect rect() const override
    {
        const QRect rect = isValid() ? m_view.rowRect(row()) : QRect();
        return {m_view.viewport()->mapToGlobal(rect.topLeft()), rect.size()};
    }
    QAccessible::State state() const override
    {
        QAccessible::State state;
        state.invalid = !isValid();
        state.selectable = true;
        state.focusable = true;
        if (isValid()) {
            state.selected = m_view.isRowSelected(row());
            state.focused = m_view.hasFocus() && m_view.currentRow() == row();
        }
        return state;
    }

private:
    int row() const { return m_view.firstVisibleRow() + m_place; }

    EventTableView &m_view;
    const int m_place;
};

class EventTable : public QAccessibleWidget {
public:
    explicit EventTable(EventTableView &view)
        : QAccessibleWidget(&view, QAccessible::Table)
        , m_view(view)
    {
    }
    ~EventTable() override
    {
        for (const QAccessible::Id id : m_rows)
            QAccessible::deleteAccessibleInterface(id);
    }

    int childCount() const override { return m_view.model() ? m_view.visibleRowCount() : 0; }
    QAccessibleInterface *child(int place) const override
    {
        if (place < 0 || place >= childCount())
            return nullptr;
        while (m_rows.size() <= static_cast<std::size_t>(place))
            m_rows.push_back(QAccessible::registerAccessibleInterface(
                new VisibleRow(m_view, static_cast<int>(m_rows.size()))));
        return QAccessible::accessibleInterface(m_rows[static_cast<std::size_t>(place)]);
    }
    int indexOfChild(const QAccessibleInterface *child) const override
    {
        for (int place = 0; place < childCount(); ++place) {
            if (this->child(place) == child)
                return place;
        }
        return -1;
    }
    QAccessibleInterface *childAt(int x, int y) const override
    {
        const QPoint place = m_view.viewport()->mapFromGlobal(QPoint(x, y));
        const int row = m_view.viewport()->rect().contains(place) ? m_view.rowAt(place.y()) : -1;
        return row < 0 ? nullptr : child(row - m_view.firstVisibleRow());
    }
    QAccessibleInterface *focusChild() const override
    {
        return m_view.currentRow() < 0 ? nullptr
                                       : child(m_view.currentRow() - m_view.firstVisibleRow());
    }

private:
    EventTableView &m_view;
    mutable std::vector<QAccessible::Id> m_rows;
};

QAccessibleInterface *makeEventTable(const QString &className, QObject *object)
{
    if (className != QLatin1String("ui::EventTableView"))
        return nullptr;
    return new EventTable(*static_cast<EventTableView *>(object));
}

} // namespace

void installEventTableAccessible()
{
    static const bool installed = [] {
        QAccessible::installFactory(makeEventTable);
        return true;
    }();
    Q_UNUSED(installed)
}

void announceCurrentRow(EventTableView &view)
{
    if (!QAccessible::isActive())
        return;
    QAccessibleEvent event(&view, QAccessible::Focus);
    event.setChild(view.currentRow() - view.firstVisibleRow());
    QAccessible::updateAccessibility(&event);
}

} // namespace ui
