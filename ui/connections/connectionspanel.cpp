// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/connections/connectionspanel.h"

#include "ui/connections/connectionsmodel.h"
#include "ui/frame/lamp.h"
#include "ui/frame/panehead.h"
#include "ui/theme/theme.h"

#include <QHeaderView>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace ui {

namespace {

Lamp::State lampState(core::ConnectionState::Lamp lamp)
{
    switch (lamp) {
    case core::ConnectionState::Lamp::On:
        return Lamp::State::On;
    case core::ConnectionState::Lamp::Connecting:
        return Lamp::State::Connecting;
    case core::ConnectionState::Lamp::Waiting:
        return Lamp::State::Waiting;
    case core::ConnectionState::Lamp::Off:
        return Lamp::State::Off;
    }
    Q_UNREACHABLE();
}

class ConnectionDelegate : public QStyledItemDelegate {
public:
    ConnectionDelegate(const Theme &theme, QObject *parent)
        : QStyledItemDelegate(parent)
        , m_theme(theme)
    {
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override
    {
        const auto column = ConnectionColumn(index.column());
        const bool selected = option.state.testFlag(QStyle::State_Selected);
        if (selected) {
            painter->fillRect(option.rect, option.palette.brush(QPalette::Highlight));
        }
        QRect area = option.rect.adjusted(m_theme.px(6), 0, -m_theme.px(6), 0);
        if (column == ConnectionColumn::Name) {
            const int lamp = m_theme.px(12);
            Lamp::paint(*painter, QRectF(area.left(), area.top(), lamp, area.height()),
                        lampState(core::ConnectionState::Lamp(
                            index.data(ConnectionsModel::LampRole).toInt())),
                        m_theme);
            area.setLeft(area.left() + lamp + m_theme.px(7));
        }
        const bool number = column == ConnectionColumn::Kept || column == ConnectionColumn::Refused;
        const bool quiet = column == ConnectionColumn::Kind || column == ConnectionColumn::Words;
        painter->setFont(m_theme.font(number ? Face::Mono : Face::Verbatim));
        painter->setPen(selected ? option.palette.color(QPalette::HighlightedText)
                                 : m_theme.colour(QLatin1String(quiet ? "text2" : "text")));
        painter->drawText(
            area, int(number ? Qt::AlignRight : Qt::AlignLeft) | int(Qt::AlignVCenter),
            painter->fontMetrics().elidedText(
                index.data(Qt::DisplayRole).toString(),
                column == ConnectionColumn::Name ? Qt::ElideMiddle : Qt::ElideRight, area.width()));
    }

private:
    const Theme &m_theme;
};

QString summary(std::size_t count, std::ptrdiff_t away)
{
    if (count == 0) {
        return ConnectionsPanel::tr("Nothing brings events.");
    }
    if (away == 1) {
        return ConnectionsPanel::tr("1 of %1 connections is away.").arg(count);
    }
    if (away > 1) {
        return ConnectionsPanel::tr("%1 of %2 connections are away.").arg(away).arg(count);
    }
    return count == 1 ? ConnectionsPanel::tr("One connection brings events.")
                      : ConnectionsPanel::tr("%1 connections bring events.").arg(count);
}

QToolButton *tool(const QString &words, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setText(words);
    button->setAutoRaise(true);
    return button;
}

} // namespace

ConnectionsPanel::ConnectionsPanel(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_model(new ConnectionsModel(this))
    , m_head(new PaneHead(theme, tr("Connections"), QLatin1String("listen"), this))
    , m_view(new QTableView(this))
    , m_retry(tool(tr("Try now"), m_head))
    , m_stop(tool(tr("Stop"), m_head))
{
    auto *add = tool(tr("Add WebSocket…"), m_head);
    m_head->addTool(m_retry);
    m_head->addTool(m_stop);
    m_head->addTool(add);
    m_head->addClose();
    m_view->setAccessibleName(tr("Connections"));
    m_view->setModel(m_model);
    m_view->setItemDelegate(new ConnectionDelegate(theme, m_view));
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setShowGrid(false);
    m_view->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_view->setSelectionMode(QAbstractItemView::SingleSelection);
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_view->setWordWrap(false);
    m_view->setTabKeyNavigation(false);
    m_view->verticalHeader()->hide();
    m_view->horizontalHeader()->setStretchLastSection(true);
    m_view->horizontalHeader()->setHighlightSections(false);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->addWidget(m_view);
    theme.follow(this, [this, &theme] {
        m_view->verticalHeader()->setMinimumSectionSize(theme.px(22));
        m_view->verticalHeader()->setDefaultSectionSize(theme.px(22));
        m_view->horizontalHeader()->setFixedHeight(theme.px(24));
        m_view->setColumnWidth(int(ConnectionColumn::Name), theme.px(300));
        m_view->setColumnWidth(int(ConnectionColumn::Kind), theme.px(90));
        m_view->setColumnWidth(int(ConnectionColumn::Kept), theme.px(90));
        m_view->setColumnWidth(int(ConnectionColumn::Refused), theme.px(90));
    });
    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &ConnectionsPanel::updateTools);
    connect(m_model, &QAbstractItemModel::rowsRemoved, this, &ConnectionsPanel::updateTools);
    connect(m_model, &QAbstractItemModel::dataChanged, this, &ConnectionsPanel::updateTools);
    connect(add, &QToolButton::clicked, this, &ConnectionsPanel::addRequested);
    connect(m_retry, &QToolButton::clicked, this, [this] {
        if (const core::ConnectionState *state = chosen()) {
            emit retryRequested(state->id);
        }
    });
    connect(m_stop, &QToolButton::clicked, this, [this] {
        if (const core::ConnectionState *state = chosen()) {
            emit stopRequested(*state);
        }
    });
    updateTools();
}

void ConnectionsPanel::setConnections(std::vector<core::ConnectionState> connections)
{
    const auto away = std::count_if(connections.begin(), connections.end(), [](const auto &state) {
        return state.lamp == core::ConnectionState::Lamp::Waiting;
    });
    m_head->setSentence(summary(connections.size(), away));
    m_model->setConnections(std::move(connections));
}

const core::ConnectionState *ConnectionsPanel::chosen() const
{
    const QModelIndexList rows = m_view->selectionModel()->selectedRows();
    return rows.isEmpty() ? nullptr : &m_model->connection(rows.first().row());
}

void ConnectionsPanel::updateTools()
{
    const core::ConnectionState *state = chosen();
    m_retry->setEnabled(state && state->lamp == core::ConnectionState::Lamp::Waiting);
    m_stop->setEnabled(state && state->kind != core::ConnectionState::Kind::Receiver);
}

} // namespace ui
