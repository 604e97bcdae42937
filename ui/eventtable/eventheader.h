// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/eventcolumns.h"

#include <QHeaderView>

#include <array>

namespace ui {

class Theme;

/// The column heads of the event table: widths, and which columns give way when the table is
/// narrow. Its model is one of its own without rows, so that nothing here depends on how many
/// events there are.
class EventHeader : public QHeaderView {
    Q_OBJECT

public:
    explicit EventHeader(const Theme &theme, QWidget *parent);

    /// Takes the words of the heads from `model`.
    void takeHeadsFrom(const QAbstractItemModel *model);
    /// Shares `width` out among the columns, until one of them was resized by hand.
    void fit(int width);
    /// A person's choice; kept when the width changes.
    void setColumnHidden(EventColumn column, bool hidden);
    /// The narrowest that `column` should be for what stands in it now.
    void setLeastWidth(EventColumn column, int width);

    QSize sizeHint() const override;

protected:
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    int lastShown() const;
    int wanted(EventColumn column) const;

    const Theme &m_theme;
    std::array<bool, EventColumnCount> m_hidden{};
    std::array<int, EventColumnCount> m_least{};
    bool m_fitting = false;
    bool m_byHand = false;
    int m_width = 0;
};

} // namespace ui
