// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/filterbar/addresschip.h"

#include "ui/frame/lamp.h"
#include "ui/theme/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

namespace ui {

AddressChip::AddressChip(const Theme &theme, QWidget *parent)
    : QFrame(parent)
    , m_lamp(new Lamp(theme, this))
    , m_label(new QLabel(this))
    , m_copy(new QToolButton(this))
{
    setObjectName(QStringLiteral("address"));
    auto *layout = new QHBoxLayout(this);
    layout->addWidget(m_lamp);
    layout->addWidget(m_label);
    layout->addWidget(m_copy);
    m_label->setTextFormat(Qt::PlainText);
    m_copy->setToolTip(tr("Copy address"));
    m_copy->setAccessibleName(tr("Copy address"));
    connect(m_copy, &QToolButton::clicked, this, &AddressChip::copy);
    theme.follow(this, [this, layout, &theme] {
        layout->setContentsMargins(theme.px(8), 0, theme.px(3), 0);
        layout->setSpacing(theme.px(6));
        m_label->setFont(theme.font(Face::Mono));
        m_copy->setIcon(theme.icons().icon(QLatin1String("copy"), 16));
        m_copy->setIconSize({theme.px(16), theme.px(16)});
        m_copy->setFixedHeight(theme.px(24));
    });
    setAddresses({});
}

void AddressChip::setAddresses(const QStringList &urls)
{
    m_urls = urls;
    m_lamp->setState(urls.isEmpty() ? Lamp::State::Off : Lamp::State::On);
    m_copy->setEnabled(!urls.isEmpty());
    if (urls.isEmpty()) {
        m_label->setText(tr("not listening"));
        setToolTip(tr("No address was given to listen on."));
    } else {
        m_label->setText(urls.first().mid(urls.first().indexOf(QLatin1String("//")) + 2));
        setToolTip(tr("Listening on %1").arg(urls.join(QLatin1String(", "))));
    }
    setAccessibleName(toolTip());
}

void AddressChip::copy() const
{
    if (!m_urls.isEmpty()) {
        QGuiApplication::clipboard()->setText(m_urls.first());
    }
}

} // namespace ui
