// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/facets/facetmodel.h"

#include "ui/models/eventtext.h"
#include "ui/models/standin.h"

#include <QHash>

#include <algorithm>

namespace ui {

namespace {

constexpr std::array Sections{FacetSection::Types, FacetSection::Sources};

// An index of the model: section in the upper half of its id, node in the lower.
quintptr idOf(FacetSection section, std::size_t node)
{
    return quintptr(section) << 24 | quintptr(node);
}

FacetSection sectionOf(const QModelIndex &index)
{
    return FacetSection(index.internalId() >> 24);
}

std::string_view attributeName(FacetSection section)
{
    return section == FacetSection::Types ? "type" : "source";
}

core::EventFilter::Texts &taken(core::EventFilter &filter, FacetSection section)
{
    return section == FacetSection::Types ? filter.types : filter.sources;
}

core::EventFilter::Texts &excluded(core::EventFilter &filter, FacetSection section)
{
    return section == FacetSection::Types ? filter.excludedTypes : filter.excludedSources;
}

const core::EventFilter::Texts &taken(const core::EventFilter &filter, FacetSection section)
{
    return section == FacetSection::Types ? filter.types : filter.sources;
}

const core::EventFilter::Texts &excluded(const core::EventFilter &filter, FacetSection section)
{
    return section == FacetSection::Types ? filter.excludedTypes : filter.excludedSources;
}

bool containsAll(const core::EventFilter::Texts &all, const core::EventFilter::Texts &some)
{
    return !some.empty() && std::includes(all.begin(), all.end(), some.begin(), some.end());
}

/// `some` into `all`, or out of it if all of them are there.
void toggle(core::EventFilter::Texts &all, const core::EventFilter::Texts &some)
{
    if (containsAll(all, some)) {
        for (const std::string &text : some) {
            all.erase(text);
        }
    } else {
        all.insert(some.begin(), some.end());
    }
}

} // namespace

FacetModel::FacetModel(const core::Columns &columns, core::ScanPool &pool,
                       core::StoredValues *stored, QObject *parent)
    : QAbstractItemModel(parent)
    , m_columns(columns)
    , m_counts(columns, pool, stored)
{
    for (Section &section : m_sections) {
        section.tree = FacetTree::build({}, false);
        section.rows.resize(section.tree.nodes.size());
    }
}

void FacetModel::setFilter(const core::EventFilter &filter, quint64 start)
{
    const bool isOther = filter != m_counts.filter();
    m_counts.setFilter(filter, start);
    advance();
    for (const FacetSection which : Sections) {
        if (isOther) {
            announce(index(int(which), 0), {ChoiceRole, Qt::AccessibleTextRole});
        }
    }
}

void FacetModel::setRedaction(core::Redaction redaction)
{
    beginResetModel();
    m_redaction = std::move(redaction);
    for (const FacetSection which : Sections) {
        rebuild(which);
        recount(which);
    }
    endResetModel();
}

QString FacetModel::nameOf(FacetSection which, core::ValueCode code) const
{
    const std::optional<QString> instead = standIn(m_redaction, attributeName(which), code);
    return instead ? *instead : oneLine(dictionary(which).text(code));
}

const core::Dictionary &FacetModel::dictionary(FacetSection which) const
{
    return which == FacetSection::Types ? m_columns.types : m_columns.sources;
}

void FacetModel::advance()
{
    if (!m_counts.advance()) {
        return;
    }
    for (const FacetSection which : Sections) {
        Section &section = m_sections[std::size_t(which)];
        const quint64 leftOut = section.leftOut;
        if (findValues(which) || (section.leftOut > 0) != (leftOut > 0)) {
            beginResetModel();
            rebuild(which);
            recount(which);
            m_hasValues = m_hasValues || !section.codes.empty() || section.hasOthers;
            endResetModel();
            continue;
        }
        std::vector<quint64> before;
        before.reserve(section.rows.size());
        for (const Row &row : section.rows) {
            before.push_back(row.count);
        }
        recount(which);
        announceCounts(index(int(which), 0), before);
        if (section.leftOut != leftOut) {
            announceLeftOut(which);
        }
    }
}

/// The first MaxValues that have an event, and how many are left out; answers whether they are others than before. Names
/// whose events have left the log, or could not be kept, have none.
bool FacetModel::findValues(FacetSection which)
{
    Section &section = m_sections[std::size_t(which)];
    const core::ValueCode end =
        which == FacetSection::Types ? m_counts.typesEnd() : m_counts.sourcesEnd();
    std::vector<core::ValueCode> codes;
    codes.reserve(section.codes.size());
    core::ValueCode code = core::FirstCode;
    for (; code < end && codes.size() < MaxValues; ++code) {
        if (countsOf(which, code).kept > 0) {
            codes.push_back(code);
        }
    }
    section.leftOut = 0;
    for (; code < end; ++code) {
        section.leftOut += countsOf(which, code).kept > 0 ? 1U : 0U;
    }
    const bool hasOthers = countsOf(which, core::OtherCode).kept > 0;
    if (codes == section.codes && hasOthers == section.hasOthers) {
        return false;
    }
    section.codes = std::move(codes);
    section.hasOthers = hasOthers;
    return true;
}

void FacetModel::rebuild(FacetSection which)
{
    Section &section = m_sections[std::size_t(which)];
    // Sparklines stay until the next ones come.
    QHash<QString, QList<float>> sparks;
    for (std::size_t node = 0; node < section.rows.size(); ++node) {
        sparks.insert(section.tree.nodes[node].path, section.rows[node].spark);
    }
    std::vector<FacetTree::Value> values;
    for (const core::ValueCode code : section.codes) {
        values.push_back({code, nameOf(which, code)});
    }
    section.tree = FacetTree::build(values, which == FacetSection::Types &&
                                                !m_redaction.isAbout(attributeName(which)));
    if (section.hasOthers) {
        section.tree.nodes.front().children.push_back(int(section.tree.nodes.size()));
        section.tree.nodes.push_back(
            {tr("others"), QStringLiteral("\nothers"), core::OtherCode, 0, {}});
    }
    if (section.leftOut > 0) {
        section.tree.nodes.front().children.push_back(int(section.tree.nodes.size()));
        section.tree.nodes.push_back({moreText(section.leftOut),
                                      QStringLiteral("\n"), // no value has such a path
                                      core::AbsentCode,
                                      0,
                                      {}});
    }
    section.rows.assign(section.tree.nodes.size(), {});
    for (std::size_t node = 0; node < section.rows.size(); ++node) {
        section.rows[node].spark = sparks.value(section.tree.nodes[node].path);
    }
}

QString FacetModel::moreText(quint64 leftOut)
{
    return tr("%1 more…").arg(groupedNumber(leftOut));
}

/// Sources without end come one by one: that is no reason to make every row anew.
void FacetModel::announceLeftOut(FacetSection which)
{
    Section &section = m_sections[std::size_t(which)];
    section.tree.nodes.back().name = moreText(section.leftOut);
    const QModelIndex head = index(int(which), 0);
    const QModelIndex more = index(rowCount(head) - 1, 0, head);
    emit dataChanged(more, more, {Qt::DisplayRole, Qt::AccessibleTextRole});
    emit dataChanged(head, head, {CountRole, Qt::AccessibleTextRole});
}

core::ValueCount FacetModel::countsOf(FacetSection which, core::ValueCode code) const
{
    return which == FacetSection::Types ? m_counts.type(code) : m_counts.source(code);
}

void FacetModel::recount(FacetSection which)
{
    Section &section = m_sections[std::size_t(which)];
    // Children stand behind their parents: from the back, each node is whole before it is added to
    // the one above.
    for (Row &row : section.rows) {
        row.count = 0;
    }
    for (std::size_t node = section.rows.size(); node-- > 1;) {
        const FacetTree::Node &own = section.tree.nodes[node];
        if (own.code != core::AbsentCode) {
            section.rows[node].count += countsOf(which, own.code).shown;
        }
        section.rows[std::size_t(own.parent)].count += section.rows[node].count;
    }
}

/// Everything below `parent`.
void FacetModel::announce(const QModelIndex &parent, const QList<int> &roles)
{
    const int count = rowCount(parent);
    if (count == 0) {
        return;
    }
    emit dataChanged(index(0, 0, parent), index(count - 1, 0, parent), roles);
    for (int row = 0; row < count; ++row) {
        announce(index(row, 0, parent), roles);
    }
}

/// The run from the first to the last child whose count is not what it was, and what changed below.
void FacetModel::announceCounts(const QModelIndex &parent, const std::vector<quint64> &before)
{
    int first = -1;
    int last = -1;
    for (int row = 0; row < rowCount(parent); ++row) {
        const QModelIndex child = index(row, 0, parent);
        if (section(child).rows[node(child)].count != before[node(child)]) {
            first = first < 0 ? row : first;
            last = row;
        }
    }
    if (first >= 0) {
        emit dataChanged(index(first, 0, parent), index(last, 0, parent),
                         {CountRole, Qt::AccessibleTextRole});
    }
    // A branch may keep its sum while what is below it changes.
    for (int row = 0; row < rowCount(parent); ++row) {
        announceCounts(index(row, 0, parent), before);
    }
}

void FacetModel::setRates(const core::RateSnapshot &rates)
{
    const auto which =
        rates.grouping == core::RateGrouping::Type ? FacetSection::Types : FacetSection::Sources;
    Section &section = m_sections[std::size_t(which)];
    std::vector<QList<float>> sparks(section.rows.size());
    const std::size_t buckets = rates.buckets();
    for (std::size_t node = section.rows.size(); node-- > 1;) {
        const auto series = std::find_if(rates.series.begin(), rates.series.end(),
                                         [&](const core::RateSeries &candidate) {
                                             return candidate.code >= core::FirstCode &&
                                                    candidate.code == section.tree.nodes[node].code;
                                         });
        QList<float> &own = sparks[node];
        if (series != rates.series.end() && buckets > 0) {
            own.resize(SparkBars);
            for (std::size_t bucket = 0; bucket < buckets; ++bucket) {
                own[qsizetype(bucket * SparkBars / buckets)] += float(series->counts[bucket]);
            }
        }
        const auto above = std::size_t(section.tree.nodes[node].parent);
        if (!own.isEmpty() && above != 0) {
            sparks[above].resize(SparkBars);
            for (int bar = 0; bar < SparkBars; ++bar) {
                sparks[above][bar] += own[bar];
            }
        }
    }
    bool isOther = false;
    for (std::size_t node = 0; node < sparks.size(); ++node) {
        QList<float> &spark = sparks[node];
        const float highest = spark.isEmpty() ? 0 : *std::max_element(spark.begin(), spark.end());
        for (float &bar : spark) {
            bar = highest > 0 ? bar / highest : 0;
        }
        isOther = isOther || section.rows[node].spark != spark;
        section.rows[node].spark = std::move(spark);
    }
    if (isOther) { // what stands still costs nothing
        announce(index(int(which), 0), {SparkRole});
    }
}

const FacetModel::Section &FacetModel::section(const QModelIndex &index) const
{
    return m_sections[std::size_t(sectionOf(index))];
}

std::size_t FacetModel::node(const QModelIndex &index) const
{
    return std::size_t(index.internalId() & 0xffffff);
}

bool FacetModel::isMore(const Section &section, std::size_t node) const
{
    return section.leftOut > 0 && node + 1 == section.tree.nodes.size();
}

FacetModel::Texts FacetModel::textsBelow(const QModelIndex &index) const
{
    Texts texts;
    const Section &in = section(index);
    std::vector<std::size_t> open{node(index)};
    while (!open.empty()) {
        const FacetTree::Node &next = in.tree.nodes[open.back()];
        open.pop_back();
        if (next.code >= core::FirstCode) {
            texts.emplace(dictionary(sectionOf(index)).text(next.code));
        }
        open.insert(open.end(), next.children.begin(), next.children.end());
    }
    return texts;
}

/// Very many values, of which only the count is in memory: nothing to choose.
bool FacetModel::isOthers(const QModelIndex &index) const
{
    return section(index).tree.nodes[node(index)].code == core::OtherCode;
}

core::EventFilter FacetModel::filterWithOnly(const QModelIndex &index) const
{
    if (isOthers(index)) {
        return filter();
    }
    core::EventFilter wanted = filter();
    const FacetSection which = sectionOf(index);
    const Texts below = node(index) == 0 ? Texts{} : textsBelow(index);
    excluded(wanted, which).clear();
    taken(wanted, which) = below;
    if (wanted == filter()) {
        taken(wanted, which).clear();
    }
    return wanted;
}

core::EventFilter FacetModel::filterWithToggled(const QModelIndex &index) const
{
    core::EventFilter wanted = filter();
    if (isOthers(index)) {
        return wanted;
    }
    const Texts below = textsBelow(index);
    toggle(taken(wanted, sectionOf(index)), below);
    for (const std::string &text : below) {
        excluded(wanted, sectionOf(index)).erase(text);
    }
    return wanted;
}

core::EventFilter FacetModel::filterWithout(const QModelIndex &index) const
{
    core::EventFilter wanted = filter();
    if (isOthers(index)) {
        return wanted;
    }
    const Texts below = textsBelow(index);
    toggle(excluded(wanted, sectionOf(index)), below);
    for (const std::string &text : below) {
        taken(wanted, sectionOf(index)).erase(text);
    }
    return wanted;
}

FacetChoice FacetModel::choice(const QModelIndex &index) const
{
    const FacetSection which = sectionOf(index);
    if (node(index) == 0 || (taken(filter(), which).empty() && excluded(filter(), which).empty())) {
        return FacetChoice::None;
    }
    const Texts below = textsBelow(index);
    if (containsAll(excluded(filter(), which), below)) {
        return FacetChoice::Excluded;
    }
    return containsAll(taken(filter(), which), below) ? FacetChoice::Taken : FacetChoice::None;
}

QModelIndex FacetModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent)) {
        return {};
    }
    if (!parent.isValid()) {
        return createIndex(row, column, idOf(Sections[std::size_t(row)], 0));
    }
    const FacetTree::Node &above = section(parent).tree.nodes[node(parent)];
    return createIndex(row, column,
                       idOf(sectionOf(parent), std::size_t(above.children[std::size_t(row)])));
}

QModelIndex FacetModel::parent(const QModelIndex &index) const
{
    if (!index.isValid() || node(index) == 0) {
        return {};
    }
    const auto &nodes = section(index).tree.nodes;
    const int above = nodes[node(index)].parent;
    if (above == 0) {
        return createIndex(int(sectionOf(index)), 0, idOf(sectionOf(index), 0));
    }
    const auto &siblings = nodes[std::size_t(nodes[std::size_t(above)].parent)].children;
    const auto row = std::find(siblings.begin(), siblings.end(), above) - siblings.begin();
    return createIndex(int(row), 0, idOf(sectionOf(index), std::size_t(above)));
}

int FacetModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid()) {
        return m_hasValues ? int(Sections.size()) : 0;
    }
    return parent.column() > 0 ? 0 : int(section(parent).tree.nodes[node(parent)].children.size());
}

int FacetModel::columnCount(const QModelIndex &) const
{
    return 1;
}

Qt::ItemFlags FacetModel::flags(const QModelIndex &index) const
{
    return index.isValid() ? Qt::ItemIsEnabled | Qt::ItemIsSelectable : Qt::NoItemFlags;
}

QVariant FacetModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const Section &in = section(index);
    const std::size_t at = node(index);
    const bool isHead = at == 0;
    switch (role) {
    case Qt::DisplayRole:
        if (isHead) {
            return sectionOf(index) == FacetSection::Types ? tr("Types") : tr("Sources");
        }
        return in.tree.nodes[at].name;
    case Qt::ToolTipRole:
        if (isOthers(index)) {
            return tr("Events of further values, which are on disk only: there are very many.");
        }
        return isHead || isMore(in, at) ? QVariant() : in.tree.nodes[at].path;
    case Qt::AccessibleTextRole:
        return sentence(index);
    case CountRole:
        if (isHead) {
            return qulonglong(in.codes.size() + in.leftOut);
        }
        return isMore(in, at) ? QVariant() : QVariant(qulonglong(in.rows[at].count));
    case CodeRole:
        return in.tree.nodes[at].code;
    case SectionRole:
        return int(sectionOf(index));
    case IsSectionRole:
        return isHead;
    case ChoiceRole:
        return int(isMore(in, at) ? FacetChoice::None : choice(index));
    case SparkRole:
        return QVariant::fromValue(in.rows[at].spark);
    case PathRole:
        return QString(QString::number(int(sectionOf(index))) + u'/' + in.tree.nodes[at].path);
    default:
        return {};
    }
}

QString FacetModel::sentence(const QModelIndex &index) const
{
    const QString name = index.data(Qt::DisplayRole).toString();
    const QVariant count = index.data(CountRole);
    if (index.data(IsSectionRole).toBool()) {
        return tr("%1, %2 values").arg(name, groupedNumber(count.toULongLong()));
    }
    if (!count.isValid()) {
        return name;
    }
    const QString shown =
        tr("%1, %2 shown")
            .arg(isOthers(index) ? name : section(index).tree.nodes[node(index)].path,
                 groupedNumber(count.toULongLong()));
    switch (choice(index)) {
    case FacetChoice::Taken:
        return tr("%1, taken").arg(shown);
    case FacetChoice::Excluded:
        return tr("%1, excluded").arg(shown);
    case FacetChoice::None:
        return shown;
    }
    Q_UNREACHABLE();
}

} // namespace ui
