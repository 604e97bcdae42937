// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/frame/segments.h"

#include "ui/theme/theme.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QToolButton>

namespace ui {

Segments::Segments(const Theme &theme, const QString &accessibleName, const QStringList &words,
                   QWidget *parent)
    : QFrame(parent)
    , m_group(new QButtonGroup(this))
{
    setObjectName(QStringLiteral("segments"));
    setAccessibleName(accessibleName);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(1, 1, 1, 1);
    layout->setSpacing(0);
    for (int index = 0; index < words.size(); ++index) {
        auto *button = new QToolButton(this);
        button->setText(words[index]);
        button->setCheckable(true);
        button->setProperty("seg", true);
        button->setProperty("first", index == 0);
        button->setAccessibleName(accessibleName + QLatin1String(": ") + words[index]);
        m_group->addButton(button, index);
        layout->addWidget(button);
    }
    connect(m_group, &QButtonGroup::idClicked, this, &Segments::chosenByUser);
    choose(0);
    theme.follow(this, [this, &theme] { setFixedHeight(theme.px(22)); });
}

int Segments::chosen() const
{
    return m_group->checkedId();
}

void Segments::choose(int index)
{
    if (QAbstractButton *button = m_group->button(index)) {
        button->setChecked(true);
    }
}

} // namespace ui
