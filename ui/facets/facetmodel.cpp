// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/facets/facetmodel.h"

#include "ui/facets/facetwords.h"
#include "ui/models/eventtext.h"
#include "ui/models/standin.h"

#include <QHash>

#include <algorithm>

namespace ui {

namespace {

// An index of the model: facet in the upper half of its id, node in the lower.
constexpr int FacetShift = 24;

quintptr idOf(core::Facet facet, std::size_t node)
{
    return quintptr(facet) << FacetShift | quintptr(node);
}

core::Facet facetOf(const QModelIndex &index)
{
    return core::Facet(index.internalId() >> FacetShift);
}

} // namespace

FacetModel::FacetModel(const core::Columns &columns, core::ScanPool &pool,
                       core::StoredValues *stored, QObject *parent)
    : QAbstractItemModel(parent)
    , m_columns(columns)
    , m_counts(columns, pool, stored)
{
    m_sections.reserve(core::AllFacets.size());
    for (const core::Facet facet : core::AllFacets) {
        const auto name = [this, facet](core::ValueCode code) {
            return isHidden(facet) ? nameOf(facet, code).toStdString()
                                   : std::string(dictionary(facet).text(code));
        };
        Section section{facet, FacetValues(facet, columns, name)};
        section.rows.resize(section.tree.nodes.size());
        m_sections.push_back(std::move(section));
    }
}

void FacetModel::setFilter(const core::EventFilter &filter, quint64 start)
{
    const bool isOther = filter != m_counts.filter();
    m_counts.setFilter(filter, start);
    for (Section &section : m_sections) {
        if (isOther) {
            core::FacetChoice choice = core::choiceOf(filter, section.facet);
            choice.taken.values.merge(choice.excluded.values);
            section.values.takeFilter(std::move(choice.taken.values));
            judge(section);
        }
    }
    advance();
    if (isOther) {
        announce({}, {StateRole, Qt::AccessibleTextRole});
    }
}

void FacetModel::setRedaction(core::Redaction redaction)
{
    beginResetModel();
    m_redaction = std::move(redaction);
    for (Section &section : m_sections) {
        rebuild(section);
    }
    endResetModel();
}

void FacetModel::search(const QString &words)
{
    m_isSearching = !words.isEmpty();
    for (Section &section : m_sections) {
        section.values.search(words.toStdString());
    }
    advance();
}

bool FacetModel::isLooking() const
{
    return std::any_of(m_sections.begin(), m_sections.end(),
                       [](const Section &section) { return section.values.isBusy(); });
}

void FacetModel::advance()
{
    const bool isCounted = m_counts.advance();
    if (!isCounted && !isLooking()) {
        return;
    }
    std::vector<bool> isOther;
    for (Section &section : m_sections) {
        isOther.push_back(findRows(section));
    }
    const std::vector<core::Facet> listed = listedFacets();
    if (listed != m_listed || std::find(isOther.begin(), isOther.end(), true) != isOther.end()) {
        beginResetModel();
        m_listed = listed;
        for (Section &section : m_sections) {
            if (isOther[std::size_t(section.facet)]) {
                rebuild(section);
            } else {
                recount(section);
            }
        }
        endResetModel();
        return;
    }
    for (const core::Facet facet : m_listed) {
        Section &section = m_sections[std::size_t(facet)];
        const std::vector<Row> before = section.rows;
        recount(section);
        announceCounts(head(facet), before);
        if (section.isOtherNumber) {
            announceNumber(section);
        }
    }
}

std::vector<core::Facet> FacetModel::listedFacets() const
{
    std::vector<core::Facet> listed;
    for (const core::Facet facet : core::AllFacets) {
        if (m_counts.distinct(facet) > 0 || m_counts.count(facet, core::OtherCode).kept > 0) {
            listed.push_back(facet);
        }
    }
    return listed;
}

/// Answers whether other rows are needed than there are.
bool FacetModel::findRows(Section &section)
{
    const auto has = [&](core::ValueCode code) {
        return !m_isSearching && m_counts.count(section.facet, code).kept > 0;
    };
    bool isOther = section.values.advance(m_counts);
    const bool hasAbsent = has(core::AbsentCode);
    const bool hasOthers = has(core::OtherCode);
    const quint64 known = section.values.matches(m_counts);
    const quint64 leftOut = known - section.values.codes().size();
    isOther = isOther || hasAbsent != section.hasAbsent || hasOthers != section.hasOthers ||
              (leftOut > 0) != (section.leftOut > 0);
    section.hasAbsent = hasAbsent;
    section.hasOthers = hasOthers;
    section.leftOut = leftOut;
    section.isOtherNumber = known != section.known;
    section.known = known;
    return isOther;
}

void FacetModel::rebuild(Section &section)
{
    // Sparklines stay until the next ones come.
    QHash<QString, FacetSpark> sparks;
    for (std::size_t node = 0; node < section.rows.size(); ++node) {
        sparks.insert(section.tree.nodes[node].path, section.rows[node].spark);
    }
    std::vector<FacetTree::Value> values;
    for (const core::ValueCode code : section.values.codes()) {
        values.push_back({code, nameOf(section.facet, code)});
    }
    section.tree =
        FacetTree::build(values, section.facet == core::Facet::Type && !isHidden(section.facet));
    if (section.hasAbsent) {
        section.tree.add(FacetRow::Absent, facetAbsence(section.facet), core::AbsentCode);
    }
    if (section.hasOthers) {
        section.tree.add(FacetRow::Others, tr("others"), core::OtherCode);
    }
    if (section.leftOut > 0) {
        section.tree.add(FacetRow::More, moreWords(section.leftOut), core::AbsentCode);
    }
    section.rows.assign(section.tree.nodes.size(), {});
    for (std::size_t node = 0; node < section.rows.size(); ++node) {
        section.rows[node].spark = sparks.value(section.tree.nodes[node].path);
    }
    recount(section);
    judge(section);
}

void FacetModel::recount(Section &section)
{
    // Children stand behind their parents: from the back, each node is whole before it is added to
    // the one above.
    for (Row &row : section.rows) {
        row.count = 0;
    }
    quint64 rest = m_counts.total(section.facet).shown;
    std::size_t more = 0;
    for (std::size_t node = section.rows.size(); node-- > 1;) {
        const FacetTree::Node &own = section.tree.nodes[node];
        const bool isCounted = own.code != core::AbsentCode || own.kind == FacetRow::Absent;
        const quint64 shown = isCounted ? m_counts.count(section.facet, own.code).shown : 0;
        section.rows[node].count += shown;
        rest -= shown;
        more = own.kind == FacetRow::More ? node : more;
        section.rows[std::size_t(own.parent)].count += section.rows[node].count;
    }
    section.rows[more].count = rest; // the head says how many values there are
}

void FacetModel::judge(Section &section)
{
    const core::FacetJudge judge(filter(), section.facet);
    const auto &nodes = section.tree.nodes;
    for (std::size_t node = nodes.size(); node-- > 1;) {
        core::FacetState &state = section.rows[node].state;
        std::vector<core::FacetState> states;
        for (const int child : nodes[node].children) {
            states.push_back(section.rows[std::size_t(child)].state);
        }
        if (nodes[node].kind == FacetRow::Absent) {
            states.push_back(judge.of(std::nullopt));
        } else if (nodes[node].code >= core::FirstCode) {
            states.push_back(judge.of(dictionary(section.facet).text(nodes[node].code)));
        }
        const bool isSame =
            !states.empty() &&
            std::count(states.begin(), states.end(), states.front()) == qsizetype(states.size());
        state = isSame ? states.front() : core::FacetState::None;
    }
}

const core::Dictionary &FacetModel::dictionary(core::Facet facet) const
{
    return core::valuesOf(m_columns, facet);
}

QString FacetModel::nameOf(core::Facet facet, core::ValueCode code) const
{
    const std::optional<QString> instead = standIn(m_redaction, core::operandOf(facet), code);
    return instead ? *instead : oneLine(dictionary(facet).text(code));
}

/// Values without end come one by one: that is no reason to make every row anew.
void FacetModel::announceNumber(Section &section)
{
    const QModelIndex top = head(section.facet);
    emit dataChanged(top, top, {CountRole, Qt::AccessibleTextRole});
    if (section.leftOut > 0) {
        section.tree.nodes.back().name = moreWords(section.leftOut);
        const QModelIndex more = index(rowCount(top) - 1, 0, top);
        emit dataChanged(more, more, {Qt::DisplayRole, Qt::AccessibleTextRole});
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
void FacetModel::announceCounts(const QModelIndex &parent, const std::vector<Row> &before)
{
    int first = -1;
    int last = -1;
    for (int row = 0; row < rowCount(parent); ++row) {
        const QModelIndex child = index(row, 0, parent);
        if (section(child).rows[node(child)].count != before[node(child)].count) {
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
    Section &section = m_sections[std::size_t(
        rates.grouping == core::RateGrouping::Type ? core::Facet::Type : core::Facet::Source)];
    if (!rates.sparks) {
        return;
    }
    std::vector<FacetSpark> sparks = facetSparks(section.tree, *rates.sparks);
    bool isOther = false;
    for (std::size_t node = 0; node < sparks.size(); ++node) {
        isOther = isOther || section.rows[node].spark != sparks[node];
        section.rows[node].spark = std::move(sparks[node]);
    }
    if (isOther) { // what stands still costs nothing
        announce(head(section.facet), {SparkRole, RateRole});
    }
}

const FacetModel::Section &FacetModel::section(const QModelIndex &index) const
{
    return section(facetOf(index));
}

std::size_t FacetModel::node(const QModelIndex &index) const
{
    return std::size_t(index.internalId() & ((quintptr(1) << FacetShift) - 1));
}

const FacetTree::Node &FacetModel::nodeOf(const QModelIndex &index) const
{
    return section(index).tree.nodes[node(index)];
}

QModelIndex FacetModel::head(core::Facet facet) const
{
    const auto at = std::find(m_listed.begin(), m_listed.end(), facet);
    return at == m_listed.end() ? QModelIndex()
                                : createIndex(int(at - m_listed.begin()), 0, idOf(facet, 0));
}

QModelIndex FacetModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent)) {
        return {};
    }
    if (!parent.isValid()) {
        return createIndex(row, column, idOf(m_listed[std::size_t(row)], 0));
    }
    return createIndex(
        row, column, idOf(facetOf(parent), std::size_t(nodeOf(parent).children[std::size_t(row)])));
}

QModelIndex FacetModel::parent(const QModelIndex &index) const
{
    if (!index.isValid() || node(index) == 0) {
        return {};
    }
    const auto &nodes = section(index).tree.nodes;
    const int above = nodes[node(index)].parent;
    if (above == 0) {
        return head(facetOf(index));
    }
    const auto &siblings = nodes[std::size_t(nodes[std::size_t(above)].parent)].children;
    const auto row = std::find(siblings.begin(), siblings.end(), above) - siblings.begin();
    return createIndex(int(row), 0, idOf(facetOf(index), std::size_t(above)));
}

int FacetModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid()) {
        return int(m_listed.size());
    }
    return parent.column() > 0 ? 0 : int(nodeOf(parent).children.size());
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
    const FacetTree::Node &own = nodeOf(index);
    const Row &row = in.rows[node(index)];
    switch (role) {
    case Qt::DisplayRole:
        return own.kind == FacetRow::Head ? facetTitle(in.facet) : own.name;
    case Qt::ToolTipRole:
        return toolTip(index);
    case Qt::AccessibleTextRole:
        return sentence(index);
    case CountRole:
        if (own.kind == FacetRow::Head) {
            return qulonglong(in.known);
        }
        return own.kind == FacetRow::More && m_isSearching ? QVariant()
                                                           : QVariant(qulonglong(row.count));
    case CodeRole:
        return own.code;
    case SectionRole:
        return int(in.facet);
    case KindRole:
        return int(own.kind);
    case StateRole:
        return int(row.state);
    case SparkRole:
        return QVariant::fromValue(row.spark.bars);
    case RateRole:
        return row.spark.rate ? QVariant(*row.spark.rate) : QVariant();
    case PathRole:
        return QString(QString::number(int(in.facet)) + u'/' + own.path);
    default:
        return {};
    }
}

QString FacetModel::copyText(const QModelIndex &index) const
{
    const core::ValueCode code = nodeOf(index).code;
    const core::Facet facet = section(index).facet;
    return code < core::FirstCode || isHidden(facet)
               ? wholeName(index)
               : QString::fromStdString(std::string(dictionary(facet).text(code)));
}

QString FacetModel::wholeName(const QModelIndex &index) const
{
    const FacetTree::Node &own = nodeOf(index);
    return own.kind == FacetRow::Branch || own.kind == FacetRow::Value ? own.path : own.name;
}

} // namespace ui
