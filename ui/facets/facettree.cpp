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
        joined.nodes.push_back({name, node->path, node->code, to, {}});
        joined.nodes[std::size_t(to)].children.push_back(copy);
        copyJoined(loose, index, joined, copy);
    }
}

} // namespace

FacetTree FacetTree::build(const std::vector<Value> &values, bool split)
{
    FacetTree loose;
    loose.nodes.emplace_back();
    for (const Value &value : values) {
        int at = 0;
        if (split) {
            for (const QString &part : segments(value.name)) {
                at = child(loose, at, part);
            }
        } else {
            at = int(loose.nodes.size());
            loose.nodes.push_back({value.name, value.name, core::AbsentCode, 0, {}});
            loose.nodes.front().children.push_back(at);
        }
        loose.nodes[std::size_t(at)].code = value.code;
    }
    FacetTree joined;
    joined.nodes.emplace_back();
    copyJoined(loose, 0, joined, 0);
    return joined;
}

} // namespace ui
