// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/broker/yamltree.h"

#include "core/event/asciitext.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <array>
#include <map>
#include <sstream>

namespace core::broker {

namespace {

YamlPlace placeOf(const YAML::Mark &mark)
{
    return {static_cast<std::size_t>(std::max(mark.line, 0)) + 1,
            static_cast<std::size_t>(std::max(mark.column, 0)) + 1};
}

/// What ends the reading from inside of the parser; never leaves this file.
struct Refused {
    YamlError error;
};

/// Builds the tree. The parser of yaml-cpp would build one of its own, whose nodes know neither quotes nor, behind an
/// alias, an end.
class TreeBuilder : public YAML::EventHandler {
public:
    std::vector<YamlNode> takeDocuments() { return std::move(m_documents); }

    void OnDocumentStart(const YAML::Mark &) override { m_anchors.clear(); }
    void OnDocumentEnd() override {}

    void OnNull(const YAML::Mark &mark, YAML::anchor_t anchor) override
    {
        YamlNode node;
        node.place = placeOf(mark);
        add(std::move(node), anchor);
    }

    void OnAlias(const YAML::Mark &mark, YAML::anchor_t anchor) override
    {
        const auto meant = m_anchors.find(anchor);
        if (meant == m_anchors.end())
            throw Refused{{placeOf(mark), "an alias inside of what it repeats. Write it out."}};
        // Above this many they would be refused in the end; so nothing is copied only to be thrown away.
        count(nodesOf(meant->second), mark);
        put(YamlNode(meant->second));
    }

    void OnScalar(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor,
                  const std::string &value) override
    {
        YamlNode node;
        node.place = placeOf(mark);
        node.text = value;
        node.isPlain = tag == "?";
        add(std::move(node), anchor);
    }

    void OnSequenceStart(const YAML::Mark &mark, const std::string &, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value) override
    {
        open(YamlNode::Kind::Sequence, mark, anchor);
    }
    void OnSequenceEnd() override { close(); }

    void OnMapStart(const YAML::Mark &mark, const std::string &, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value) override
    {
        open(YamlNode::Kind::Mapping, mark, anchor);
    }
    void OnMapEnd() override { close(); }

private:
    /// A list or mapping that is not at its end.
    struct Open {
        YamlNode node;
        YAML::anchor_t anchor = YAML::NullAnchor;
        YamlNode key;
        bool hasKey = false;
    };

    static std::size_t nodesOf(const YamlNode &node)
    {
        std::size_t nodes = 1;
        for (const YamlNode &item : node.items)
            nodes += nodesOf(item);
        for (const auto &[key, value] : node.members)
            nodes += 1 + nodesOf(value);
        return nodes;
    }

    void count(std::size_t nodes, const YAML::Mark &mark)
    {
        m_nodes += nodes;
        if (m_nodes > MaxYamlNodes)
            throw Refused{{placeOf(mark),
                           "more than " + std::to_string(MaxYamlNodes) +
                               " values, with what its aliases repeat. Make several files of it."}};
    }

    void open(YamlNode::Kind kind, const YAML::Mark &mark, YAML::anchor_t anchor)
    {
        count(1, mark);
        if (m_open.size() == MaxYamlDepth)
            throw Refused{{placeOf(mark), "more than " + std::to_string(MaxYamlDepth) +
                                              " lists and mappings inside of each other."}};
        Open opened;
        opened.node.kind = kind;
        opened.node.place = placeOf(mark);
        opened.anchor = anchor;
        m_open.push_back(std::move(opened));
    }

    void close()
    {
        Open closed = std::move(m_open.back());
        m_open.pop_back();
        keep(closed.node, closed.anchor);
        put(std::move(closed.node));
    }

    void add(YamlNode node, YAML::anchor_t anchor)
    {
        YAML::Mark mark;
        mark.line = static_cast<int>(node.place.line) - 1;
        mark.column = static_cast<int>(node.place.column) - 1;
        count(1, mark);
        keep(node, anchor);
        put(std::move(node));
    }

    void keep(const YamlNode &node, YAML::anchor_t anchor)
    {
        if (anchor != YAML::NullAnchor)
            m_anchors[anchor] = node;
    }

    void put(YamlNode node)
    {
        if (m_open.empty()) {
            m_documents.push_back(std::move(node));
            return;
        }
        Open &parent = m_open.back();
        if (parent.node.isSequence()) {
            parent.node.items.push_back(std::move(node));
        } else if (!parent.hasKey) {
            takeKey(parent, std::move(node));
        } else {
            parent.node.members.emplace_back(std::move(parent.key), std::move(node));
            parent.hasKey = false;
        }
    }

    static void takeKey(Open &parent, YamlNode key)
    {
        if (key.kind != YamlNode::Kind::Scalar)
            throw Refused{{key.place, "a list or mapping as a name. Names are texts here."}};
        if (parent.node.find(key.text) != nullptr)
            throw Refused{{key.place, "\"" + key.text + "\" a second time. Keep one of them."}};
        parent.key = std::move(key);
        parent.hasKey = true;
    }

    std::vector<YamlNode> m_documents;
    std::vector<Open> m_open;
    std::map<YAML::anchor_t, YamlNode> m_anchors; ///< of this document
    std::size_t m_nodes = 0;
};

std::size_t digitsAt(std::string_view text, bool (*isDigit)(char))
{
    return static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), isDigit) -
                                    text.begin());
}

bool isDecimalDigit(char c)
{
    return (c >= '0' && c <= '9') || c == '_';
}

bool isHexDigit(char c)
{
    return isDecimalDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/// As YAML 1.1 and 1.2 write them: 12, 1_000, 0x1f, 0o17, 0b11, -1.5e3, .5, .inf, .nan.
bool isNumber(std::string_view text)
{
    if (!text.empty() && (text.front() == '-' || text.front() == '+'))
        text.remove_prefix(1);
    const std::string folded = foldedText(text);
    if (folded == ".inf" || folded == ".nan")
        return true;
    if (folded.size() > 2 && folded[0] == '0' &&
        (folded[1] == 'x' || folded[1] == 'o' || folded[1] == 'b'))
        return digitsAt(std::string_view(folded).substr(2), isHexDigit) == folded.size() - 2;
    const std::size_t whole = digitsAt(text, isDecimalDigit);
    std::string_view rest = text.substr(whole);
    std::size_t fraction = 0;
    if (rest.starts_with('.')) {
        fraction = digitsAt(rest.substr(1), isDecimalDigit);
        rest.remove_prefix(1 + fraction);
    }
    if (whole + fraction == 0 || text.starts_with('_'))
        return false;
    if (rest.empty())
        return true;
    if (rest.front() != 'e' && rest.front() != 'E')
        return false;
    rest.remove_prefix(1);
    if (!rest.empty() && (rest.front() == '-' || rest.front() == '+'))
        rest.remove_prefix(1);
    return !rest.empty() && digitsAt(rest, isDecimalDigit) == rest.size();
}

bool isBoolean(std::string_view text)
{
    constexpr std::array words{"true", "false", "yes", "no", "on", "off"};
    const std::string folded = foldedText(text);
    return std::find(words.begin(), words.end(), folded) != words.end();
}

} // namespace

bool YamlNode::isNull() const
{
    return kind == Kind::Scalar && isPlain &&
           (text.empty() || text == "~" || text == "null" || text == "Null" || text == "NULL");
}

bool YamlNode::isString() const
{
    return kind == Kind::Scalar && (!isPlain || (!isNull() && !isNumber(text) && !isBoolean(text)));
}

const YamlNode *YamlNode::find(std::string_view name) const
{
    const auto found = std::find_if(members.begin(), members.end(), [name](const auto &member) {
        return member.first.text == name;
    });
    return found == members.end() ? nullptr : &found->second;
}

tl::expected<std::vector<YamlNode>, YamlError> readYaml(std::string_view text)
{
    if (text.size() > MaxYamlBytes)
        return tl::unexpected(YamlError{{},
                                        "above the limit of " + std::to_string(MaxYamlBytes / MiB) +
                                            " MiB for one file. Make several of it."});
    std::istringstream stream{std::string(text)};
    TreeBuilder builder;
    try {
        YAML::Parser parser(stream);
        while (parser.HandleNextDocument(builder)) {
        }
    } catch (const Refused &refused) {
        return tl::unexpected(refused.error);
    } catch (const YAML::Exception &exception) {
        return tl::unexpected(YamlError{placeOf(exception.mark), exception.msg + "."});
    }
    return builder.takeDocuments();
}

} // namespace core::broker
