// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

/// A page of metrics, read line by line and strictly: each family once, with help, type and its samples in a row.
class Scraped {
public:
    explicit Scraped(const std::string &page)
    {
        if (!page.ends_with('\n'))
            m_fault = "the last line has no end";
        std::istringstream lines(page);
        for (std::string line; m_fault.empty() && std::getline(lines, line);)
            read(line);
    }

    /// Empty, or the line that is wrong.
    const std::string &fault() const { return m_fault; }
    std::size_t families() const { return m_types.size(); }
    std::string type(const std::string &family) const
    {
        const auto found = m_types.find(family);
        return found == m_types.end() ? std::string() : found->second;
    }
    /// Of a sample by its name and labels as they stand there; empty: there is none.
    std::string value(const std::string &sample) const
    {
        const auto found = m_values.find(sample);
        return found == m_values.end() ? std::string() : found->second;
    }
    unsigned long long number(const std::string &sample) const
    {
        const std::string text = value(sample);
        return text.empty() ? 0 : std::stoull(text);
    }
    /// Of one family, in order of their labels.
    std::vector<std::string> samples(const std::string &family) const
    {
        std::vector<std::string> found;
        for (const auto &[sample, text] : m_values) {
            if (nameOf(sample) == family)
                found.push_back(sample);
        }
        return found;
    }

private:
    static std::string nameOf(const std::string &sample)
    {
        return sample.substr(0, sample.find('{'));
    }

    void read(const std::string &line)
    {
        const std::string help = "# HELP ";
        const std::string type = "# TYPE ";
        if (line.starts_with(help)) {
            m_family = line.substr(help.size(), line.find(' ', help.size()) - help.size());
            m_hasType = false;
            if (!m_seen.insert(m_family).second)
                m_fault = line;
        } else if (line.starts_with(type + m_family + ' ')) {
            m_types[m_family] = line.substr(type.size() + m_family.size() + 1);
            const bool isCounter = m_types[m_family] == "counter";
            if (m_hasType || isCounter != m_family.ends_with("_total"))
                m_fault = line;
            m_hasType = true;
        } else {
            const std::size_t space = line.rfind(' ');
            const std::string sample = line.substr(0, space);
            if (!m_hasType || nameOf(sample) != m_family || space + 1 >= line.size() ||
                !m_values.emplace(sample, line.substr(space + 1)).second)
                m_fault = line;
        }
    }

    std::string m_fault;
    std::string m_family;
    bool m_hasType = false;
    std::set<std::string> m_seen;
    std::map<std::string, std::string> m_types;
    std::map<std::string, std::string> m_values;
};
