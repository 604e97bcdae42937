// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/problems/problemrow.h"

#include <QAbstractTableModel>

#include <deque>
#include <vector>

namespace ui {

enum class ProblemColumn : int { Time, Status, Title, Request, Remote, Size };

/// The newest refusals of a capture as rows, newest first. Fed with runs in the order of their numbers; announces each
/// run as one insertion, and before it what leaves to keep the bound.
class ProblemsModel : public QAbstractTableModel {
    Q_OBJECT
public:
    static constexpr std::size_t MaxRows = 10'000;
    static constexpr int NumberRole = Qt::UserRole; ///< qulonglong: of the refusal

    explicit ProblemsModel(QObject *parent = nullptr);

    /// `rows` ascend. What does not follow on the newest row begins the list anew.
    void append(const std::vector<ProblemRow> &rows);
    /// What is wrong is said without anything that was sent.
    void setRedacted(bool redacted);
    QString title(const ProblemRow &row) const { return m_isRedacted ? row.rule : row.title; }
    /// 0 if there is none.
    quint64 newest() const { return m_rows.empty() ? 0 : m_rows.back().number; }
    /// -1 if it is not in the list.
    int rowOf(quint64 number) const;
    const ProblemRow &problem(int row) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString text(const ProblemRow &row, ProblemColumn column) const;
    QString sentence(const ProblemRow &row) const;
    bool spansDays() const;

    std::deque<ProblemRow> m_rows; ///< oldest first
    bool m_showsDay = false;
    bool m_isRedacted = false;
};

} // namespace ui
