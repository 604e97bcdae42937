// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "ui/problems/problemdetails.h"
#include "ui/problems/problemrow.h"
#include "ui/reading/readingthread.h"

#include <QObject>

#include <memory>
#include <vector>

namespace ui {

using ProblemRows = core::Result<std::vector<ProblemRow>>;
/// Null: there is no refusal with that number.
using ProblemResult = core::Result<std::shared_ptr<const ProblemDetails>>;

/// Reads refusals from the capture, on a thread of its own: runs of rows for the list, and one whole, where the newest
/// request wins.
class ProblemsLoader : public QObject {
    Q_OBJECT

public:
    explicit ProblemsLoader(OpenReader openReader, QObject *parent = nullptr);

    /// The rows `first` to `last`, as far as they are there; come with rowsRead().
    void readRows(quint64 first, quint64 last);
    /// Comes with problemRead(), unless another is asked for before.
    void readProblem(quint64 number, bool isRedacted = false);

signals:
    void rowsRead(const ui::ProblemRows &rows);
    void problemRead(quint64 number, const ui::ProblemResult &result);

private:
    ReadingThread m_thread;
};

} // namespace ui
