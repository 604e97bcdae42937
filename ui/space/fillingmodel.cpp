// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/space/fillingmodel.h"

#include "ui/frame/celldelegate.h"
#include "ui/models/eventtext.h"

#include <utility>

namespace ui {

namespace {

/// `43 %` `0.4 %`; never rounded to nothing.
QString shareText(quint64 part, quint64 all)
{
    const double percent = all == 0 ? 0 : 100 * double(part) / double(all);
    const QChar noBreak(0x00A0);
    if (percent > 0 && percent < 0.1) {
        return QStringLiteral("< 0.1") + noBreak + u'%';
    }
    return QString::number(percent, 'f', percent < 10 && percent > 0 ? 1 : 0) + noBreak + u'%';
}

} // namespace

FillingModel::FillingModel(QObject *parent)
    : QAbstractTableModel(parent)
{
}

void FillingModel::setValues(std::vector<core::ValueSize> values, quint64 allBytes,
                             QStringList standIns)
{
    Q_ASSERT(standIns.isEmpty() || standIns.size() == qsizetype(values.size()));
    beginResetModel();
    m_standIns = std::move(standIns);
    m_rows = std::move(values);
    m_allBytes = allBytes;
    endResetModel();
}

int FillingModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int FillingModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(FillingColumn::Events) + 1;
}

QVariant FillingModel::data(const QModelIndex &index, int role) const
{
    Q_ASSERT(checkIndex(index, CheckIndexOption::IndexIsValid));
    const int row = index.row();
    const auto column = FillingColumn(index.column());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        return text(row, column);
    case Qt::AccessibleTextRole:
        return column == FillingColumn::Value
                   ? tr("%1: %2, %3, %4 events")
                         .arg(text(row, column), text(row, FillingColumn::Size),
                              text(row, FillingColumn::Share), text(row, FillingColumn::Events))
                   : text(row, column);
    case CellDelegate::NumberRole:
        return column != FillingColumn::Value;
    case CellDelegate::ToneRole:
        if (column == FillingColumn::Value) {
            return value(row).value ? QString() : QStringLiteral("text3");
        }
        return column == FillingColumn::Size ? QString() : QStringLiteral("text2");
    default:
        return {};
    }
}

QString FillingModel::text(int row, FillingColumn column) const
{
    const core::ValueSize &value = m_rows[std::size_t(row)];
    switch (column) {
    case FillingColumn::Value:
        if (!value.value) {
            return tr("other values");
        }
        return m_standIns.isEmpty() ? oneLine(*value.value) : m_standIns[row];
    case FillingColumn::Size:
        return byteSize(value.bytes);
    case FillingColumn::Share:
        return shareText(value.bytes, m_allBytes);
    case FillingColumn::Events:
        return groupedNumber(value.events);
    }
    Q_UNREACHABLE();
}

QVariant FillingModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) {
        return {};
    }
    const auto column = FillingColumn(section);
    if (role == Qt::TextAlignmentRole) {
        return int((column == FillingColumn::Value ? Qt::AlignLeft : Qt::AlignRight) |
                   Qt::AlignVCenter);
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    switch (column) {
    case FillingColumn::Value:
        return tr("Value");
    case FillingColumn::Size:
        return tr("Data");
    case FillingColumn::Share:
        return tr("Share");
    case FillingColumn::Events:
        return tr("Events");
    }
    Q_UNREACHABLE();
}

} // namespace ui
