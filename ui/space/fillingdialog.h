// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/redaction/redaction.h"
#include "ui/space/fillingmodel.h"

#include <QDialog>
#include <QString>

#include <memory>
#include <optional>

class QLabel;
class QPushButton;

namespace ui {

class Job;
class Segments;
class SmallTable;
class Theme;

/// What fills a capture: sources and types by the bytes of their data. Shows one moment; leads to what can be done.
class FillingDialog : public QDialog {
    Q_OBJECT
public:
    static constexpr std::size_t Rows = 100;

    /// `columns` outlive it.
    FillingDialog(const core::Columns &columns, const Theme &theme, QWidget *parent = nullptr);
    ~FillingDialog() override;

    /// Values that are hidden are named by numbers, as in the facets; what can be done with them is the same.
    void setRedaction(core::Redaction redaction);

    const FillingModel &model() const { return m_model; }

signals:
    /// From now on events of this source, or else type, shall not be kept.
    void leaveOutRequested(bool isSource, const QString &value);
    /// Show only these.
    void filterRequested(bool isSource, const QString &value);

private:
    void showFound();
    void judge();
    const core::ValueSize *chosenValue() const;
    QString chosenText() const;
    bool isBySource() const;

    QStringList standIns(const std::vector<core::ValueSize> &values) const;

    const core::Columns &m_columns;
    core::Redaction m_redaction;
    FillingModel m_model;
    std::optional<core::LargestValues> m_found;
    QLabel *m_sentence;
    Segments *m_segments;
    SmallTable *m_table;
    QLabel *m_rest;
    QPushButton *m_leaveOut;
    QPushButton *m_filter;
    std::unique_ptr<Job> m_job; ///< last: ends first
};

} // namespace ui
