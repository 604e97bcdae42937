// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/window/viewcolumns.h"

#include "ui/eventtable/columnfield.h"
#include "ui/eventtable/eventheader.h"
#include "ui/eventtable/eventtableview.h"
#include "ui/frame/toast.h"
#include "ui/inspector/inspectorpanel.h"
#include "ui/models/eventtablemodel.h"
#include "ui/models/ownvalues.h"
#include "ui/redaction/viewredaction.h"
#include "ui/theme/theme.h"

#include <QMenu>

#include <algorithm>
#include <array>
#include <utility>

namespace ui {

namespace {

/// In a layout; by EventColumn. Never translated: they are kept.
constexpr std::array<const char *, EventColumnCount> Names{
    "mark", "number", "received", "delta", "type", "source", "subject", "size", "findings"};

class SortTask : public Task {
public:
    SortTask(const QString &title, EventTableModel &model)
        : Task(title)
        , m_model(model)
    {
    }
    Progress progress() const override
    {
        const core::RowSort::Progress progress = m_model.sortProgress();
        return {progress.done, progress.total};
    }
    void cancel() override { m_model.cancelSorting(); }

private:
    EventTableModel &m_model;
};

} // namespace

ViewColumns::ViewColumns(const Parts &parts, const ViewRedaction &redaction, const Theme &theme,
                         QObject *parent)
    : QObject(parent)
    , m_parts(parts)
    , m_redaction(redaction)
    , m_field(new ColumnField(theme, &parts.table))
{
    EventTableView *table = &m_parts.table;
    connect(table, &EventTableView::orderRequested, this, &ViewColumns::sort);
    connect(table, &EventTableView::renewRequested, this, &ViewColumns::sortInNew);
    connect(table, &EventTableView::addColumnRequested, this, &ViewColumns::askForColumn);
    connect(table, &EventTableView::columnMenuWanted, this, &ViewColumns::fillMenu);
    connect(&m_parts.model, &EventTableModel::orderShown, table, &EventTableView::showOrder);
    connect(&m_parts.inspector, &InspectorPanel::columnRequested, this,
            [this](const QByteArray &name) { add(QString::fromUtf8(name)); });
    connect(m_field, &ColumnField::chosen, this, &ViewColumns::take);
    connect(m_field, &ColumnField::leaveRequested, table, qOverload<>(&QWidget::setFocus));
    connect(&redaction, &ViewRedaction::changed, this, &ViewColumns::redact);
}

ViewColumns::~ViewColumns() = default;

// Sorting

void ViewColumns::sort(EventColumn which, int direction)
{
    const auto order =
        direction == 0 ? std::nullopt : m_parts.model.orderBy(column(which), direction < 0);
    if (order && isHidden(*order))
        return m_parts.toast.say(
            tr("Its values are hidden in the redacted view: so is their order."));
    if (order)
        m_parts.table.setFollowing(false);
    m_parts.model.setOrder(order);
    emit hurryRequested();
}

void ViewColumns::sortInNew()
{
    m_parts.model.renewOrder();
    emit hurryRequested();
}

/// Rows that stand in the order of what must not be seen would tell it. What is read from disk is compared as it may be
/// seen.
bool ViewColumns::isHidden(const core::SortOrder &order) const
{
    using By = core::SortOrder::By;
    const core::Redaction &redaction = m_redaction.active();
    switch (order.by) {
    case By::Type:
        return redaction.isAbout("type");
    case By::Source:
        return redaction.isAbout("source");
    case By::Subject:
        return redaction.isAbout("subject");
    case By::Time:
        return redaction.isAbout("time");
    case By::Number:
    case By::Received:
    case By::ContentType: // no rule can be about it
    case By::Size:
    case By::Findings:
    case By::Value:
        break;
    }
    return false;
}

void ViewColumns::redact()
{
    if (m_parts.model.order() && isHidden(*m_parts.model.order()))
        m_parts.model.setOrder(std::nullopt);
}

void ViewColumns::advance()
{
    if (m_parts.model.isSorting() == (m_task != nullptr))
        return;
    if (m_task) {
        emit m_task->finished();
        m_task.reset();
        emit taskChanged(nullptr);
        return;
    }
    m_task = std::make_unique<SortTask>(tr("Sorting events"), m_parts.model);
    emit taskChanged(m_task.get());
}

// Own columns

void ViewColumns::add(const QString &name)
{
    const auto fault = addFault(name);
    m_parts.toast.say(fault ? *fault : tr("Added the column %1.").arg(name));
}

/// Nothing: there is such a column now.
std::optional<QString> ViewColumns::addFault(const QString &text)
{
    auto name = core::ValueName::parse(text.toStdString());
    if (!name)
        return QString::fromStdString(name.error().detail);
    EventTableModel &model = m_parts.model;
    const auto &own = model.ownColumns();
    const auto same = std::find(own.begin(), own.end(), *name);
    int number = EventColumnCount + static_cast<int>(same - own.begin());
    for (const EventColumn which : {EventColumn::Type, EventColumn::Source, EventColumn::Subject}) {
        if (text == QLatin1String(Names[static_cast<std::size_t>(column(which))]))
            number = column(which);
    }
    if (number < model.columnCount()) {
        m_parts.table.header()->setColumnHidden(static_cast<EventColumn>(number), false);
        return tr("%1 is a column already.").arg(text);
    }
    if (!model.addOwnColumn(std::move(*name)))
        return tr("There are %1 columns of your own, which is the most. Remove one first.")
            .arg(OwnValues::MaxColumns);
    return std::nullopt;
}

void ViewColumns::remove(EventColumn which)
{
    const auto at = static_cast<std::size_t>(column(which) - EventColumnCount);
    const QString name = QString::fromStdString(m_parts.model.ownColumns()[at].text());
    const ColumnLayout before = layout();
    m_parts.model.removeOwnColumn(at);
    emit hurryRequested();
    m_parts.toast.say(tr("Removed the column %1.").arg(name),
                      [this, before] { setLayout(before); });
}

void ViewColumns::askForColumn()
{
    m_asks = Asks::Column;
    QStringList known{QStringLiteral("id"), QStringLiteral("time"),
                      QStringLiteral("datacontenttype"), QStringLiteral("dataschema"),
                      QStringLiteral("specversion")};
    known += m_parts.inspector.namesInEvent();
    m_field->open({tr("Name of the column"), tr("Attribute or JSON pointer"),
                   tr("For example orderid or /total. Tab takes what is offered."), known});
}

void ViewColumns::take(const QString &text)
{
    if (m_asks == Asks::Column) {
        if (const auto fault = addFault(text))
            return m_field->setFault(*fault);
    } else if (!m_memory.save(text, layout())) {
        return m_field->setFault(
            tr("There are %1 sets of columns, which is the most. Remove one first.")
                .arg(ColumnMemory::MaxSets));
    } else {
        m_parts.toast.say(tr("Saved these columns as %1.").arg(text));
    }
    m_parts.table.setFocus(); // closes the field
}

// Sets

void ViewColumns::askForSetName()
{
    m_asks = Asks::SetName;
    QStringList known;
    for (const ColumnMemory::Set &set : m_memory.sets)
        known.append(set.name);
    m_field->open({tr("Name of the set of columns"), tr("Name"),
                   tr("A name that is there is saved anew."), known});
}

void ViewColumns::showSet(const QString &name)
{
    for (const ColumnMemory::Set &set : m_memory.sets) {
        if (set.name == name)
            return setLayout(set.layout);
    }
}

void ViewColumns::showStandard()
{
    setLayout({});
}

ColumnMemory ViewColumns::memory() const
{
    ColumnMemory memory = m_memory;
    memory.last = layout();
    return memory;
}

void ViewColumns::restore(const ColumnMemory &memory)
{
    m_memory = memory;
    if (!memory.last.isEmpty())
        setLayout(memory.last);
}

ColumnLayout ViewColumns::layout() const
{
    ColumnLayout layout;
    for (const EventHeader::Place &place : m_parts.table.header()->places()) {
        const auto number = static_cast<std::size_t>(column(place.column));
        const bool own = isOwn(place.column);
        const QString name = own ? QString::fromStdString(
                                       m_parts.model.ownColumns()[number - EventColumnCount].text())
                                 : QString::fromLatin1(Names[number]);
        layout.append({name, own, place.width, place.isShown});
    }
    return layout;
}

/// Columns that the layout does not know stay behind those that it does.
void ViewColumns::setLayout(const ColumnLayout &layout)
{
    EventTableModel &model = m_parts.model;
    const auto isWanted = [&layout](const core::ValueName &name) {
        return std::any_of(layout.begin(), layout.end(), [&](const ColumnPlace &place) {
            return place.isOwn && place.name.toStdString() == name.text();
        });
    };
    for (std::size_t i = model.ownColumns().size(); i-- > 0;) {
        if (!isWanted(model.ownColumns()[i]))
            model.removeOwnColumn(i);
    }
    std::vector<EventHeader::Place> places;
    for (const ColumnPlace &place : layout) {
        int number = -1;
        if (place.isOwn) {
            auto name = core::ValueName::parse(place.name.toStdString());
            if (!name)
                continue;
            const auto find = [&] {
                const auto &own = model.ownColumns();
                return static_cast<int>(std::find(own.begin(), own.end(), *name) - own.begin());
            };
            if (find() == static_cast<int>(model.ownColumns().size()) && !model.addOwnColumn(*name))
                continue;
            number = EventColumnCount + find();
        } else {
            const auto known = std::find_if(Names.begin(), Names.end(), [&](const char *name) {
                return place.name == QLatin1String(name);
            });
            number = static_cast<int>(known - Names.begin());
            if (known == Names.end())
                continue;
        }
        places.push_back({static_cast<EventColumn>(number), place.width, place.isShown});
    }
    m_parts.table.header()->setPlaces(places);
    emit hurryRequested();
}

void ViewColumns::fillMenu(QMenu *menu, EventColumn which)
{
    menu->addAction(tr("A&dd column…") + QStringLiteral("\tA"), this, &ViewColumns::askForColumn);
    QAction *removing =
        menu->addAction(tr("R&emove column"), this, [this, which] { remove(which); });
    removing->setEnabled(isOwn(which));
    QMenu *sets = menu->addMenu(tr("Column &sets"));
    for (const ColumnMemory::Set &set : std::as_const(m_memory.sets))
        sets->addAction(QString(set.name).replace(u'&', QStringLiteral("&&")), this,
                        [this, name = set.name] { showSet(name); });
    sets->addAction(tr("S&tandard columns"), this, &ViewColumns::showStandard);
    sets->addSeparator();
    sets->addAction(tr("&Save these columns as…"), this, &ViewColumns::askForSetName);
    QMenu *removed = sets->addMenu(tr("&Remove set"));
    removed->setEnabled(!m_memory.sets.isEmpty());
    for (const ColumnMemory::Set &set : std::as_const(m_memory.sets))
        removed->addAction(
            QString(set.name).replace(u'&', QStringLiteral("&&")), this, [this, set] {
                m_memory.remove(set.name);
                m_parts.toast.say(tr("Removed the set %1.").arg(set.name), [this, set] {
                    static_cast<void>(m_memory.save(set.name, set.layout));
                });
            });
    menu->addSeparator();
}

} // namespace ui
