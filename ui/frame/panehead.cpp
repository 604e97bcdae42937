// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/frame/panehead.h"

#include "ui/frame/elidedlabel.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

namespace ui {

PaneHead::PaneHead(const Theme &theme, const QString &title, QLatin1String icon, QWidget *parent)
    : QFrame(parent)
    , m_theme(theme)
    , m_layout(new QHBoxLayout(this))
    , m_icon(new QLabel(this))
    , m_title(new QLabel(title, this))
    , m_sentence(new ElidedLabel(this))
{
    setObjectName(QStringLiteral("panehead"));
    m_title->setTextFormat(Qt::PlainText);
    m_sentence->setObjectName(QStringLiteral("secondary"));
    m_icon->setVisible(!icon.isEmpty());
    m_layout->addWidget(m_icon);
    m_layout->addWidget(m_title);
    m_layout->addWidget(m_sentence, 1);
    theme.follow(this, [this, icon] {
        setFixedHeight(m_theme.px(30));
        m_layout->setContentsMargins(m_theme.px(10), 0, m_theme.px(4), 0);
        m_layout->setSpacing(m_theme.px(7));
        m_title->setFont(m_theme.font(Face::Title));
        if (!icon.isEmpty()) {
            m_icon->setPixmap(m_theme.icons().pixmap(icon, m_theme.colour(QLatin1String("text2")),
                                                     16, devicePixelRatioF()));
        }
    });
}

void PaneHead::setSentence(const QString &sentence)
{
    if (m_sentence->text() != sentence) {
        m_sentence->setText(sentence);
        m_sentence->setToolTip(sentence);
    }
}

void PaneHead::addTool(QWidget *tool)
{
    m_layout->addWidget(tool);
}

void PaneHead::addClose()
{
    auto *close = new QToolButton(this);
    close->setToolTip(tr("Close"));
    close->setAccessibleName(tr("Close %1").arg(m_title->text()));
    close->setFocusPolicy(Qt::TabFocus);
    m_theme.follow(close, [this, close] {
        close->setIcon(m_theme.icons().icon(QLatin1String("close"), 14));
        close->setIconSize({m_theme.px(14), m_theme.px(14)});
    });
    connect(close, &QToolButton::clicked, this, &PaneHead::closeRequested);
    addTool(close);
}

} // namespace ui
