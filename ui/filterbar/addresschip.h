// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFrame>
#include <QStringList>

class QLabel;
class QToolButton;

namespace ui {

class Lamp;
class Theme;

/// Where the program listens: lamp, host and port, and a button that copies the URL.
class AddressChip : public QFrame {
    Q_OBJECT
public:
    explicit AddressChip(const Theme &theme, QWidget *parent = nullptr);

    /// URLs, the first one is shown, all stand in the tooltip; empty: nothing listens.
    void setAddresses(const QStringList &urls);
    void copy() const;

private:
    QStringList m_urls;
    Lamp *m_lamp;
    QLabel *m_label;
    QToolButton *m_copy;
};

} // namespace ui
