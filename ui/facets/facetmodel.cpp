// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/facets/facetmodel.h"

#include "ui/models/eventtext.h"

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

FacetModel::FacetModel(const core::Columns &columns, core::ScanPool &pool, QObject *parent)
    : QAbstractItemModel(parent)
    , m_columns(columns)
    , m_counts(columns, pool)
{
    for (Section &section : m_sections) {
        section.tree = FacetTree::build({}, false);
        section.rows.resize(section.tree.nodes.size());
    }
}

void FacetModel::setFilter(const core::EventFilter &filter, quint64 start)
{
    m_counts.setFilter(filter, start);
    advance();
}

const core::Dictionary &FacetModel::dictionary(FacetSection which) const
{
    return which == FacetSection::Types ? m_columns.types : m_columns.sources;
}

void FacetModel::advance()
{
    m_counts.advance();
    for (const FacetSection which : Sections) {
        // Only values of published rows: the writer may know names of a commit that still fails.
        const core::ValueCode end =
            which == FacetSection::Types ? m_counts.typesEnd() : m_counts.sourcesEnd();
        if (end > m_sections[std::size_t(which)].end) {
            beginResetModel();
            m_sections[std::size_t(which)].end = end;
            rebuild(which);
            recount(which);
            m_hasValues = true;
            endResetModel();
        } else {
            recount(which);
        }
        announceCounts(index(int(which), 0));
    }
}

void FacetModel::rebuild(FacetSection which)
{
    Section &section = m_sections[std::size_t(which)];
    std::vector<FacetTree::Value> values;
    const core::ValueCode end = std::min(section.end, core::FirstCode + core::ValueCode(MaxValues));
    for (core::ValueCode code = core::FirstCode; code < end; ++code) {
        values.push_back({code, oneLine(dictionary(which).text(code))});
    }
    section.leftOut = section.end - end;
    section.tree = FacetTree::build(values, which == FacetSection::Types);
    if (section.leftOut > 0) {
        section.tree.nodes.front().children.push_back(int(section.tree.nodes.size()));
        section.tree.nodes.push_back({tr("%1 more…").arg(groupedNumber(section.leftOut)),
                                      QStringLiteral("/more"),
                                      core::AbsentCode,
                                      0,
                                      {}});
    }
    section.rows.assign(section.tree.nodes.size(), {});
}

quint64 FacetModel::countOf(FacetSection which, std::size_t node) const
{
    const core::ValueCode code = m_sections[std::size_t(which)].tree.nodes[node].code;
    if (code < core::FirstCode) {
        return 0;
    }
    return which == FacetSection::Types ? m_counts.type(code).shown : m_counts.source(code).shown;
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
        section.rows[node].count += countOf(which, node);
        const auto above = std::size_t(section.tree.nodes[node].parent);
        section.rows[above].count += section.rows[node].count;
    }
}

void FacetModel::announceCounts(const QModelIndex &parent)
{
    const int count = rowCount(parent);
    if (count == 0) {
        return;
    }
    emit dataChanged(index(0, 0, parent), index(count - 1, 0, parent),
                     {CountRole, ChoiceRole, SparkRole});
    for (int row = 0; row < count; ++row) {
        announceCounts(index(row, 0, parent));
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
    for (std::size_t node = 0; node < sparks.size(); ++node) {
        QList<float> &spark = sparks[node];
        const float highest = spark.isEmpty() ? 0 : *std::max_element(spark.begin(), spark.end());
        for (float &bar : spark) {
            bar = highest > 0 ? bar / highest : 0;
        }
        section.rows[node].spark = spark;
    }
    announceCounts(index(int(which), 0));
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

core::EventFilter FacetModel::filterWithOnly(const QModelIndex &index) const
{
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
        return isHead || isMore(in, at) ? QVariant() : in.tree.nodes[at].path;
    case Qt::AccessibleTextRole:
        return sentence(index);
    case CountRole:
        if (isHead) {
            return qulonglong(in.end - core::FirstCode);
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
            .arg(section(index).tree.nodes[node(index)].path, groupedNumber(count.toULongLong()));
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
