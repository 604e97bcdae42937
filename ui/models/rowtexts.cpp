// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/models/rowtexts.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace ui {
namespace {

/// Rows nearer to each other are read in one sweep.
constexpr quint64 NearRows = 16;

std::optional<std::string> copyOf(const std::optional<std::string_view> &text)
{
    return text ? std::optional<std::string>(*text) : std::nullopt;
}

} // namespace

RowTexts::RowTexts(OpenReader openReader, QObject *parent)
    : QObject(parent)
    , m_thread(std::move(openReader))
{
}

const RowTexts::Texts *RowTexts::find(core::EventSequence sequence)
{
    if (const Texts *known = m_texts.object(sequence.value))
        return known;
    if (std::binary_search(m_asked.begin(), m_asked.end(), sequence.value))
        return nullptr;
    if (m_wanted.size() >= MaxWanted)
        m_wanted.clear(); // scrolled past; what is still in view asks again
    m_wanted.insert(sequence.value);
    if (!std::exchange(m_isAsking, true))
        QMetaObject::invokeMethod(this, &RowTexts::ask, Qt::QueuedConnection);
    return nullptr;
}

/// Once for all that are painted together.
void RowTexts::ask()
{
    m_asked.assign(m_wanted.begin(), m_wanted.end());
    m_wanted.clear();
    m_thread.ask(
        [rows = m_asked](const ReadingThread::Reader &reader) { return read(reader, rows); },
        [this](Found found) { take(std::move(found)); });
}

RowTexts::Found RowTexts::read(const ReadingThread::Reader &reader, const Rows &rows)
{
    Found found;
    found.reserve(rows.size());
    for (const quint64 row : rows)
        found.emplace_back(row, Texts());
    if (!reader)
        return found;
    const auto visit = [&found](const core::UnnamedTexts &texts) {
        const auto place = std::lower_bound(
            found.begin(), found.end(), texts.sequence.value,
            [](const auto &one, quint64 sequence) { return one.first < sequence; });
        if (place != found.end() && place->first == texts.sequence.value)
            place->second = {copyOf(texts.type), copyOf(texts.source), copyOf(texts.subject)};
    };
    for (std::size_t i = 0; i < rows.size();) {
        std::size_t last = i;
        while (last + 1 < rows.size() && rows[last + 1] - rows[last] <= NearRows)
            ++last;
        const auto next = (*reader)->unnamed(
            {rows[i]}, {rows[last]},
            std::chrono::steady_clock::now() + core::CaptureReader::MaxPageTime, visit);
        if (!next)
            break;
        while (i < rows.size() && rows[i] < next->value)
            ++i;
    }
    return found;
}

void RowTexts::take(Found found)
{
    m_asked.clear();
    m_isAsking = false;
    for (auto &[sequence, texts] : found)
        m_texts.insert(sequence, new Texts(std::move(texts)));
    if (!m_wanted.empty()) {
        m_isAsking = true;
        ask();
    }
    if (!found.empty())
        emit arrived({found.front().first}, {found.back().first});
}

void RowTexts::forgetBelow(core::EventSequence first)
{
    const QList<quint64> known = m_texts.keys();
    for (const quint64 sequence : known) {
        if (sequence < first.value)
            m_texts.remove(sequence);
    }
}

} // namespace ui
