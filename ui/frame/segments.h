// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFrame>

class QButtonGroup;

namespace ui {

class Theme;

/// A row of buttons of which one is chosen: Type | Source, 1 min | 10 min.
class Segments : public QFrame {
    Q_OBJECT
public:
    Segments(const Theme &theme, const QString &accessibleName, const QStringList &words,
             QWidget *parent = nullptr);

    int chosen() const;
    /// Does not emit.
    void choose(int index);

signals:
    void chosenByUser(int index);

private:
    QButtonGroup *m_group;
};

} // namespace ui
