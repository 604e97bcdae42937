// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/facets/facettree.h"

#include <QStringList>

#include <algorithm>

namespace ui {

namespace {

QStringList segments(const QString &name)
{
    QStringList parts = name.split(u'.');
    if (parts.contains(QString())) { // ".a", "a..b": a row without a name would say nothing
        return {name};
    }
    while (parts.size() > FacetTree::MaxDepth) {
        const QString last = parts.takeLast();
        parts.last() += u'.' + last;
    }
    return parts;
}

int child(FacetTree &tree, int parent, const QString &name)
{
    for (const int index : tree.nodes[std::size_t(parent)].children) {
        if (tree.nodes[std::size_t(index)].name == name) {
            return index;
        }
    }
    FacetTree::Node node;
    node.name = name;
    const QString &above = tree.nodes[std::size_t(parent)].path;
    node.path = parent == 0 ? name : above + u'.' + name;
    node.parent = parent;
    const int index = int(tree.nodes.size());
    tree.nodes.push_back(std::move(node));
    tree.nodes[std::size_t(parent)].children.push_back(index);
    return index;
}

/// Copies what lies below `from` in `loose` to below `to`, joining branches that have one child.
void copyJoined(const FacetTree &loose, int from, FacetTree &joined, int to)
{
    for (int index : loose.nodes[std::size_t(from)].children) {
        const FacetTree::Node *node = &loose.nodes[std::size_t(index)];
        QString name = node->name;
        while (node->code == core::AbsentCode && node->children.size() == 1) {
            index = node->children.front();
            node = &loose.nodes[std::size_t(index)];
            name += u'.' + node->name;
        }
        const int copy = int(joined.nodes.size());
        const bool isBranch = !node->children.empty();
        joined.nodes.push_back(
            {name, node->path, node->code, isBranch ? FacetRow::Branch : FacetRow::Value, to, {}});
        joined.nodes[std::size_t(to)].children.push_back(copy);
        copyJoined(loose, index, joined, copy);
    }
}

} // namespace

void FacetTree::add(FacetRow kind, const QString &name, core::ValueCode code)
{
    nodes.front().children.push_back(int(nodes.size()));
    // No value has such a path.
    nodes.push_back({name, u'\n' + QString::number(int(kind)), code, kind, 0, {}});
}

FacetTree FacetTree::build(const std::vector<Value> &values, bool split)
{
    FacetTree loose;
    loose.nodes.emplace_back();
    const auto addBelow = [&loose](int parent, const QString &name, const QString &path) {
        const int added = int(loose.nodes.size());
        loose.nodes.push_back({name, path, core::AbsentCode, FacetRow::Value, parent, {}});
        loose.nodes[std::size_t(parent)].children.push_back(added);
        return added;
    };
    for (const Value &value : values) {
        int at = 0;
        if (split) {
            for (const QString &part : segments(value.name)) {
                at = child(loose, at, part);
            }
            // Different values may look the same on the screen: each has its row.
            if (const FacetTree::Node &same = loose.nodes[std::size_t(at)];
                same.code != core::AbsentCode) {
                at = addBelow(same.parent, QString(same.name), QString(same.path));
            }
        } else {
            at = addBelow(0, value.name, value.name);
        }
        loose.nodes[std::size_t(at)].code = value.code;
    }
    FacetTree joined;
    joined.nodes.emplace_back().kind = FacetRow::Head;
    copyJoined(loose, 0, joined, 0);
    return joined;
}

} // namespace ui
