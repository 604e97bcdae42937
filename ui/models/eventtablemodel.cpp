// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/models/eventtablemodel.h"

#include "core/query/storedvalues.h"
#include "core/sorting/storedkeys.h"
#include "ui/models/findingbadges.h"
#include "ui/models/ownvalues.h"
#include "ui/models/rowtexts.h"
#include "ui/models/standin.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace ui {
namespace {

core::WallTime wallTime(std::int64_t microseconds)
{
    return core::WallTime(std::chrono::microseconds(microseconds));
}

std::string_view attributeName(EventColumn column)
{
    return column == EventColumn::Type     ? "type"
           : column == EventColumn::Source ? "source"
                                           : "subject";
}

/// Characters of a value of an own column in the sentence of its row.
constexpr qsizetype MostSpoken = 100;

bool standsRight(EventColumn column)
{
    return column == EventColumn::Number || column == EventColumn::Delta ||
           column == EventColumn::Size;
}

} // namespace

EventTableModel::EventTableModel(const core::Columns &columns, core::ScanPool &pool,
                                 core::StoredValues *stored, RowTexts *texts, OwnValues *own,
                                 QObject *parent)
    : QAbstractTableModel(parent)
    , m_columns(columns)
    , m_stored(stored)
    , m_rows(columns, pool, stored)
    , m_sort(columns, m_rows, pool,
             [this](const core::SortOrder &order, const core::LiveFilter::Rows &rows) {
                 return storedKeys(order, rows);
             })
    , m_texts(texts)
    , m_own(own)
{
    if (m_texts)
        connect(m_texts, &RowTexts::arrived, this, &EventTableModel::showTexts);
    if (!m_own)
        return;
    connect(m_own, &OwnValues::arrived, this, [this] {
        if (rowCount() > 0 && !ownColumns().empty())
            emit dataChanged(index(0, column(FirstOwnColumn)),
                             index(rowCount() - 1, columnCount() - 1));
    });
    connect(m_own, &OwnValues::kindsChanged, this, [this] {
        emit headerDataChanged(Qt::Horizontal, column(FirstOwnColumn), columnCount() - 1);
    });
}

void EventTableModel::setFilter(core::EventFilter filter)
{
    m_rows.setFilter(std::move(filter));
}

void EventTableModel::clear()
{
    m_rows.clear();
}

void EventTableModel::undoClear()
{
    m_rows.undoClear();
}

void EventTableModel::advance()
{
    const quint64 held = m_sort.isSorted() ? followRows() : announceRows();
    sortRows();
    setWaiting(held + m_sort.waiting());
}

/// In the order of the log. Answers how many are held back.
quint64 EventTableModel::announceRows()
{
    using Kind = core::LiveFilter::Change::Kind;
    core::LiveFilter::Change change = m_rows.prepare();
    if (change.kind == Kind::Removed) {
        removeLeft(change.count);
        change = m_rows.prepare();
    }
    switch (change.kind) {
    case Kind::None:
    case Kind::Removed: // in the moment between; the next tick takes them
        return 0;
    case Kind::Inserted:
        if (m_held)
            return change.count;
        beginInsertRows({}, static_cast<int>(change.first),
                        static_cast<int>(change.first + change.count - 1));
        m_rows.apply();
        endInsertRows();
        break;
    case Kind::Reset:
        beginResetModel();
        m_rows.apply();
        endResetModel();
        break;
    }
    noticeDays();
    return 0;
}

/// While the rows that are shown are sorted ones, which know by themselves what to do.
quint64 EventTableModel::followRows()
{
    using Kind = core::LiveFilter::Change::Kind;
    core::LiveFilter::Change change = m_rows.prepare();
    if (change.kind == Kind::Removed) {
        m_rows.apply();
        forgetLeft();
        change = m_rows.prepare();
    }
    if (change.kind == Kind::Inserted && m_held)
        return change.count;
    m_rows.apply();
    return 0;
}

void EventTableModel::sortRows()
{
    if (!m_sort.prepare())
        return;
    beginResetModel();
    m_sort.apply();
    endResetModel();
    noticeDays();
    const std::optional<core::SortOrder> now =
        m_sort.isSorted() ? std::optional(m_sort.shownOrder()) : std::nullopt;
    if (now != std::exchange(m_shownOrder, now))
        emit orderShown();
}

std::optional<core::SortOrder> EventTableModel::orderBy(int number, bool isDescending) const
{
    using By = core::SortOrder::By;
    if (isOwn(static_cast<EventColumn>(number))) {
        const std::string &name =
            ownColumns()[static_cast<std::size_t>(number - EventColumnCount)].text();
        const By by = name == "time"              ? By::Time
                      : name == "type"            ? By::Type
                      : name == "source"          ? By::Source
                      : name == "subject"         ? By::Subject
                      : name == "datacontenttype" ? By::ContentType
                                                  : By::Value;
        return core::SortOrder{by, isDescending, name};
    }
    switch (static_cast<EventColumn>(number)) {
    case EventColumn::Mark:
    case EventColumn::Delta: // it says something of two rows
        return std::nullopt;
    case EventColumn::Number:
        return core::SortOrder{By::Number, isDescending};
    case EventColumn::Time:
        return core::SortOrder{By::Received, isDescending};
    case EventColumn::Type:
        return core::SortOrder{By::Type, isDescending};
    case EventColumn::Source:
        return core::SortOrder{By::Source, isDescending};
    case EventColumn::Subject:
        return core::SortOrder{By::Subject, isDescending};
    case EventColumn::Size:
        return core::SortOrder{By::Size, isDescending};
    case EventColumn::Findings:
        return core::SortOrder{By::Findings, isDescending};
    }
    return std::nullopt;
}

void EventTableModel::setOrder(const std::optional<core::SortOrder> &order)
{
    if (order == m_sort.order())
        return;
    m_sort.setOrder(order);
    emit headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
    emit orderChanged();
}

void EventTableModel::cancelSorting()
{
    m_sort.cancel();
    emit headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
    emit orderChanged();
}

/// Of what may be seen: the order of what is hidden would tell it.
std::unique_ptr<core::SortKeys>
EventTableModel::storedKeys(const core::SortOrder &order, const core::LiveFilter::Rows &rows) const
{
    using By = core::SortOrder::By;
    if (!m_stored)
        return nullptr;
    const auto name = core::ValueName::parse(order.by == By::Type      ? "type"
                                             : order.by == By::Source  ? "source"
                                             : order.by == By::Subject ? "subject"
                                                                       : order.name);
    if (!name)
        return nullptr;
    core::StoredKeys::Seen seen;
    if (!m_redaction.isEmpty()) {
        seen = [redaction = m_redaction](core::StoredEvent stored) {
            auto redacted = redaction.apply(std::move(stored));
            return redacted ? std::optional(std::move(*redacted)) : std::nullopt;
        };
    }
    return std::make_unique<core::StoredKeys>(*m_stored, *name, rows, std::move(seen));
}

const std::vector<core::ValueName> &EventTableModel::ownColumns() const
{
    static const std::vector<core::ValueName> None;
    return m_own ? m_own->names() : None;
}

bool EventTableModel::addOwnColumn(core::ValueName name)
{
    if (!m_own || ownColumns().size() >= OwnValues::MaxColumns)
        return false;
    std::vector<core::ValueName> names = ownColumns();
    names.push_back(std::move(name));
    beginInsertColumns({}, columnCount(), columnCount());
    m_own->setNames(std::move(names));
    endInsertColumns();
    return true;
}

void EventTableModel::removeOwnColumn(std::size_t index)
{
    const int number = EventColumnCount + static_cast<int>(index);
    if (order() && (order() == orderBy(number, true) || order() == orderBy(number, false)))
        setOrder(std::nullopt);
    std::vector<core::ValueName> names = ownColumns();
    names.erase(names.begin() + static_cast<std::ptrdiff_t>(index));
    beginRemoveColumns({}, number, number);
    m_own->setNames(std::move(names));
    endRemoveColumns();
}

void EventTableModel::renewOrder()
{
    m_sort.renew();
}

void EventTableModel::removeLeft(quint64 count)
{
    beginRemoveRows({}, 0, static_cast<int>(count - 1));
    m_rows.apply();
    endRemoveRows();
    forgetLeft();
    if (rowCount() > 0) { // the row above it has gone
        const QModelIndex first = index(0, column(EventColumn::Delta));
        emit dataChanged(first, first, {Qt::DisplayRole, RawRole});
    }
    noticeDays();
}

void EventTableModel::forgetLeft()
{
    if (m_texts)
        m_texts->forgetBelow(oldest());
    if (m_own)
        m_own->forgetBelow(oldest());
}

void EventTableModel::setWaiting(quint64 rows)
{
    if (m_waiting == rows)
        return;
    m_waiting = rows;
    emit waitingChanged(rows);
}

/// Announced from the first to the last that changed: mostly the few rows that a person has just marked.
void EventTableModel::setMarks(std::shared_ptr<const core::Marks> marks)
{
    const auto before = std::exchange(m_marks, std::move(marks));
    const auto was = before->all();
    const auto is = m_marks->all();
    const std::size_t both = std::min(was.size(), is.size());
    std::size_t front = 0; // equal in both, as many at the back
    while (front < both && was[front] == is[front])
        ++front;
    std::size_t back = 0;
    while (back < both - front && was[was.size() - 1 - back] == is[is.size() - 1 - back])
        ++back;
    quint64 first = std::numeric_limits<quint64>::max();
    quint64 last = 0;
    for (const auto &all : {was, is}) {
        if (all.size() > front + back) {
            first = std::min<quint64>(first, all[front].sequence.value);
            last = std::max<quint64>(last, all[all.size() - 1 - back].sequence.value);
        }
    }
    if (last == 0)
        return;
    const bool isSorted = m_sort.isSorted(); // then they may stand anywhere
    const auto top = isSorted ? 0 : static_cast<int>(m_rows.positionsBefore(first - 1));
    const auto bottom =
        isSorted ? rowCount() - 1 : static_cast<int>(m_rows.positionsBefore(last)) - 1;
    if (bottom >= top)
        emit dataChanged(index(top, column(EventColumn::Mark)),
                         index(bottom, column(EventColumn::Mark)),
                         {Qt::DisplayRole, RawRole, NotedRole, NoteRole, Qt::AccessibleTextRole});
}

int EventTableModel::noted(core::EventSequence sequence) const
{
    const core::Mark *mark = m_marks->find(sequence);
    return !mark ? NothingNoted
                 : (mark->isMarked ? IsMarked : 0) | (mark->note.empty() ? 0 : HasNote);
}

core::EventSequence EventTableModel::sequenceAt(int row) const
{
    return {rowAt(row) + 1};
}

void EventTableModel::setZone(ClockZone zone)
{
    if (m_zone == zone)
        return;
    m_zone = zone;
    noticeDays();
    if (rowCount() > 0)
        emit dataChanged(index(0, column(EventColumn::Time)),
                         index(rowCount() - 1, column(EventColumn::Time)), {Qt::DisplayRole});
}

void EventTableModel::setRedaction(core::Redaction redaction)
{
    m_redaction = std::move(redaction);
    if (m_own)
        m_own->setRedaction(m_redaction);
    if (order() && order()->by == core::SortOrder::By::Value) {
        const std::optional<core::SortOrder> same = order();
        m_sort.setOrder(std::nullopt); // not a moment longer in the order of what is hidden
        sortRows();
        m_sort.setOrder(same);
    }
    if (rowCount() > 0)
        emit dataChanged(index(0, column(EventColumn::Type)),
                         index(rowCount() - 1, column(EventColumn::Subject)),
                         {Qt::DisplayRole, RawRole, Qt::AccessibleTextRole});
}

std::optional<std::string> EventTableModel::value(core::EventSequence sequence,
                                                  EventColumn column) const
{
    const quint64 row = sequence.value - 1;
    if (row < m_columns.first() || row >= m_columns.published())
        return std::nullopt;
    const std::optional<std::string_view> text = textOf({sequence, m_columns.row(row)}, column);
    return text ? std::optional<std::string>(*text) : std::nullopt;
}

/// The day stands before the time only where it tells something: when the oldest and the newest
/// event differ in it.
void EventTableModel::noticeDays()
{
    const std::uint64_t first = m_columns.first();
    const std::uint64_t published = m_columns.published();
    if (first == published)
        return;
    const auto day = [&](std::uint64_t row) {
        return dayAndTime(wallTime(m_columns.row(row).received), m_zone).left(5);
    };
    const bool spansDays = day(first) != day(published - 1);
    if (spansDays == m_spansDays)
        return;
    m_spansDays = spansDays;
    if (rowCount() > 0)
        emit dataChanged(index(0, column(EventColumn::Time)),
                         index(rowCount() - 1, column(EventColumn::Time)), {Qt::DisplayRole});
}

int EventTableModel::rowOf(core::EventSequence sequence) const
{
    if (!sequence)
        return -1;
    const std::optional<std::uint64_t> position = m_sort.isSorted()
                                                      ? m_sort.positionOf(sequence.value - 1)
                                                      : m_rows.positionOf(sequence.value - 1);
    return position ? static_cast<int>(*position) : -1;
}

quint64 EventTableModel::shownBetween(core::EventSequence first, core::EventSequence last) const
{
    const quint64 end = std::min(last, newestShown()).value;
    return end < first.value
               ? 0
               : m_rows.positionsBefore(end) - m_rows.positionsBefore(first.value - 1);
}

core::EventSequence EventTableModel::newestShown() const
{
    return {m_sort.isSorted() ? m_sort.end() : m_rows.shownEnd()};
}

std::uint64_t EventTableModel::rowAt(int position) const
{
    const auto at = static_cast<std::uint64_t>(position);
    return m_sort.isSorted() ? m_sort.rowAt(at) : m_rows.rowAt(at);
}

int EventTableModel::rowCount(const QModelIndex &parent) const
{
    constexpr std::uint64_t Most = std::numeric_limits<int>::max();
    const std::uint64_t count = m_sort.isSorted() ? m_sort.count() : m_rows.count();
    return parent.isValid() ? 0 : static_cast<int>(std::min(count, Most));
}

int EventTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : EventColumnCount + static_cast<int>(ownColumns().size());
}

EventTableModel::Shown EventTableModel::shown(int position) const
{
    const std::uint64_t row = rowAt(position);
    return {{row + 1}, m_columns.row(row)};
}

QVariant EventTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto column = static_cast<EventColumn>(index.column());
    const bool isOfCell = role == Qt::DisplayRole || role == RawRole || role == ValueKindRole ||
                          role == Qt::TextAlignmentRole;
    if (isOfCell && isOwn(column))
        return ownData(index, role);
    switch (role) {
    case Qt::DisplayRole:
        return display(shown(index.row()), column);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::AlignVCenter |
                                   (standsRight(column) ? Qt::AlignRight : Qt::AlignLeft));
    case Qt::AccessibleTextRole:
        return sentence(shown(index.row()));
    case RawRole:
        return raw(shown(index.row()), column);
    case SequenceRole:
        return qulonglong{sequenceAt(index.row()).value};
    case NotedRole:
        return noted(sequenceAt(index.row()));
    case NoteRole: {
        const std::string_view note = m_marks->note(sequenceAt(index.row()));
        return QString::fromUtf8(note.data(), static_cast<qsizetype>(note.size()));
    }
    case TypeCodeRole:
        return uint{shown(index.row()).row.type};
    case ReplyRole:
        return shown(index.row()).row.shape.origin == core::OriginKind::Reply;
    case BadgesRole:
        return badgeWords(shown(index.row()).row);
    default:
        return {};
    }
}

EventTableModel::OwnCell EventTableModel::ownCell(const Shown &event, EventColumn which) const
{
    const auto at = static_cast<std::size_t>(column(which) - EventColumnCount);
    const OwnValues::Values *values = hasGone(event) ? nullptr : m_own->find(event.sequence);
    if (!values || at >= values->size())
        return {};
    const core::EventValue &value = (*values)[at];
    return {static_cast<int>(value.kind), QString::fromStdString(value.text)};
}

/// One line; `…` for what is not known yet.
QVariant EventTableModel::ownData(const QModelIndex &index, int role) const
{
    using Kind = core::EventValue::Kind;
    const OwnCell cell = ownCell(shown(index.row()), static_cast<EventColumn>(index.column()));
    const bool isNumber = cell.kind == static_cast<int>(Kind::Number);
    switch (role) {
    case ValueKindRole:
        return cell.kind;
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::AlignVCenter | (isNumber ? Qt::AlignRight : Qt::AlignLeft));
    case RawRole:
        return cell.text;
    default:
        break;
    }
    if (cell.kind < 0)
        return QStringLiteral("…");
    const bool isEmptyText = cell.kind == static_cast<int>(Kind::Text) && cell.text.isEmpty();
    return isEmptyText ? QStringLiteral("\"\"") : oneLine(cell.text.toStdString());
}

QVariant EventTableModel::display(const Shown &event, EventColumn column) const
{
    switch (column) {
    case EventColumn::Mark:
        return {};
    case EventColumn::Number:
        return groupedNumber(event.sequence.value);
    case EventColumn::Time:
        return time(event);
    case EventColumn::Delta: {
        const std::optional<std::chrono::microseconds> since = delta(event);
        return since ? QVariant(deltaText(*since)) : QVariant();
    }
    case EventColumn::Type:
    case EventColumn::Source:
    case EventColumn::Subject:
        return shownText(event, column);
    case EventColumn::Size:
        return event.row.shape.dataForm == core::DataForm::None
                   ? QVariant()
                   : QVariant(byteSize(event.row.size));
    case EventColumn::Findings:
        return badgeWords(event.row).join(u' ');
    }
    return {}; // an own column: ownData()
}

QVariant EventTableModel::raw(const Shown &event, EventColumn column) const
{
    switch (column) {
    case EventColumn::Mark:
        return noted(event.sequence);
    case EventColumn::Number:
        return qulonglong{event.sequence.value};
    case EventColumn::Time:
        return qlonglong{event.row.received};
    case EventColumn::Delta: {
        const std::optional<std::chrono::microseconds> since = delta(event);
        return since ? QVariant(qlonglong{since->count()}) : QVariant();
    }
    case EventColumn::Type:
    case EventColumn::Source:
    case EventColumn::Subject:
        return rawText(event, column);
    case EventColumn::Size:
        return uint{event.row.size};
    case EventColumn::Findings:
        return badgeWords(event.row);
    }
    return {};
}

core::ValueCode EventTableModel::codeOf(const Shown &event, EventColumn column) const
{
    return column == EventColumn::Type     ? event.row.type
           : column == EventColumn::Source ? event.row.source
                                           : event.row.subject;
}

/// Nothing where there is no value, or its text is still being read.
std::optional<std::string_view> EventTableModel::textOf(const Shown &event,
                                                        EventColumn column) const
{
    const core::ValueCode code = codeOf(event, column);
    if (code == core::AbsentCode)
        return std::nullopt;
    if (code != core::OtherCode) {
        const core::Dictionary &dictionary = column == EventColumn::Type     ? m_columns.types
                                             : column == EventColumn::Source ? m_columns.sources
                                                                             : m_columns.subjects;
        return dictionary.text(code);
    }
    const RowTexts::Texts *texts = m_texts ? m_texts->find(event.sequence) : nullptr;
    if (!texts)
        return std::nullopt;
    return column == EventColumn::Type     ? texts->type
           : column == EventColumn::Source ? texts->source
                                           : texts->subject;
}

/// Of a subject, by which nobody can filter, no number tells which it is.
std::optional<QString> EventTableModel::standInFor(const Shown &event, EventColumn column) const
{
    return standIn(m_redaction, attributeName(column),
                   column == EventColumn::Subject ? core::OtherCode : codeOf(event, column));
}

/// One line; `""` for a value that is there and empty, `…` for one that is not known yet.
QString EventTableModel::shownText(const Shown &event, EventColumn column) const
{
    const std::optional<std::string_view> utf8 = textOf(event, column);
    if (!utf8)
        return codeOf(event, column) == core::OtherCode ? QStringLiteral("…") : QString();
    if (const std::optional<QString> instead = standInFor(event, column))
        return *instead;
    return utf8->empty() ? QStringLiteral("\"\"") : oneLine(*utf8);
}

QString EventTableModel::rawText(const Shown &event, EventColumn column) const
{
    const std::optional<std::string_view> utf8 = textOf(event, column);
    if (!utf8)
        return {};
    if (const std::optional<QString> instead = standInFor(event, column))
        return *instead;
    return QString::fromUtf8(utf8->data(), static_cast<qsizetype>(utf8->size()));
}

void EventTableModel::showTexts(core::EventSequence first, core::EventSequence last)
{
    if (m_sort.isSorted()) { // they may stand anywhere
        if (rowCount() > 0)
            emit dataChanged(index(0, column(EventColumn::Type)),
                             index(rowCount() - 1, column(EventColumn::Subject)),
                             {Qt::DisplayRole, RawRole, Qt::AccessibleTextRole});
        return;
    }
    const auto top = static_cast<int>(m_rows.positionsBefore(first.value - 1));
    const auto bottom = static_cast<int>(m_rows.positionsBefore(last.value)) - 1;
    if (bottom >= top)
        emit dataChanged(index(top, column(EventColumn::Type)),
                         index(bottom, column(EventColumn::Subject)),
                         {Qt::DisplayRole, RawRole, Qt::AccessibleTextRole});
}

QString EventTableModel::time(const Shown &event) const
{
    if (hasGone(event))
        return {};
    const core::WallTime received = wallTime(event.row.received);
    return m_spansDays ? dayAndTime(received, m_zone) : timeOfDay(received, m_zone);
}

/// To the event that is shown before it in the order of the log.
std::optional<std::chrono::microseconds> EventTableModel::delta(const Shown &event) const
{
    const std::uint64_t before = m_rows.positionsBefore(event.sequence.value - 1);
    if (before == 0 || hasGone(event))
        return std::nullopt;
    const core::Row above = m_columns.row(m_rows.rowAt(before - 1));
    return std::chrono::microseconds(event.row.received - above.received);
}

/// Nothing is known of it any more: it has left the log, and is about to leave the sorted rows.
bool EventTableModel::hasGone(const Shown &event) const
{
    return event.sequence.value - 1 < m_columns.readable();
}

QString EventTableModel::sentence(const Shown &event) const
{
    const QString type = shownText(event, EventColumn::Type);
    const QString source = shownText(event, EventColumn::Source);
    QString said = tr("Event %1 at %2: %3 from %4")
                       .arg(groupedNumber(event.sequence.value), time(event), type, source);
    if (const QString subject = shownText(event, EventColumn::Subject); !subject.isEmpty())
        said += tr(", subject %1").arg(subject);
    for (std::size_t i = 0; i < ownColumns().size(); ++i) {
        const OwnCell cell =
            ownCell(event, static_cast<EventColumn>(EventColumnCount + static_cast<int>(i)));
        if (!cell.text.isEmpty())
            said += u", " + oneLine(ownColumns()[i].text()) + u' ' +
                    oneLine(cell.text.left(MostSpoken).toStdString());
    }
    if (event.row.shape.dataForm != core::DataForm::None)
        said += u", " + byteSize(event.row.size);
    if (event.row.shape.origin == core::OriginKind::Reply)
        said += tr(", reply");
    if (m_marks->isMarked(event.sequence))
        said += tr(", marked");
    said += u'.';
    if (const std::string_view note = m_marks->note(event.sequence); !note.empty())
        said += u' ' + tr("Note: %1.").arg(oneLine(note));
    for (const QString &word : badgeWords(event.row))
        said += u' ' + badgeExplanation(word);
    return said;
}

QVariant EventTableModel::sortDirection(int section) const
{
    const auto ascending = orderBy(section, false);
    if (!ascending)
        return {};
    if (order() == ascending)
        return 1;
    return order() == orderBy(section, true) ? -1 : 0;
}

QVariant EventTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    const auto column = static_cast<EventColumn>(section);
    if (isOwn(column)) {
        const auto at = static_cast<std::size_t>(section - EventColumnCount);
        const bool isNumber = m_own->kindOf(at) == core::EventValue::Kind::Number;
        if (role == Qt::TextAlignmentRole)
            return QVariant::fromValue(Qt::AlignVCenter |
                                       (isNumber ? Qt::AlignRight : Qt::AlignLeft));
        if (role == Qt::DisplayRole || role == Qt::AccessibleTextRole || role == Qt::ToolTipRole)
            return oneLine(ownColumns()[at].text());
        return role == SortRole ? sortDirection(section) : QVariant();
    }
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::AlignVCenter |
                                   (standsRight(column) ? Qt::AlignRight : Qt::AlignLeft));
    if (role == Qt::AccessibleTextRole && column == EventColumn::Mark)
        return tr("Mark");
    if (role == Qt::AccessibleTextRole && column == EventColumn::Number)
        return tr("Number");
    if (role == Qt::AccessibleTextRole && column == EventColumn::Delta)
        return tr("Time since the row above");
    if (role == SortRole)
        return sortDirection(section);
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole)
        return {};
    switch (column) {
    case EventColumn::Mark:
        return QString();
    case EventColumn::Number:
        return QStringLiteral("#");
    case EventColumn::Time:
        return tr("Time");
    case EventColumn::Delta:
        return QStringLiteral("\u0394");
    case EventColumn::Type:
        return tr("Type");
    case EventColumn::Source:
        return tr("Source");
    case EventColumn::Subject:
        return tr("Subject");
    case EventColumn::Size:
        return tr("Size");
    case EventColumn::Findings:
        return tr("Findings");
    }
    return {};
}

} // namespace ui
