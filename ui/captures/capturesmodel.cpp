// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/captures/capturesmodel.h"

#include "ui/frame/celldelegate.h"
#include "ui/models/eventtext.h"

#include <QDateTime>

#include <numeric>
#include <utility>

namespace ui {

namespace {

/// To the minute; empty for none.
QString minuteText(const std::optional<core::WallTime> &time)
{
    if (!time) {
        return {};
    }
    const auto seconds = std::chrono::floor<std::chrono::seconds>(time->time_since_epoch());
    return QDateTime::fromSecsSinceEpoch(seconds.count())
        .toString(QStringLiteral("yyyy-MM-dd HH:mm"));
}

} // namespace

CapturesModel::CapturesModel(QObject *parent)
    : QAbstractTableModel(parent)
{
}

void CapturesModel::setCaptures(std::vector<core::CaptureSummary> captures,
                                const std::filesystem::path &shown)
{
    beginResetModel();
    m_rows = std::move(captures);
    m_shown = shown;
    endResetModel();
}

quint64 CapturesModel::bytes() const
{
    return std::accumulate(m_rows.begin(), m_rows.end(), quint64{0},
                           [](quint64 sum, const auto &row) { return sum + row.bytes; });
}

int CapturesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int CapturesModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(CaptureColumn::State) + 1;
}

QVariant CapturesModel::data(const QModelIndex &index, int role) const
{
    Q_ASSERT(checkIndex(index, CheckIndexOption::IndexIsValid));
    const core::CaptureSummary &row = capture(index.row());
    const auto column = CaptureColumn(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return text(row, column);
    case Qt::ToolTipRole:
        return row.problem.empty() ? oneLine(row.file.string()) : oneLine(row.problem);
    case Qt::AccessibleTextRole:
        return column == CaptureColumn::Name ? sentence(row) : text(row, column);
    case CellDelegate::NumberRole:
        return column != CaptureColumn::Name && column != CaptureColumn::State;
    case CellDelegate::ToneRole:
        if (column == CaptureColumn::State && !row.problem.empty()) {
            return QStringLiteral("danger");
        }
        return column == CaptureColumn::Name ? QString() : QStringLiteral("text2");
    default:
        return {};
    }
}

QString CapturesModel::text(const core::CaptureSummary &capture, CaptureColumn column) const
{
    switch (column) {
    case CaptureColumn::Name:
        return oneLine(capture.file.filename().string());
    case CaptureColumn::Size:
        return byteSize(capture.bytes);
    case CaptureColumn::Events:
        return capture.problem.empty() ? groupedNumber(capture.events) : QString();
    case CaptureColumn::First:
        return minuteText(capture.first);
    case CaptureColumn::Last:
        return minuteText(capture.last);
    case CaptureColumn::State:
        if (capture.file == m_shown) {
            return tr("this window");
        }
        if (capture.isTaken) {
            return tr("in use");
        }
        return capture.problem.empty() ? QString() : tr("cannot be read");
    }
    Q_UNREACHABLE();
}

QString CapturesModel::sentence(const core::CaptureSummary &capture) const
{
    QStringList parts;
    for (const CaptureColumn column : {CaptureColumn::Name, CaptureColumn::Size}) {
        parts.append(text(capture, column));
    }
    parts.append(tr("%1 events").arg(groupedNumber(capture.events)));
    for (const CaptureColumn column :
         {CaptureColumn::First, CaptureColumn::Last, CaptureColumn::State}) {
        if (const QString word = text(capture, column); !word.isEmpty()) {
            parts.append(word);
        }
    }
    return parts.join(QLatin1String(", "));
}

QVariant CapturesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) {
        return {};
    }
    const auto column = CaptureColumn(section);
    if (role == Qt::TextAlignmentRole) {
        const bool isRight = column == CaptureColumn::Size || column == CaptureColumn::Events ||
                             column == CaptureColumn::First || column == CaptureColumn::Last;
        return int((isRight ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    switch (column) {
    case CaptureColumn::Name:
        return tr("Capture");
    case CaptureColumn::Size:
        return tr("Size");
    case CaptureColumn::Events:
        return tr("Events");
    case CaptureColumn::First:
        return tr("First");
    case CaptureColumn::Last:
        return tr("Last");
    case CaptureColumn::State:
        return QString();
    }
    Q_UNREACHABLE();
}

} // namespace ui
