// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/filteruse.h"

#include <QTreeView>

namespace ui {

class Theme;

/// The tree of the tab Event. Sections fold, parts of a value are always open and have no mark.
class DetailsView : public QTreeView {
    Q_OBJECT

public:
    explicit DetailsView(const Theme &theme, QWidget *parent = nullptr);

signals:
    /// What stands on a line shall be a column: the name of an attribute.
    void columnRequested(const QByteArray &name);
    void filterRequested(const QByteArray &attribute, const QByteArray &value, FilterUse use);

protected:
    void drawBranches(QPainter *painter, const QRect &rect,
                      const QModelIndex &index) const override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void copyValue(const QModelIndex &index);
    void requestFilter(const QModelIndex &index, FilterUse use);
    void requestColumn(const QModelIndex &index);
};

} // namespace ui
