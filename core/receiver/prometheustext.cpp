// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/receiver/prometheustext.h"

namespace core {

namespace {

/// In a help text a quotation mark stands for itself, in a label it ends the value.
enum class Quotes : std::uint8_t { Kept, Escaped };

void appendEscaped(std::string &out, std::string_view text, Quotes quotes)
{
    for (const char character : text) {
        if (character == '\n') {
            out += "\\n";
            continue;
        }
        if (character == '\\' || (character == '"' && quotes == Quotes::Escaped))
            out += '\\';
        out += character;
    }
}

void appendLabel(std::string &out, const PrometheusText::Label &label)
{
    out += label.first;
    out += "=\"";
    appendEscaped(out, label.second, Quotes::Escaped);
    out += '"';
}

} // namespace

void PrometheusText::family(std::string_view name, Type type, std::string_view help)
{
    m_name = name;
    m_text += "# HELP " + m_name + ' ';
    appendEscaped(m_text, help, Quotes::Kept);
    m_text += "\n# TYPE " + m_name + (type == Type::Counter ? " counter\n" : " gauge\n");
}

void PrometheusText::sample(const Label &label, std::uint64_t number)
{
    std::string labels;
    appendLabel(labels, label);
    sample(labels, std::to_string(number));
}

void PrometheusText::sample(const Label &first, const Label &second, std::uint64_t number)
{
    std::string labels;
    appendLabel(labels, first);
    labels += ',';
    appendLabel(labels, second);
    sample(labels, std::to_string(number));
}

void PrometheusText::sample(std::string_view labels, std::string_view number)
{
    m_text += m_name;
    if (!labels.empty()) {
        m_text += '{';
        m_text += labels;
        m_text += '}';
    }
    m_text += ' ';
    m_text += number;
    m_text += '\n';
}

} // namespace core
