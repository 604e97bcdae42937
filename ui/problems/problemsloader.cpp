// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/problems/problemsloader.h"

#include <algorithm>

namespace ui {
namespace {

/// Refusals come with their bytes, so few are held at a time.
constexpr std::size_t RowsPerRead = 100;

ProblemRows readRun(const ReadingThread::Reader &reader, quint64 first, quint64 last)
{
    if (!reader)
        return tl::unexpected(reader.error());
    std::vector<ProblemRow> rows;
    while (first <= last) {
        const std::size_t wanted = std::min<quint64>(RowsPerRead, last - first + 1);
        const auto page = (*reader)->refusals(first, wanted);
        if (!page)
            return tl::unexpected(page.error());
        if (page->empty())
            break;
        std::transform(page->begin(), page->end(), std::back_inserter(rows), problemRow);
        first = page->back().number + 1;
    }
    return rows;
}

ProblemResult readOne(const ReadingThread::Reader &reader, quint64 number, bool isRedacted)
{
    if (!reader)
        return tl::unexpected(reader.error());
    const auto found = (*reader)->refusals(number, 1);
    if (!found)
        return tl::unexpected(found.error());
    if (found->empty() || found->front().number != number)
        return nullptr;
    return describeProblem(found->front(), isRedacted);
}

} // namespace

ProblemsLoader::ProblemsLoader(OpenReader openReader, QObject *parent)
    : QObject(parent)
    , m_thread(std::move(openReader))
{
}

void ProblemsLoader::readRows(quint64 first, quint64 last)
{
    m_thread.ask(
        [first, last](const ReadingThread::Reader &reader) { return readRun(reader, first, last); },
        [this](const ProblemRows &rows) { emit rowsRead(rows); });
}

void ProblemsLoader::readProblem(quint64 number, bool isRedacted)
{
    m_thread.askNewest(
        [number, isRedacted](const ReadingThread::Reader &reader) {
            return readOne(reader, number, isRedacted);
        },
        [this, number](const ProblemResult &result) { emit problemRead(number, result); });
}

} // namespace ui
