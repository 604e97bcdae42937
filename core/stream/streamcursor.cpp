// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/stream/streamcursor.h"

#include "core/codec/httpencode.h"
#include "core/codec/jsonformat.h"
#include "core/stream/websocketframe.h"

namespace core {

namespace {

/// Senders must use the type of frame that belongs to the format.
FrameOpcode opcodeOf(EventFormat format)
{
    return format == EventFormat::Json ? FrameOpcode::Text : FrameOpcode::Binary;
}

} // namespace

void StreamCursor::appendNotice(std::string &out, std::string_view topic, std::string_view data,
                                std::uint64_t number)
{
    if (m_form == StreamForm::EventStream) {
        out.append("event: ").append(topic).append("\n");
        if (number != 0)
            out.append("id: ").append(std::to_string(number)).append("\n");
        out.append("data: ").append(data).append("\n\n");
        return;
    }
    // No two events have the same source and id.
    std::string json =
        R"({"specversion":"1.0","id":")" + m_name + '-' + std::to_string(++m_notices);
    json.append(R"(","source":"/eventscope/stream","type":"eventscope.stream.)");
    json.append(topic).append(R"(","datacontenttype":"application/json","data":)");
    json.append(data).append("}");
    if (m_format == EventFormat::Json) {
        appendFrame(out, FrameOpcode::Text, json);
        return;
    }
    if (const auto event = decodeJsonEvent(json))
        appendFrame(out, opcodeOf(m_format), encodeEvent({*event, json}, m_format));
}

void StreamCursor::appendProgress(std::string &out)
{
    const std::string number = std::to_string(m_position);
    if (m_form == StreamForm::EventStream)
        out.append("id: ").append(number).append("\n\n");
    else
        appendNotice(out, "searched", R"({"last":)" + number + "}");
}

bool StreamCursor::append(std::string &out, const EventPage &page, std::size_t room)
{
    const std::size_t end = out.size() + room;
    if (page.isChosen && !skipEvicted(out, page))
        return false;
    const auto lines = page.behind(m_position);
    auto line = lines.begin();
    for (; line != lines.end() && out.size() < end; ++line) {
        if (line->number > m_position + 1) {
            if (m_isInside)
                return false;
            if (page.isChosen)
                m_position = line->number - 1; // what did not pass
            else
                appendEvicted(out, line->number - 1);
        }
        if (!line->hasForm) {
            appendSkipped(out, *line);
            continue;
        }
        if (!m_isInside)
            begin(out, *line);
        const std::size_t left = end > out.size() ? end - out.size() : 1;
        const std::string_view piece = page.textOf(*line).substr(m_offset, left);
        out += piece;
        m_offset += piece.size();
        if (m_offset < line->length)
            return true;
        if (m_form == StreamForm::EventStream)
            out += "\n\n";
        else if (m_form == StreamForm::Single)
            out += "]";
        m_isInside = false;
        m_offset = 0;
        m_position = line->number;
        out += m_unsaid;
        m_unsaid.clear();
    }
    if (line == lines.end() && m_position < page.last) {
        if (m_isInside)
            return false;
        if (page.isChosen)
            m_position = page.last;
        else
            appendEvicted(out, page.last);
    }
    return true;
}

/// Of a page of what passes: only what lies before its first event has left.
bool StreamCursor::skipEvicted(std::string &out, const EventPage &page)
{
    const std::uint64_t last = page.firstFound > 0 ? page.firstFound - 1 : page.last;
    if (last <= m_position)
        return true;
    if (!m_isInside)
        appendEvicted(out, last);
    return !m_isInside;
}

void StreamCursor::say(std::string &out, std::string_view bytes)
{
    (m_isInside ? m_unsaid : out) += bytes;
}

void StreamCursor::appendEvicted(std::string &out, std::uint64_t last)
{
    if (m_form != StreamForm::Single)
        appendNotice(out, "evicted",
                     R"({"first":)" + std::to_string(m_position + 1) + R"(,"last":)" +
                         std::to_string(last) + "}",
                     last);
    m_missed += last - m_position;
    m_position = last;
}

void StreamCursor::appendSkipped(std::string &out, const EventPage::Line &line)
{
    appendNotice(out, "skipped",
                 R"({"number":)" + std::to_string(line.number) + R"(,"specversion":")" +
                     std::string(specVersionText(line.version)) + "\"}",
                 line.number);
    m_position = line.number;
}

void StreamCursor::begin(std::string &out, const EventPage::Line &line)
{
    m_isInside = true;
    switch (m_form) {
    case StreamForm::EventStream:
        out += "id: ";
        out += std::to_string(line.number);
        out += "\ndata: ";
        break;
    case StreamForm::WebSocket:
        appendFrameHead(out, opcodeOf(m_format), line.length);
        break;
    case StreamForm::Single:
        out += "[";
        break;
    }
}

} // namespace core
