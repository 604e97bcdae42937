// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/models/ownvalues.h"

#include <algorithm>
#include <utility>

namespace ui {
namespace {

/// In whole characters.
void cut(std::string &text)
{
    if (text.size() <= OwnValues::MaxValueBytes)
        return;
    std::size_t end = OwnValues::MaxValueBytes;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U)
        --end;
    text.resize(end);
    text += "…";
}

int costOf(const OwnValues::Values &values)
{
    constexpr std::size_t Row = 128;
    std::size_t bytes = Row;
    for (const core::EventValue &value : values)
        bytes += sizeof value + value.text.size();
    return static_cast<int>(bytes);
}

} // namespace

OwnValues::OwnValues(OpenReader openReader, QObject *parent)
    : QObject(parent)
    , m_names(std::make_shared<std::vector<core::ValueName>>())
    , m_thread(std::move(openReader))
{
}

void OwnValues::setNames(std::vector<core::ValueName> names)
{
    m_kinds.assign(names.size(), core::EventValue::Kind::Absent);
    m_names = std::make_shared<std::vector<core::ValueName>>(std::move(names));
    forget();
}

void OwnValues::setRedaction(core::Redaction redaction)
{
    m_redaction = std::move(redaction);
    forget();
}

void OwnValues::forget()
{
    ++m_generation;
    m_values.clear();
    m_wanted.clear();
    m_asked.clear();
}

const OwnValues::Values *OwnValues::find(core::EventSequence sequence)
{
    if (const Values *known = m_values.object(sequence.value))
        return known;
    if (std::binary_search(m_asked.begin(), m_asked.end(), sequence.value))
        return nullptr;
    if (m_wanted.size() >= MaxWanted)
        m_wanted.clear(); // scrolled past; what is still in view asks again
    m_wanted.insert(sequence.value);
    if (!std::exchange(m_isAsking, true))
        QMetaObject::invokeMethod(this, &OwnValues::ask, Qt::QueuedConnection);
    return nullptr;
}

/// Once for all that are painted together.
void OwnValues::ask()
{
    if (m_wanted.empty()) {
        m_isAsking = false;
        return;
    }
    m_asked.assign(m_wanted.begin(), m_wanted.end());
    m_wanted.clear();
    m_thread.ask(
        [question = Question{m_names, m_redaction, m_asked}](const ReadingThread::Reader &reader) {
            return read(reader, question);
        },
        [this, generation = m_generation](Found found) { take(generation, std::move(found)); });
}

OwnValues::Found OwnValues::read(const ReadingThread::Reader &reader, const Question &question)
{
    Found found;
    found.reserve(question.rows.size());
    for (const quint64 row : question.rows) {
        Values values;
        auto event = reader ? (*reader)->event({row})
                            : core::Result<std::optional<core::StoredEvent>>(std::nullopt);
        if (event && *event) {
            const auto seen = question.redaction.apply(std::move(**event));
            for (std::size_t i = 0; seen && i < question.names->size(); ++i) {
                values.push_back(core::valueOf((*question.names)[i], *seen));
                cut(values.back().text);
            }
        }
        found.emplace_back(row, std::move(values));
    }
    return found;
}

void OwnValues::take(quint64 generation, Found found)
{
    m_isAsking = false;
    if (generation == m_generation) {
        m_asked.clear();
        const auto kinds = m_kinds;
        for (auto &[sequence, values] : found) {
            for (std::size_t i = 0; i < values.size(); ++i) {
                if (values[i].kind != core::EventValue::Kind::Absent)
                    m_kinds[i] = values[i].kind;
            }
            const int cost = costOf(values);
            m_values.insert(sequence, new Values(std::move(values)), cost);
        }
        if (kinds != m_kinds)
            emit kindsChanged();
        emit arrived();
    }
    if (!m_wanted.empty() && !std::exchange(m_isAsking, true))
        ask();
}

void OwnValues::forgetBelow(core::EventSequence first)
{
    const QList<quint64> known = m_values.keys();
    for (const quint64 sequence : known) {
        if (sequence < first.value)
            m_values.remove(sequence);
    }
}

} // namespace ui
